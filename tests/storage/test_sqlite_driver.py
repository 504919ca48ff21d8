"""The driver tells of a statement what SQLAlchemy's own tells, in one turn of the database's thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.database import Database, open_engine

_metadata = MetaData()
_towns = Table("towns", _metadata, Column("id", Integer, primary_key=True), Column("name", String, unique=True))


@pytest.fixture
async def engine(tmp_path: Any) -> AsyncIterator[AsyncEngine]:
    async with open_engine(f"sqlite+aiosqlite:///{tmp_path / 'towns.db'}") as engine:
        async with engine.begin() as connection:
            await connection.run_sync(_metadata.create_all)
        yield engine


async def test_rows_counts_and_new_ids_come_back(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        added = await connection.execute(insert(_towns).values(name="Karrow"))
        assert added.inserted_primary_key == (1,)
        assert await connection.scalar(insert(_towns).values(name="Ellory").returning(_towns.c.id)) == 2
        await connection.execute(insert(_towns), [{"name": "Dunmere"}, {"name": "Hollin Bay"}])
        assert (await connection.execute(update(_towns).values(name=_towns.c.name + "!"))).rowcount == 4
        rows = await connection.execute(select(_towns).order_by(_towns.c.id))
        assert [tuple(row) for row in rows][1:3] == [(2, "Ellory!"), (3, "Dunmere!")]
        assert (await connection.execute(select(_towns).where(_towns.c.id == 9))).first() is None


async def test_what_the_database_refuses_is_raised_and_rolled_back(engine: AsyncEngine) -> None:
    async def write_twice() -> None:
        async with engine.begin() as connection:
            await connection.execute(insert(_towns).values(name="Karrow"))
            await connection.execute(insert(_towns).values(name="Karrow"))

    with pytest.raises(IntegrityError):
        await write_twice()
    async with engine.connect() as connection:
        assert (await connection.scalars(select(_towns.c.name))).all() == []


async def test_a_query_is_one_turn_of_the_thread(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(select(_towns))
        driver: Any = (await connection.get_raw_connection()).driver_connection
        with counting(driver) as turns:
            assert (await connection.execute(select(_towns))).all() == []
        assert len(turns) == 1


async def test_a_look_is_one_turn_from_its_beginning_to_its_end(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        driver: Any = (await connection.get_raw_connection()).driver_connection
    with counting(driver) as turns:
        async with Database(engine).look() as connection:
            assert (await connection.execute(select(_towns))).all() == []
    assert len(turns) == 1


@contextmanager
def counting(driver: Any) -> Iterator[list[object]]:
    turns: list[object] = []
    queue = driver._tx

    class Counting:
        def put_nowait(self, turn: object) -> None:
            turns.append(turn)
            queue.put_nowait(turn)

    driver._tx = Counting()
    try:
        yield turns
    finally:
        driver._tx = queue


async def test_a_database_in_memory_has_no_thread_and_keeps_nobody_from_working() -> None:
    threads, worked = set(threading.enumerate()), 0

    async def work() -> None:
        nonlocal worked
        while True:
            worked += 1
            await asyncio.sleep(0)

    async with open_engine("sqlite+aiosqlite://") as engine:
        async with engine.begin() as connection:
            await connection.run_sync(_metadata.create_all)
        working = asyncio.create_task(work())
        async with Database(engine).write() as connection:
            await connection.execute(insert(_towns).values(name="Karrow"))
        async with Database(engine).look() as connection:
            assert (await connection.scalars(select(_towns.c.name))).all() == ["Karrow"]
        working.cancel()
        assert set(threading.enumerate()) <= threads
        assert worked >= 3


_SLOW = text(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT max(i) FROM n"
)


@pytest.mark.parametrize("turns", range(1, 20, 2))
async def test_a_write_cut_off_anywhere_leaves_nothing_behind(engine: AsyncEngine, turns: int) -> None:
    writing = engine.execution_options(writes=True)

    async def write() -> None:
        async with writing.begin() as connection:
            await connection.execute(insert(_towns).values(name="Karrow"))
            await connection.execute(_SLOW)

    task = asyncio.create_task(write())
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with writing.begin() as connection:
        assert (await connection.scalars(select(_towns.c.name))).all() == []


async def test_writers_of_one_process_take_turns_as_they_came(engine: AsyncEngine) -> None:
    database, told = Database(engine), list[str]()

    async def write(name: str) -> None:
        async with database.write() as connection:
            told.append(f"{name} begins")
            await connection.execute(insert(_towns).values(name=name))
            told.append(f"{name} ends")

    await asyncio.gather(*(write(name) for name in "ABCDEFGH"))
    assert told == [f"{name} {what}" for name in "ABCDEFGH" for what in ("begins", "ends")]


async def test_a_writer_that_gives_up_waiting_holds_nobody_up(engine: AsyncEngine) -> None:
    database = Database(engine)

    async def write(name: str) -> None:
        async with database.write() as connection:
            await connection.execute(insert(_towns).values(name=name))

    async with database.write() as connection:
        waiting = asyncio.create_task(write("Karrow"))
        await asyncio.sleep(0)
        waiting.cancel()
        await connection.execute(insert(_towns).values(name="Ellory"))
    with pytest.raises(asyncio.CancelledError):
        await waiting
    await write("Dunmere")
    async with database.look() as connection:
        assert set(await connection.scalars(select(_towns.c.name))) == {"Ellory", "Dunmere"}
