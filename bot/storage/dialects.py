"""What LLM servers turned out to understand, remembered across restarts."""

from __future__ import annotations

from sqlalchemy import select

from bot.core.dialects import Dialect
from bot.storage.database import Database
from bot.storage.rows import insert_into
from bot.storage.tables import dialects


class Dialects:
    """`DialectStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, base_url: str, model: str) -> Dialect | None:
        known = select(dialects.c.dialect).where(dialects.c.base_url == base_url, dialects.c.model == model)
        async with self._database.look() as connection:
            found: Dialect | None = await connection.scalar(known)
            return found

    async def save(self, base_url: str, model: str, dialect: Dialect) -> None:
        async with self._database.write() as connection:
            statement = insert_into(connection, dialects).values(base_url=base_url, model=model, dialect=dialect)
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[dialects.c.base_url, dialects.c.model], set_={"dialect": dialect}
                )
            )
