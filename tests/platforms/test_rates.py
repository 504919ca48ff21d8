"""Normal work meets no limit of a platform, and a limit that is met all the same is kept to the millisecond."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Address
from bot.errors import TryLater
from bot.platforms.pacing import Window
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_reading import ApiError
from tests.platforms.bot_api_world import Chat, Flood
from tests.platforms.desk import say as headed
from tests.platforms.fake_discord_shapes import CHANNEL, OTHER
from tests.platforms.telegram_bench import QUICK, open_bench, say
from tests.platforms.test_discord_delivery import connected

pytestmark = pytest.mark.quick_time

MOMENT, MINUTE = 0.05, 3.0  # a twentieth of Telegram's second and minute: proportions stay, the test is short
PACED = replace(
    QUICK,
    to_a_person=(Window(1, timedelta(seconds=1.05 * MOMENT)),),
    to_a_group=(Window(1, timedelta(seconds=1.05 * MOMENT)), Window(20, timedelta(seconds=MINUTE + MOMENT))),
)
SCALED = Flood(per_chat=(1, MOMENT), per_group=(20, MINUTE), overall=(30, 1.0))
ADA, BEN, GROUP = (Address("telegram", chat) for chat in ("7", "8", "-100500"))


async def test_forty_posts_and_their_edits_in_three_chats_provoke_no_429_on_telegram() -> None:
    async with open_bench(waits=PACED) as bench:
        world = bench.api.world
        world.flood = SCALED
        for address in (ADA, BEN, GROUP):
            world.add(Chat(int(address.chat), "supergroup" if address is GROUP else "private"))
        places = [(ADA, BEN, GROUP, ADA, BEN)[number % 5] for number in range(40)]
        posts = await asyncio.gather(*(bench.telegram.send(to, say("post"), key="k") for to in places))
        await asyncio.gather(
            *(
                bench.telegram.edit(to, post, say("mended"))
                for to, post in list(zip(places, posts, strict=True))[:12]
            )
        )
        assert world.floods == 0
        assert sum(len(world.sent_to(int(to.chat))) for to in (ADA, BEN, GROUP)) == 40


async def test_a_digest_in_parts_to_fifty_channels_provokes_no_429_on_telegram() -> None:
    async with open_bench(waits=PACED) as bench:
        world = bench.api.world
        world.flood = replace(SCALED, per_group=None)
        channels = [Address("telegram", str(-100_000 - number)) for number in range(50)]
        for channel in channels:
            world.add(Chat(int(channel.chat), "channel", bot="administrator"))

        async def deliver(channel: Address) -> None:
            for part in ("digest", "its second part"):
                await bench.telegram.send(channel, say(part), key="k")

        await asyncio.gather(*map(deliver, channels))
        assert world.floods == 0
        assert all(len(world.sent_to(int(channel.chat))) == 2 for channel in channels)


async def test_a_429_of_telegram_holds_its_chat_for_all_of_the_time_and_no_other() -> None:
    """The strict Bot API fails the test when anything comes to the chat before."""
    async with open_bench() as bench:
        for chat in (7, 8):
            bench.api.world.add(Chat(chat))
        error = ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        bench.api.fail_next("sendMessage", Fault(error))
        clock = asyncio.get_running_loop().time
        with pytest.raises(TryLater) as told:
            await bench.telegram.send(ADA, say("early"), key="k")
        began = clock()
        await bench.telegram.send(BEN, say("meanwhile"), key="k")
        assert clock() - began < 0.9
        await asyncio.sleep(told.value.after.total_seconds())
        await bench.telegram.send(ADA, say("in time"), key="k")
        assert clock() - began >= 0.999
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["in time"]


async def test_posts_and_edits_in_two_channels_provoke_no_429_on_discord() -> None:
    """Each channel's in their order, as they are delivered."""
    async with connected() as (platform, fake):
        fake.rates.limits["send"] = (5, 5.0)

        async def deliver(channel: str) -> None:
            to = Address("discord", channel)
            posts = [
                await platform.send(to, headed(str(number)), key=f"{channel}{number}") for number in range(12)
            ]
            for post in posts[:3]:
                await platform.edit(to, post, headed("mended"))

        await asyncio.gather(deliver(CHANNEL), deliver(OTHER))
        assert fake.rates.refused == 0
        assert len(fake.messages) == 24
