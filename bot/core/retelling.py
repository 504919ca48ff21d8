"""Whether a sentence tells again what another one told: its facts compared, not its wording as a whole.

A fact is a figure with the matter it stands in, or a clause. Who said it, and when, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.core.alignment import content, senses
from bot.core.candidates import rarity
from bot.core.language.senses import sense
from bot.core.told import figures_of

TOLD_AGAIN = 0.5  # share of its facts, by weight, from which a sentence has nothing of its own to tell
_SAME_CLAUSE = 0.62  # share of a clause's words, by rarity, that one other sentence has
_SAME_MATTER = 2  # words shared around one figure …
_TELLING = 100  # … or none around one so large: in one story it is hardly another thing's
_FIGURE = 7.0  # what a figure weighs beside words: as much as two rare ones
_FEWEST_WORDS, _FEWEST_PLAIN = 3, 2  # of a clause, in all and in small letters: names alone say who, not what
_CLAUSE = re.compile(
    r"[;:,]\s+|\s[–—]\s|\s\((?=\w)|\)\s|\s(?:and|but|while|when|after|before|because|who|which|whose|that|as)\s"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Facts:
    """`figures` by value and unit; `clauses` by their words' senses, each with its weight; `words` are all."""

    figures: frozenset[tuple[float, str]]
    clauses: tuple[tuple[frozenset[str], float], ...]
    words: frozenset[str]

    @property
    def weight(self) -> float:
        return _FIGURE * len(self.figures) + sum(weight for _, weight in self.clauses)


@lru_cache(maxsize=8_192)
def read_facts(text: str) -> Facts:
    """A sentence's facts. "One" is no figure: it is an article as often as a count."""
    figures = frozenset((one.value, one.unit) for one in figures_of(text) if one.value != 1)
    return Facts(figures, tuple(_clauses(text)), frozenset(senses(text)))


def _clauses(text: str) -> Iterable[tuple[frozenset[str], float]]:
    quoted = [match.group() for match in _QUOTED.finditer(text)]
    for part in (*quoted, *_CLAUSE.split(_QUOTED.sub(", ", text))):
        tokens = content(part)
        words = frozenset(sense(token.stem) for token in tokens)
        plain = {token.stem for token in tokens if token.text[0].islower()}
        if len(words) >= _FEWEST_WORDS and len(plain) >= _FEWEST_PLAIN:
            yield words, _mass(words)


def share_retold(text: str, told: Iterable[str]) -> float:
    """The share of the sentence's facts, by weight, that a single one of the others tells; 0 without any."""
    mine = read_facts(text)
    others = [read_facts(other) for other in told]
    if not others or not mine.weight:
        return 0.0
    figures = sum(any(_has(other, figure, mine) for other in others) for figure in mine.figures)
    clauses = sum(
        weight for words, weight in mine.clauses if any(_holds(other, words, weight) for other in others)
    )
    return (_FIGURE * figures + clauses) / mine.weight


def tells_again(text: str, told: Iterable[str]) -> bool:
    """Whether half of what the sentence tells has been told."""
    return share_retold(text, told) >= TOLD_AGAIN


def _has(other: Facts, figure: tuple[float, str], mine: Facts) -> bool:
    if figure not in other.figures:
        return False
    return figure[0] >= _TELLING or len(other.words & mine.words) >= _SAME_MATTER


def _holds(other: Facts, words: frozenset[str], weight: float) -> bool:
    return _mass(words & other.words) >= _SAME_CLAUSE * weight


def _mass(words: frozenset[str]) -> float:
    return sum(rarity(word) for word in sorted(words))
