"""Articles, and the entries they are read for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import RowMapping, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import Article, Entry, Outlet
from bot.storage.database import Database
from bot.storage.feeds import is_unread
from bot.storage.rows import (
    claim_rows,
    find_successor,
    get_row,
    insert_new,
    to_record,
    to_values,
    update_row,
)
from bot.storage.tables import articles, entries, stories


class Articles:
    """`ArticleStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get_entry(self, entry_id: int) -> Entry:
        async with self._database.read() as connection:
            return to_record(Entry, await get_row(connection, entries, entry_id))

    async def claim_unread(self, now: datetime, lease: timedelta, limit: int) -> tuple[int, ...]:
        return await claim_rows(self._database, entries, is_unread(now), entries.c.read_at, now, lease, limit)

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
                await _save_entry(connection, replace(entry, article_id=article_id))
            return to_article(await get_row(connection, articles, article_id))

    async def get(self, article_id: int) -> Article:
        async with self._database.read() as connection:
            return to_article(await get_row(connection, articles, article_id))

    async def find_by_url(self, url: str) -> Article | None:
        async with self._database.read() as connection:
            found = await _list(connection, select(articles).where(articles.c.url == url))
            return found[0] if found else None

    async def list_unplaced(self, limit: int) -> tuple[Article, ...]:
        unplaced = _oldest_first().where(articles.c.story_id.is_(None)).limit(limit)
        async with self._database.read() as connection:
            return await _list(connection, unplaced)

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
            found = await _list(connection, _oldest_first().where(articles.c.story_id.in_(wanted)))
        of_story: dict[int | None, list[Article]] = {}
        for article in found:
            of_story.setdefault(article.story_id, []).append(article)
        return {story_id: tuple(of_story.get(heads.get(story_id, story_id), ())) for story_id in asked}


def to_article(row: RowMapping) -> Article:
    return to_record(Article, row, outlet=Outlet(name=row["outlet_name"], domain=row["outlet_domain"]))


def _to_values(article: Article) -> dict[str, Any]:
    outlet = {"outlet_name": article.outlet.name, "outlet_domain": article.outlet.domain}
    return to_values(article, "outlet") | outlet


def _oldest_first() -> Select[Any]:
    return select(articles).order_by(articles.c.published_at, articles.c.id)


async def _list(connection: AsyncConnection, query: Select[Any]) -> tuple[Article, ...]:
    return tuple(to_article(row) for row in (await connection.execute(query)).mappings())


async def _save_entry(connection: AsyncConnection, entry: Entry) -> None:
    # The feed may have been merged into another since the entry was fetched, so its feed is left alone.
    await update_row(connection, entries, entry.id, **to_values(entry, "feed_id"), offered_until=None)


async def _add(connection: AsyncConnection, article: Article) -> int:
    added = await insert_new(connection, articles, _to_values(article))
    if added is not None:
        return added
    stored = await connection.scalar(select(articles.c.id).where(articles.c.url == article.url))
    return int(stored or 0)


async def _bring_up_to_date(connection: AsyncConnection, article: Article) -> int:
    row = await get_row(connection, articles, article.id, lock=True)
    stored = to_article(row)
    edited = (article.title, article.text) != (stored.title, stored.text)
    version = max(article.version, stored.version + edited)
    # Where it is placed and when it arrived first are not the outlet's to change.
    values = _to_values(article) | {
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
