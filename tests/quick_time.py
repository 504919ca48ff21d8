"""A loop whose clock stands still while there is work, and leaps to what is due next when there is none.

A test of minutes then takes a moment, and what it measures is exact however busy the machine is: nothing is ever
late. Sockets, threads and processes work as ever; while a thread works for the loop or its database, or a process
parses for it, the clock does not leap.
"""

from __future__ import annotations

import asyncio
import os
import selectors
from collections.abc import Awaitable, Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any, TypeVar, TypeVarTuple

import aiosqlite
from anyio import to_process

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

# Real seconds at most given to what the system still has on its way; more where another process works on it.
A_MOMENT = 0.02 if os.environ.get("AIBOT_TEST_POSTGRESQL") == "everywhere" else 0.005


class QuickLoop(asyncio.SelectorEventLoop):
    def __init__(self, selecting: Callable[[QuickLoop], Leaping] | None = None) -> None:
        self._now = 0.0
        self._threads = 0
        super().__init__((selecting or Leaping)(self))

    def time(self) -> float:
        return self._now

    def leap(self, seconds: float) -> None:
        self._now += seconds

    @property
    def waits_for_threads(self) -> bool:
        return self._threads > 0

    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        """Counted until the loop has what it brought."""
        self._threads += 1
        future: asyncio.Future[T] = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._count_back)
        return future

    @contextmanager
    def waiting_for_thread(self) -> Iterator[None]:
        self._threads += 1
        try:
            yield
        finally:
            self._threads -= 1

    def _count_back(self, _: asyncio.Future[Any]) -> None:
        self._threads -= 1


def _counted(waited_for: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Of these the loop hears only at the end: aiosqlite's own thread, and processes that parse."""

    async def count(*args: Any, **named: Any) -> Any:
        loop = asyncio.get_running_loop()
        if not isinstance(loop, QuickLoop):
            return await waited_for(*args, **named)
        with loop.waiting_for_thread():
            return await waited_for(*args, **named)

    return count


aiosqlite.Connection._execute = _counted(aiosqlite.Connection._execute)  # type: ignore[method-assign, assignment]
to_process.run_sync = _counted(to_process.run_sync)  # type: ignore[assignment]


class Leaping(selectors.BaseSelector):
    def __init__(self, loop: QuickLoop) -> None:
        self._loop = loop
        self._real = selectors.DefaultSelector()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None or timeout <= 0:
            return self._real.select(timeout)
        ready = self._real.select(None if self._loop.waits_for_threads else min(timeout, A_MOMENT))
        if not ready:
            self._loop.leap(timeout)
        return ready

    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    def modify(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.modify(fileobj, events, data)

    def get_map(self) -> Mapping[Any, selectors.SelectorKey]:
        return self._real.get_map()

    def close(self) -> None:
        self._real.close()
