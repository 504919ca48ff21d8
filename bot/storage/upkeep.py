"""What is deleted: what is old, and what a chat or a person wants forgotten; and how the work stands."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, and_, func, not_, select

from bot.core.types import Address, DeliveryState, Holdings, Purged, Retention, Standing
from bot.storage.columns import Spelled
from bot.storage.database import Database
from bot.storage.forgetting import forget_chat, forget_person
from bot.storage.outbox import is_held
from bot.storage.purging import purge
from bot.storage.tables import (
    bulletins,
    channels,
    deliveries,
    feedback,
    post_messages,
    spending,
    subscriptions,
    summaries,
    targets,
    turns,
)

_A_DAY = timedelta(days=1)
_PROBLEMS_TOLD = 5


class Upkeep:
    """`UpkeepStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def purge(self, keep: Retention, now: datetime) -> Purged:
        async with self._database.write() as connection:
            purged = await purge(connection, keep, now)
        if purged.nothing:  # all is done that was to be
            await self._database.scrub()
        return purged

    async def forget_chat(self, address: Address) -> None:
        async with self._database.write() as connection:
            await forget_chat(connection, address)
        await self._database.scrub()

    async def forget_person(self, person: str) -> None:
        async with self._database.write() as connection:
            await forget_person(connection, person)
        await self._database.scrub()

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
                posts=await count(post_messages, post_messages.c.channel_id == channel_id),
                questions=await count(turns, turns.c.channel_id == channel_id),
                deliveries=await count(deliveries, deliveries.c.channel_id == channel_id),
                bulletins=await count(bulletins, bulletins.c.channel_id == channel_id),
                thumbs=await count(feedback, feedback.c.channel_id == channel_id),
                runs=await count(targets, targets.c.channel_id == channel_id) > 0,
                calls=calls,
                feedback=thumbs,
            )

    async def read_standing(self, now: datetime) -> Standing:
        since = now - _A_DAY
        waiting = and_(deliveries.c.state == DeliveryState.PLANNED, not_(is_held()))
        failed = and_(deliveries.c.state == DeliveryState.FAILED, deliveries.c.due_at >= since)
        counted: dict[str, tuple[Table, ColumnElement[bool]]] = {
            "channels": (channels, and_(channels.c.active, not_(channels.c.blocked))),
            "channels_gone": (channels, not_(channels.c.active | channels.c.blocked)),
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
                .order_by(often.desc(), Spelled(deliveries.c.problem))
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
