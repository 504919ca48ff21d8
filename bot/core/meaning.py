"""Vectors of meaning from an embeddings endpoint: how near two texts are, and an order of passages by it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from bot.core.retrieval import Found
from bot.core.types import PassageId

Vector = tuple[float, ...]
"""Of length 1, so that the dot product of two is their cosine."""

RANK_CONSTANT = 60  # reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009


def unit(values: Sequence[float]) -> Vector | None:
    """The vector at length 1; None for one that has no direction, or holds what is no number."""
    rough = math.hypot(*values)
    if not math.isfinite(rough) or rough == 0:
        return None
    largest = max(map(abs, values))
    scaled = [value / largest for value in values]  # the length of tiny numbers has too few digits to divide by
    length = math.hypot(*scaled)
    return tuple(value / length for value in scaled)


def cosine(one: Vector, other: Vector) -> float:
    """-1 to 1, 1 for the same direction; 0 for vectors of two different sizes, which two LLMs made."""
    if len(one) != len(other):
        return 0.0
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def fuse_orders(
    ranked: Sequence[Found], others: Iterable[Found], nearness: Mapping[PassageId, float]
) -> tuple[Found, ...]:
    """Passages in one order made of two, that of words and that of meaning, by the sum of 1 / (60 + rank).

    `ranked` share a word with the question, best first; `others` share none, and come in only where `nearness`
    (cosine to the question) knows them. What an order does not hold stands behind the last of it.
    """
    known = {found.passage.id: found for found in ranked}
    for found in others:
        if found.passage.id in nearness:
            known.setdefault(found.passage.id, found)
    by_meaning = sorted((one for one in known if one in nearness), key=lambda one: (-nearness[one], one))
    merit = dict.fromkeys(known, 0.0)
    for order in ([found.passage.id for found in ranked], by_meaning):
        ranks = {passage_id: rank for rank, passage_id in enumerate(order, start=1)}
        for passage_id in known:
            merit[passage_id] += 1 / (RANK_CONSTANT + ranks.get(passage_id, len(order) + 1))
    place = {passage_id: number for number, passage_id in enumerate(known)}
    return tuple(known[one] for one in sorted(known, key=lambda one: (-merit[one], place[one])))
