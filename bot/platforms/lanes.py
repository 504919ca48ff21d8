"""Work on many chats at once, on each chat in order."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta


class Lanes:
    """Runs what is added: one after another within a lane, at most `width` at a time over all lanes."""

    def __init__(self, width: int) -> None:
        self._places = asyncio.Semaphore(width)
        self._last: dict[str, asyncio.Task[None]] = {}
        self._lengths: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()

    def add(self, lane: str, work: Callable[[], Awaitable[None]]) -> asyncio.Task[None]:
        """Starts the work as soon as what was added to the lane before it is done, well or not."""
        task = asyncio.create_task(self._take_turn(self._last.get(lane), work))
        self._last[lane] = task
        self._lengths[lane] += 1
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._leave(lane, done))
        return task

    def length(self, lane: str) -> int:
        """How much of what was added to the lane is not done."""
        return self._lengths[lane]

    async def settle(self, patience: timedelta) -> None:
        """Waits for all that was added; what is not done within the patience is cancelled."""
        if not self._tasks:
            return
        _, late = await asyncio.wait(self._tasks, timeout=patience.total_seconds())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)

    async def _take_turn(self, before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await asyncio.wait({before})
        async with self._places:
            await work()

    def _leave(self, lane: str, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._lengths[lane] -= 1
        if not self._lengths[lane]:
            del self._lengths[lane]
        if self._last.get(lane) is task:
            del self._last[lane]
