"""Keeps all calls to a platform evenly apart, those that somebody waits for before the others.

Evenly, since a burst of as many as a second allows and as many again in the same second would be too many.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_awaited: ContextVar[bool] = ContextVar("awaited", default=False)


@contextmanager
def awaited_by_a_person() -> Iterator[None]:
    """Within, and in what is begun within, every call comes before those that nobody waits for."""
    token = _awaited.set(True)
    try:
        yield
    finally:
        _awaited.reset(token)


class Spacing:
    """`apart`: seconds between any two calls, whoever makes them."""

    def __init__(self, apart: float) -> None:
        self._apart = apart
        self._free_at = 0.0
        self._first: deque[asyncio.Future[None]] = deque()  # somebody waits for what they do
        self._others: deque[asyncio.Future[None]] = deque()
        self._waking: asyncio.TimerHandle | None = None

    async def turn(self) -> None:
        """Returns when the next call may be made; it is to be made at once."""
        loop = asyncio.get_running_loop()
        if self._waking is None and self._free_at <= loop.time():
            self._free_at = loop.time() + self._apart
            return
        mine = loop.create_future()
        (self._first if _awaited.get() else self._others).append(mine)
        if self._waking is None:
            self._waking = loop.call_at(self._free_at, self._wake)
        await mine

    def _wake(self) -> None:
        """Lets in whoever is next; who gave up meanwhile costs the others no time."""
        loop, self._waking = asyncio.get_running_loop(), None
        for waiting in (self._first, self._others):
            while waiting:
                mine = waiting.popleft()
                if not mine.done():
                    mine.set_result(None)
                    self._free_at = loop.time() + self._apart
                    self._waking = loop.call_at(self._free_at, self._wake)
                    return
