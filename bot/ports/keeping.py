"""What the steps may ask of the database about what was said and made for one chat: turns, renditions, pieces."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.core.types import (
    Address,
    Feedback,
    Holdings,
    Manner,
    Opinion,
    OutletOpinion,
    Purged,
    Rendition,
    Retention,
    Standing,
    Summary,
    Turn,
)


class RenditionStore(Protocol):
    async def find(self, story_id: int, revision: int, manner: Manner) -> Rendition | None: ...

    async def find_newest(self, story_id: int, manner: Manner) -> Rendition | None:
        """Of the latest revision that has one."""
        ...

    async def save(self, rendition: Rendition) -> None:
        """One per story, revision and manner: a later one takes its place."""
        ...


class TurnStore(Protocol):
    async def add(self, turn: Turn) -> int:
        """Its id."""
        ...

    async def get(self, turn_id: int) -> Turn: ...

    async def list_recent(self, channel_id: int, story_id: int, since: datetime, limit: int) -> tuple[Turn, ...]:
        """The newest of them, oldest first. Those of stories merged into it count."""
        ...


class FeedbackStore(Protocol):
    async def save(self, given: Feedback) -> bool:
        """In place of what the person said of the story in this chat before; the same said again takes it back,
        and False tells so."""
        ...

    async def count(self, since: datetime, limit: int) -> tuple[Opinion, ...]:
        """By story, those with most voices first."""
        ...

    async def count_by_outlet(self, since: datetime, limit: int) -> tuple[OutletOpinion, ...]:
        """A voice counts once for every outlet of the story; those with most voices first."""
        ...


class UpkeepStore(Protocol):
    """What is deleted, and what an operator or a person may want to know of what is kept."""

    async def purge(self, keep: Retention, now: datetime) -> Purged:
        """Deletes some of what is older than it is to be kept; called again, it goes on. Entries that feeds may
        still list stay, so that nothing comes as news again."""
        ...

    async def forget_chat(self, address: Address) -> None:
        """The chat (with its topics, where the address names none) with its settings, subscriptions, posts,
        questions, deliveries and notices, and the feeds that nobody else had named; of a file not a byte is left.
        The ledger of LLM calls keeps its sums, and forgets whose they were. A block outlives it."""
        ...

    async def forget_person(self, person: str) -> None:
        """The person's thumbs, and the person's name in the ledger; of a file not a byte is left."""
        ...

    async def read_holdings(self, channel_id: int | None, person: str) -> Holdings: ...

    async def read_standing(self, now: datetime) -> Standing: ...

    async def list_written(self, since: datetime) -> tuple[datetime, ...]:
        """When pieces were written since then, the oldest first."""
        ...


class PieceStore(Protocol):
    """Pieces that were made on demand, so that the next to ask for the same gets them at once."""

    async def find(self, key: str) -> Summary | None: ...

    async def save(self, key: str, summary: Summary, now: datetime, keep_since: datetime) -> None:
        """Under the key, in place of what was kept there. What was made before `keep_since` goes."""
        ...
