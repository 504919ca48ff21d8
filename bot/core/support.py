"""How well passages bear a claim out as a whole: a score with what speaks against it, not a verdict on one word.

Three things are weighed, each of which people notice when they compare a text with its sources: words that no
source has; seams, where words stand side by side in the claim and far apart in the sources, as they do in claims
stitched together from unrelated sentences; and turns of phrase that no source has. Words weigh by how rare news
makes them, distances by their logarithm, and the few constants hold on sets of very different claims.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.core.common_words import COMMON_SHARE
from bot.core.language import stem, tokenize
from bot.core.language.senses import sense

NOVELTY_WEIGHT = 5.0
SCATTER_WEIGHT = 0.8
SPREAD_WEIGHT = 0.4
OPENING_WEIGHT = 0.1
PHRASING_WEIGHT = 0.3
ECHO_WEIGHT = 2.5
FAULT_WEIGHT = 0.3
FAULT_WEIGHTS: Mapping[
    str, float
] = {  # where a kind's faults are seldom, or often, only another way of telling it
    "number": 0.7,
    "date": 0.7,
    "title": 0.7,
    "hedge": 0.1,
    "quote": 0.1,
    "time": 0.1,
    "wording": 0.0,
}

_RARE_SHARE = 0.005  # of articles that hold a word which is not among the common ones
_FARTHEST = math.log(55)  # beyond some fifty content words, two words are merely in the same story
_TURNED = 3  # times as far, where the passages have two words in the other order
_TURNED_WITHIN = 2  # the same within one passage
_APART_WITHIN = 4  # content words at most, within one passage: its phrases may be put in another order
_RUN = 3  # words, of which phrases are compared
_TORN = math.log(8)  # from here on a reader is told that two words do not stand together

_FIGURES = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
# Words for the text itself and for its telling: "the passage describes …" claims nothing about the world.
_ABOUT_THE_TEXT = frozenset(
    stem(word)
    for word in "passage text article summary summarize summarise describe mention discuss highlight note "
    "provide information overview concise detail".split()
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """How a claim's wording stands in its passages; 0 everywhere for a claim told in their own words.

    `novelty`: share of the claim's content, by weight, that no passage has. `spread`: share that the best single
    passage lacks. `scatter`: mean logarithm of the distance, in content words, at which neighbours of the claim
    stand in the passages (0 to 4); `opening`: the same for its first two words, where another subject is put
    before a predicate. `phrasing`: share of its runs of three words that no passage has. `echo`: share of its
    content words that it has more often than any passage: a sentence seldom names one thing twice, a stitch does.

    `missing` are the words that no passage has, `torn` the neighbours that stand far apart in all of them.
    """

    novelty: float = 0.0
    spread: float = 0.0
    scatter: float = 0.0
    opening: float = 0.0
    phrasing: float = 0.0
    echo: float = 0.0
    missing: tuple[str, ...] = ()
    torn: tuple[tuple[str, str], ...] = ()

    def doubt(self, fault_kinds: Collection[str] = ()) -> float:
        """What speaks against the claim, added up: 0 for nothing. In a text reworded throughout, seams say less:
        they count for half."""
        seams = SCATTER_WEIGHT * self.scatter + SPREAD_WEIGHT * self.spread + OPENING_WEIGHT * self.opening
        return (
            NOVELTY_WEIGHT * self.novelty
            + (1 - self.phrasing / 2) * seams
            + PHRASING_WEIGHT * self.phrasing
            + ECHO_WEIGHT * self.echo
            + sum(FAULT_WEIGHTS.get(kind, FAULT_WEIGHT) for kind in set(fault_kinds))
        )


def score(doubt: float) -> float:
    """1 where nothing speaks against a claim, 0.5 where doubt is 1, towards 0 as it grows."""
    return round(1 / (1 + doubt), 4)


def score_together(scores: Sequence[float]) -> float:
    """The score of sentences as one text: their doubts add up, for one that is wrong makes the text wrong."""
    return score(sum(1 / max(one, 0.0001) - 1 for one in scores))


@dataclass(frozen=True, slots=True)
class _Word:
    key: str  # equal for words that say the same
    lower: str
    text: str
    content: bool
    weight: float


@dataclass(frozen=True, slots=True)
class _Pool:
    """Passages read together. `places`: where each key stands, counted in content words, in ascending order;
    `keys`: those of each passage, `told` the contentful in order; `passage`: which one each place is in."""

    places: Mapping[str, tuple[int, ...]]
    keys: tuple[frozenset[str], ...]
    passage: tuple[int, ...]
    told: tuple[tuple[str, ...], ...]
    runs: frozenset[tuple[str, ...]]


def weigh(claim: str, texts: Sequence[str], settled: Sequence[tuple[int, int]] = ()) -> Bearing:
    """How the claim stands in these texts, its only sources.

    `settled` are spans of the claim known to hold in whatever words (a date compared as a date): what of them the
    texts word otherwise is passed over.
    """
    pool = _pool(tuple(texts))
    words = [
        word
        for word, start in zip(_read(claim), _starts(claim), strict=True)
        if word.key in pool.places or not any(left <= start < right for left, right in settled)
    ]
    told = [word for word in words if word.content and word.key not in _ABOUT_THE_TEXT]
    if not told or _only_announces(claim, words):
        return Bearing()
    missing = [word for word in told if word.key not in pool.places]
    links = [(a, b, _distance(pool, a.key, b.key)) for a, b in pairwise(told)]
    far = [distance for _, _, distance in links if distance is not None]
    runs = _runs_of(words, min(_RUN, max(len(words), 2)))
    whole = sum(word.weight for word in told)
    return Bearing(
        novelty=sum(word.weight for word in missing) / whole,
        spread=1 - max((_held(told, keys) for keys in pool.keys), default=0.0) / whole,
        scatter=sum(far) / len(links) if links else 0.0,
        opening=(links[0][2] or 0.0) if links else 0.0,
        phrasing=sum(run not in pool.runs for run in runs) / len(runs) if runs else 0.0,
        echo=_echoes(told, pool) / len(told),
        missing=tuple(dict.fromkeys(word.text for word in missing)),
        torn=tuple((a.text, b.text) for a, b, distance in links if distance is not None and distance >= _TORN),
    )


def _held(told: Sequence[_Word], keys: frozenset[str]) -> float:
    return sum(word.weight for word in told if word.key in keys)


def _echoes(told: Sequence[_Word], pool: _Pool) -> int:
    counts = Counter(word.key for word in told)
    return sum(
        count > max((keys.count(key) for keys in pool.told), default=count)
        for key, count in counts.items()
        if count > 1 and key in pool.places
    )


def _only_announces(claim: str, words: Sequence[_Word]) -> bool:
    """ "Here is a concise summary of the passage:"."""
    return claim.rstrip().endswith(":") and any(word.key in _ABOUT_THE_TEXT for word in words)


def _distance(pool: _Pool, first: str, second: str) -> float | None:
    """Logarithm of the content words between the two where they stand nearest; None if either is missing.

    Words in turned order count as further apart, less so within a passage, where phrases may move.
    """
    if first not in pool.places or second not in pool.places:
        return None
    nearest = math.inf
    places = pool.places[second]
    for place in pool.places[first]:
        at = bisect_right(places, place)
        if at < len(places):
            nearest = min(nearest, _apart(pool, place, places[at], 1))
        at = bisect_left(places, place) - 1
        if at >= 0:
            nearest = min(nearest, _apart(pool, place, places[at], _TURNED))
        if nearest == 1:
            break
    return min(math.log(nearest), _FARTHEST) if nearest < math.inf else _FARTHEST


def _apart(pool: _Pool, place: int, other: int, factor: int) -> int:
    if pool.passage[place] == pool.passage[other]:
        return min(abs(other - place) * min(factor, _TURNED_WITHIN), _APART_WITHIN)
    return abs(other - place) * factor


@lru_cache(maxsize=256)
def _pool(texts: tuple[str, ...]) -> _Pool:
    read = [_read(text) for text in texts]
    told = [(number, word.key) for number, words in enumerate(read) for word in words if word.content]
    places: dict[str, list[int]] = {}
    for place, (_, key) in enumerate(told):
        places.setdefault(key, []).append(place)
    return _Pool(
        places={key: tuple(found) for key, found in places.items()},
        keys=tuple(frozenset(word.key for word in words) for words in read),
        passage=tuple(number for number, _ in told),
        told=tuple(tuple(word.key for word in words if word.content) for words in read),
        runs=frozenset(run for words in read for size in (2, _RUN) for run in _runs_of(words, size)),
    )


def _runs_of(words: Sequence[_Word], size: int) -> list[tuple[str, ...]]:
    lower = [word.lower for word in words]
    return [tuple(lower[i : i + size]) for i in range(len(lower) - size + 1)]


@lru_cache(maxsize=8_192)
def _read(text: str) -> tuple[_Word, ...]:
    return tuple(
        _word(token.text, token.lower, token.stem, token.content)
        for token in tokenize(text)
        if token.text[0].isalnum()
    )


def _starts(text: str) -> list[int]:
    """Where each of the words begins."""
    return [token.start for token in tokenize(text) if token.text[0].isalnum()]


@lru_cache(maxsize=16_384)  # one for all texts that have the word
def _word(text: str, lower: str, stemmed: str, content: bool) -> _Word:
    bare = lower.removesuffix("'s").removesuffix("'")
    key = _FIGURES.get(bare) or sense(stemmed)
    return _Word(key, bare, text, content, weight=-math.log(COMMON_SHARE.get(stemmed, _RARE_SHARE)))
