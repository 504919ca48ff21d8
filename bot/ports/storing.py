"""What the steps may ask of the database.

Storage methods that save take everything that must stand or fall together and run it as ONE transaction.
`get` raises `NotFound`; `find` returns None. A `claim_…` gives out work under a lease: what it returns will
not be given out again before `now + lease`, so that a worker that dies loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.kept_index import Mark
from bot.core.types import (
    Address,
    Channel,
    ChannelSettings,
    Delivery,
    Enrolment,
    Feed,
    FoundFeed,
    Placement,
    Story,
    Subscription,
    Summary,
)
from bot.ports.delivering import DeliveryStore
from bot.ports.feeding import ArticleStore, BulletinStore, FeedStore, OfferStore
from bot.ports.keeping import FeedbackStore, PieceStore, RenditionStore, TurnStore, UpkeepStore
from bot.ports.spending import DialectStore, SpendingStore, VectorStore


class StoryStore(Protocol):
    async def get(self, story_id: int) -> Story:
        """Follows `merged_into`."""
        ...

    async def list_active(self, since: datetime) -> tuple[Story, ...]:
        """Stories not merged away whose articles changed since then, the newest change first."""
        ...

    async def list_revisions(self, since: datetime) -> Mapping[int, int]:
        """Of the stories that `list_active` lists: id to revision."""
        ...

    async def read_mark(self, since: datetime) -> Mark:
        """The sums over what `list_active` lists, by which a change of any of them shows."""
        ...

    async def save_placement(
        self, placement: Placement, now: datetime, write_new_at: datetime, write_grown_at: datetime
    ) -> tuple[int, ...]:
        """Applies it in one transaction and returns the ids of the stories touched.

        A founded story is due at `write_new_at`; one that was joined or took over another has its revision
        raised (once) and is due at `write_grown_at` unless it is due earlier. An article that somebody else
        placed meanwhile keeps its place; the rest of a group to be founded joins it there. A story named in
        `joined`, `merged` or `parted` that was merged away meanwhile stands for its successor. What was planned
        and unsent of a story that ends is DROPPED: its successor, which is due, tells it. Of a parted story, the
        articles that are still in it (or have no place yet) open a new one, due at `write_new_at`, unless none
        would be left; the story itself keeps its number and its posts and is written anew as if it had grown,
        and what was planned and unsent of it is DROPPED. So it is with a story that an article left for another,
        unless the article is in it no longer or alone in it; the other story grows.
        A story's title is its oldest article's. Raises NotFound when it names what is not stored.
        """
        ...

    async def save_due(self, story_id: int, write_at: datetime | None, revision: int | None = None) -> None:
        """Ends the lease: the story is given out again as soon as it is due.

        With the `revision` that was looked at: a story that has grown since keeps the time it was given then.
        """
        ...

    async def claim_to_write(self, now: datetime, lease: timedelta, limit: int) -> tuple[int, ...]: ...

    async def save_summary(self, summary: Summary, deliveries: Sequence[Delivery]) -> tuple[int, ...]:
        """The summary, the story's `written_revision`, and the planned deliveries, in one transaction.

        Returns the ids of the deliveries that are to be sent; those kept for a digest (kind DIGEST without a
        `digest_id`) are added too and wait for `save_digest`. The story's lease ends; `write_at` is cleared
        unless the story has grown past the summary's revision meanwhile.

        Doing it again changes nothing: a revision that is written keeps its text, and a delivery that exists
        (same channel, kind, story and revision) is not added again. Planned deliveries of earlier revisions
        (or of stories merged into this one) to the same channels of which no part was sent are DROPPED. A
        story has one POST in a channel: a new one takes the place of one that was dropped, failed or not
        begun; where another was sent or begun meanwhile, it is stored as an EDIT of that one. When a later
        revision is written already, no delivery is added. Raises Conflict when the story was merged away:
        its successor is to be written instead.
        """
        ...

    async def find_summary(self, story_id: int, revision: int | None = None) -> Summary | None:
        """The newest when no revision is given. Follows `merged_into`.

        A named revision of a story merged away is the piece that was written of it then. While a successor
        is not written, the newest piece of a story merged into it stands for it.
        """
        ...

    async def list_families(self, story_ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        """Under each of the ids all numbers by which people may know that story: its own, or that of the one
        which took it over, first, then those of all that were merged into it. An id that is no story's is a
        family of its own."""
        ...

    async def list_summaries(self, since: datetime, limit: int) -> tuple[Summary, ...]:
        """The newest summary of each story not merged away, written since then, the newest first."""
        ...


class ChannelStore(Protocol):
    async def open(self, address: Address, title: str, now: datetime) -> Channel:
        """The channel at this address, stored if it is new, made active again if it was not."""
        ...

    async def get(self, channel_id: int) -> Channel: ...

    async def find(self, address: Address) -> Channel | None: ...

    async def list_in(self, address: Address) -> tuple[Channel, ...]:
        """The chat and its topics, or the one topic that the address names."""
        ...

    async def save_settings(
        self, channel_id: int, settings: ChannelSettings, next_digest_at: datetime | None
    ) -> None: ...

    async def save_next_digest(self, channel_id: int, next_digest_at: datetime | None) -> None: ...

    async def save_gone(self, channel_id: int) -> None:
        """Inactive, its planned deliveries dropped; its subscriptions stay for the day it comes back."""
        ...

    async def is_blocked(self, address: Address) -> bool:
        """Whether the operators blocked the chat, or the topic that the address names."""
        ...

    async def save_blocked(self, address: Address, blocked: bool) -> bool:
        """The chat with its topics, those to come too, or the one topic that the address names. What was planned
        for a blocked one and not begun is DROPPED; with the block goes what was kept of a chat for it alone.
        Whether any of it was blocked before."""
        ...

    async def list_blocked(self) -> tuple[Channel, ...]:
        """Those that were blocked, the oldest first."""
        ...

    async def list_served(self) -> tuple[Channel, ...]:
        """Those that are neither gone nor blocked."""
        ...

    async def save_left(self, address: Address) -> None:
        """The same for the chat and every thread of it."""
        ...

    async def save_back(self, address: Address) -> None:
        """The chat and every thread of it are active again, as far as they are known."""
        ...

    async def find_target(self, home: Address) -> Channel | None:
        """The channel that commands in this private chat act on, None when it is the chat itself."""
        ...

    async def save_target(self, home_id: int, target_id: int | None) -> None: ...

    async def save_moved(self, channel_id: int, to: Address) -> None:
        """At its new address, and active. Where the chat was met there already, the newer channel's
        subscriptions, posts and turns come over, and its row goes."""
        ...

    async def subscribe(self, subscription: Subscription) -> Subscription:
        """The stored one; the existing one if the channel has it already (its feed ids brought up to date)."""
        ...

    async def enrol(self, channel_id: int, found: Sequence[FoundFeed], now: datetime) -> Enrolment:
        """Subscribes to many feeds in one transaction: each is stored as `FeedStore.add` does."""
        ...

    async def retarget(self, subscription: Subscription, url: str, title: str, now: datetime) -> Feed | None:
        """The subscription reads the feed at this url from now on, and keeps its id; None, and nothing is saved,
        where the channel reads that one already. A feed that was closed counts as open again."""
        ...

    async def unsubscribe(self, channel_id: int, subscription_id: int) -> bool: ...

    async def list_subscriptions(self, channel_id: int) -> tuple[Subscription, ...]: ...

    async def list_audience(
        self, feed_ids: Sequence[int], channel_ids: Sequence[int] = ()
    ) -> tuple[tuple[Channel, tuple[Subscription, ...]], ...]:
        """Active channels with those of their subscriptions that name one of the feeds, or are SEARCHes; and the
        channels named, though they may have no such subscription."""
        ...

    async def claim_digests(self, now: datetime, limit: int) -> tuple[int, ...]:
        """Active channels whose `next_digest_at` has come (it is left as it is: `save_digest` moves it)."""
        ...


@dataclass(frozen=True, slots=True)
class Counts:
    feeds: int
    feeds_failing: int
    entries: int
    articles: int
    stories: int
    summaries: int
    channels: int
    deliveries_sent: int
    deliveries_waiting: int


class Storage(Protocol):
    """The database. Opened by `open_storage(url)`, an async context manager."""

    @property
    def feeds(self) -> FeedStore: ...
    @property
    def offers(self) -> OfferStore: ...
    @property
    def bulletins(self) -> BulletinStore: ...
    @property
    def articles(self) -> ArticleStore: ...
    @property
    def stories(self) -> StoryStore: ...
    @property
    def channels(self) -> ChannelStore: ...
    @property
    def deliveries(self) -> DeliveryStore: ...
    @property
    def renditions(self) -> RenditionStore: ...
    @property
    def turns(self) -> TurnStore: ...
    @property
    def feedback(self) -> FeedbackStore: ...
    @property
    def upkeep(self) -> UpkeepStore: ...
    @property
    def spending(self) -> SpendingStore: ...
    @property
    def dialects(self) -> DialectStore: ...
    @property
    def vectors(self) -> VectorStore: ...
    @property
    def pieces(self) -> PieceStore: ...

    async def lease(self, name: str, now: datetime, length: timedelta) -> bool:
        """True if nobody holds the named lease, this very storage included; it is then ours until
        `now + length` or `release`."""
        ...

    async def release(self, name: str) -> None:
        """Gives back a lease taken through this storage; another's is left alone."""
        ...

    async def count(self) -> Counts: ...
