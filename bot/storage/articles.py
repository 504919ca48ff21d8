"""Articles, and the entries they are read for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.batching import Arrivals
from bot.core.types import Article, Entry, Outlet, PlantedTotal
from bot.storage.columns import Spelled
from bot.storage.database import Database
from bot.storage.feeds import is_unread
from bot.storage.rows import (
    MOST,
    NOW,
    Claim,
    find_successor,
    get_row,
    insert_new,
    to_record,
    to_values,
    update_row,
)
from bot.storage.tables import articles, entries, feeds, stories, subscription_feeds, subscriptions

_RECENT = 20_000  # articles in which an outlet is looked for
_UNREAD = Claim(entries, is_unread(NOW), entries.c.read_at.nulls_first())
_UNPLACED = (
    select(articles)
    .where(articles.c.story_id.is_(None))
    .order_by(articles.c.published_at, Spelled(articles.c.url), articles.c.id)
    .limit(MOST)
)


class Articles:
    """`ArticleStore` on the database. `owners`: the owner's name by domain."""

    def __init__(self, database: Database, owners: Mapping[str, str]) -> None:
        self._database = database
        self._owners = owners

    async def get_entry(self, entry_id: int) -> Entry:
        async with self._database.look() as connection:
            return to_record(Entry, await get_row(connection, entries, entry_id))

    async def claim_unread(self, now: datetime, lease: timedelta, limit: int) -> tuple[int, ...]:
        return await _UNREAD.take(self._database, now, lease, limit)

    async def save_entry(self, entry: Entry) -> None:
        async with self._database.write() as connection:
            await _save_entry(connection, entry)

    async def save_article(self, article: Article, entry: Entry | None) -> Article:
        async with self._database.write() as connection:
            if article.id:
                article_id = await _bring_up_to_date(connection, article)
            else:
                article_id = await _add(connection, article)
            if entry is not None:
                if await _reaches_more(connection, article_id, entry):
                    await _tell_story(connection, article_id, entry.read_at or article.arrived_at)
                await _save_entry(connection, replace(entry, article_id=article_id))
            return self._owned(_to_article(await get_row(connection, articles, article_id)))

    async def get(self, article_id: int) -> Article:
        async with self._database.look() as connection:
            return self._owned(_to_article(await get_row(connection, articles, article_id)))

    async def find_by_url(self, url: str) -> Article | None:
        async with self._database.look() as connection:
            found = await self._list(connection, select(articles).where(articles.c.url == url))
            return found[0] if found else None

    async def list_outlets(self) -> tuple[Outlet, ...]:
        newest = select(articles.c.outlet_name, articles.c.outlet_domain).order_by(articles.c.id.desc())
        recent = newest.limit(_RECENT).subquery()
        named = select(recent.c.outlet_name, recent.c.outlet_domain)
        named = named.group_by(recent.c.outlet_name, recent.c.outlet_domain)
        async with self._database.look() as connection:
            found = await connection.execute(named.order_by(*map(Spelled, recent.c)))
            return tuple(Outlet(name=row.outlet_name, domain=row.outlet_domain) for row in found)

    async def count_planted(self, since: datetime) -> tuple[PlantedTotal, ...]:
        sentences = func.sum(articles.c.planted)
        query = (
            select(articles.c.outlet_name, func.count(), sentences)
            .where(articles.c.planted > 0, articles.c.arrived_at >= since)
            .group_by(articles.c.outlet_name)
            .order_by(sentences.desc(), Spelled(articles.c.outlet_name))
        )
        async with self._database.look() as connection:
            rows = (await connection.execute(query)).all()
        return tuple(PlantedTotal(outlet, int(count), int(total)) for outlet, count, total in rows)

    async def read_arrivals(self, now: datetime) -> Arrivals:
        waiting = select(func.min(articles.c.arrived_at)).where(articles.c.story_id.is_(None))
        checked = select(feeds.c.id).where(feeds.c.offered_until > now)
        unread = select(entries.c.id).where(is_unread(now))
        asked = select(
            waiting.scalar_subquery().label("since"), or_(checked.exists(), unread.exists()).label("more")
        )
        async with self._database.look() as connection:
            row = (await connection.execute(asked)).one()
            return Arrivals(row.since, bool(row.more))

    async def list_unplaced(self, limit: int) -> tuple[Article, ...]:
        async with self._database.look() as connection:
            return await self._list(connection, _UNPLACED, most=limit)

    async def list_feeds(self, article_ids: Sequence[int]) -> Mapping[int, frozenset[int]]:
        async with self._database.look() as connection:
            return await _list_feeds(connection, article_ids)

    async def list_homes(self, article_ids: Sequence[int]) -> Mapping[int, int]:
        placed = select(articles.c.id, articles.c.story_id).where(
            articles.c.id.in_(set(article_ids)), articles.c.story_id.is_not(None)
        )
        async with self._database.read() as connection:
            return {row.id: row.story_id for row in await connection.execute(placed)}

    async def list_of_story(self, story_id: int) -> tuple[Article, ...]:
        return (await self.list_of_stories([story_id]))[story_id]

    async def list_of_stories(self, story_ids: Sequence[int]) -> Mapping[int, tuple[Article, ...]]:
        asked = set(story_ids)
        async with self._database.read() as connection:
            merged = select(stories.c.id, stories.c.merged_into).where(
                stories.c.id.in_(asked), stories.c.merged_into.is_not(None)
            )
            heads = {row.id: row.merged_into for row in await connection.execute(merged)}
            wanted = {heads.get(story_id, story_id) for story_id in asked}
            found = await self._list(connection, _oldest_first().where(articles.c.story_id.in_(wanted)))
        of_story: dict[int | None, list[Article]] = {}
        for article in found:
            of_story.setdefault(article.story_id, []).append(article)
        return {story_id: tuple(of_story.get(heads.get(story_id, story_id), ())) for story_id in asked}

    def _owned(self, article: Article) -> Article:
        owner = self._owners.get(article.outlet.domain)
        return article if owner is None else replace(article, outlet=replace(article.outlet, owner=owner))

    async def _list(
        self, connection: AsyncConnection, query: Select[Any], **asked: object
    ) -> tuple[Article, ...]:
        rows = (await connection.execute(query, asked)).mappings()
        return tuple(self._owned(_to_article(row)) for row in rows)


def _to_article(row: RowMapping) -> Article:
    return to_record(Article, row, outlet=Outlet(name=row["outlet_name"], domain=row["outlet_domain"]))


def article_values(article: Article) -> dict[str, Any]:
    outlet = {"outlet_name": article.outlet.name, "outlet_domain": article.outlet.domain}
    return to_values(article, "outlet") | outlet


def _oldest_first() -> Select[Any]:
    return select(articles).order_by(articles.c.published_at, articles.c.id)


async def _save_entry(connection: AsyncConnection, entry: Entry) -> None:
    # The feed may have been merged into another since the entry was fetched, so its feed is left alone.
    await update_row(connection, entries, entry.id, **to_values(entry, "feed_id"), offered_until=None)


async def _list_feeds(connection: AsyncConnection, article_ids: Sequence[int]) -> Mapping[int, frozenset[int]]:
    own = select(articles.c.id.label("article_id"), articles.c.feed_id).where(
        articles.c.id.in_(article_ids), articles.c.feed_id.is_not(None)
    )
    listing = select(entries.c.article_id, entries.c.feed_id).where(entries.c.article_id.in_(article_ids))
    found: dict[int, set[int]] = {article_id: set() for article_id in article_ids}
    for row in await connection.execute(own.union(listing)):
        found[row.article_id].add(row.feed_id)
    return {article_id: frozenset(feed_ids) for article_id, feed_ids in found.items()}


async def _reaches_more(connection: AsyncConnection, article_id: int, entry: Entry) -> bool:
    """Whether the entry's feed has readers whom no feed that brought the article before reaches."""
    before = (await _list_feeds(connection, [article_id]))[article_id]
    if not before or entry.feed_id in before:
        return False
    wishing = select(subscriptions.c.channel_id).join(subscription_feeds)
    reached = wishing.where(subscription_feeds.c.feed_id.in_(before))
    others = wishing.where(subscription_feeds.c.feed_id == entry.feed_id)
    return await connection.scalar(others.where(subscriptions.c.channel_id.not_in(reached)).limit(1)) is not None


async def _tell_story(connection: AsyncConnection, article_id: int, now: datetime) -> None:
    story_id = await connection.scalar(select(articles.c.story_id).where(articles.c.id == article_id))
    if story_id is not None:
        await _grow(connection, story_id, now)


async def _add(connection: AsyncConnection, article: Article) -> int:
    added = await insert_new(connection, articles, article_values(article))
    if added is not None:
        return added
    stored = await connection.scalar(select(articles.c.id).where(articles.c.url == article.url))
    return int(stored or 0)


async def _bring_up_to_date(connection: AsyncConnection, article: Article) -> int:
    row = await get_row(connection, articles, article.id, lock=True)
    stored = _to_article(row)
    edited = (article.title, article.text) != (stored.title, stored.text)
    version = max(article.version, stored.version + edited)
    # Where it is placed and when it arrived first are not the outlet's to change.
    values = article_values(article) | {
        "version": version,
        "story_id": stored.story_id,
        "arrived_at": stored.arrived_at,
    }
    await update_row(connection, articles, article.id, **values)
    listed = stored.feed_id is None and article.feed_id is not None
    changed = version > stored.version or article.withdrawn != stored.withdrawn or listed
    if stored.story_id is not None and changed:
        await _grow(connection, stored.story_id, article.arrived_at)
    return article.id


async def _grow(connection: AsyncConnection, story_id: int, now: datetime) -> None:
    story_id = await find_successor(connection, story_id)
    story = await get_row(connection, stories, story_id, lock=True)
    due = now if story["write_at"] is None else min(now, story["write_at"])
    await update_row(connection, stories, story_id, revision=story["revision"] + 1, changed_at=now, write_at=due)
