"""Pieces in other words, one per revision and manner."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from bot.core.types import Manner, Rendition
from bot.storage.database import Database
from bot.storage.rows import insert_into
from bot.storage.tables import renditions


class Renditions:
    """`RenditionStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, story_id: int, revision: int, manner: Manner) -> Rendition | None:
        which = and_(_is_of(story_id, manner), renditions.c.revision == revision)
        return await self._first(which)

    async def find_newest(self, story_id: int, manner: Manner) -> Rendition | None:
        return await self._first(_is_of(story_id, manner))

    async def save(self, rendition: Rendition) -> None:
        manner = rendition.manner
        values = {"plain": manner.plain, "language": manner.language, "body": rendition}
        async with self._database.write() as connection:
            statement = insert_into(connection, renditions).values(
                story_id=rendition.story_id, revision=rendition.revision, **values
            )
            key = list(renditions.primary_key)
            await connection.execute(
                statement.on_conflict_do_update(index_elements=key, set_={"body": rendition})
            )

    async def _first(self, which: ColumnElement[bool]) -> Rendition | None:
        newest = select(renditions.c.body).where(which).order_by(renditions.c.revision.desc()).limit(1)
        async with self._database.look() as connection:
            found: Rendition | None = await connection.scalar(newest)
            return found


def _is_of(story_id: int, manner: Manner) -> ColumnElement[bool]:
    return and_(
        renditions.c.story_id == story_id,
        renditions.c.plain.is_(manner.plain),
        renditions.c.language == manner.language,
    )
