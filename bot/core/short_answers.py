"""A bare answer ("Mexico") made checkable: the passage that bears it out as the answer to this very question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.core.language import find_numbers, stem, tokenize
from bot.core.language.senses import sense
from bot.core.questions import Question
from bot.core.retrieval import Found

# Chosen on half of the weeks of realtimeqa-2026.
BORNE_OUT = 0.25  # share of the question's words near the answer
NEWS_DAYS, SEASON_DAYS = (
    30,
    400,
)  # how old an article may be that answers what happened "this week", "this season"
LONGEST = 12  # words of an answer that is no sentence
_NEWS = re.compile(
    r"\b(?:this week(?:end)?|today|tonight|yesterday|recent(?:ly)?|latest|newly|just|last (?:night|week)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\bthis (?:month|year|season|spring|summer|autumn|winter)\b|\b(?:now|current(?:ly)?|soon|upcoming)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_CLAUSE = re.compile(r"(?<=[a-z0-9])[.;:—–]\s|\s[—–-]\s|, (?:which|who|a|an|the|in|where)\b")
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
    """The passage that bears out the answer best, whole, without what is in brackets, or its first clause."""
    bare = _ASIDE.sub("", said)
    forms = dict.fromkeys((said, bare, _CLAUSE.split(bare)[0]))
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
    oldest = NEWS_DAYS if _NEWS.search(question.text) else SEASON_DAYS if _SEASON.search(question.text) else None
    best: Borne | None = None
    for found in ranked:
        if oldest is not None and (asked_at - found.article.published_at).days > oldest:
            continue
        there = _keys_of(found.passage.text)
        if wanted <= there:
            borne = Borne(found, found.wide)
        elif found.before is not None and wanted <= there | _keys_of(found.before.text):
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
    return frozenset(words | {f"{number.value:g}" for number in numbers})
