"""How far a figure could lie elsewhere, had chance dealt other texts."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def interval(
    units: Sequence[T], statistic: Callable[[Sequence[T]], float], rounds: int = 500
) -> tuple[float, float]:
    """The bootstrap's 95 % interval by percentiles (Efron, 1979): `statistic` of `rounds` samples drawn anew.

    A unit is what was drawn independently: an article with all its sentences, a story with all its articles;
    sentences of one article would make the interval too narrow. The draw is the same on every run. Raises
    ValueError when there is no unit.
    """
    if not units:
        raise ValueError("There is nothing to draw from.")
    draw = random.Random(2026)
    figures = sorted(statistic(draw.choices(units, k=len(units))) for _ in range(rounds))
    return figures[round(0.025 * (rounds - 1))], figures[round(0.975 * (rounds - 1))]
