"""The databases that tests open: SQLite in memory, or one of a PostgreSQL, each empty when it is given.

`AIBOT_TEST_POSTGRESQL`: unset, what needs PostgreSQL is skipped where the machine has none; `required` makes
that a failure; `everywhere` moves every test that opens a newsroom onto it, too.
`AIBOT_TEST_DATABASE_URL`: a running server to use instead of one of the tests' own, such as
postgresql+asyncpg://me@localhost/postgres, where databases may be made and dropped.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import ExitStack, asynccontextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import make_url

from bot.ports import Storage
from bot.storage import migrate, open_storage
from bot.storage.opening import NO_OWNERS
from bot.storage.tables import metadata
from tests.own_postgres import find_programs, serve_postgres

_WISH = os.environ.get("AIBOT_TEST_POSTGRESQL", "")
_GIVEN = os.environ.get("AIBOT_TEST_DATABASE_URL", "")

# For tests with an empty database: of what a server in another process works on, a leaping clock knows nothing.
QUICK_BESIDE_IT = [] if _WISH == "everywhere" else [pytest.mark.quick_time]


class Postgres:
    """One server's databases. Those that were given back are emptied and given again."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._numbers = count(1)
        self._made: list[str] = []
        self._migrated = ""
        self._spare: list[str] = []

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[str]:
        """The url of a database with all tables and no rows."""
        if not self._migrated:
            made = await self._make()
            await migrate(self._address(made))
            self._migrated = made
        name = self._spare.pop() if self._spare else await self._make(f"TEMPLATE {self._migrated}")
        await _run(self._address(name), _EMPTYING)
        yield self._address(name)
        self._spare.append(name)

    @asynccontextmanager
    async def lend_blank(self) -> AsyncIterator[str]:
        """The url of a database without tables."""
        yield self._address(await self._make())

    async def drop_all(self) -> None:
        for name in self._made:
            await _run(self._url, f"DROP DATABASE {name} WITH (FORCE)")

    async def _make(self, template: str = "") -> str:
        name = f"aibot_test_{os.getpid()}_{next(self._numbers)}"
        await _run(self._url, f"CREATE DATABASE {name} {template}")
        self._made.append(name)
        return name

    def _address(self, name: str) -> str:
        return make_url(self._url).set(database=name).render_as_string(hide_password=False)


def _write_emptying() -> str:
    # To delete a few rows costs a tenth of TRUNCATE, which makes a new file of each table and index.
    tables = metadata.sorted_tables
    deletes = [str(delete(table)) for table in reversed(tables)]
    numbered = [table.name for table in tables if table.dialect_options["sqlite"]["autoincrement"]]
    counters = ", ".join(f"setval('{name}_id_seq', 1, false)" for name in numbered)
    return ";".join([*deletes, f"SELECT {counters}"])


_EMPTYING = _write_emptying()


async def _run(url: str, script: str) -> None:
    import asyncpg

    connection = await asyncpg.connect(make_url(url).set(drivername="postgresql").render_as_string(False))
    try:
        await connection.execute(script)
    finally:
        await connection.close()


class _Serving:
    """The server of this process, once a test has asked for it."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._postgres: Postgres | None = None

    def find(self) -> Postgres:
        if self._postgres is None:
            self._postgres = Postgres(_GIVEN or self._open.enter_context(serve_postgres(_find_programs())))
        return self._postgres

    def close(self) -> None:
        if self._postgres is not None and _GIVEN:
            asyncio.run(self._postgres.drop_all())
        self._open.close()


_SERVING = _Serving()
close_postgres = _SERVING.close


def _find_programs() -> Path:
    missing = "" if find_spec("asyncpg") else "asyncpg is not installed"
    programs = find_programs()
    if programs is not None and not missing:
        return programs
    why = missing or "this machine has no initdb and postgres, in PATH or in /usr/lib/postgresql"
    if _WISH:
        pytest.fail(f"PostgreSQL was to be there, but {why}.")
    pytest.skip(f"Needs PostgreSQL: {why}.")


def find_postgres() -> Postgres:
    """Skips or fails the test where there is none."""
    return _SERVING.find()


@asynccontextmanager
async def open_fresh(owners: Mapping[str, str] = NO_OWNERS) -> AsyncIterator[Storage]:
    """What a test works on that does not ask for a certain database."""
    if _WISH == "everywhere":
        async with find_postgres().lend() as url, open_storage(url, owners) as storage:
            yield storage
    else:
        async with open_storage("sqlite+aiosqlite://", owners) as storage:
            yield storage
