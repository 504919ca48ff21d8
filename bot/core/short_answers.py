"""A bare answer ("Mexico") made checkable: the passage that bears it out as the answer to this very question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.core.answer_ages import find_oldest
from bot.core.language import find_numbers, stem, tokenize
from bot.core.language.mentions import Number, NumberKind
from bot.core.language.senses import sense
from bot.core.questions import Question
from bot.core.retrieval import Found

# Chosen on half of the weeks of realtimeqa-2026.
BORNE_OUT = 0.25  # share of the question's words near the answer
LONGEST = 12  # words of an answer that is no sentence
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_CLAUSE = re.compile(r"(?<=[a-z0-9])[.;:—–]\s|\s[—–-]\s|, (?:which|who|a|an|the|in|where)\b")
_APART = {NumberKind.ORDINAL, NumberKind.MONEY, NumberKind.PERCENT}
_FILLER = frozenset(
    sense(stem(word))
    for word in """approximately about around roughly nearly almost over than more less least some answer called
    named known city country state company times people""".split()
)


@dataclass(frozen=True, slots=True)
class Borne:
    """The passage that holds the answer; `share`: of the question's words in and around it, weighed by rarity."""

    found: Found
    share: float


def is_short(said: str) -> bool:
    return 0 < len(said.split()) <= LONGEST


def find_bearing(question: Question, said: str, ranked: Sequence[Found], asked_at: datetime) -> Borne | None:
    """The passage that bears out the answer best: whole, without what is in brackets, its first clause, or
    what is in brackets alone, which is another word for it ("a meteor (fireball)").
    """
    bare = _ASIDE.sub("", said)
    forms = dict.fromkeys((said, bare, _CLAUSE.split(bare)[0], *_ASIDE.findall(said)))
    found = [borne for form in forms if (borne := _bear_out(question, form, ranked, asked_at)) is not None]
    return max(found, key=lambda borne: borne.share, default=None)


def _bear_out(question: Question, said: str, ranked: Sequence[Found], asked_at: datetime) -> Borne | None:
    """The passage nearest to the question that holds all of the answer that the question has not said itself.

    What is asked of these days, no old article answers. None where nothing is left of the answer, or no passage
    holds it.
    """
    asked = _keys_of(question.text)
    wanted = _keys_of(said) - asked - _FILLER
    if not wanted:
        return None
    oldest = find_oldest(question, asked_at)
    best: Borne | None = None
    for found in ranked:
        if oldest is not None and (asked_at - found.article.published_at).days > oldest:
            continue
        there = _keys_there(found.passage.text)
        if wanted <= there:
            borne = Borne(found, found.wide)
        elif found.before is not None and wanted <= there | _keys_there(found.before.text):
            borne = Borne(found, found.coverage)
        else:
            continue
        if best is None or borne.share > best.share:
            best = borne
    return best


@lru_cache(maxsize=65_536)
def _keys_of(text: str) -> frozenset[str]:
    """The senses of its content words, and its figures by value: "4" is "four"."""
    numbers = find_numbers(text)
    inside = [(number.start, number.end) for number in numbers]
    words = {
        sense(token.stem)
        for token in tokenize(text)
        if token.content and token.text[0].isalnum() and not any(a <= token.start < b for a, b in inside)
    }
    return frozenset(words | {_key_of(number) for number in numbers})


@lru_cache(maxsize=65_536)
def _keys_there(text: str) -> frozenset[str]:
    """The same of a passage, where a sum or a share gives its bare figure too: "$25" bears out "25"."""
    bare = {f"{number.value:g}" for number in find_numbers(text) if number.kind is not NumberKind.ORDINAL}
    return _keys_of(text) | bare


def _key_of(number: Number) -> str:
    """A rank is no count ("third to last" is not three), and a count no sum of money or share."""
    return f"{number.value:g}{number.kind.value if number.kind in _APART else ''}"
