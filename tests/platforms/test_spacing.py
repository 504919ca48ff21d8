"""Calls to a platform: evenly apart, those somebody waits for first, and nobody held up by who gave up."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot.platforms.spacing import Spacing, awaited_by_a_person

pytestmark = pytest.mark.quick_time


class Calls:
    def __init__(self) -> None:
        self.spacing = Spacing(0.5)
        self.made: list[tuple[str, float]] = []

    async def make(self, name: str) -> None:
        await self.spacing.turn()
        self.made.append((name, asyncio.get_running_loop().time()))

    async def make_for_somebody(self, name: str) -> None:
        with awaited_by_a_person():
            await asyncio.gather(self.make(name))  # in a task of its own, as typing is


async def test_calls_are_evenly_apart_also_after_a_while_without_any() -> None:
    calls = Calls()
    await asyncio.gather(*(calls.make(name) for name in "abc"))
    await asyncio.sleep(10)
    await asyncio.gather(*(calls.make(name) for name in "de"))
    assert calls.made == [("a", 0.0), ("b", 0.5), ("c", 1.0), ("d", 11.0), ("e", 11.5)]


async def test_what_somebody_waits_for_comes_before_all_that_waited_already() -> None:
    calls = Calls()
    waiting = asyncio.gather(*(calls.make(str(number)) for number in range(100)))
    await asyncio.sleep(0.6)
    await asyncio.gather(calls.make_for_somebody("x"), calls.make_for_somebody("y"))
    await waiting
    assert [name for name, _ in calls.made[:5]] == ["0", "1", "x", "y", "2"]
    assert calls.made[-1] == ("99", 0.5 * 101)


async def test_who_gives_up_takes_no_turn() -> None:
    calls = Calls()
    tasks = [asyncio.create_task(calls.make(name)) for name in "abc"]
    await asyncio.sleep(0.1)
    tasks[1].cancel()
    with suppress(asyncio.CancelledError):
        await tasks[1]
    await tasks[2]
    assert calls.made == [("a", 0.0), ("c", 0.5)]
