"""The newsroom that every platform of the scenarios serves: two invented stories, their outlets and feeds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.catalogues import read_catalogues
from bot.core.types import Address, FoundFeed, Message, Request
from bot.errors import NotAFeed
from bot.ports import SILENCE, App, Platform, Progress
from handlers.dispatch import NewsDesk
from tests.databases import open_fresh
from tests.fakes import FakePlatform
from tests.handlers.newsroom import FERRY, FERRY_AGAIN, HARBOUR, RULES, Newsroom, open_newsroom
from tests.make import make_parsed_entry, make_request

FERRY_STORY, STRIKE_STORY = 1, 2
SITE = "https://baygazette.example/"
BAY_NEWS = "https://baygazette.example/news.xml"
BAY_SPORT = "https://baygazette.example/sport.xml"
MOVED = "https://harbourpost.example/new.xml"
PAGE = "https://valeobserver.example/comet"
COMET = (
    "Astronomers saw a comet over Kestrel Bay on Monday night, the Kestrel observatory said. "
    "Observatory director Ines Roth said the comet would be seen for ten more nights."
)
FEED_LIST = (
    b'<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>'
    b'<outline type="rss" text="Bay Gazette" xmlUrl="https://baygazette.example/news.xml"/></body></opml>'
)

_ELSEWHERE = Address("paper", "1")


class WatchedDesk(NewsDesk):
    """The real desk. What it answered, and what of that stands in a chat, is told to whoever waits for it."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.answered: list[tuple[Request, Message | None]] = []
        self.stands: list[tuple[Request, Message, tuple[str, ...]]] = []
        self._news = asyncio.Condition()

    async def wait_for(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(20), self._news:
            await self._news.wait_for(lambda: bool(holds()))

    async def answer(self, request: Request, progress: Progress = SILENCE) -> Message | None:
        message = await super().answer(request, progress)
        async with self._news:
            self.answered.append((request, message))
            self._news.notify_all()
        return message

    async def posted(self, request: Request, message: Message, message_ids: Sequence[str]) -> None:
        await super().posted(request, message, message_ids)
        async with self._news:
            self.stands.append((request, message, tuple(message_ids)))
            self._news.notify_all()


@asynccontextmanager
async def open_serving(
    platforms: Mapping[str, Platform], operator: str, *alerts: str
) -> AsyncIterator[tuple[Newsroom, WatchedDesk]]:
    """A newsroom with its stories told, to a reader elsewhere, and the desk that the platform is to run with.
    `alerts`: chats that hear when nothing is published."""
    rules = replace(RULES, operators=frozenset({operator}), alerts=alerts)
    paper = {"paper": FakePlatform("paper")}
    async with (
        open_fresh() as storage,
        open_newsroom(
            storage, rules=rules, platforms={**paper, **platforms}, catalogues=read_catalogues()
        ) as newsroom,
    ):
        await _publish(newsroom)
        yield newsroom, WatchedDesk(newsroom.app)


async def _publish(newsroom: Newsroom) -> None:
    web = newsroom.web
    await newsroom.desk.answer(make_request("/subscribe coast", address=_ELSEWHERE))
    await newsroom.pass_time(0)
    newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
    newsroom.publish("Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN, 7)
    await newsroom.pass_time(60)
    await newsroom.tell_the_strike()
    for feed in (HARBOUR, MOVED, BAY_NEWS, BAY_SPORT):
        web.offered[feed] = (FoundFeed(feed, "Harbour Post" if "harbour" in feed else "Bay Gazette"),)
    for feed in (MOVED, BAY_NEWS, BAY_SPORT):
        web.put_feed(feed, make_parsed_entry())
    web.feeds[SITE] = NotAFeed("This is a web page, not a feed.")
    web.offered[SITE] = (FoundFeed(BAY_NEWS, "News"), FoundFeed(BAY_SPORT, "Sport"))
    newsroom.put_page(PAGE, outlet="Vale Observer", title="Comet seen over Kestrel Bay", text=COMET)
