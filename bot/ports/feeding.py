"""What the steps may ask of the database about feeds: those that are read, and those that sites offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.types import ChannelBulletin, Delivery, Entry, Feed, FeedCheck, FoundFeed, Notice


class FeedStore(Protocol):
    async def add(self, url: str, now: datetime) -> Feed:
        """The feed at this url, stored if it is new, then due at once. It is known by every url it ever had."""
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

    async def save_check(self, check: FeedCheck) -> tuple[int, ...]:
        """Feed, added and changed entries in one transaction; the ids of the entries that are to be read now.

        The feed's lease ends. An added entry whose key and url another check brought meanwhile is not added
        again; a changed entry keeps the article it got meanwhile. Two feeds that end up at one url are
        merged: the older row stays and takes the newer state, entries, articles and subscriptions follow
        (a channel that had both keeps the older wish). FEED subscriptions always name the present url. Its
        bulletins are kept for the active channels that read the feed, each kind and spell once.
        Raises NotFound for a feed that was merged away meanwhile.
        """
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

    async def save_told(
        self, ids: Sequence[int], now: datetime, notice: Notice | None, planned: Sequence[Delivery]
    ) -> tuple[int, ...]:
        """The bulletins count as told; notice and deliveries as in `DeliveryStore.save_notice`, in the same
        transaction. No notice where there was nothing to say after all. Nothing is saved where some of them were
        told, or dropped, meanwhile."""
        ...
