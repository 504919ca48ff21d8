"""A running site of the shipped world, and a client that asks it as a browser would."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import pytest

from bot.demo.clock import DemoClock
from bot.demo.content import load_world
from bot.demo.server import DemoSite, serve_world
from bot.demo.world import World


@dataclass(frozen=True, slots=True)
class Got:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Visitor:
    """Sends the outlet's name as Host to loopback, so that no name needs resolving."""

    site: DemoSite
    clock: DemoClock
    http: aiohttp.ClientSession

    async def get(self, url: str, **headers: str) -> Got:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = {"Host": parts.netloc} | {name.replace("_", "-"): value for name, value in headers.items()}
        async with self.http.get(
            f"http://127.0.0.1:{self.site.port}{path}", headers=sent, allow_redirects=False
        ) as answer:
            return Got(answer.status, answer.headers, await answer.read())


@pytest.fixture
def world() -> World:
    return load_world()


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[Visitor]:
    clock = DemoClock(world.starts_at)
    async with serve_world(world, clock) as site, aiohttp.ClientSession() as http:
        yield Visitor(site, clock, http)
