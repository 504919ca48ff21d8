"""A chat's subscriptions with all that lists and details of them tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.feed_health import find_silence
from bot.core.saying import tr
from bot.core.subscription_lists import Reading
from bot.core.types import Channel, Feed, Subscription, SubscriptionKind
from bot.errors import NotSubscribed
from bot.ports import App

_HABIT = 200  # entries that a feed's habit is read from


def local_now(app: App, channel: Channel) -> datetime:
    """The present in the chat's zone."""
    return app.clock.now().astimezone(ZoneInfo(channel.settings.timezone))


async def read_list(app: App, channel: Channel) -> tuple[Reading, ...]:
    """All of them, in their order, without what only one feed's entries tell."""
    wishes = await app.storage.channels.list_subscriptions(channel.id)
    feeds = {feed.id: feed for feed in await app.storage.feeds.list_all()} if wishes else {}
    return tuple(_reading(place, wish, feeds) for place, wish in enumerate(wishes, start=1))


def _reading(place: int, wish: Subscription, feeds: dict[int, Feed]) -> Reading:
    own = tuple(feeds[feed_id] for feed_id in wish.feed_ids if feed_id in feeds)
    return Reading(place=place, wish=wish, feeds=own)


async def look_closer(app: App, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """The same with when the last entry of a single feed arrived, and whether it is silent."""
    return tuple([await _look_closer(app, reading) for reading in readings])


async def _look_closer(app: App, reading: Reading) -> Reading:
    if reading.wish.kind is not SubscriptionKind.FEED or not reading.feeds:
        return reading
    last_entry, silent_since = await read_habit(app, reading.feeds[0])
    return replace(reading, last_entry=last_entry, silent_since=silent_since)


async def read_habit(app: App, feed: Feed) -> tuple[datetime | None, datetime | None]:
    """When its last entry arrived, and since when it is silent against its habit."""
    entries = await app.storage.feeds.list_entries(feed.id, _HABIT)
    return (entries[0].arrived_at if entries else None), find_silence(entries, app.clock.now())


def find_reading(readings: Sequence[Reading], words: str) -> Reading:
    """By the subscription's id, as buttons name it. Raises NotSubscribed."""
    for reading in readings:
        if words == str(reading.wish.id):
            return reading
    raise NotSubscribed(tr("This chat has that subscription no more. /subscriptions lists them."))
