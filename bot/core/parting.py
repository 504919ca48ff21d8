"""Whether a story tells of two events: all of one part name somebody whom none of the other part names."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.likeness import MARKED, measure_mark
from bot.core.profiles import Profile, read_profile
from bot.core.story_index import StoryIndex, Weights, dot
from bot.core.types import Article

FEWEST = 3  # articles in either part: of fewer, chance may have had all name one person
LESS_ALIKE = 0.8  # the parts are less alike than this share of the less coherent of them


def find_part(articles: Sequence[Article], index: StoryIndex) -> frozenset[int]:
    """The ids of the younger part, empty if the articles tell of one event. The older part keeps the first.

    An outlet's angle gives a part names of its own too, so a part needs three articles, a name in nearly all
    of their leads and in next to none of the other part's, the same must hold the other way round, and the two
    parts must be less alike than either is in itself.
    """
    if len(articles) < 2 * FEWEST:
        return frozenset()
    ordered = sorted(articles, key=lambda article: (article.arrived_at, article.published_at, article.id))
    profiles = {article.id: read_profile(article) for article in ordered}
    parts = _find_parts(profiles)
    if parts is None or not _are_apart(ordered, parts[0], index):
        return frozenset()
    return next(part for part in parts if ordered[0].id not in part)


def _find_parts(profiles: dict[int, Profile]) -> tuple[frozenset[int], frozenset[int]] | None:
    """The articles whose leads hold a name, and the others, if another name marks those; the clearest cut."""
    named: dict[str, set[int]] = {}
    holding: dict[str, set[int]] = {}
    for article_id, profile in profiles.items():
        for term in profile.lead:
            holding.setdefault(term, set()).add(article_id)
        for name in profile.names & profile.lead:
            named.setdefault(name, set()).add(article_id)
    likely = sorted(name for name in named if FEWEST <= len(holding[name]) <= len(profiles) - FEWEST)
    best: tuple[float, frozenset[int]] | None = None
    for name in likely:
        part = holding[name]
        if 2 * len(named[name]) < len(part):  # mostly a plain word
            continue
        rest = profiles.keys() - part
        mark = max(
            measure_mark(len(holding[other] & rest), len(rest), len(holding[other] & part), len(part))
            for other in likely
        )
        clear = min(mark, measure_mark(len(part), len(part), 0, len(rest)))
        if clear >= MARKED and (best is None or clear > best[0]):
            best = clear, frozenset(part)
    return None if best is None else (best[1], frozenset(profiles.keys() - best[1]))


def _are_apart(articles: Sequence[Article], part: frozenset[int], index: StoryIndex) -> bool:
    sums: tuple[Weights, Weights] = ({}, {})
    for article in articles:
        target = sums[article.id in part]
        for term, weight in index.weigh(article).whole.items():
            target[term] = target.get(term, 0.0) + weight
    rest = len(articles) - len(part)
    between = dot(*sums) / (len(part) * rest)
    return between <= LESS_ALIKE * min(_mean_within(sums[0], rest), _mean_within(sums[1], len(part)))


def _mean_within(total: Weights, count: int) -> float:
    """The mean similarity of `count` unit vectors among themselves, read off their sum."""
    return (dot(total, total) - count) / (count * (count - 1))
