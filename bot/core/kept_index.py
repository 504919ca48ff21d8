"""The index of live stories that is kept between placements, and how it is known to be still right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.core.story_index import StoryIndex
from bot.core.strand_keys import story_of

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mark:
    """Sums over the live stories, which change whenever one of them changes, begins, ends or grows old."""

    stories: int
    ids: int
    revisions: int


@dataclass(slots=True)
class KeptIndex:
    """The index as it stood after the last placement, of the stories that changed since `since`.

    `revisions` says of each story in it which revision it holds; a story whose revision in the database is
    another one is to be read again.
    """

    index: StoryIndex = field(default_factory=StoryIndex)
    revisions: dict[int, int] = field(default_factory=dict)
    since: datetime = _LONG_AGO

    @property
    def mark(self) -> Mark:
        return Mark(len(self.revisions), sum(self.revisions), sum(self.revisions.values()))

    def drop(self, story_ids: Iterable[int]) -> None:
        """Forgets these stories, whether held or not."""
        gone = {one for one in story_ids if self.revisions.pop(one, None) is not None}
        for key in [key for key in self.index.stories if story_of(key) in gone] if gone else ():
            self.index.remove(key)

    def forget(self) -> None:
        """Begins anew: nothing is held."""
        self.index = StoryIndex()
        self.revisions = {}
