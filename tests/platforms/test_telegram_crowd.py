"""A story that many chats want in the same second, from the outlet's feed to Telegram's limits."""

from __future__ import annotations

import asyncio

from bot.core.types import Address
from bot.platforms.telegram_waits import Waits
from tests.databases import open_fresh
from tests.handlers.newsroom import FERRY, open_newsroom
from tests.make import make_request
from tests.platforms.bot_api_world import TELEGRAMS_ADVICE, Chat
from tests.platforms.telegram_bench import open_bench

CHATS = range(1, 71)


async def test_a_story_that_many_chats_wait_for_goes_to_each_once_and_below_thirty_a_second() -> None:
    async with (
        open_bench(waits=Waits()) as bench,
        open_fresh() as storage,
        open_newsroom(storage, platforms={"telegram": bench.telegram}) as newsroom,
    ):
        world = bench.api.world
        for number in CHATS:
            world.add(Chat(number))
            await newsroom.desk.answer(make_request("/subscribe coast", address=Address("telegram", str(number))))
        await newsroom.pass_time(0)
        world.flood = TELEGRAMS_ADVICE
        newsroom.publish("Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 5)
        began = asyncio.get_running_loop().time()
        await newsroom.pass_time(60)
        took = asyncio.get_running_loop().time() - began
        assert world.floods == 0
        assert [len(world.sent_to(number)) for number in CHATS] == [1] * len(CHATS)
        assert took >= (len(CHATS) - 30) / 30
