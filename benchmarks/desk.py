"""A news desk without database: articles go through grouping as they would through the step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.grouping import build_index, place_all
from bot.core.types import Article, Placement, Rules

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_ANEW = timedelta(hours=1, minutes=30)  # the step keeps its index no longer


class Desk:
    """Applies placements as the database would; the index is read anew as often as in service."""

    def __init__(self) -> None:
        self.stories: dict[int, list[Article]] = {}
        self.merged = self.split = self.moved = 0
        self._next = 0
        self._window = Rules().story_window
        self._index = build_index((), _LONG_AGO)
        self._since = _LONG_AGO

    def receive(self, article: Article) -> None:
        now = article.arrived_at
        if now - self._since > self._window + _ANEW:
            self._since = now - self._window
            self._index = build_index(list(self.stories.items()), self._since)
        placement = place_all([article], self._index)
        self._apply(placement, article)

    def homes(self) -> dict[int, int]:
        return {article.id: key for key, group in self.stories.items() for article in group}

    def _apply(self, placement: Placement, article: Article) -> None:
        for ends, takes_over in placement.merged:
            self.stories[takes_over].extend(self.stories.pop(ends))
            self.merged += 1
        for _, story_id in placement.joined:
            self.stories[story_id].append(article)
        for _ in placement.founded:
            self._open([article])
        for article_id, left, joins in placement.moved:
            (moving,) = [one for one in self.stories[left] if one.id == article_id]
            self.stories[left].remove(moving)
            self.stories[joins].append(moving)
            self.moved += 1
        for story_id, leaving in placement.parted:
            group = [*self.stories[story_id], article]
            self.stories[story_id] = [one for one in group if one.id not in leaving]
            self._open([one for one in group if one.id in leaving])
            self.split += 1

    def _open(self, group: list[Article]) -> None:
        self._next += 1
        self.stories[self._next] = group
        self._index.rename(self._index.homes[group[0].id], self._next)
