"""Migrations: from nothing to today's tables, once."""

from __future__ import annotations

import asyncio
import traceback
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Table, UniqueConstraint, inspect, text

from bot.errors import StorageError
from bot.storage import is_current, migrate, open_storage
from bot.storage.database import open_engine
from bot.storage.tables import metadata
from tests.make import NOW

NEWEST = "0014"


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite+aiosqlite:///{tmp_path}/new/aibot.db"


async def test_an_empty_database_is_brought_to_the_newest_revision_and_works(url: str) -> None:
    assert await migrate(url) == NEWEST
    async with open_storage(url) as storage:
        assert (await storage.feeds.add("https://a.example/feed", NOW)).id == 1


async def test_running_the_migrations_again_changes_nothing_and_keeps_what_is_stored(url: str) -> None:
    await migrate(url)
    async with open_storage(url) as storage:
        feed = await storage.feeds.add("https://a.example/feed", NOW)
    assert await migrate(url) == NEWEST
    async with open_storage(url) as storage:
        assert await storage.feeds.get(feed.id) == feed


async def test_two_that_migrate_at_once_both_find_the_newest_revision(url: str) -> None:
    assert set(await asyncio.gather(migrate(url), migrate(url))) == {NEWEST}


async def test_a_database_is_current_only_after_its_migrations(url: str, tmp_path: Path) -> None:
    assert not await is_current(url)
    assert not (tmp_path / "new").exists()
    await migrate(url)
    assert await is_current(url)


async def test_migrations_lead_to_exactly_the_tables_in_the_code(url: str) -> None:
    await migrate(url)
    async with open_engine(url) as engine, engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_migrations_name_every_constraint_as_the_code_does(url: str) -> None:
    await migrate(url)
    async with open_engine(url) as engine, engine.connect() as connection:
        migrated = await connection.run_sync(_shape)
    async with open_engine("sqlite+aiosqlite://") as engine, engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        assert await connection.run_sync(_shape) == migrated


def test_every_link_to_a_row_that_may_be_deleted_is_found_without_reading_the_whole_table() -> None:
    """A database looks for what hangs on each deleted row: without an index, in all of its table each time."""
    unindexed = [
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if column.foreign_keys and column.name not in list_leading(table)
    ]
    assert unindexed == []


def list_leading(table: Table) -> set[str]:
    """The columns that an index or a unique constraint of the table begins with."""
    groups = [table.primary_key.columns, *(index.columns for index in table.indexes)]
    groups += [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    return {next(iter(columns)).name for columns in groups if len(columns)}


async def test_a_database_of_a_later_version_is_refused_in_plain_words(url: str) -> None:
    await migrate(url)
    async with open_engine(url) as engine, engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="later version of AiBot"):
        await migrate(url)
    assert not await is_current(url)


@pytest.mark.parametrize("address", ["", "aibot.db", "nosuch://x", "mysql+nosuch://host/x"])
async def test_an_address_that_is_no_database_is_refused_in_plain_words(address: str) -> None:
    with pytest.raises(StorageError, match="is not the address of a database"):
        await migrate(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql//bot:hunter2@db/aibot",
        "postgresql+nosuch://bot:hunter2@db/aibot",
        "postgresql+asyncpg://bot:p@ss:hunter2@db/aibot",
        "postgresql+asyncpg://bot:secret@db:hunter2/aibot",
        "://hunter2",
    ],
)
async def test_a_mistaken_address_is_refused_without_showing_its_password(address: str) -> None:
    with pytest.raises(StorageError, match="is not the address of a database") as refused:
        await migrate(address)
    assert "hunter2" not in "".join(traceback.format_exception(refused.value))


async def test_a_missing_database_driver_is_named(url: str) -> None:
    with pytest.raises(StorageError, match="psycopg"):
        await migrate("postgresql+psycopg://nowhere/aibot")


async def test_a_driver_that_would_block_everything_else_is_refused() -> None:
    with pytest.raises(StorageError, match="async driver"):
        await migrate("sqlite:///aibot.db")


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def _shape(connection: Connection) -> dict[str, object]:
    """Every table with its keys, constraints and indexes, by name."""
    inspector = inspect(connection)
    return {
        name: (
            inspector.get_pk_constraint(name),
            sorted(map(repr, inspector.get_foreign_keys(name))),
            sorted(map(repr, inspector.get_unique_constraints(name))),
            sorted(map(repr, inspector.get_indexes(name))),
        )
        for name in inspector.get_table_names()
        if name != "alembic_version"
    }
