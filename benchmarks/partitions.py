"""How alike two ways of parting the same articles are: B³, mutual information, the adjusted Rand index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import entropy
from sklearn.metrics import adjusted_rand_score, mutual_info_score
from sklearn.metrics.cluster import contingency_matrix


@dataclass(frozen=True, slots=True)
class Pair:
    """Where an article belongs, and where it was put."""

    gold: str
    found: int


@dataclass(frozen=True, slots=True)
class Share:
    """Of the articles put together with one: how many belong with it; and of those, how many are there."""

    precision: float
    recall: float


def b_cubed(pairs: Sequence[Pair]) -> list[Share]:
    """Bagga and Baldwin (1998), for each article; the figures of a set are the means."""
    gold, found, both = (
        Counter(pair.gold for pair in pairs),
        Counter(pair.found for pair in pairs),
        Counter(pairs),
    )
    return [Share(both[pair] / found[pair.found], both[pair] / gold[pair.gold]) for pair in pairs]


def mutual_information(pairs: Sequence[Pair], mean: str, times: Mapping[str, int] | None = None) -> float:
    """Normalised by the "geometric" or "arithmetic" mean of the entropies; 1 when both are one and the same.

    `times`: how often each gold story counts (drawn anew by the bootstrap), once if not given.
    """
    golds = sorted({pair.gold for pair in pairs})
    table = contingency_matrix([pair.gold for pair in pairs], [pair.found for pair in pairs])
    if times is not None:
        table = table * np.array([times[gold] for gold in golds])[:, np.newaxis]
        table = table[:, table.sum(axis=0) > 0][table.sum(axis=1) > 0]
    of_gold, of_found = entropy(table.sum(axis=1)), entropy(table.sum(axis=0))
    norm = float(np.sqrt(of_gold * of_found) if mean == "geometric" else (of_gold + of_found) / 2)
    return float(mutual_info_score(None, None, contingency=table)) / norm if norm else 1.0


def rand_index(pairs: Sequence[Pair]) -> float:
    """Adjusted for chance (Hubert and Arabie, 1985)."""
    return float(adjusted_rand_score([pair.gold for pair in pairs], [pair.found for pair in pairs]))
