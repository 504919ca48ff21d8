"""What a chat or a person wants forgotten, wherever it stands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, delete, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import Address, ChannelSettings, SubscriptionKind
from bot.storage.channels import is_at, is_in_chat
from bot.storage.tables import (
    channels,
    deliveries,
    feedback,
    feeds,
    notices,
    spending,
    subscription_feeds,
    subscriptions,
)


async def forget_chat(connection: AsyncConnection, address: Address) -> None:
    """The chat with all its topics, or the one topic that the address names. What hangs on a channel goes with it
    (ON DELETE CASCADE); a block stays, with the address alone."""
    which = is_in_chat(address) if address.thread is None else is_at(address)
    # Locked in the order in which deliveries are finished, or the two would wait for each other.
    sent_there = deliveries.c.channel_id.in_(select(channels.c.id).where(which))
    await connection.execute(_lock(deliveries, sent_there))
    await connection.execute(_lock(channels, which))
    rows = (await connection.execute(select(channels).where(which))).mappings().all()
    ids = [row["id"] for row in rows]
    # The ledger outlives the chat, but not whose it was.
    whose = spending.c.channel_id.in_(ids)
    await connection.execute(update(spending).where(whose).values(channel_id=None, person=None))
    of_chat = deliveries.c.channel_id.in_(ids)
    told = await _list(connection, select(deliveries.c.notice_id).where(of_chat))
    named = await _list(connection, _feeds_named().where(subscriptions.c.channel_id.in_(ids)))
    await connection.execute(delete(channels).where(channels.c.id.in_(ids)))
    to_others = exists().where(deliveries.c.notice_id == notices.c.id)
    await connection.execute(delete(notices).where(notices.c.id.in_(told), ~to_others))
    await connection.execute(_lock(feeds, feeds.c.id.in_(named)))  # whoever subscribes to one now, did before
    read = exists().where(subscription_feeds.c.feed_id == feeds.c.id)
    await connection.execute(delete(feeds).where(feeds.c.id.in_(named), ~read))
    for row in rows:
        if row["blocked"]:
            bare = {name: row[name] for name in ("platform", "chat", "thread", "created_at")}
            values = bare | {"title": "", "settings": ChannelSettings(), "active": False, "blocked": True}
            await connection.execute(insert(channels).values(values))


async def forget_person(connection: AsyncConnection, person: str) -> None:
    await connection.execute(update(spending).where(spending.c.person == person).values(person=None))
    await connection.execute(delete(feedback).where(feedback.c.person == person))


def _lock(table: Table, which: ColumnElement[bool]) -> Select[Any]:
    return select(table.c.id).where(which).order_by(table.c.id).with_for_update()


def _feeds_named() -> Select[Any]:
    """A bundle's feeds are named by the settings, whoever reads them."""
    links = subscription_feeds
    linked = select(links.c.feed_id).join(subscriptions, subscriptions.c.id == links.c.subscription_id)
    return linked.where(subscriptions.c.kind == SubscriptionKind.FEED)


async def _list(connection: AsyncConnection, wanted: Select[Any]) -> list[int]:
    return [found for found in await connection.scalars(wanted.distinct()) if found is not None]
