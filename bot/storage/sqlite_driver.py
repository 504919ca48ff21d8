"""SQLite through aiosqlite with one hand-over to its thread per statement, and none to a database in memory.

SQLAlchemy's own adapter hands over five times for a query: to make a cursor, to execute, to fetch, to close, and
to roll back what was never begun. Each costs two switches between threads, more than most of our statements take.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a cursor tells of its last statement, in the words of PEP 249."""

    description: Any = None
    rowcount: int = -1
    lastrowid: int | None = None
    arraysize: int = 1


class _Cursor(AsyncAdapt_aiosqlite_cursor):
    """Holds no cursor of the database between statements, only what the last one brought."""

    __slots__ = ()

    def __init__(self, adapt_connection: AsyncAdapt_aiosqlite_connection) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._soft_closed_memoized = {}  # type: ignore[assignment]
        self._keep(_Outcome(), [])

    async def _execute_async(self, operation: Any, parameters: Any) -> None:
        await self._run(lambda cursor: cursor.execute(operation, () if parameters is None else parameters))

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> None:
        await self._run(lambda cursor: cursor.executemany(operation, seq_of_parameters))

    async def _run(self, statement: Callable[[sqlite3.Cursor], object]) -> None:
        connection: Any = self._connection

        def in_thread() -> tuple[_Outcome, list[Any]]:
            cursor = connection._conn.cursor()
            try:
                statement(cursor)
                rows = cursor.fetchall() if cursor.description else []
                return _Outcome(cursor.description, cursor.rowcount, cursor.lastrowid), rows
            finally:
                cursor.close()

        adapted: Any = self._adapt_connection
        async with adapted._execute_mutex:
            adapted._undecided = True
            self._keep(*await connection._execute(in_thread))
            adapted._undecided = False

    def _keep(self, outcome: _Outcome, rows: list[Any]) -> None:
        self._cursor = outcome  # type: ignore[assignment]  # all that the adapter asks of one
        self._rows = deque(rows)

    async def _async_soft_close(self) -> None:
        """Nothing is open."""

    def close(self) -> None:
        self._rows.clear()


class _Connection(AsyncAdapt_aiosqlite_connection):
    """`_undecided`: a statement was begun, and whether it ended well was not heard."""

    __slots__ = ("_undecided",)

    _cursor_cls = _Cursor  # type: ignore[assignment]  # inferred as the parent's own cursor alone

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self._undecided = False

    def rollback(self) -> None:
        """Most that is read is read outside a transaction, and the pool rolls back whatever it gets back."""
        connection: Any = self._connection
        if connection._connection and (self._undecided or connection.in_transaction):
            super().rollback()
            self._undecided = False


class _AtOnce:
    """In place of aiosqlite's thread and of the queue to it: memory is never waited for. Who asks gives way to
    others all the same."""

    daemon = True

    def start(self) -> None:
        """Nothing is to be started."""

    def put_nowait(self, order: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, work = order
        answer: Callable[[asyncio.Future[Any]], None]
        try:
            answer = partial(_settle, work())
        except Exception as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            answer = partial(_fail, error)
        if future is not None:
            future.get_loop().call_soon(answer, future)


def _fail(error: Exception, future: asyncio.Future[Any]) -> None:
    if not future.done():
        future.set_exception(error)


def _settle(outcome: Any, future: asyncio.Future[Any]) -> None:
    if not future.done():
        future.set_result(outcome)


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """What `create_async_engine` takes as its `module`."""

    def __init__(self, *, at_once: bool = False) -> None:
        super().__init__(aiosqlite, sqlite3)
        self._at_once = at_once

    def connect(self, *arg: Any, **kw: Any) -> AsyncAdapt_aiosqlite_connection:
        if self._at_once:
            kw["async_creator_fn"] = _connect_at_once
        return _Connection(self, super().connect(*arg, **kw)._connection)


def _connect_at_once(*arg: Any, **kw: Any) -> Any:
    connection: Any = aiosqlite.connect(*arg, **kw)
    connection._tx = connection._thread = _AtOnce()
    return connection
