"""The task broker: so many at once, failures kept apart, nothing forgotten while it is open."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar

import pytest

from bot.broker import open_broker


async def test_what_is_told_runs_with_its_ids_and_drain_waits_for_what_follows() -> None:
    done: list[tuple[str, int]] = []
    async with open_broker() as broker:

        async def first(number: int) -> None:
            await asyncio.sleep(0)
            await broker.tell("second", number + 1)
            done.append(("first", number))

        async def second(number: int) -> None:
            await asyncio.sleep(0)
            done.append(("second", number))

        broker.on("first", first)
        broker.on("second", second)
        await broker.tell("first", 1)
        await broker.drain()
    assert done == [("first", 1), ("second", 2)]


async def test_no_more_tasks_run_at_once_than_allowed() -> None:
    running, most = 0, 0
    gate = asyncio.Event()
    async with open_broker(concurrency=3) as broker:

        async def count(number: int) -> None:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await gate.wait()
            running -= 1

        broker.on("count", count)
        for number in range(20):
            await broker.tell("count", number)
        gate.set()
        await broker.drain()
    assert most == 3


async def test_a_failing_task_stops_nobody_else() -> None:
    done: list[int] = []
    async with open_broker() as broker:

        async def work(number: int) -> None:
            if number == 1:
                raise RuntimeError("broken")
            done.append(number)

        broker.on("work", work)
        for number in range(3):
            await broker.tell("work", number)
        await broker.drain()
    assert done == [0, 2]


async def test_an_event_nobody_listens_to_is_a_mistake() -> None:
    async with open_broker() as broker:
        with pytest.raises(LookupError, match="nobody listens"):
            await broker.tell("unheard", 1)


async def test_closing_waits_for_what_runs_and_takes_nothing_new() -> None:
    done: list[int] = []
    gate = asyncio.Event()
    async with open_broker() as broker:

        async def work(number: int) -> None:
            await gate.wait()
            await broker.tell("work", number + 1)
            done.append(number)

        broker.on("work", work)
        await broker.tell("work", 0)
        asyncio.get_running_loop().call_soon(gate.set)
    assert done == [0]


async def test_a_crowd_of_one_sort_keeps_no_other_waiting() -> None:
    done: list[str] = []
    gate = asyncio.Event()
    async with open_broker(concurrency=2) as broker:

        async def post(number: int) -> None:
            await gate.wait()

        async def read(number: int) -> None:
            done.append("read")
            gate.set()

        broker.on("post", post)
        broker.on("read", read)
        for number in range(10):
            await broker.tell("post", number)
        await broker.tell("read", 1)
        await broker.drain()
    assert done == ["read"]


async def test_what_waits_for_its_place_is_not_told_again_and_what_runs_is() -> None:
    done: list[int] = []
    async with open_broker(concurrency=1) as broker:

        async def work(number: int) -> None:
            if number == 0 and not done:
                await broker.tell("work", 0)
            done.append(number)

        broker.on("work", work)
        for number in (0, 1, 1, 1):
            await broker.tell("work", number)
        await broker.drain()
    assert sorted(done) == [0, 0, 1]


async def test_what_waits_when_it_closes_is_not_begun() -> None:
    """A thousand posts that wait for their turn must not hold up a stop; the database knows of them."""
    begun: list[int] = []
    gate = asyncio.Event()
    async with open_broker(concurrency=1) as broker:

        async def work(number: int) -> None:
            begun.append(number)
            await gate.wait()

        broker.on("work", work)
        for number in range(1000):
            await broker.tell("work", number)
        asyncio.get_running_loop().call_soon(gate.set)
    assert begun == [0]


async def test_a_task_knows_nothing_of_who_told_it() -> None:
    """What a person's request sets off for everybody is nothing that the person waits for."""
    asked: ContextVar[bool] = ContextVar("asked", default=False)
    found: list[bool] = []
    async with open_broker() as broker:

        async def work() -> None:
            found.append(asked.get())

        broker.on("work", work)
        asked.set(True)
        await broker.tell("work")
        await broker.drain()
    assert found == [False]
