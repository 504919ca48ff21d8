"""Sentences of several outlets that tell the same but for the very thing asked for: one word against another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from bot.core.asked_for import asks_for_name
from bot.core.language import find_numbers, tokenize
from bot.core.language.mentions import Token
from bot.core.passages import read_passages
from bot.core.question_words import Asks
from bot.core.questions import Question, read_terms
from bot.core.retrieval import Found

LOOKED_AT = 6  # passages, the best first, of which one may be contradicted
COMPARED = 40  # passages that may contradict it
SAME_WORDS = 0.6  # of the longer sentence: what both have
SAME_CONTENT = 3  # words of weight among them: "was arrested on Monday" is true of many
SAME_DATED = 2  # where a day or a figure is asked for, of which one thing has one
LONGEST_VALUE = 6  # words
NEAR = 2  # words from one to the next of a value: "University of Karrow"
SIDES = 3

_SEVERAL = re.compile(r"\b(?:among|one of|another|also|other|too|as well|both)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_AGED = re.compile(r"[^\W\d], \d")  # "Mara Lind, 34": a name and what is told of it are two values
_MONTH = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun)",
    re.IGNORECASE,
)
_FIGURES = {Asks.HOW_MANY, Asks.HOW_MUCH}


@dataclass(frozen=True, slots=True)
class _Value:
    text: str
    words: tuple[str, ...]


def find_rivals(question: Question, ranked: Sequence[Found]) -> tuple[Found, ...]:
    """One passage for each value that outlets give in the place of one another, best first; () when they agree.

    Such are sentences of two outlets whose words are the same but for one value, a name, a figure or a day,
    of the kind the question asks for. Two people in one list are none: an article that names both
    values does not put one in the other's place, nor do sentences that say "among", "another" or "one of".
    """
    pool = [found for found in ranked[:COMPARED] if found.passage.start >= 0]
    disputes = [(found, *_contradict(question, found, pool)) for found in pool[:LOOKED_AT]]
    found = [sides[:SIDES] for sides in disputes if len(sides) > 1]
    return max(found, key=lambda sides: _measure_likeness(*sides[:2]), default=())


def _measure_likeness(one: Found, other: Found) -> float:
    """The share of the longer sentence's words that both have, 0 to 1: the more, the surer one thing is told."""
    ours, theirs = ({token.lower for token in _words(found.passage.text)} for found in (one, other))
    return len(ours & theirs) / max(len(ours), len(theirs))


def _contradict(question: Question, found: Found, pool: Sequence[Found]) -> Iterator[Found]:
    """The best passage of each other value that stands in the place of this one's."""
    seen: set[tuple[str, ...]] = set()
    for other in pool:
        if other.article.outlet.domain == found.article.outlet.domain:
            continue
        least = SAME_DATED if question.asks in {*_FIGURES, Asks.WHEN} else SAME_CONTENT
        values = _read_values(found.passage.text, other.passage.text, least)
        if values is None:
            continue
        ours, theirs = values
        if theirs.words in seen or not all(_fits(question, value) for value in values):
            continue
        if _tells(found, theirs) or _tells(other, ours):
            continue
        seen |= {theirs.words}
        yield other


def _read_values(one: str, other: str, least: int) -> tuple[_Value, _Value] | None:
    """What the two sentences have in each other's place, None where they differ in more or in nothing.

    `least` is how many words of weight they must share.
    """
    if _SEVERAL.search(one) or _SEVERAL.search(other):
        return None
    ours, theirs = _words(one), _words(other)
    shared = {token.lower for token in ours} & {token.lower for token in theirs}
    weighty = sum(
        token.content for token in {token.lower: token for token in ours if token.lower in shared}.values()
    )
    if weighty < least or len(shared) < SAME_WORDS * max(len(ours), len(theirs)):
        return None
    mine, yours = _read_own(one, ours, shared), _read_own(other, theirs, shared)
    return (mine, yours) if mine is not None and yours is not None else None


def _words(text: str) -> list[Token]:
    return [token for token in tokenize(text) if token.text[0].isalnum()]


def _read_own(text: str, tokens: Sequence[Token], shared: Set[str]) -> _Value | None:
    """The one stretch of a sentence that the other sentence does not have; None if it has several, or none.

    A part of the stretch may stand elsewhere again ("Mara Lind beat Reyes … Lind won").
    """
    own = [place for place, token in enumerate(tokens) if token.content and token.lower not in shared]
    runs: list[list[int]] = []
    for place in own:
        if runs and place - runs[-1][-1] <= NEAR:
            runs[-1].append(place)
        else:
            runs.append([place])
    if not runs:
        return None
    longest = max(runs, key=len)
    value = tokens[longest[0] : longest[-1] + 1]
    words = {token.lower for token in value}
    if len(value) > LONGEST_VALUE or any(tokens[place].lower not in words for place in own):
        return None
    return _Value(text[value[0].start : value[-1].end], tuple(token.lower for token in value))


def _fits(question: Question, value: _Value) -> bool:
    """Whether it is of the kind asked for, and not one of the question's own words."""
    if set(read_terms(value.text)) & question.terms:
        return False
    if _AGED.search(value.text) and not _MONTH.search(value.text):
        return False
    figure = bool(_DIGIT.search(value.text)) or bool(find_numbers(value.text))
    if question.asks in _FIGURES:
        return figure
    if question.asks is Asks.WHEN:
        return figure or bool(_MONTH.search(value.text))
    name = any(word[:1].isupper() for word in value.text.split())
    named = question.asks in {Asks.WHO, Asks.WHERE} or asks_for_name(question.text)
    return name if named else name or figure


def _tells(found: Found, value: _Value) -> bool:
    """Whether the passage's article holds the value anywhere, too."""
    wanted = value.text.lower()
    return any(wanted in passage.text.lower() for passage in read_passages(found.article))
