"""The databases that the contract is held against: SQLite in memory, SQLite in a file, and PostgreSQL."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import Storage
from bot.storage import migrate, open_storage
from tests.databases import find_postgres


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
async def postgresql_url() -> AsyncIterator[str]:
    async with find_postgres().lend() as url:
        yield url


@pytest.fixture(params=["file", "postgresql"])
async def blank_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """A database without tables: that of SQLite is not even made."""
    if request.param == "file":
        yield f"sqlite+aiosqlite:///{tmp_path}/new/aibot.db"
    else:
        async with find_postgres().lend_blank() as url:
            yield url


@pytest.fixture(params=["memory", "file", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "memory":
        return "sqlite+aiosqlite://"
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Storage]:
    async with open_storage(url) as opened:
        yield opened


@pytest.fixture(params=["file", "postgresql"])
def shared_url(request: pytest.FixtureRequest) -> str:
    """A database that several connections can work on at once."""
    return str(request.getfixturevalue(f"{request.param}_url"))
