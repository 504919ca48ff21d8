"""What happened to feeds, for each channel that reads them, until it was said there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import Bulletin, BulletinKind, ChannelBulletin, Delivery, Notice, SubscriptionKind
from bot.storage.database import Database
from bot.storage.outbox import add_notice
from bot.storage.rows import MOST, insert_new, to_record
from bot.storage.tables import bulletins, channels, subscription_feeds, subscriptions

_ILL = (BulletinKind.FAILING, BulletinKind.GONE)

_other = bulletins.alias()
_heard = exists().where(
    _other.c.channel_id == bulletins.c.channel_id, _other.c.told_at > bindparam("quiet_since")
)
_DUE = (
    select(bulletins.c.channel_id)
    .join(channels, channels.c.id == bulletins.c.channel_id)
    .where(
        bulletins.c.told_at.is_(None),
        bulletins.c.at <= bindparam("waiting_since"),
        channels.c.active.is_(True),
        channels.c.blocked.is_(False),
        ~_heard,
    )
    .distinct()
    .order_by(bulletins.c.channel_id)
    .limit(MOST)
)

Audience = Sequence[tuple[int, SubscriptionKind]]
"""Channels by id, and how they have a feed: by itself or in a bundle."""


class Bulletins:
    """`BulletinStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list_due(self, waiting_since: datetime, quiet_since: datetime, limit: int) -> tuple[int, ...]:
        asked = {"waiting_since": waiting_since, "quiet_since": quiet_since, "most": limit}
        async with self._database.look() as connection:
            return tuple(await connection.scalars(_DUE, asked))

    async def list_untold(self, channel_id: int) -> tuple[ChannelBulletin, ...]:
        untold = select(bulletins).where(bulletins.c.channel_id == channel_id, bulletins.c.told_at.is_(None))
        async with self._database.look() as connection:
            rows = (await connection.execute(untold.order_by(bulletins.c.at, bulletins.c.id))).mappings()
            return tuple(to_record(ChannelBulletin, row) for row in rows)

    async def put_off(self, channel_id: int, until: datetime) -> None:
        waiting = and_(bulletins.c.channel_id == channel_id, bulletins.c.told_at.is_(None))
        async with self._database.write() as connection:
            await connection.execute(update(bulletins).where(waiting, bulletins.c.at < until).values(at=until))

    async def save_told(
        self, ids: Sequence[int], now: datetime, notice: Notice | None, planned: Sequence[Delivery]
    ) -> tuple[int, ...]:
        untold = and_(bulletins.c.id.in_(ids), bulletins.c.told_at.is_(None))
        async with self._database.write() as connection:
            left = (await connection.scalars(select(bulletins.c.id).where(untold).with_for_update())).all()
            if len(left) < len(ids):  # another told some of it meanwhile
                return ()
            await connection.execute(update(bulletins).where(untold).values(told_at=now))
            return () if notice is None else await add_notice(connection, notice, planned)


async def find_audience(connection: AsyncConnection, feed_id: int) -> Audience:
    """The active channels that read the feed."""
    reading = (
        select(subscriptions.c.channel_id, subscriptions.c.kind)
        .join(subscription_feeds, subscription_feeds.c.subscription_id == subscriptions.c.id)
        .join(channels, channels.c.id == subscriptions.c.channel_id)
        .where(subscription_feeds.c.feed_id == feed_id, channels.c.active.is_(True))
        .order_by(subscriptions.c.channel_id, subscriptions.c.id)
    )
    return [(row.channel_id, row.kind) for row in await connection.execute(reading)]


async def add_bulletins(
    connection: AsyncConnection, feed_id: int, audience: Audience, added: Sequence[Bulletin], now: datetime
) -> None:
    """Those that are new to a channel. That it has another address concerns only those who asked for the feed
    itself; that it works again only those who were told that it does not."""
    for bulletin in added:
        if bulletin.kind is BulletinKind.RECOVERED:
            channel_ids = await _who_heard(connection, feed_id, bulletin.spell)
        elif bulletin.kind is BulletinKind.MOVED:
            channel_ids = [channel_id for channel_id, kind in audience if kind is SubscriptionKind.FEED]
        else:
            channel_ids = [channel_id for channel_id, _ in audience]
        for channel_id in dict.fromkeys(channel_ids):
            values = {"channel_id": channel_id, "feed_id": feed_id, "at": now}
            await insert_new(connection, bulletins, values | {"kind": bulletin.kind, "spell": bulletin.spell})


async def _who_heard(connection: AsyncConnection, feed_id: int, spell: str) -> Sequence[int]:
    """Channels that were told of this illness of the feed. Those that were not yet never will be."""
    of_spell = and_(bulletins.c.feed_id == feed_id, bulletins.c.spell == spell, bulletins.c.kind.in_(_ILL))
    await connection.execute(delete(bulletins).where(of_spell, bulletins.c.told_at.is_(None)))
    return (await connection.scalars(select(bulletins.c.channel_id).where(of_spell))).all()
