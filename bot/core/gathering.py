"""The few passages that together tell most of what a question asks: what is told already counts for less."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.questions import Question
from bot.core.retrieval import Found

LOOKED_AT = 80  # passages, the best first
TOLD_AGAIN = 0.5  # what a word still counts for each time a chosen passage holds it
NOT_HEARD = 2.0  # for an outlet that the question names, until a passage of it is chosen


def gather_passages(question: Question, ranked: Sequence[Found], limit: int) -> tuple[Found, ...]:
    """At most `limit` of the ranked passages, in the order they were chosen.

    Each time the one with the highest score is taken, less what the chosen ones have already told of the
    question: the greedy cover of Nemhauser, Wolsey and Fisher ("An analysis of approximations for maximizing
    submodular set functions", 1978). A question that ties several reports together needs one passage of each.
    """
    pool = list(ranked[:LOOKED_AT])
    left = dict.fromkeys(question.terms, 1.0)
    unheard = set(question.outlets)
    chosen: list[Found] = []
    while pool and len(chosen) < limit:
        best = max(pool, key=lambda found: _worth(found, left, unheard))
        pool.remove(best)
        chosen.append(best)
        unheard.discard(best.article.outlet.domain)
        for term in best.shares:
            if term in left:
                left[term] *= TOLD_AGAIN
    return tuple(chosen)


def share_told(question: Question, chosen: Iterable[Found]) -> float:
    """The share of the question's words that the passages hold together, each word counted alike, 0 to 1."""
    told = frozenset().union(*(found.terms for found in chosen))
    return len(question.terms & told) / len(question.terms) if question.terms else 0.0


def _worth(found: Found, left: dict[str, float], unheard: set[str]) -> float:
    told = sum(share * (1 - left[term]) for term, share in found.shares.items() if term in left)
    return found.score - told + NOT_HEARD * (found.article.outlet.domain in unheard)
