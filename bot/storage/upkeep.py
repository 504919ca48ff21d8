"""What is deleted: what is old, and what a chat or a person wants forgotten; and how the work stands."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import DeliveryState, EntryState, Holdings, Purged, Retention, Standing
from bot.storage.database import Database
from bot.storage.outbox import is_held
from bot.storage.tables import (
    articles,
    channels,
    deliveries,
    digests,
    entries,
    feedback,
    posts,
    renditions,
    spending,
    stories,
    subscriptions,
    summaries,
    turns,
)

_PER_TURN = 200  # stories deleted in one transaction: nobody waits long for it
_A_DAY = timedelta(days=1)
_PROBLEMS_TOLD = 5
_OF_STORIES = (posts, deliveries, turns, renditions, summaries)


class Upkeep:
    """`UpkeepStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def purge(self, keep: Retention, now: datetime) -> Purged:
        async with self._database.write() as connection:
            return Purged(
                stories=await _purge_stories(connection, now - keep.stories) if keep.stories else 0,
                questions=await _purge(connection, turns, turns.c.at, keep.questions, now),
                feedback=await _purge(connection, feedback, feedback.c.at, keep.feedback, now),
                spending=await _purge(connection, spending, spending.c.at, keep.spending, now),
            )

    async def forget_channel(self, channel_id: int) -> None:
        async with self._database.write() as connection:
            # The ledger outlives the chat, but not whose it was.
            whose = spending.c.channel_id == channel_id
            await connection.execute(update(spending).where(whose).values(channel_id=None, person=None))
            await connection.execute(delete(channels).where(channels.c.id == channel_id))

    async def forget_person(self, person: str) -> None:
        async with self._database.write() as connection:
            await connection.execute(update(spending).where(spending.c.person == person).values(person=None))
            await connection.execute(delete(feedback).where(feedback.c.person == person))

    async def read_holdings(self, channel_id: int | None, person: str) -> Holdings:
        async with self._database.read() as connection:

            async def count(table: Table, which: ColumnElement[bool]) -> int:
                return int(await connection.scalar(select(func.count()).select_from(table).where(which)) or 0)

            calls = await count(spending, spending.c.person == person)
            thumbs = await count(feedback, feedback.c.person == person)
            if channel_id is None:
                return Holdings(since=None, calls=calls, feedback=thumbs)
            since = await connection.scalar(select(channels.c.created_at).where(channels.c.id == channel_id))
            return Holdings(
                since=since,
                subscriptions=await count(subscriptions, subscriptions.c.channel_id == channel_id),
                posts=await count(posts, posts.c.channel_id == channel_id),
                questions=await count(turns, turns.c.channel_id == channel_id),
                calls=calls,
                feedback=thumbs,
            )

    async def read_standing(self, now: datetime) -> Standing:
        since = now - _A_DAY
        waiting = and_(deliveries.c.state == DeliveryState.PLANNED, not_(is_held()))
        failed = and_(deliveries.c.state == DeliveryState.FAILED, deliveries.c.due_at >= since)
        counted: dict[str, tuple[Table, ColumnElement[bool]]] = {
            "channels": (channels, and_(channels.c.active, not_(channels.c.blocked))),
            "channels_gone": (channels, not_(channels.c.active)),
            "channels_blocked": (channels, channels.c.blocked),
            "stories_today": (summaries, summaries.c.written_at >= since),
            "sent_today": (deliveries, deliveries.c.sent_at >= since),
            "waiting": (deliveries, waiting),
            "failed_today": (deliveries, failed),
        }
        async with self._database.read() as connection:
            numbers = {
                name: int(await connection.scalar(select(func.count()).select_from(table).where(which)) or 0)
                for name, (table, which) in counted.items()
            }
            overdue = select(func.min(deliveries.c.due_at)).where(waiting, deliveries.c.due_at <= now)
            often = func.count().label("often")
            problems = (
                select(deliveries.c.problem, often)
                .where(failed, deliveries.c.problem.is_not(None))
                .group_by(deliveries.c.problem)
                .order_by(often.desc(), deliveries.c.problem)
                .limit(_PROBLEMS_TOLD)
            )
            return Standing(
                oldest_due=await connection.scalar(overdue),
                problems=tuple((row.problem, row.often) for row in await connection.execute(problems)),
                **numbers,
            )

    async def list_written(self, since: datetime) -> tuple[datetime, ...]:
        recent = select(summaries.c.written_at).where(summaries.c.written_at >= since)
        async with self._database.look() as connection:
            return tuple(await connection.scalars(recent.order_by(summaries.c.written_at)))


async def _purge(
    connection: AsyncConnection, table: Table, at: ColumnElement[datetime], keep: timedelta | None, now: datetime
) -> int:
    if keep is None:
        return 0
    return (await connection.execute(delete(table).where(at < now - keep))).rowcount


async def _purge_stories(connection: AsyncConnection, before: datetime) -> int:
    """Stories that have not changed since then, with everything that hangs on them. One that a younger story was
    merged with or parted from stays as long as that one."""
    younger = stories.alias()
    needed = exists().where(
        or_(younger.c.merged_into == stories.c.id, younger.c.parted_from == stories.c.id),
        younger.c.changed_at >= before,
    )
    old = select(stories.c.id).where(stories.c.changed_at < before, not_(needed)).order_by(stories.c.id)
    ids = list(await connection.scalars(old.limit(_PER_TURN)))
    if not ids:
        return 0
    await _let_go_of_articles(connection, ids)
    for table in _OF_STORIES:
        await connection.execute(delete(table).where(table.c.story_id.in_(ids)))
    for link in ("merged_into", "parted_from"):
        cut: dict[str, Any] = {link: None}
        await connection.execute(update(stories).where(stories.c[link].in_(ids)).values(cut))
    await connection.execute(delete(stories).where(stories.c.id.in_(ids)))
    await connection.execute(delete(digests).where(digests.c.due_at < before))
    return len(ids)


async def _let_go_of_articles(connection: AsyncConnection, story_ids: list[int]) -> None:
    """The entries that brought them stay as long as their feeds may list them, lest they come as news again."""
    gone = select(articles.c.id).where(articles.c.story_id.in_(story_ids))
    past = {"state": EntryState.SKIPPED, "read_at": None}
    await connection.execute(update(entries).where(entries.c.article_id.in_(gone)).values(past))
    await connection.execute(delete(articles).where(articles.c.story_id.in_(story_ids)))
