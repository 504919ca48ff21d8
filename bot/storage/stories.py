"""Stories, the articles placed in them, and what was written of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.kept_index import Mark
from bot.core.saying import tr
from bot.core.types import Delivery, Placement, Story, Summary
from bot.errors import Conflict, NotFound
from bot.storage.database import Database
from bot.storage.outbox import add_deliveries, drop_unsent
from bot.storage.rows import (
    NOW,
    Claim,
    find_successor,
    get_row,
    insert_into,
    list_family,
    to_record,
    update_row,
)
from bot.storage.tables import articles, deliveries, stories, summaries

_PARTED = tr("It was parted into two stories; each is told by itself.")
_TO_WRITE = Claim(stories, and_(stories.c.write_at <= NOW, stories.c.merged_into.is_(None)), stories.c.write_at)


class Stories:
    """`StoryStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, story_id: int) -> Story:
        async with self._database.read() as connection:
            head = await find_successor(connection, story_id)
            return to_record(Story, await get_row(connection, stories, head))

    async def list_active(self, since: datetime) -> tuple[Story, ...]:
        active = (
            select(stories)
            .where(stories.c.merged_into.is_(None), stories.c.changed_at >= since)
            .order_by(stories.c.changed_at.desc(), stories.c.id.desc())
        )
        async with self._database.look() as connection:
            return tuple(to_record(Story, row) for row in (await connection.execute(active)).mappings())

    async def list_revisions(self, since: datetime) -> Mapping[int, int]:
        live = select(stories.c.id, stories.c.revision)
        live = live.where(stories.c.merged_into.is_(None), stories.c.changed_at >= since)
        async with self._database.look() as connection:
            return {row.id: row.revision for row in await connection.execute(live)}

    async def read_mark(self, since: datetime) -> Mark:
        sums = select(
            func.count(stories.c.id),
            func.coalesce(func.sum(stories.c.id), 0),
            func.coalesce(func.sum(stories.c.revision), 0),
        ).where(stories.c.merged_into.is_(None), stories.c.changed_at >= since)
        async with self._database.look() as connection:
            return Mark(*map(int, (await connection.execute(sums)).one()))

    async def save_placement(
        self, placement: Placement, now: datetime, write_new_at: datetime, write_grown_at: datetime
    ) -> tuple[int, ...]:
        async with self._database.write() as connection:
            placing = _Placing(connection, now)
            await placing.gather(placement)
            for ends, takes_over in placement.merged:
                await placing.merge(ends, takes_over)
            for article_id, story_id in placement.joined:
                await placing.join([article_id], story_id)
            for article_id, left, joined in placement.moved:
                await placing.move(article_id, left, joined)
            for story_id, group in placement.parted:
                await placing.part(story_id, group, write_new_at)
            for group in placement.founded:
                await placing.found(group, write_new_at)
            return await placing.finish(write_grown_at)

    async def save_due(self, story_id: int, write_at: datetime | None, revision: int | None = None) -> None:
        async with self._database.write() as connection:
            head = await find_successor(connection, story_id)
            await update_row(connection, stories, head, offered_until=None)
            due = update(stories).where(stories.c.id == head).values(write_at=write_at)
            await connection.execute(due if revision is None else due.where(stories.c.revision == revision))

    async def claim_to_write(self, now: datetime, lease: timedelta, limit: int) -> tuple[int, ...]:
        return await _TO_WRITE.take(self._database, now, lease, limit)

    async def save_summary(self, summary: Summary, deliveries: Sequence[Delivery]) -> tuple[int, ...]:
        async with self._database.write() as connection:
            story = await get_row(connection, stories, summary.story_id, lock=True)
            if story["merged_into"] is not None:
                raise Conflict(f"Story {summary.story_id} was taken over by story {story['merged_into']}.")
            await _save_once(connection, summary)
            written = max(summary.revision, story["written_revision"] or 0)
            values: dict[str, Any] = {"written_revision": written, "offered_until": None}
            if story["revision"] <= written:
                values["write_at"] = None
            await update_row(connection, stories, summary.story_id, **values)
            if written > summary.revision:  # a later revision is out: this one is history, not news
                return ()
            return await add_deliveries(connection, summary.story_id, deliveries)

    async def find_summary(self, story_id: int, revision: int | None = None) -> Summary | None:
        async with self._database.read() as connection:
            if revision is not None:
                return await _find_revision(connection, story_id, revision)
            family = await list_family(connection, story_id)
            newest = select(summaries.c.body).order_by(
                summaries.c.story_id != family[0],  # the story that took over before those that ended
                summaries.c.written_at.desc(),
                summaries.c.revision.desc(),
            )
            return await _first(connection, newest.where(summaries.c.story_id.in_(family)))

    async def list_families(self, story_ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
        named = select(stories.c.id, stories.c.merged_into).where(stories.c.id.in_(story_ids))
        async with self._database.read() as connection:
            heads = {row.id: row.merged_into or row.id for row in await connection.execute(named)}
            of_heads = select(stories.c.id, stories.c.merged_into).order_by(stories.c.id)
            of_heads = of_heads.where(stories.c.merged_into.in_(set(heads.values())))
            merged: dict[int, list[int]] = {}
            for row in await connection.execute(of_heads):
                merged.setdefault(row.merged_into, []).append(row.id)
        found = {one: heads.get(one, one) for one in story_ids}
        return {one: (head, *merged.get(head, ())) for one, head in found.items()}

    async def list_summaries(self, since: datetime, limit: int) -> tuple[Summary, ...]:
        newest_of_each = and_(
            stories.c.id == summaries.c.story_id, stories.c.written_revision == summaries.c.revision
        )
        query = (
            select(summaries.c.body)
            .join(stories, newest_of_each)
            .where(stories.c.merged_into.is_(None), summaries.c.written_at >= since)
            .order_by(summaries.c.written_at.desc(), summaries.c.story_id.desc())
            .limit(limit)
        )
        async with self._database.look() as connection:
            return tuple(await connection.scalars(query))


async def _first(connection: AsyncConnection, query: Select[Any]) -> Summary | None:
    summary: Summary | None = await connection.scalar(query.limit(1))
    return summary


async def _find_revision(connection: AsyncConnection, story_id: int, revision: int) -> Summary | None:
    """Of the story as it was named: that is the piece people have before them. Else of its successor."""
    of_revision = select(summaries.c.body).where(summaries.c.revision == revision)
    named = await _first(connection, of_revision.where(summaries.c.story_id == story_id))
    if named is not None:
        return named
    head = await find_successor(connection, story_id)
    return await _first(connection, of_revision.where(summaries.c.story_id == head))


async def _save_once(connection: AsyncConnection, summary: Summary) -> None:
    """A revision that was written already keeps its text: it may have been read by people."""
    statement = insert_into(connection, summaries).values(
        story_id=summary.story_id, revision=summary.revision, written_at=summary.written_at, body=summary
    )
    await connection.execute(statement.on_conflict_do_nothing())


class _Placing:
    """One placement on its way into the database, inside one transaction."""

    def __init__(self, connection: AsyncConnection, now: datetime) -> None:
        self._connection = connection
        self._now = now
        self._place: dict[int, int | None] = {}  # article id -> its story
        self._founded: set[int] = set()
        self._grown: set[int] = set()

    async def gather(self, placement: Placement) -> None:
        """Locks the stories, then the articles, each in the order of their ids, so that no two wait in a ring."""
        named = {story_id for _, story_id in placement.joined}
        named |= {story_id for pair in placement.merged for story_id in pair}
        named |= {story_id for story_id, _ in placement.parted}
        named |= {story_id for _, *pair in placement.moved for story_id in pair}
        await self._lock(stories.c.id, named)
        wanted = {article_id for article_id, _ in placement.joined}
        wanted |= {article_id for group in placement.founded for article_id in group}
        wanted |= {article_id for _, group in placement.parted for article_id in group}
        wanted |= {article_id for article_id, *_ in placement.moved}
        rows = await self._lock(articles.c.id, wanted, articles.c.story_id)
        self._place = {row.id: row.story_id for row in rows}

    async def _lock(self, key: Any, ids: Iterable[int], *columns: Any) -> Sequence[Any]:
        query = select(key, *columns).where(key.in_(set(ids))).order_by(key).with_for_update(key_share=True)
        rows = (await self._connection.execute(query)).all()
        missing = set(ids) - {row.id for row in rows}
        if missing:
            raise NotFound(f"There is no number {min(missing)} in {key.table.name}.")
        return rows

    async def join(self, article_ids: Sequence[int], story_id: int) -> None:
        """Puts the articles that have no place yet into the story, which grows if there are any."""
        free = [article_id for article_id in article_ids if self._place[article_id] is None]
        if not free:
            return
        head = await find_successor(self._connection, story_id)
        await self._put(free, head)
        self._grown.add(head)

    async def found(self, group: Sequence[int], write_at: datetime) -> None:
        """A new story of the group; where somebody placed a part of it meanwhile, the rest joins that part."""
        placed = sorted(story_id for story_id in map(self._place.__getitem__, group) if story_id is not None)
        if placed:
            await self.join(group, max(placed, key=placed.count))
        elif group:
            await self._open(group, write_at)

    async def part(self, story_id: int, group: Sequence[int], write_at: datetime) -> None:
        """A new story of those of the group that are in this one or nowhere, if that leaves it any article."""
        head = await find_successor(self._connection, story_id)
        leaving = [article_id for article_id in group if self._place[article_id] in {None, head}]
        if not await self._would_keep_any(head, leaving):
            await self.join(leaving, head)
        elif leaving:
            await self._open(leaving, write_at, parted_from=head)
            self._grown.add(head)
            # What was still to be said mixes the two: each says its own, since both are due.
            await drop_unsent(self._connection, deliveries.c.story_id == head, _PARTED)

    async def move(self, article_id: int, left: int, joined: int) -> None:
        """Into the other story, if the article is still in this one and leaves others there."""
        left = await find_successor(self._connection, left)
        joined = await find_successor(self._connection, joined)
        if left == joined or self._place[article_id] != left:
            return
        if not await self._would_keep_any(left, [article_id]):
            return
        await self._put([article_id], joined)
        self._grown |= {left, joined}
        await drop_unsent(self._connection, deliveries.c.story_id == left, _PARTED)

    async def _would_keep_any(self, story_id: int, leaving: Sequence[int]) -> bool:
        staying = select(articles.c.id).where(articles.c.story_id == story_id, articles.c.id.not_in(leaving))
        return await self._connection.scalar(staying.limit(1)) is not None

    async def _open(self, group: Sequence[int], write_at: datetime, parted_from: int | None = None) -> None:
        opened = {"title": "", "created_at": self._now, "changed_at": self._now, "write_at": write_at}
        opened["parted_from"] = parted_from
        statement = insert(stories).values(opened | {"revision": 1}).returning(stories.c.id)
        story_id = int(await self._connection.scalar(statement) or 0)
        await self._put(group, story_id)
        self._founded.add(story_id)

    async def merge(self, ends: int, takes_over: int) -> None:
        ends = await find_successor(self._connection, ends)
        takes_over = await find_successor(self._connection, takes_over)
        if ends == takes_over:
            return
        execute = self._connection.execute
        await execute(update(articles).where(articles.c.story_id == ends).values(story_id=takes_over))
        ending = or_(stories.c.id == ends, stories.c.merged_into == ends)
        await execute(update(stories).where(ending).values(merged_into=takes_over, write_at=None))
        # What the story that ends had still to say is said by the one that takes over.
        told_by = tr("Story {number} tells it now: both were one event.", number=str(takes_over))
        await drop_unsent(self._connection, deliveries.c.story_id == ends, told_by)
        self._place = {key: takes_over if story == ends else story for key, story in self._place.items()}
        self._grown.discard(ends)
        self._grown.add(takes_over)

    async def _put(self, article_ids: Sequence[int], story_id: int) -> None:
        place = update(articles).where(articles.c.id.in_(article_ids)).values(story_id=story_id)
        await self._connection.execute(place)
        self._place |= dict.fromkeys(article_ids, story_id)

    async def finish(self, write_grown_at: datetime) -> tuple[int, ...]:
        for story_id in sorted(self._grown - self._founded):
            story = await get_row(self._connection, stories, story_id, lock=True)
            due = write_grown_at if story["write_at"] is None else min(write_grown_at, story["write_at"])
            values = {"revision": story["revision"] + 1, "changed_at": self._now, "write_at": due}
            await update_row(self._connection, stories, story_id, **values)
        touched = tuple(sorted(self._grown | self._founded))
        for story_id in touched:
            oldest = select(articles.c.title).where(articles.c.story_id == story_id)
            title = await self._connection.scalar(
                oldest.order_by(articles.c.published_at, articles.c.id).limit(1)
            )
            await update_row(self._connection, stories, story_id, title=title or "")
        return touched
