"""Channels, what they wish, and when their digests are due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.saying import tr
from bot.core.types import (
    Address,
    Channel,
    ChannelSettings,
    Enrolment,
    Feed,
    FoundFeed,
    Subscription,
    SubscriptionKind,
)
from bot.storage.database import Database
from bot.storage.feeds import add_feed
from bot.storage.outbox import drop_unsent
from bot.storage.rows import MOST, NOW, get_row, insert_new, to_record, to_values, update_row
from bot.storage.tables import (
    channels,
    deliveries,
    feeds,
    post_messages,
    posts,
    subscription_feeds,
    subscriptions,
    targets,
    turns,
)


class Channels:
    """`ChannelStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, address: Address, title: str, now: datetime) -> Channel:
        channel = Channel(address=address, title=title, created_at=now)
        async with self._database.write() as connection:
            new = await insert_new(connection, channels, _to_values(channel))
            if new is not None and address.thread is not None and await _is_blocked(connection, address):
                await update_row(connection, channels, new, blocked=True)
            values: dict[str, Any] = {"active": True} | ({"title": title} if title else {})
            await connection.execute(update(channels).where(is_at(address)).values(values))
            row = (await connection.execute(select(channels).where(is_at(address)))).mappings().one()
            return _to_channel(row)

    async def get(self, channel_id: int) -> Channel:
        async with self._database.look() as connection:
            return _to_channel(await get_row(connection, channels, channel_id))

    async def find(self, address: Address) -> Channel | None:
        async with self._database.look() as connection:
            row = (await connection.execute(select(channels).where(is_at(address)))).mappings().first()
            return None if row is None else _to_channel(row)

    async def list_in(self, address: Address) -> tuple[Channel, ...]:
        which = is_in_chat(address) if address.thread is None else is_at(address)
        async with self._database.look() as connection:
            rows = await connection.execute(select(channels).where(which).order_by(channels.c.id))
            return tuple(_to_channel(row) for row in rows.mappings())

    async def save_settings(
        self, channel_id: int, settings: ChannelSettings, next_digest_at: datetime | None
    ) -> None:
        async with self._database.write() as connection:
            await update_row(connection, channels, channel_id, settings=settings, next_digest_at=next_digest_at)

    async def save_next_digest(self, channel_id: int, next_digest_at: datetime | None) -> None:
        async with self._database.write() as connection:
            await update_row(connection, channels, channel_id, next_digest_at=next_digest_at)

    async def save_gone(self, channel_id: int) -> None:
        async with self._database.write() as connection:
            await update_row(connection, channels, channel_id, active=False)
            await drop_unsent(connection, deliveries.c.channel_id == channel_id, tr("The chat is gone."))

    async def is_blocked(self, address: Address) -> bool:
        async with self._database.look() as connection:
            return await _is_blocked(connection, address)

    async def save_blocked(self, address: Address, blocked: bool) -> bool:
        which = is_in_chat(address) if address.thread is None else is_at(address)
        async with self._database.write() as connection:
            blocked_before = select(channels.c.id).where(which, channels.c.blocked).limit(1)
            was = await connection.scalar(blocked_before) is not None
            await connection.execute(update(channels).where(which).values(blocked=blocked))
            if not blocked:
                await connection.execute(delete(channels).where(which, _is_bare()))
            else:
                mine = deliveries.c.channel_id.in_(select(channels.c.id).where(which))
                await drop_unsent(connection, mine, tr("The operators blocked the chat."))
            return was

    async def list_blocked(self) -> tuple[Channel, ...]:
        async with self._database.look() as connection:
            rows = await connection.execute(select(channels).where(channels.c.blocked).order_by(channels.c.id))
            return tuple(_to_channel(row) for row in rows.mappings())

    async def list_served(self) -> tuple[Channel, ...]:
        async with self._database.look() as connection:
            rows = await connection.execute(select(channels).where(is_served()).order_by(channels.c.id))
            return tuple(_to_channel(row) for row in rows.mappings())

    async def save_left(self, address: Address) -> None:
        there = select(channels.c.id).where(is_in_chat(address))
        async with self._database.write() as connection:
            await connection.execute(update(channels).where(is_in_chat(address)).values(active=False))
            await drop_unsent(connection, deliveries.c.channel_id.in_(there), tr("The chat is gone."))

    async def save_back(self, address: Address) -> None:
        async with self._database.write() as connection:
            await connection.execute(update(channels).where(is_in_chat(address)).values(active=True))

    async def find_target(self, home: Address) -> Channel | None:
        own = select(channels.c.id).where(is_at(home)).scalar_subquery()
        chosen = select(targets.c.target_id).where(targets.c.channel_id == own).scalar_subquery()
        async with self._database.look() as connection:
            row = (await connection.execute(select(channels).where(channels.c.id == chosen))).mappings().first()
            return None if row is None else _to_channel(row)

    async def save_target(self, home_id: int, target_id: int | None) -> None:
        async with self._database.write() as connection:
            await get_row(connection, channels, home_id, lock=True)
            await connection.execute(delete(targets).where(targets.c.channel_id == home_id))
            if target_id is not None:
                values = {"channel_id": home_id, "target_id": target_id}
                await connection.execute(targets.insert().values(values))

    async def save_moved(self, channel_id: int, to: Address) -> None:
        async with self._database.write() as connection:
            await get_row(connection, channels, channel_id, lock=True)
            there: int | None = await connection.scalar(select(channels.c.id).where(is_at(to)))
            if there is not None and there != channel_id:
                await _take_over(connection, channel_id, there)
            await update_row(connection, channels, channel_id, **_address_values(to), active=True)

    async def subscribe(self, subscription: Subscription) -> Subscription:
        async with self._database.write() as connection:
            await _take_turns(connection, subscription.channel_id)
            await insert_new(connection, subscriptions, to_values(subscription, "feed_ids"))
            same = and_(
                subscriptions.c.channel_id == subscription.channel_id,
                subscriptions.c.kind == subscription.kind,
                subscriptions.c.target == subscription.target,
            )
            stored = int(await connection.scalar(select(subscriptions.c.id).where(same)) or 0)
            links = subscription_feeds
            await connection.execute(delete(links).where(links.c.subscription_id == stored))
            for feed_id in sorted(set(subscription.feed_ids)):
                values = {"subscription_id": stored, "feed_id": feed_id}
                await connection.execute(links.insert().values(values))
            return (await _list_subscriptions(connection, subscriptions.c.id == stored))[0]

    async def enrol(self, channel_id: int, found: Sequence[FoundFeed], now: datetime) -> Enrolment:
        added: set[int] = set()
        already: set[int] = set()
        closed: list[str] = []
        async with self._database.write() as connection:
            await _take_turns(connection, channel_id)
            # In one order, or two who add the same feeds wait for each other.
            ordered = sorted(found, key=lambda each: each.url)
            feeds_at = {
                each.url: await add_feed(connection, each.url, now, each.title or None) for each in ordered
            }
            for each in found:
                feed = feeds_at[each.url]
                if feed.gone:
                    closed.append(feed.url)
                    continue
                wish_id, is_new = await _wish_for(connection, channel_id, feed, now)
                (added if is_new else already).add(wish_id)
            wishes = await _list_subscriptions(connection, subscriptions.c.id.in_([*added, *already]))
        return Enrolment(
            added=tuple(wish for wish in wishes if wish.id in added),
            already=tuple(wish for wish in wishes if wish.id not in added),
            closed=tuple(closed),
        )

    async def retarget(self, subscription: Subscription, url: str, title: str, now: datetime) -> Feed | None:
        async with self._database.write() as connection:
            feed = await add_feed(connection, url, now, title or None)
            same = and_(
                subscriptions.c.channel_id == subscription.channel_id,
                subscriptions.c.kind == SubscriptionKind.FEED,
                subscriptions.c.target == feed.url,
            )
            if await connection.scalar(select(subscriptions.c.id).where(same)) is not None:
                return None
            await update_row(connection, subscriptions, subscription.id, target=feed.url, since=now)
            links = subscription_feeds
            await connection.execute(delete(links).where(links.c.subscription_id == subscription.id))
            await connection.execute(links.insert().values(subscription_id=subscription.id, feed_id=feed.id))
            if not feed.gone:
                return feed
            await update_row(connection, feeds, feed.id, gone=False, next_check_at=now)
            return replace(feed, gone=False, next_check_at=now)

    async def unsubscribe(self, channel_id: int, subscription_id: int) -> bool:
        named = and_(subscriptions.c.id == subscription_id, subscriptions.c.channel_id == channel_id)
        async with self._database.write() as connection:
            result = await connection.execute(delete(subscriptions).where(named))
            return result.rowcount > 0

    async def list_subscriptions(self, channel_id: int) -> tuple[Subscription, ...]:
        async with self._database.read() as connection:
            return await _list_subscriptions(connection, subscriptions.c.channel_id == channel_id)

    async def list_audience(
        self, feed_ids: Sequence[int], channel_ids: Sequence[int] = ()
    ) -> tuple[tuple[Channel, tuple[Subscription, ...]], ...]:
        links = subscription_feeds
        named = exists().where(links.c.subscription_id == subscriptions.c.id, links.c.feed_id.in_(set(feed_ids)))
        wish = or_(named, subscriptions.c.kind == SubscriptionKind.SEARCH)
        wishing = select(subscriptions.c.channel_id).where(wish)
        asked = or_(channels.c.id.in_(wishing), channels.c.id.in_(set(channel_ids)))
        active = select(channels).where(is_served(), asked)
        async with self._database.read() as connection:
            rows = (await connection.execute(active.order_by(channels.c.id))).mappings().all()
            found = [_to_channel(row) for row in rows]
            ids = [channel.id for channel in found]
            wishes = await _list_subscriptions(connection, and_(wish, subscriptions.c.channel_id.in_(ids)))
        by_channel: dict[int, list[Subscription]] = {}
        for each in wishes:
            by_channel.setdefault(each.channel_id, []).append(each)
        return tuple((channel, tuple(by_channel.get(channel.id, ()))) for channel in found)

    async def claim_digests(self, now: datetime, limit: int) -> tuple[int, ...]:
        async with self._database.look() as connection:
            return tuple(await connection.scalars(_DIGESTS_DUE, {"now": now, "most": limit}))


async def _is_blocked(connection: AsyncConnection, address: Address) -> bool:
    """The chat as a whole, or the topic."""
    places = channels.c.thread.in_({"", address.thread or ""})
    found = select(channels.c.id).where(is_in_chat(address), places, channels.c.blocked).limit(1)
    return await connection.scalar(found) is not None


def is_served() -> ColumnElement[bool]:
    """Neither gone nor blocked."""
    return and_(channels.c.active.is_(True), channels.c.blocked.is_(False))


def _is_bare() -> ColumnElement[bool]:
    """Kept for nothing but a block: of a chat that was never met, or that was forgotten."""
    wishes = exists().where(subscriptions.c.channel_id == channels.c.id)
    return and_(channels.c.active.is_(False), channels.c.title == "", ~wishes)


async def _take_turns(connection: AsyncConnection, channel_id: int) -> None:
    """Whoever else subscribes the channel to something waits for the end of this transaction."""
    own = select(channels.c.id).where(channels.c.id == channel_id)
    await connection.execute(own.with_for_update(key_share=True))


_DIGESTS_DUE = (
    select(channels.c.id)
    .where(is_served(), channels.c.next_digest_at <= NOW)
    .order_by(channels.c.next_digest_at, channels.c.id)
    .limit(MOST)
)


async def _wish_for(connection: AsyncConnection, channel_id: int, feed: Feed, now: datetime) -> tuple[int, bool]:
    """The id of the channel's subscription to the feed, and whether it is new."""
    wish = Subscription(channel_id=channel_id, kind=SubscriptionKind.FEED, target=feed.url, since=now)
    added = await insert_new(connection, subscriptions, to_values(wish, "feed_ids"))
    if added is not None:
        values = {"subscription_id": added, "feed_id": feed.id}
        await connection.execute(subscription_feeds.insert().values(values))
        return added, True
    same = and_(
        subscriptions.c.channel_id == channel_id,
        subscriptions.c.kind == SubscriptionKind.FEED,
        subscriptions.c.target == feed.url,
    )
    return int(await connection.scalar(select(subscriptions.c.id).where(same)) or 0), False


def _address_values(address: Address) -> dict[str, str]:
    return {"platform": address.platform, "chat": address.chat, "thread": address.thread or ""}


def is_at(address: Address) -> ColumnElement[bool]:
    return and_(*(channels.c[name] == value for name, value in _address_values(address).items()))


def is_in_chat(address: Address) -> ColumnElement[bool]:
    return and_(channels.c.platform == address.platform, channels.c.chat == address.chat)


def _to_values(channel: Channel) -> dict[str, Any]:
    return to_values(channel, "address") | _address_values(channel.address)


def _to_channel(row: RowMapping) -> Channel:
    address = Address(platform=row["platform"], chat=row["chat"], thread=row["thread"] or None)
    return to_record(Channel, row, address=address)


async def _list_subscriptions(
    connection: AsyncConnection, which: ColumnElement[bool]
) -> tuple[Subscription, ...]:
    rows = await connection.execute(select(subscriptions).where(which).order_by(subscriptions.c.id))
    found = rows.mappings().all()
    links = select(subscription_feeds).where(
        subscription_feeds.c.subscription_id.in_([row["id"] for row in found])
    )
    feed_ids: dict[int, list[int]] = {}
    for link in await connection.execute(links.order_by(subscription_feeds.c.feed_id)):
        feed_ids.setdefault(link.subscription_id, []).append(link.feed_id)
    return tuple(to_record(Subscription, row, feed_ids=tuple(feed_ids.get(row["id"], ()))) for row in found)


async def _take_over(connection: AsyncConnection, channel_id: int, other_id: int) -> None:
    """The chat was met at its new address before the move was known: what was asked and said there is kept."""
    own, other = subscriptions.alias(), subscriptions.alias()
    same = and_(own.c.kind == other.c.kind, own.c.target == other.c.target)
    doubled = select(other.c.id).where(own.c.channel_id == channel_id, other.c.channel_id == other_id, same)
    spare = (await connection.scalars(doubled)).all()
    await connection.execute(delete(subscriptions).where(subscriptions.c.id.in_(spare)))
    for table in (subscriptions, posts, post_messages, turns):
        moved = update(table).where(table.c.channel_id == other_id).values(channel_id=channel_id)
        await connection.execute(moved)
    if await connection.scalar(select(channels.c.blocked).where(channels.c.id == other_id)):
        await update_row(connection, channels, channel_id, blocked=True)
    # The other's planned deliveries go with it: the channel that stays has its own of the same stories.
    await connection.execute(delete(channels).where(channels.c.id == other_id))
