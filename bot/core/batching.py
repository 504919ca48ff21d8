"""Decides when the articles that arrived together are placed, and in which order, however fast each was read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.types import Article


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What there is to place.

    `waiting_since`: when the first of the articles that are in no story yet arrived; None when there are none.
    `more_to_come`: whether a feed is being checked, or a page that is due is not read yet.
    """

    waiting_since: datetime | None
    more_to_come: bool


def is_time_to_place(arrivals: Arrivals, now: datetime, gather: timedelta) -> bool:
    """Once everything in hand has been read, or the first that waits has waited for as long as `gather`."""
    if arrivals.waiting_since is None:
        return False
    return not arrivals.more_to_come or now - arrivals.waiting_since >= gather


def in_batch_order(articles: Iterable[Article]) -> list[Article]:
    """As they were published. When and in which order they were stored says how fast their sites answered."""
    return sorted(articles, key=lambda article: (article.published_at, article.url, article.id))
