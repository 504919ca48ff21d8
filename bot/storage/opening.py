"""The whole database as one `Storage`: its stores, named leases and counts, opened by url."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, create_mock_engine, delete, func, not_, select, true
from sqlalchemy.dialects import sqlite

from bot.core.types import DeliveryState
from bot.ports import Counts, Storage
from bot.storage.articles import Articles
from bot.storage.bulletins import Bulletins
from bot.storage.channels import Channels
from bot.storage.database import Database, is_memory, open_engine, read_url, translated
from bot.storage.deliveries import Deliveries
from bot.storage.dialects import Dialects
from bot.storage.feedback import FeedbackKept
from bot.storage.feeds import Feeds
from bot.storage.kept_pieces import KeptPieces
from bot.storage.offers import Offers
from bot.storage.outbox import is_held
from bot.storage.renditions import Renditions
from bot.storage.rows import NOW, insert_for
from bot.storage.spending import Spending
from bot.storage.stories import Stories
from bot.storage.tables import (
    articles,
    channels,
    deliveries,
    entries,
    feeds,
    leases,
    metadata,
    stories,
    summaries,
)
from bot.storage.turns import Turns
from bot.storage.upkeep import Upkeep
from bot.storage.vectors import Vectors

NO_OWNERS: Mapping[str, str] = {}


@asynccontextmanager
async def open_storage(url: str, owners: Mapping[str, str] = NO_OWNERS) -> AsyncIterator[Storage]:
    """The database at an SQLAlchemy url such as `sqlite+aiosqlite:///aibot.db`, closed at the end.

    `owners` names the owner of a domain where the settings do: it is told of articles as they are read, not
    stored with them, so that a change of the settings holds for all.

    Its tables are expected to be there (`migrate`); one in memory (`sqlite+aiosqlite://`) gets them here.
    Raises StorageError when the url is not one of a database AiBot can use.
    """
    async with open_engine(url) as engine:
        if is_memory(read_url(url)):
            with translated():
                async with engine.connect() as connection:
                    driven: Any = (await connection.get_raw_connection()).driver_connection
                    await driven.executescript(_write_schema())
        yield _SqlStorage(Database(engine), owners)


@cache
def _write_schema() -> str:
    """All tables and indexes as one script of SQLite: one hand-over to its thread, not one for each of them."""
    written: list[str] = []

    def write(statement: Any, *_: object) -> None:
        written.append(str(statement.compile(dialect=sqlite.dialect())))

    metadata.create_all(create_mock_engine("sqlite://", write), checkfirst=False)
    return ";".join(written)


@cache
def _write_lease(dialect: str) -> Any:
    """Takes a lease, or takes over one that has ended."""
    ours = {column.name: bindparam(column.name, type_=column.type) for column in leases.columns}
    statement = insert_for(dialect, leases).values(ours)
    until = leases.c.until <= NOW
    taken = {name: value for name, value in ours.items() if name != "name"}
    return statement.on_conflict_do_update(index_elements=[leases.c.name], set_=taken, where=until).returning(
        leases.c.name
    )


class _SqlStorage:
    """`Storage` on a database. It holds the leases it takes under a name of its own."""

    def __init__(self, database: Database, owners: Mapping[str, str]) -> None:
        self._database = database
        self._holder = secrets.token_hex(16)
        self._feeds = Feeds(database)
        self._offers = Offers(database)
        self._bulletins = Bulletins(database)
        self._articles = Articles(database, owners)
        self._stories = Stories(database)
        self._channels = Channels(database)
        self._deliveries = Deliveries(database)
        self._renditions = Renditions(database)
        self._turns = Turns(database)
        self._feedback = FeedbackKept(database)
        self._upkeep = Upkeep(database)
        self._spending = Spending(database)
        self._dialects = Dialects(database)
        self._vectors = Vectors(database)
        self._pieces = KeptPieces(database)

    @property
    def feeds(self) -> Feeds:
        return self._feeds

    @property
    def offers(self) -> Offers:
        return self._offers

    @property
    def bulletins(self) -> Bulletins:
        return self._bulletins

    @property
    def articles(self) -> Articles:
        return self._articles

    @property
    def stories(self) -> Stories:
        return self._stories

    @property
    def channels(self) -> Channels:
        return self._channels

    @property
    def deliveries(self) -> Deliveries:
        return self._deliveries

    @property
    def renditions(self) -> Renditions:
        return self._renditions

    @property
    def feedback(self) -> FeedbackKept:
        return self._feedback

    @property
    def upkeep(self) -> Upkeep:
        return self._upkeep

    @property
    def turns(self) -> Turns:
        return self._turns

    @property
    def spending(self) -> Spending:
        return self._spending

    @property
    def dialects(self) -> Dialects:
        return self._dialects

    @property
    def vectors(self) -> Vectors:
        return self._vectors

    @property
    def pieces(self) -> KeptPieces:
        return self._pieces

    async def lease(self, name: str, now: datetime, length: timedelta) -> bool:
        asked = {"name": name, "holder": self._holder, "until": now + length, "now": now}
        async with self._database.write() as connection:
            return await connection.scalar(_write_lease(connection.dialect.name), asked) is not None

    async def release(self, name: str) -> None:
        held = and_(leases.c.name == name, leases.c.holder == self._holder)
        async with self._database.write() as connection:
            await connection.execute(delete(leases).where(held))

    async def count(self) -> Counts:
        waiting = deliveries.c.state.in_((DeliveryState.PLANNED, DeliveryState.SENDING))
        sent = deliveries.c.state == DeliveryState.SENT
        counted: dict[str, tuple[ColumnElement[object], ColumnElement[bool]]] = {
            "feeds": (feeds.c.id, true()),
            "feeds_failing": (feeds.c.id, feeds.c.problem.is_not(None)),
            "entries": (entries.c.id, true()),
            "articles": (articles.c.id, true()),
            "stories": (stories.c.id, stories.c.merged_into.is_(None)),
            "summaries": (summaries.c.story_id, true()),
            "channels": (channels.c.id, channels.c.active.is_(True)),
            "deliveries_sent": (deliveries.c.id, and_(sent, not_(is_held()))),
            "deliveries_waiting": (deliveries.c.id, and_(waiting, not_(is_held()))),
        }
        async with self._database.read() as connection:
            numbers = {
                name: int(await connection.scalar(select(func.count(column)).where(which)) or 0)
                for name, (column, which) in counted.items()
            }
        return Counts(**numbers)
