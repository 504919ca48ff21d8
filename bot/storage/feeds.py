"""Feeds and what their checks brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import Entry, EntryState, Feed, FeedCheck, SubscriptionKind
from bot.errors import NotFound
from bot.storage.bulletins import add_bulletins, find_audience
from bot.storage.database import Database
from bot.storage.rows import NOW, Claim, get_row, insert_into, insert_new, to_record, to_values, update_row
from bot.storage.tables import (
    articles,
    channels,
    entries,
    feed_addresses,
    feeds,
    subscription_feeds,
    subscriptions,
)


class Feeds:
    """`FeedStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, url: str, now: datetime, title: str = "") -> Feed:
        async with self._database.write() as connection:
            return await add_feed(connection, url, now, title or None)

    async def get(self, feed_id: int) -> Feed:
        async with self._database.look() as connection:
            return to_record(Feed, await get_row(connection, feeds, feed_id))

    async def find(self, url: str) -> Feed | None:
        async with self._database.read() as connection:
            known = await _find_id(connection, url)
            return None if known is None else to_record(Feed, await get_row(connection, feeds, known))

    async def list_all(self) -> tuple[Feed, ...]:
        async with self._database.look() as connection:
            rows = (await connection.execute(select(feeds).order_by(feeds.c.id))).mappings()
            return tuple(to_record(Feed, row) for row in rows)

    async def claim_due(self, now: datetime, lease: timedelta, limit: int) -> tuple[int, ...]:
        return await _DUE.take(self._database, now, lease, limit)

    async def list_entries(self, feed_id: int, limit: int) -> tuple[Entry, ...]:
        newest = (
            select(entries)
            .where(entries.c.feed_id == feed_id)
            .order_by(entries.c.arrived_at.desc(), entries.c.id.desc())
            .limit(limit)
        )
        async with self._database.look() as connection:
            return tuple(to_record(Entry, row) for row in (await connection.execute(newest)).mappings())

    async def list_last_arrivals(self, feed_ids: Sequence[int]) -> Mapping[int, datetime]:
        newest = (
            select(entries.c.feed_id, func.max(entries.c.arrived_at).label("arrived_at"))
            .where(entries.c.feed_id.in_(set(feed_ids)))
            .group_by(entries.c.feed_id)
        )
        async with self._database.look() as connection:
            return {row.feed_id: row.arrived_at for row in await connection.execute(newest)}

    async def save_check(self, check: FeedCheck, lease: timedelta = timedelta(0)) -> tuple[int, ...]:
        async with self._database.write() as connection:
            # Those who read it as it was: where it is merged into another, that one has readers of its own.
            audience = await find_audience(connection, check.feed.id) if check.bulletins else ()
            feed_id = await _save_feed(connection, check.feed)
            at = check.feed.checked_at or check.feed.next_check_at
            await add_bulletins(connection, feed_id, audience, check.bulletins, at)
            saved = await _add_entries(connection, feed_id, check.added)
            for entry in check.changed:
                values = to_values(entry, "feed_id", "article_id")
                if entry.article_id is not None:  # else: keep what was read while the feed was checked
                    values["article_id"] = entry.article_id
                await update_row(connection, entries, entry.id, **values)
            saved += [entry.id for entry in check.changed]
            if not saved:  # mostly
                return ()
            to_read = update(entries).where(entries.c.id.in_(saved), is_unread(at))
            given = to_read.values(offered_until=at + lease).returning(entries.c.id)
            return tuple(sorted(await connection.scalars(given)))


async def add_feed(connection: AsyncConnection, url: str, now: datetime, title: str | None = None) -> Feed:
    """The feed at this url, stored if it is new; under that title as long as it has no other."""
    known = await _find_id(connection, url)
    if known is None:
        feed = Feed(url=url, added_as=url, title=title, next_check_at=now)
        known = await insert_new(connection, feeds, to_values(feed))
        if known is None:  # another process added it between the two statements
            known = await connection.scalar(select(feeds.c.id).where(feeds.c.url == url))
        await _know_as(connection, int(known or 0), url)
    if title is not None:
        untitled = and_(feeds.c.id == known, feeds.c.title.is_(None))
        await connection.execute(update(feeds).where(untitled).values(title=title))
    return to_record(Feed, await get_row(connection, feeds, known or 0))


def is_unread(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    """Entries whose article is to be read now. NEW without a time means at once: nothing waits forever."""
    return and_(entries.c.state == EntryState.NEW, or_(entries.c.read_at.is_(None), entries.c.read_at <= now))


def _is_wanted() -> ColumnElement[bool]:
    served = and_(channels.c.active.is_(True), channels.c.blocked.is_(False))
    of_served = subscriptions.join(channels, and_(channels.c.id == subscriptions.c.channel_id, served))
    named = (
        select(subscriptions.c.id)
        .select_from(of_served.join(subscription_feeds))
        .where(subscription_feeds.c.feed_id == feeds.c.id)
    )
    searched = (
        select(subscriptions.c.id).select_from(of_served).where(subscriptions.c.kind == SubscriptionKind.SEARCH)
    )
    return or_(exists(named), exists(searched))


_DUE = Claim(
    feeds, and_(feeds.c.next_check_at <= NOW, feeds.c.gone.is_(False), _is_wanted()), feeds.c.next_check_at
)


async def _find_id(connection: AsyncConnection, url: str) -> int | None:
    """Where the feed stands now counts more than what it was known as."""
    standing: int | None = await connection.scalar(select(feeds.c.id).where(feeds.c.url == url))
    known = select(feed_addresses.c.feed_id).where(feed_addresses.c.url == url)
    return await connection.scalar(known) if standing is None else standing


async def _know_as(connection: AsyncConnection, feed_id: int, *urls: str) -> None:
    for url in filter(None, urls):
        statement = insert_into(connection, feed_addresses).values(url=url, feed_id=feed_id)
        await connection.execute(statement.on_conflict_do_nothing())


async def _save_feed(connection: AsyncConnection, feed: Feed) -> int:
    """The id under which the feed now stands: its own, or that of the older one at the same url."""
    one = or_(feeds.c.id == feed.id, feeds.c.url == feed.url)
    query = select(feeds.c.id, feeds.c.primed, feeds.c.url).where(one).order_by(feeds.c.id)
    rows = (await connection.execute(query.with_for_update(key_share=True))).all()
    if not any(row.id == feed.id for row in rows):
        raise NotFound(f"There is no number {feed.id} in feeds; it was merged with another at the same url.")
    kept = rows[0].id
    for row in rows[1:]:
        await _merge(connection, ends=row.id, into=kept)
    values = to_values(feed, "added_as", "primed")
    primed = feed.primed or any(row.primed for row in rows)
    await update_row(connection, feeds, kept, **values, primed=primed, offered_until=None)
    if [row.url for row in rows] == [feed.url]:  # it stands where it stood: nobody else need hear of it
        return int(kept)
    await _know_as(connection, kept, feed.url, feed.added_as)
    await _retarget(connection, kept, feed.url)
    return int(kept)


async def _merge(connection: AsyncConnection, *, ends: int, into: int) -> None:
    for table in (entries, articles, feed_addresses):
        await connection.execute(update(table).where(table.c.feed_id == ends).values(feed_id=into))
    named = select(subscription_feeds.c.subscription_id).where(subscription_feeds.c.feed_id == ends)
    for subscription_id in (await connection.scalars(named)).all():
        link = insert_into(connection, subscription_feeds).values(subscription_id=subscription_id, feed_id=into)
        await connection.execute(link.on_conflict_do_nothing())
    await connection.execute(delete(feeds).where(feeds.c.id == ends))


async def _retarget(connection: AsyncConnection, feed_id: int, url: str) -> None:
    """Subscriptions to the feed name its present url; a channel that had it twice keeps the older wish."""
    wishes = (
        select(subscriptions.c.id, subscriptions.c.channel_id, subscriptions.c.target)
        .join(subscription_feeds)
        .where(subscription_feeds.c.feed_id == feed_id, subscriptions.c.kind == SubscriptionKind.FEED)
        .order_by(subscriptions.c.since, subscriptions.c.id)
    )
    oldest: dict[int, int] = {}
    rows = (await connection.execute(wishes)).all()
    for row in rows:
        oldest.setdefault(row.channel_id, row.id)
    spare = [row.id for row in rows if row.id not in oldest.values()]
    if spare:
        await connection.execute(delete(subscriptions).where(subscriptions.c.id.in_(spare)))
    moved = [row.id for row in rows if row.id not in spare and row.target != url]
    if moved:
        await connection.execute(update(subscriptions).where(subscriptions.c.id.in_(moved)).values(target=url))


async def _add_entries(connection: AsyncConnection, feed_id: int, added: Sequence[Entry]) -> list[int]:
    """Ids of the new rows. One that another check of the same feed brought meanwhile is not added again."""
    urls = {entry.url for entry in added}
    stored = select(entries.c.key, entries.c.url).where(entries.c.feed_id == feed_id, entries.c.url.in_(urls))
    known = {(row.key, row.url) for row in await connection.execute(stored)}
    new_ids: list[int] = []
    for entry in added:
        if (entry.key, entry.url) in known:
            continue
        known.add((entry.key, entry.url))
        values = to_values(entry) | {"feed_id": feed_id}
        new_id: int | None = await connection.scalar(insert(entries).values(values).returning(entries.c.id))
        new_ids.append(int(new_id or 0))
    return new_ids
