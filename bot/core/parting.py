"""Whether a story tells of two events: it falls into two parts that have little to do with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.core.likeness import Leads, find_mark, tell_of_two
from bot.core.story_index import StoryIndex, Vectors, Weights, dot
from bot.core.types import Article

FEWEST = 3  # articles in either part: fewer are alike by chance
READ_AT_MOST = 48  # articles, evenly spaced; the others go where the like of them went
TURNS = 8  # of the power iteration, and at most of moving articles to the part that they resemble more

Table = Sequence[Sequence[float]]
"""How alike each article is to each other."""


@dataclass(frozen=True, slots=True)
class Part:
    """The ids of the articles that tell of another event than the story's first, and why, in words."""

    leaving: frozenset[int]
    reasons: tuple[str, ...]


def find_part(articles: Sequence[Article], index: StoryIndex) -> Part | None:
    """The part that has to leave the story, None if its articles tell of one event.

    The best cut in two is where the parts are least alike, measured by how alike each is in itself. One event
    has such a cut too, between outlets or days, but a shallower one; how deep it has to be depends on whether
    the parts name different people and places. The part without the first article leaves.
    """
    if len(articles) < 2 * FEWEST:
        return None
    ordered = sorted(
        articles, key=lambda article: (article.arrived_at, article.published_at, article.url, article.id)
    )
    read = [index.weigh(article) for article in ordered[:: -(-len(ordered) // READ_AT_MOST)]]
    cut = _find_cut([vectors.whole for vectors in read])
    if cut is None:
        return None
    likeness, side = cut
    marks = _find_marks(read, side)
    if not tell_of_two(likeness, (marks[0][0] + marks[1][0]) / 2):
        return None
    sides = side if len(read) == len(ordered) else _extend(ordered, index, read, side)
    leaving = frozenset(article.id for article, one in zip(ordered, sides, strict=True) if one is not sides[0])
    reasons = (
        f"two parts, {likeness:.0%} as alike as each in itself",
        *(f"“{name}” in {mark:.0%} more leads of one part" for mark, name in marks if name),
    )
    return Part(leaving, reasons)


def _find_cut(vectors: Sequence[Weights]) -> tuple[float, list[bool]] | None:
    """Of the cuts that a few starting points lead to, the one whose parts are least alike."""
    size = len(vectors)
    table = [[0.0] * size for _ in vectors]
    for row in range(size):
        for column in range(row + 1):
            table[row][column] = table[column][row] = dot(vectors[row], vectors[column])
    found = []
    for start in _starts(table):
        side = _settle(table, start)
        if FEWEST <= sum(side) <= size - FEWEST:
            found.append((_likeness(table, side), side))
    return min(found, default=None)


def _starts(table: Table) -> Iterator[list[bool]]:
    """Cuts across the two directions in which the articles differ most (principal axes of the table with its
    means taken out): through the middle of each, and by the sign."""
    size = len(table)
    means = [sum(row) / size for row in table]
    mean = sum(means) / size
    rest = [[value - means[r] - means[c] + mean for c, value in enumerate(row)] for r, row in enumerate(table)]
    for _ in range(2):
        axis = max(rest, key=lambda row: sum(value * value for value in row))
        for _ in range(TURNS):
            axis = [_product(row, axis) for row in rest]
            length = sqrt(_product(axis, axis)) or 1.0
            axis = [value / length for value in axis]
        middle = sorted(axis)[size // 2]
        yield [value > 0 for value in axis]
        yield [value >= middle for value in axis]
        strength = _product(axis, [_product(row, axis) for row in rest])
        rest = [[v - strength * axis[r] * axis[c] for c, v in enumerate(row)] for r, row in enumerate(rest)]


def _settle(table: Table, side: list[bool]) -> list[bool]:
    """Moves each article to the part that it resembles more on average, until none moves."""
    for _ in range(TURNS):
        inside, outside = sum(side), len(side) - sum(side)
        if min(inside, outside) < 2:
            break
        moved = []
        for place, row in enumerate(table):
            within = sum(value for value, one in zip(row, side, strict=True) if one)
            without = sum(row) - within
            if side[place]:
                moved.append((within - row[place]) / (inside - 1) > without / outside)
            else:
                moved.append(within / inside > (without - row[place]) / (outside - 1))
        if moved == side:
            break
        side = moved
    return side


def _likeness(table: Table, side: Sequence[bool]) -> float:
    """The mean likeness between the parts, by the geometric mean of those within them."""
    ours = [place for place, one in enumerate(side) if one]
    theirs = [place for place, one in enumerate(side) if not one]
    between = sum(table[one][other] for one in ours for other in theirs) / (len(ours) * len(theirs))
    return between / (sqrt(_mean_within(table, ours) * _mean_within(table, theirs)) or 1.0)


def _mean_within(table: Table, places: Sequence[int]) -> float:
    total = sum(table[one][other] for one in places for other in places if one != other)
    return total / (len(places) * (len(places) - 1))


def _find_marks(read: Sequence[Vectors], side: Sequence[bool]) -> tuple[tuple[float, str], tuple[float, str]]:
    ours, theirs = (
        _count_leads([vectors for vectors, one in zip(read, side, strict=True) if one is wanted])
        for wanted in (True, False)
    )
    return find_mark(ours, theirs), find_mark(theirs, ours)


def _count_leads(part: Sequence[Vectors]) -> Leads:
    terms = Counter(term for vectors in part for term in vectors.profile.lead)
    names = {name for vectors in part for name in vectors.profile.names & vectors.profile.lead}
    return Leads(len(part), terms, frozenset(names))


def _extend(
    articles: Sequence[Article], index: StoryIndex, read: Sequence[Vectors], side: Sequence[bool]
) -> list[bool]:
    """The side of every article, by the parts of those that were read."""
    sums: tuple[Weights, Weights] = ({}, {})
    for vectors, one in zip(read, side, strict=True):
        target = sums[one]
        for term, weight in vectors.whole.items():
            target[term] = target.get(term, 0.0) + weight
    inside, outside = sum(side), len(side) - sum(side)
    wholes = [index.weigh(article).whole for article in articles]
    return [dot(whole, sums[True]) / inside > dot(whole, sums[False]) / outside for whole in wholes]


def _product(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))
