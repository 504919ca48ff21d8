"""Migrations: from nothing to today's tables, once."""

from __future__ import annotations

import asyncio
import traceback
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Table, UniqueConstraint, inspect, text

from bot.errors import StorageError
from bot.storage import is_current, migrate, open_storage
from bot.storage.database import Database, open_engine
from bot.storage.migrating import _configure
from bot.storage.tables import metadata
from tests.make import NOW

NEWEST = "0014"


async def test_an_empty_database_is_brought_to_the_newest_revision_and_works(blank_url: str) -> None:
    assert await migrate(blank_url) == NEWEST
    async with open_storage(blank_url) as storage:
        assert (await storage.feeds.add("https://a.example/feed", NOW)).id == 1


async def test_running_the_migrations_again_changes_nothing_and_keeps_what_is_stored(blank_url: str) -> None:
    await migrate(blank_url)
    async with open_storage(blank_url) as storage:
        feed = await storage.feeds.add("https://a.example/feed", NOW)
    assert await migrate(blank_url) == NEWEST
    async with open_storage(blank_url) as storage:
        assert await storage.feeds.get(feed.id) == feed


async def test_two_that_migrate_at_once_both_find_the_newest_revision(blank_url: str) -> None:
    assert set(await asyncio.gather(migrate(blank_url), migrate(blank_url))) == {NEWEST}


async def test_a_database_is_current_only_after_its_migrations(blank_url: str, tmp_path: Path) -> None:
    assert not await is_current(blank_url)
    assert not (tmp_path / "new").exists()
    await migrate(blank_url)
    assert await is_current(blank_url)


async def test_migrations_lead_to_exactly_the_tables_in_the_code(blank_url: str) -> None:
    await migrate(blank_url)
    async with open_engine(blank_url) as engine, engine.connect() as connection:
        assert await connection.run_sync(_differences) == []


async def test_migrations_name_every_constraint_as_the_code_does(blank_url: str) -> None:
    await migrate(blank_url)
    async with open_engine(blank_url) as engine, engine.begin() as connection:
        migrated = await connection.run_sync(_shape)
        await connection.run_sync(metadata.drop_all)
        await connection.run_sync(metadata.create_all)
        assert await connection.run_sync(_shape) == migrated


async def test_every_migration_can_be_taken_back_and_run_again(blank_url: str) -> None:
    await migrate(blank_url)
    async with open_engine(blank_url, foreign_keys=False) as engine, Database(engine).write() as connection:
        before = await connection.run_sync(_shape)
        await connection.run_sync(_take_back)
        assert set(await connection.run_sync(_shape)) == set()
    await migrate(blank_url)
    async with open_engine(blank_url) as engine, engine.connect() as connection:
        assert await connection.run_sync(_shape) == before


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


async def test_a_database_of_a_later_version_is_refused_in_plain_words(blank_url: str) -> None:
    await migrate(blank_url)
    async with open_engine(blank_url) as engine, engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="later version of AiBot"):
        await migrate(blank_url)
    assert not await is_current(blank_url)


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


async def test_addresses_of_postgresql_are_taken_as_those_who_serve_it_hand_them_out(postgresql_url: str) -> None:
    for scheme in ("postgres", "postgresql"):
        given = postgresql_url.replace("postgresql+asyncpg", scheme) + "&sslmode=disable"
        assert await is_current(given)


@pytest.mark.parametrize("address", ["postgres://bot:secret@db/aibot?sslmode=require&hunter2=1"])
async def test_an_option_that_the_driver_does_not_know_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(StorageError, match=r"has an option other than host, .* and sslmode") as refused:
        await migrate(address)
    assert "hunter2" not in "".join(traceback.format_exception(refused.value))


async def test_a_missing_database_driver_is_named() -> None:
    with pytest.raises(StorageError, match="psycopg"):
        await migrate("postgresql+psycopg://nowhere/aibot")


async def test_a_driver_that_would_block_everything_else_is_refused() -> None:
    with pytest.raises(StorageError, match="async driver"):
        await migrate("sqlite:///aibot.db")


def _take_back(connection: Connection) -> None:
    command.downgrade(_configure(connection), "base")


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
