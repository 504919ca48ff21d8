"""Whose turn it is: bounds how many visits run at once, in all and to one host, with a pause between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.web.settings import WebSettings

_REMEMBERED_HOSTS = 2000


class _Host:
    def __init__(self, visits: int) -> None:
        self.places = asyncio.Semaphore(visits)
        self.free_at = 0.0
        self.waiting = 0


class Pacing:
    """Turns for visits. Waiting for one's own host takes no place away from visits to other hosts."""

    def __init__(self, settings: WebSettings) -> None:
        self._places = asyncio.Semaphore(settings.visits_at_once)
        self._per_host = settings.visits_per_host
        self._pause = settings.host_pause.total_seconds()
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Holds a place for a visit to the host; entered when its turn has come."""
        line = self._line(host)
        line.waiting += 1
        try:
            async with line.places:
                await self._pause_for(line)
                async with self._places:
                    yield
        finally:
            line.waiting -= 1

    async def _pause_for(self, line: _Host) -> None:
        now = asyncio.get_running_loop().time()
        start = max(now, line.free_at)
        line.free_at = start + self._pause
        if start > now:
            await asyncio.sleep(start - now)

    def _line(self, host: str) -> _Host:
        if host not in self._hosts and len(self._hosts) >= _REMEMBERED_HOSTS:
            self._forget_idle()
        return self._hosts.setdefault(host, _Host(self._per_host))

    def _forget_idle(self) -> None:
        now = asyncio.get_running_loop().time()
        idle = [host for host, line in self._hosts.items() if not line.waiting and line.free_at <= now]
        for host in idle:
            del self._hosts[host]
