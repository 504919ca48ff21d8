"""A whole newsroom for tests of commands: the real desk, river and database, with a web and a chat in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot import tasks
from bot.broker import open_broker
from bot.core.saying import Catalogue
from bot.core.types import Address, Bundle, Message, Rules
from bot.ports import App, Llm, Platform, Storage, Web
from bot.schedule import Pace, tick
from handlers.dispatch import NewsDesk
from tests.fakes import FakeClock, FakePlatform, FakeWeb, plain
from tests.make import at, make_address, make_page, make_parsed_entry, make_request

HERE = make_address("100")
ELSEWHERE = make_address("200")
HARBOUR = "https://harbourpost.example/feed.xml"
COAST = "https://coastradio.example/feed.xml"
RULES = Rules(bundles=(Bundle(name="coast", title="The coast", urls=(HARBOUR, COAST)),))

FERRY = (
    "The ferry Nordlys ran aground on a reef off Port Ansel on Monday morning, the coast guard said. "
    "At least 10 passengers were injured. Harbour master Mara Lindqvist said fog had hidden the reef."
)
FERRY_AGAIN = (
    "Lifeboats rescued 143 people from the ferry Nordlys after it ran aground on a reef near Port Ansel "
    "on Monday. Harbour master Mara Lindqvist said ten passengers were injured in the fog."
)
STRIKE = (
    "Teachers in Vellmark voted on Sunday for a strike over pay, the union said. "
    "Schools across Vellmark will stay closed on Thursday, education minister Jon Ask said."
)


@dataclass(frozen=True, kw_only=True)
class Newsroom:
    """`app` is what the desk works with; `web`, `chat` and `clock` are what stands in for the outside."""

    app: App
    desk: NewsDesk
    web: FakeWeb
    chat: FakePlatform
    clock: FakeClock

    async def message(self, text: str, **changes: Any) -> Message:
        """What the desk answers; it stands in the chat afterwards, as a platform would see to."""
        request = make_request(text, **{"address": HERE} | changes)
        answer = await self.desk.answer(request)
        assert answer is not None, f"no answer to {text!r}"
        message_id = await self.chat.send(request.address, answer, key="answer")
        await self.desk.posted(request, answer, (message_id,))
        return answer

    async def say(self, text: str, **changes: Any) -> str:
        """The words of the answer."""
        return plain(await self.message(text, **changes))

    def publish(self, outlet: str, title: str, text: str, minute: float) -> str:
        """Adds an article to the outlet's feed and site; its address."""
        host = f"https://{outlet.lower().replace(' ', '')}.example"
        url = f"{host}/{title.lower().replace(' ', '-')}"
        self.put_page(url, outlet=outlet, title=title, text=text, published_at=at(minute))
        entry = make_parsed_entry(key=url, url=url, title=title, text=text[:60], published_at=at(minute))
        before = self.web.feeds.get(f"{host}/feed.xml")
        listed = getattr(getattr(before, "feed", None), "entries", ())
        self.web.put_feed(f"{host}/feed.xml", entry, *listed)
        return url

    def put_page(self, url: str, **changes: Any) -> None:
        """A page on the web that no feed names."""
        self.web.pages[url] = make_page(url=url, **changes)

    async def pass_time(self, minutes: float, *, step: float = 10) -> None:
        """Lets the schedule work while the clock moves on."""
        ends_at = self.clock.now() + timedelta(minutes=minutes)
        while True:
            await tick(self.app, Pace())
            await self.app.broker.drain()
            if self.clock.now() >= ends_at:
                return
            self.clock.move(timedelta(minutes=step))

    def posts(self, address: Address = HERE) -> list[str]:
        """What stands in a chat, answers included."""
        return self.chat.texts(address)

    async def tell_the_ferry(self) -> int:
        """A story of two outlets, delivered here; its number."""
        await self.message("/subscribe coast")
        await self.pass_time(0)
        self.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
        self.publish("Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN, 7)
        await self.pass_time(60)
        (story,) = await self.app.storage.stories.list_active(at(-60))
        return story.id

    async def tell_the_strike(self) -> int:
        """A second story, of one outlet, after the ferry's; its number."""
        self.publish("Harbour Post", "Vellmark teachers vote to strike", STRIKE, 62)
        await self.pass_time(60)
        newest, _ = await self.app.storage.stories.list_active(at(-60))
        return newest.id


@asynccontextmanager
async def open_newsroom(
    storage: Storage,
    *,
    web: Web | None = None,
    rules: Rules = RULES,
    llm: Llm | None = None,
    clock: FakeClock | None = None,
    platforms: Mapping[str, Platform] | None = None,
    catalogues: Mapping[str, Catalogue] | None = None,
) -> AsyncIterator[Newsroom]:
    """With the web given in place of the one in memory, `Newsroom.web` is not asked. `platforms` stand beside the
    chat in memory, or in its place where they have its name."""
    fake, chat, clock = FakeWeb(), FakePlatform(), clock or FakeClock()
    async with open_broker(concurrency=4) as broker:
        app = App(
            storage=storage,
            web=web or fake,
            llm=llm,
            broker=broker,
            platforms={chat.name: chat, **(platforms or {})},
            clock=clock,
            rules=rules,
            catalogues=catalogues or {},
        )
        tasks.connect(broker, app)
        yield Newsroom(app=app, desk=NewsDesk(app), web=fake, chat=chat, clock=clock)
