"""Questions asked and answers given, remembered for the story and place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select

from bot.core.types import Turn
from bot.storage.database import Database
from bot.storage.rows import get_row, list_family, to_record, to_values
from bot.storage.tables import turns


class Turns:
    """`TurnStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, turn: Turn) -> int:
        async with self._database.write() as connection:
            added = await connection.scalar(insert(turns).values(to_values(turn)).returning(turns.c.id))
            return int(added or 0)

    async def get(self, turn_id: int) -> Turn:
        async with self._database.look() as connection:
            return to_record(Turn, await get_row(connection, turns, turn_id))

    async def list_recent(self, channel_id: int, story_id: int, since: datetime, limit: int) -> tuple[Turn, ...]:
        async with self._database.read() as connection:
            recent = (
                select(turns)
                .where(
                    turns.c.channel_id == channel_id,
                    turns.c.story_id.in_(await list_family(connection, story_id)),
                    turns.c.at >= since,
                )
                .order_by(turns.c.at.desc(), turns.c.id.desc())
                .limit(limit)
            )
            rows = (await connection.execute(recent)).mappings().all()
            return tuple(to_record(Turn, row) for row in reversed(rows))
