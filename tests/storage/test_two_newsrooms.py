"""Two newsrooms on one database, as two processes would be: together they do what one does, and nothing twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace

from bot import tasks
from bot.broker import open_broker
from bot.core.types import Address
from bot.ports import App
from bot.schedule import Pace, tick
from bot.storage import open_storage
from handlers.dispatch import NewsDesk
from tests.fakes import FakeClock, FakePlatform, FakeWeb
from tests.handlers.newsroom import FERRY, FERRY_AGAIN, HARBOUR, RULES, STRIKE, Newsroom, open_newsroom
from tests.make import at, make_address, make_page, make_parsed_entry, make_request, minutes

CHATS = tuple(make_address(str(number)) for number in range(100, 112))
IN_DIGESTS = CHATS[-2:]
ANNOUNCED = "AiBot moves to another machine tonight."


@asynccontextmanager
async def open_newsrooms(url: str, number: int) -> AsyncIterator[tuple[Newsroom, ...]]:
    """Each with a connection of its own; they share the web, the chats, and the time of day."""
    clock, web, chat = FakeClock(), FakeWeb(), FakePlatform()
    async with AsyncExitStack() as stack:
        rooms = []
        for _ in range(number):
            storage = await stack.enter_async_context(open_storage(url))
            opening = open_newsroom(storage, web=web, clock=clock, platforms={chat.name: chat})
            room = await stack.enter_async_context(opening)
            rooms.append(replace(room, web=web, chat=chat))
        yield tuple(rooms)


async def pass_time(rooms: Sequence[Newsroom], length: int) -> None:
    """All of them look at what is due at the same moments."""
    for _ in range(length // 10):
        await asyncio.gather(*(tick(room.app, Pace()) for room in rooms))
        await asyncio.gather(*(room.app.broker.drain() for room in rooms))
        rooms[0].clock.move(minutes(10))


async def live_through(rooms: Sequence[Newsroom]) -> tuple[dict[Address, list[str]], Counter[str]]:
    """What stands in each chat after two hours, and how often each address was asked for."""
    first, last = rooms[0], rooms[-1]
    for address in CHATS:
        await first.message("/subscribe coast", address=address)
    for address in IN_DIGESTS:
        await last.message("/settings rhythm digest 11:00", address=address)
    await pass_time(rooms, 10)
    first.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
    first.publish("Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN, 7)
    await pass_time(rooms, 60)
    first.publish("Harbour Post", "Vellmark teachers vote to strike", STRIKE, 62)
    draft = await first.message(f"/admin announce {ANNOUNCED}")
    pressed = (room.message("", action=draft.buttons[0][0].action) for room in rooms)
    await asyncio.gather(*pressed)
    await pass_time(rooms, 120)
    asked = Counter(url for url, _ in first.web.asked)
    return {address: sorted(first.chat.texts(address)) for address in CHATS[1:]}, asked


async def test_two_newsrooms_tell_every_chat_what_one_does_and_ask_publishers_as_often(shared_url: str) -> None:
    async with open_newsrooms("sqlite+aiosqlite://", 1) as rooms:
        alone, asked_alone = await live_through(rooms)
    async with open_newsrooms(shared_url, 2) as rooms:
        together, asked_together = await live_through(rooms)
    assert together == alone
    assert asked_together == asked_alone
    for texts in alone.values():
        assert sum(ANNOUNCED in text for text in texts) == 1
        assert sum("ran aground on a reef" in text for text in texts) == 1


@asynccontextmanager
async def serving(url: str, web: FakeWeb, clock: FakeClock, chat: FakePlatform) -> AsyncIterator[App]:
    """A process that serves this platform alone."""
    async with open_storage(url) as storage, open_broker(concurrency=4) as broker:
        platforms = {chat.name: chat}
        app = App(
            storage=storage, web=web, llm=None, broker=broker, platforms=platforms, clock=clock, rules=RULES
        )
        tasks.connect(broker, app)
        yield app


async def test_of_two_processes_each_sends_at_once_what_goes_to_its_own_platform(shared_url: str) -> None:
    clock, web = FakeClock(), FakeWeb()
    chats = {make_address(platform=name): FakePlatform(name) for name in ("console", "paper")}
    async with AsyncExitStack() as stack:
        apps = [await stack.enter_async_context(serving(shared_url, web, clock, chat)) for chat in chats.values()]
        for app, address in zip(apps, chats, strict=True):
            await NewsDesk(app).answer(make_request("/subscribe coast", address=address))
        web.put_feed(HARBOUR)
        for step in range(16):
            if step == 1:
                url, title = "https://harbourpost.example/strike", "Vellmark teachers vote to strike"
                web.pages[url] = make_page(
                    url=url, outlet="Harbour Post", title=title, text=STRIKE, published_at=at(5)
                )
                web.put_feed(HARBOUR, make_parsed_entry(key=url, url=url, title=title, published_at=at(5)))
            for app in (apps[0], *apps):  # the first meets what is for the other before that one looks
                await tick(app, Pace())
                await app.broker.drain()
            clock.move(minutes(5))
        (story,) = await apps[0].storage.stories.list_active(at(-60))
        sent = await apps[0].storage.deliveries.list_of_story(story.id)
    assert [chat.texts(address)[0].count("Teachers in Vellmark") for address, chat in chats.items()] == [1, 1]
    assert {delivery.sent_at for delivery in sent} == {sent[0].due_at}
