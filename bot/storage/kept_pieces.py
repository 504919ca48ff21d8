"""Pieces that were made on demand, kept for a while for whoever asks for the same."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from bot.core.types import Summary
from bot.storage.database import Database
from bot.storage.rows import insert_into
from bot.storage.tables import kept_pieces


class KeptPieces:
    """`PieceStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, key: str) -> Summary | None:
        kept = select(kept_pieces.c.body).where(kept_pieces.c.key == key)
        async with self._database.look() as connection:
            found: Summary | None = (await connection.execute(kept)).scalar_one_or_none()
            return found

    async def save(self, key: str, summary: Summary, now: datetime, keep_since: datetime) -> None:
        made = {"made_at": now, "body": summary}
        async with self._database.write() as connection:
            await connection.execute(delete(kept_pieces).where(kept_pieces.c.made_at < keep_since))
            statement = insert_into(connection, kept_pieces).values(key=key, **made)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=[kept_pieces.c.key], set_=made)
            )
