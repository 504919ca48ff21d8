"""Whether a sentence tells again what another one told: its facts compared, not its wording as a whole.

A fact is a figure with the matter it stands in, or a clause. Who said it, and when, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache

from bot.core.alignment import content, senses
from bot.core.candidates import HEAVIEST, rarity
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


Figure = tuple[float, str]  # value and unit
Clause = tuple[frozenset[str], float]  # the senses of its words, and what they weigh together


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence tells, `weight` all of it together; `words` are the senses of all its words."""

    figures: frozenset[Figure]
    clauses: tuple[Clause, ...]
    words: frozenset[str]
    weight: float


@lru_cache(maxsize=8_192)
def read_facts(text: str) -> Facts:
    figures, clauses = read_figures_told(text), tuple(_clauses(text))
    weight = _FIGURE * len(figures) + sum(weight for _, weight in clauses)
    return Facts(figures, clauses, frozenset(senses(text)), weight)


@lru_cache(maxsize=8_192)
def read_figures_told(text: str) -> frozenset[Figure]:
    """ "One" is no figure: it is an article as often as a count."""
    return frozenset((one.value, one.unit) for one in figures_of(text) if one.value != 1)


def _clauses(text: str) -> Iterable[Clause]:
    tokens = content(text)
    for start, end in _clause_spans(text):
        inside = [token for token in tokens if start <= token.start < end]
        words = frozenset(sense(token.stem) for token in inside)
        plain = {token.stem for token in inside if token.text[0].islower()}
        if len(words) >= _FEWEST_WORDS and len(plain) >= _FEWEST_PLAIN:
            yield words, _mass(words)


def _clause_spans(text: str) -> Iterable[tuple[int, int]]:
    """Where each quotation stands, then each clause of what is left, a quotation between two parting them."""
    yield from (match.span() for match in _QUOTED.finditer(text))
    start = 0
    for match in _CLAUSE.finditer(_QUOTED.sub(lambda quoted: ", ".ljust(len(quoted[0])), text)):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def find_retold(text: str, other: str) -> frozenset[Figure | Clause]:
    """Those of the first sentence's facts that the other one tells by itself."""
    mine, theirs = read_facts(text), read_facts(other)
    figures = (figure for figure in mine.figures if _has(theirs, figure, mine))
    return frozenset((*figures, *(clause for clause in mine.clauses if _holds(theirs, *clause))))


def weigh_retold(text: str, retold: Set[Figure | Clause]) -> float:
    """The share, by weight, that these are of the sentence's facts; 0 of a sentence that has none."""
    mine = read_facts(text)
    figures = len(mine.figures & retold)
    clauses = sum(clause[1] for clause in mine.clauses if clause in retold)
    return (_FIGURE * figures + clauses) / mine.weight if mine.weight else 0.0


def share_retold(text: str, told: Iterable[str]) -> float:
    """The share of the sentence's facts, by weight, that a single one of the others tells."""
    return weigh_retold(text, frozenset().union(*(find_retold(text, other) for other in told)))


def tells_again(text: str, told: Iterable[str]) -> bool:
    """Whether half of what the sentence tells has been told."""
    return share_retold(text, told) >= TOLD_AGAIN


def _has(other: Facts, figure: Figure, mine: Facts) -> bool:
    if figure not in other.figures:
        return False
    return figure[0] >= _TELLING or len(other.words & mine.words) >= _SAME_MATTER


def _holds(other: Facts, words: frozenset[str], weight: float) -> bool:
    shared = words & other.words
    least = _SAME_CLAUSE * weight
    return len(shared) * HEAVIEST >= least and _mass(shared) >= least


def _mass(words: frozenset[str]) -> float:
    return sum(rarity(word) for word in sorted(words))
