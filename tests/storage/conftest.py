"""The databases that the contract is held against: SQLite in memory, SQLite in a file, and one given by url.

`AIBOT_TEST_DATABASE_URL` names a database (PostgreSQL) that may be EMPTIED, such as
postgresql+asyncpg://localhost/test.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.ports import Storage
from bot.storage import migrate, open_storage
from bot.storage.database import open_engine
from bot.storage.tables import metadata

GIVEN_URL = os.environ.get("AIBOT_TEST_DATABASE_URL", "")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file that went through the migrations, to be copied."""
    path = tmp_path_factory.mktemp("database") / "migrated.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture
def file_url(migrated: Path, tmp_path: Path) -> str:
    copy = shutil.copy(migrated, tmp_path / "aibot.db")
    return f"sqlite+aiosqlite:///{copy}"


@pytest.fixture
async def given_url() -> str:
    await migrate(GIVEN_URL)
    async with open_engine(GIVEN_URL) as engine, engine.begin() as connection:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    return GIVEN_URL


@pytest.fixture(params=["memory", "file", *(["given"] if GIVEN_URL else [])])
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "memory":
        yield "sqlite+aiosqlite://"
    else:
        yield request.getfixturevalue(f"{request.param}_url")


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with open_storage(url) as opened:
        yield opened


@pytest.fixture
def shared_url(request: pytest.FixtureRequest) -> str:
    """A database that several connections can work on at once."""
    return str(request.getfixturevalue("given_url" if GIVEN_URL else "file_url"))
