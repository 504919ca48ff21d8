"""The connection to the database: engine, transactions that read or write, and errors turned into ours."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool
from sqlalchemy.util import await_only

from bot.errors import AiBotError, Conflict, NotFound, StorageError
from bot.storage.sqlite_driver import Driver

_BUSY_MILLISECONDS = 30_000  # four processes writing at once waited at most a second
_POSTGRES = "postgresql+asyncpg"
_POSTGRES_OPTIONS = {"host", "port", "ssl", "passfile", "target_session_attrs", "prepared_statement_cache_size"}
_WAL_ATTEMPTS, _WAL_WAIT_SECONDS = 100, 0.05


class Database:
    """One engine. Every statement runs in what `look`, `read` or `write` opens."""

    def __init__(self, engine: AsyncEngine) -> None:
        # PostgreSQL shows each statement of a transaction what was committed before it, unless told otherwise.
        one_state = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        self._reading = engine.execution_options(**one_state) if engine.dialect.name == "postgresql" else engine
        self._looking = engine.execution_options(single=True)
        self._writing = engine.execution_options(writes=True)
        # SQLite has one writer at a time; whoever waits inside it sleeps and asks again, longer each time.
        self._turn: AbstractAsyncContextManager[object] = (
            asyncio.Lock() if engine.dialect.name == "sqlite" else nullcontext()
        )

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one state of the database and changes nothing."""
        with translated():
            async with self._reading.connect() as connection:
                yield connection

    @asynccontextmanager
    async def look(self) -> AsyncIterator[AsyncConnection]:
        """For ONE statement that reads: it sees one state by itself. SQLite needs no transaction for it."""
        with translated():
            async with self._looking.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that is committed at the end, or leaves nothing when anything in it raises."""
        with translated():
            async with self._turn, self._writing.begin() as connection:
                yield connection

    async def scrub(self) -> None:
        """What was deleted or changed stands in the write-ahead log of an SQLite file until that is emptied."""
        if self._reading.dialect.name != "sqlite" or is_memory(self._reading.url):
            return
        async with self._turn, self.look() as connection:
            await connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def translated() -> Iterator[None]:
    """Turns what the database libraries raise into a StorageError; ours pass as they are."""
    try:
        yield
    except AiBotError:
        raise
    except IntegrityError as error:
        raise Conflict("Somebody else changed the same row first; do it again.") from error
    except (OverflowError, SQLAlchemyError, OSError) as error:
        if _is_too_large(error):
            raise NotFound("There is nothing under a number that large.") from error
        raise StorageError(f"The database did not do what was asked: {_first_line(error)}") from error
    except (ValidationError, PydanticSerializationError, LookupError) as error:
        # Not "from error": its words quote the record, which may hold what somebody wrote.
        raise StorageError(f"A stored record does not have the form it should: {_first_line(error)}") from None


def _is_too_large(error: BaseException | None) -> bool:
    """Whether a driver refused a number: asyncpg says so in an error of its own, raised from this one."""
    while error is not None and not isinstance(error, OverflowError):
        error = error.__cause__
    return error is not None


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return next(iter(str(cause).splitlines()), type(cause).__name__)


@asynccontextmanager
async def open_engine(url: str, *, foreign_keys: bool = True) -> AsyncIterator[AsyncEngine]:
    """An engine that is always closed: aiosqlite's threads would otherwise keep the process alive.

    Raises StorageError when the url is not one of a database AiBot can use. The folder of an SQLite file is made.
    """
    address = read_url(url)
    options: dict[str, Any] = {"hide_parameters": True}  # an error would quote what people wrote
    if is_memory(address):
        # The database lives in its connection: there is one, and transactions take turns at it.
        options |= {"poolclass": AsyncAdaptedQueuePool, "pool_size": 1, "max_overflow": 0}
    if address.drivername == "sqlite+aiosqlite":
        options["module"] = Driver(at_once=is_memory(address))
    with translated(), _driver_named(address):
        if (path := find_file(address)) is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(address, **options)
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, foreign_keys=foreign_keys)
    try:
        yield engine
    finally:
        await engine.dispose()


@contextmanager
def _driver_named(address: URL) -> Iterator[None]:
    try:
        yield
    except ImportError as error:
        driver = error.name or address.get_driver_name()
        raise StorageError(f"The database driver {driver} is not installed; install it first.") from error


def read_url(url: str) -> URL:
    """Raises StorageError when it is not the address of a database AiBot has a driver for.

    Neither its words nor its traceback show any of the address: a mistaken one may have its password anywhere.
    """
    try:
        address = _read_postgres(make_url(url))
        address.get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError):  # ValueError: a port that is no number
        raise StorageError(
            "storage.url (or DATABASE_URL) is not the address of a database AiBot has a driver for; "
            "write sqlite+aiosqlite:///data/aibot.db, for example."
        ) from None
    return address


def _read_postgres(address: URL) -> URL:
    """PostgreSQL's own form of its addresses, as those who serve it hand them out, in that of the driver."""
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername=_POSTGRES)
    if address.drivername != _POSTGRES:
        return address
    options = {"ssl" if name == "sslmode" else name: value for name, value in address.query.items()}
    if not options.keys() <= _POSTGRES_OPTIONS:
        known = ", ".join(sorted(_POSTGRES_OPTIONS))
        raise StorageError(
            f"storage.url (or DATABASE_URL) has an option other than {known} and sslmode; leave it out."
        )
    return address.set(query=options)


def is_memory(address: URL) -> bool:
    """True for an SQLite database that ends with its connection."""
    return address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:")


def find_file(address: URL) -> Path | None:
    """The file of an SQLite database that has one."""
    if address.get_backend_name() != "sqlite" or is_memory(address):
        return None
    return Path(str(address.database))


def _prepare_sqlite(engine: AsyncEngine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        # The driver must not open transactions by itself: BEGIN below decides their kind.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}")
        _turn_on_wal(cursor)
        # With WAL, NORMAL can lose the last transactions to a power cut (never to a crash of the process),
        # never the database; it saves a disk sync per transaction.
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten, not only let go of
        cursor.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that reads first and writes later would fail at once (SQLITE_BUSY, without any
        # waiting) if another wrote in between; asking for the write lock first makes it wait its turn.
        options = connection.get_execution_options()
        if not options.get("single", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


def _turn_on_wal(cursor: Any) -> None:
    """Readers and the one writer no longer wait for each other. The file remembers it."""
    for _ in range(_WAL_ATTEMPTS):
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:  # another process is turning it on: SQLite does not wait for that
            await_only(asyncio.sleep(_WAL_WAIT_SECONDS))
        else:
            return
    cursor.execute("PRAGMA journal_mode=WAL")
