"""A platform that hangs, with a crowd waiting for it, keeps no other platform's chats waiting."""

from __future__ import annotations

import asyncio

from bot.core.types import Address, Message
from bot.ports import Storage
from bot.schedule import Pace, tick
from tests.databases import QUICK_BESIDE_IT
from tests.fakes import FakePlatform
from tests.handlers.newsroom import FERRY, HERE, open_newsroom
from tests.make import make_request

pytestmark = QUICK_BESIDE_IT


class HungPlatform(FakePlatform):
    """No answer comes before it is `well`."""

    def __init__(self) -> None:
        super().__init__("telegram")
        self.asked = 0
        self.well = asyncio.Event()

    async def send(
        self, to: Address, part: Message, *, key: str, reply_to: str | None = None, again: bool = False
    ) -> str:
        self.asked += 1
        await self.well.wait()
        return await super().send(to, part, key=key, reply_to=reply_to)


async def test_a_platform_that_hangs_keeps_no_other_platforms_chats_waiting(storage: Storage) -> None:
    hung = HungPlatform()
    async with open_newsroom(storage, platforms={"telegram": hung}) as newsroom:
        for chat in (*(Address("telegram", str(number)) for number in range(40)), HERE):
            await newsroom.desk.answer(make_request("/subscribe coast", address=chat))
        await newsroom.pass_time(0)
        newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
        newsroom.clock.move(Pace().lease * 6)
        async with asyncio.timeout(20):
            while not newsroom.posts():
                await tick(newsroom.app, Pace())
                newsroom.clock.move(Pace().every)
                await asyncio.sleep(0.01)
        assert 0 < hung.asked < 40
        hung.well.set()
        await newsroom.app.broker.drain()
        assert hung.asked == 40, "each was waited for"
