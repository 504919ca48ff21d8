"""A publisher of our own on loopback, and a web that may visit it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.web import WebSettings
from bot.web.fetch import Fetcher, open_fetcher


class Publisher:
    """Answers each path as it is told; `asked` remembers every request in order."""

    def __init__(self) -> None:
        self.app = web.Application(client_max_size=2**20)
        self.app.router.add_route("*", "/{path:.*}", self._answer)
        self.pages: dict[str, web.Response] = {}
        self.endless: set[str] = set()
        self.asked: list[web.Request] = []
        self.port = 0
        self.closing = asyncio.Event()

    def url(self, path: str = "/", host: str = "harbour.localhost") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.asked]

    def put(
        self,
        path: str,
        body: str | bytes = b"",
        content_type: str = "text/html",
        *,
        status: int = 200,
        headers: dict[str, str] | None = None,
    ) -> None:
        """What stands at a path."""
        raw = body.encode() if isinstance(body, str) else body
        named = {"Content-Type": content_type, **(headers or {})}
        self.pages[path] = web.Response(body=raw, status=status, headers=named)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.pages[path] = web.Response(status=status, headers={"Location": to})

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        found = self.pages.get(request.path)
        if found is None:
            return web.Response(status=404)
        if request.path in self.endless:
            return await self._drip(request)
        etag = found.headers.get("ETag")
        if etag and request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=found.body, status=found.status, headers=found.headers)

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        """Starts an answer and never ends it."""
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"<html>")
        await self.closing.wait()
        return response


@asynccontextmanager
async def serve_publisher() -> AsyncIterator[Publisher]:
    publisher = Publisher()
    server = TestServer(publisher.app, host="127.0.0.1")
    await server.start_server()
    publisher.port = server.port or 0
    yield publisher
    publisher.closing.set()
    await server.close()


@pytest.fixture
async def publisher() -> AsyncIterator[Publisher]:
    async with serve_publisher() as publisher:
        yield publisher


@pytest.fixture
def settings(publisher: Publisher) -> WebSettings:
    """Small limits, no pauses, and this publisher the only private place that may be visited."""
    return WebSettings(
        host_pause=timedelta(0),
        parse_deadline=timedelta(seconds=30),
        feed_bytes=300_000,
        page_bytes=300_000,
        allowed=frozenset({("*.localhost", publisher.port)}),
    )


@pytest.fixture
async def fetcher(settings: WebSettings) -> AsyncIterator[Fetcher]:
    async with open_fetcher(settings) as fetcher:
        yield fetcher


@pytest.fixture
async def hasty_fetcher(settings: WebSettings) -> AsyncIterator[Fetcher]:
    async with open_fetcher(replace(settings, deadline=timedelta(seconds=0.3))) as fetcher:
        yield fetcher
