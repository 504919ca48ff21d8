"""Outlets on loopback and the web that reads them, on a loop of their own: simulated clocks do not reach them."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, TypeVar

from bot.core.types import FeedFetch, FeedList, FoundFeed, Page
from bot.ports import Clock, Web
from bot.web import WebSettings, open_web
from tests.web.conftest import Publisher, serve_publisher

T = TypeVar("T")


class OwnClock(asyncio.SelectorEventLoop):
    """Simulated Discord makes the machine's monotonic clock leap for the whole process."""

    def time(self) -> float:
        return time.perf_counter()


class WebApart:
    """The real web, asked from another loop, which waits: to a simulated clock no time passes meanwhile."""

    def __init__(self, web: Web, loop: asyncio.AbstractEventLoop) -> None:
        self._web = web
        self.loop = loop

    async def _ask(self, asked: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(asked, self.loop).result(timeout=60)

    async def fetch_feed(self, url: str, etag: str | None = None, last_modified: str | None = None) -> FeedFetch:
        return await self._ask(self._web.fetch_feed(url, etag, last_modified))

    async def read_page(self, url: str) -> Page:
        return await self._ask(self._web.read_page(url))

    async def discover_feeds(self, url: str) -> tuple[FoundFeed, ...] | FeedList:
        return await self._ask(self._web.discover_feeds(url))

    async def read_list(self, content: bytes) -> FeedList:
        return await self._ask(self._web.read_list(content))


@contextmanager
def open_web_apart(clock: Clock) -> Iterator[tuple[Publisher, WebApart]]:
    """The publisher is told what stands where from any loop: it only looks it up when it is asked."""
    opened: Future[tuple[Publisher, WebApart]] = Future()
    over = asyncio.Event()
    thread = threading.Thread(target=_run, args=(_serve(clock, opened, over), opened))
    thread.start()
    publisher, web = opened.result(timeout=60)
    try:
        yield publisher, web
    finally:
        web.loop.call_soon_threadsafe(over.set)
        thread.join()


async def _serve(clock: Clock, opened: Future[tuple[Publisher, WebApart]], over: asyncio.Event) -> None:
    async with serve_publisher() as publisher:
        settings = WebSettings(
            host_pause=timedelta(0),
            parse_deadline=timedelta(seconds=30),
            allowed=frozenset({("*.localhost", publisher.port)}),
        )
        async with open_web(settings, clock) as web:
            opened.set_result((publisher, WebApart(web, asyncio.get_running_loop())))
            await over.wait()


def _run(serving: Coroutine[Any, Any, None], opened: Future[tuple[Publisher, WebApart]]) -> None:
    with asyncio.Runner(loop_factory=OwnClock) as runner:
        try:
            runner.run(serving)
        except BaseException as error:
            if not opened.done():
                opened.set_exception(error)
            raise
