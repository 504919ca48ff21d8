"""What the steps may ask of the database about feeds: what is read, what it brings, what is told of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.batching import Arrivals
from bot.core.types import (
    Article,
    ChannelBulletin,
    Delivery,
    Entry,
    Feed,
    FeedCheck,
    FoundFeed,
    Notice,
    Outlet,
    PlantedTotal,
)


class FeedStore(Protocol):
    async def add(self, url: str, now: datetime, title: str = "") -> Feed:
        """The feed at this url, stored if it is new, then due at once. It is known by every url it ever had, and
        by the title given where it has none, until a check brings its own."""
        ...

    async def get(self, feed_id: int) -> Feed: ...

    async def find(self, url: str) -> Feed | None:
        """By its `url`, else by any url it was added as or stood at before."""
        ...

    async def list_all(self) -> tuple[Feed, ...]: ...

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> tuple[int, ...]:
        """Feeds that are due, wanted and not gone; the longest due first.

        Wanted: an active channel's subscription names it, or any active channel has a SEARCH (which reads
        every feed).
        """
        ...

    async def list_entries(self, feed_id: int, limit: int) -> tuple[Entry, ...]:
        """The newest arrived first."""
        ...

    async def list_last_arrivals(self, feed_ids: Sequence[int]) -> Mapping[int, datetime]:
        """When the newest entry of each arrived; feeds without any are left out."""
        ...

    async def save_check(self, check: FeedCheck, lease: timedelta = timedelta(0)) -> tuple[int, ...]:
        """Feed, added and changed entries in one transaction; the ids of the entries that are to be read now,
        which nobody else is given within the lease.

        The feed's lease ends. An added entry whose key and url another check brought meanwhile is not added
        again; a changed entry keeps the article it got meanwhile. Two feeds that end up at one url are
        merged: the older row stays and takes the newer state, entries, articles and subscriptions follow
        (a channel that had both keeps the older wish). FEED subscriptions always name the present url. Its
        bulletins are kept for the active channels that read the feed, each kind and spell once.
        Raises NotFound for a feed that was merged away meanwhile.
        """
        ...


class ArticleStore(Protocol):
    async def get_entry(self, entry_id: int) -> Entry: ...

    async def claim_unread(self, now: datetime, lease: timedelta, limit: int) -> tuple[int, ...]:
        """Entries in state NEW whose `read_at` has come, or that have none."""
        ...

    async def save_entry(self, entry: Entry) -> None:
        """An attempt that brought no article: state, attempts and `read_at` as given."""
        ...

    async def save_article(self, article: Article, entry: Entry | None) -> Article:
        """Article (added, or brought to its next version when its id is set) and entry, in one transaction.

        A new version (another title or text, or a higher `version`), a withdrawal, or the first feed of an
        article that is in a story raises that story's revision and makes it due at `article.arrived_at`, unless
        it is due earlier; the stored `arrived_at` and place stay as they were, and saving the same again changes
        nothing. An article whose url is stored already is not added again: the stored one comes back and
        the entry points to it. Raises Conflict when its url is another article's.
        """
        ...

    async def get(self, article_id: int) -> Article: ...

    async def find_by_url(self, url: str) -> Article | None: ...

    async def list_outlets(self) -> tuple[Outlet, ...]:
        """Of the newest articles, twenty thousand, each outlet once for every domain; without owners."""
        ...

    async def count_planted(self, since: datetime) -> tuple[PlantedTotal, ...]:
        """By outlet, of the articles that arrived since: what spoke to machines. The outlet with most first."""
        ...

    async def read_arrivals(self, now: datetime) -> Arrivals:
        """What is to be placed, and whether more is on its way: a feed under a lease, or an entry in state NEW
        whose `read_at` has come, or that has none."""
        ...

    async def list_unplaced(self, limit: int) -> tuple[Article, ...]:
        """Articles that belong to no story yet, the oldest published first, then by url."""
        ...

    async def list_of_story(self, story_id: int) -> tuple[Article, ...]:
        """The oldest published first. Follows `merged_into`."""
        ...

    async def list_feeds(self, article_ids: Sequence[int]) -> Mapping[int, frozenset[int]]:
        """The feeds that brought each article: its own, and every one with an entry that points to it."""
        ...

    async def list_homes(self, article_ids: Sequence[int]) -> Mapping[int, int]:
        """The story that each article is in, by its id; those in none, or not stored, are left out."""
        ...

    async def list_of_stories(self, story_ids: Sequence[int]) -> Mapping[int, tuple[Article, ...]]:
        """Every id that was asked for has its tuple; one merged away has its successor's articles."""
        ...


class OfferStore(Protocol):
    """Feeds that sites offered, so that a button, which holds few characters, can name one of them."""

    async def save(self, found: Sequence[FoundFeed], now: datetime) -> tuple[int, ...]:
        """Their numbers, in order; a feed that was offered before keeps its own. Those of more than a month ago
        go."""
        ...

    async def find(self, number: int) -> FoundFeed | None: ...


class BulletinStore(Protocol):
    """What is to be said in channels about their feeds."""

    async def list_due(self, waiting_since: datetime, quiet_since: datetime, limit: int) -> tuple[int, ...]:
        """Active channels with a bulletin that has waited since the first of these times, unless they were told
        one since the second."""
        ...

    async def list_untold(self, channel_id: int) -> tuple[ChannelBulletin, ...]:
        """The oldest first."""
        ...

    async def put_off(self, channel_id: int, until: datetime) -> None:
        """What waits to be told in the channel counts as having happened then: it is due after that."""
        ...

    async def save_told(
        self, ids: Sequence[int], now: datetime, notice: Notice | None, planned: Sequence[Delivery]
    ) -> tuple[int, ...]:
        """The bulletins count as told; notice and deliveries as in `DeliveryStore.save_notice`, in the same
        transaction. No notice where there was nothing to say after all. Nothing is saved where some of them were
        told, or dropped, meanwhile."""
        ...
