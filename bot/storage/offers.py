"""Feeds that sites offered to whoever wanted to subscribe."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.core.types import FoundFeed
from bot.storage.database import Database
from bot.storage.rows import insert_into
from bot.storage.tables import offers

_KEPT = timedelta(days=30)


class Offers:
    """`OfferStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, found: Sequence[FoundFeed], now: datetime) -> tuple[int, ...]:
        numbers: dict[str, int] = {}
        async with self._database.write() as connection:
            await connection.execute(delete(offers).where(offers.c.offered_at < now - _KEPT))
            # In one order, or two who save the same wait for each other.
            for feed in sorted(found, key=lambda each: each.url):
                values = {"title": feed.title, "offered_at": now}
                statement = (
                    insert_into(connection, offers)
                    .values(url=feed.url, **values)
                    .on_conflict_do_update(index_elements=[offers.c.url], set_=values)
                )
                numbers[feed.url] = int(await connection.scalar(statement.returning(offers.c.id)) or 0)
        return tuple(numbers[feed.url] for feed in found)

    async def find(self, number: int) -> FoundFeed | None:
        named = select(offers.c.url, offers.c.title).where(offers.c.id == number)
        async with self._database.look() as connection:
            row = (await connection.execute(named)).first()
            return None if row is None else FoundFeed(row.url, row.title)
