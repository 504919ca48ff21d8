"""What every platform promises the steps, whatever its markup and limits."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import discord
import pytest
import simcord
from rich.console import Console

from bot.core.types import Address, Button, Message
from bot.errors import MessageMissing, MessageRejected
from bot.platforms.console import ADDRESS, open_console
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_platform import DiscordPlatform
from bot.platforms.markup import plain_text
from bot.platforms.telegram_render import is_empty
from bot.ports import Platform
from tests.platforms.bot_api_world import Chat
from tests.platforms.desk import say
from tests.platforms.telegram_bench import open_bench

pytestmark = pytest.mark.quick_time

Open = Callable[[], AbstractAsyncContextManager[tuple[Platform, Address]]]


@asynccontextmanager
async def console() -> AsyncIterator[tuple[Platform, Address]]:
    async with open_console(Console(file=io.StringIO(), width=80), lines=io.StringIO()) as platform:
        yield platform, ADDRESS


@asynccontextmanager
async def simulated_discord() -> AsyncIterator[tuple[Platform, Address]]:
    client = DeskClient(())
    async with simcord.run(client, approved_intents=discord.Intents.default(), shard_count=1) as env:
        channel = env.create_guild().create_text_channel("news")
        yield DiscordPlatform(client, "token"), Address("discord", str(channel.id))


@asynccontextmanager
async def telegram_at_our_bot_api() -> AsyncIterator[tuple[Platform, Address]]:
    async with open_bench() as bench:
        bench.api.world.add(Chat(7))
        yield bench.telegram, Address("telegram", "7")


every_platform = pytest.mark.parametrize("opened", [console, simulated_discord, telegram_at_our_bot_api])

LONG = say("One sentence after another, all of them short. " * 900, Button("Sources", "sources:1"), story_id=4)


@every_platform
async def test_its_name_is_the_one_in_its_addresses(opened: Open) -> None:
    async with opened() as (platform, address):
        assert platform.name == address.platform


@every_platform
async def test_every_part_of_a_long_message_is_taken_and_gets_its_own_id(opened: Open) -> None:
    async with opened() as (platform, address):
        parts = platform.split(LONG)
        ids = [await platform.send(address, part, key=f"d1.{place}") for place, part in enumerate(parts)]
    assert len(set(ids)) == len(parts)
    assert all(ids)


@every_platform
async def test_splitting_loses_no_word_and_is_the_same_each_time(opened: Open) -> None:
    async with opened() as (platform, _):
        parts = platform.split(LONG)
        assert parts == platform.split(LONG)
    assert " ".join(map(plain_text, parts)).split() == plain_text(LONG).split()
    assert [part.story_id for part in parts] == [4] * len(parts)
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]


@every_platform
async def test_a_short_message_is_one_part_and_stays_as_it_is(opened: Open) -> None:
    short = say("Short.", Button("Sources", "sources:1"), headline="Head", story_id=1)
    async with opened() as (platform, _):
        assert platform.split(short) == (short,)


@every_platform
async def test_a_post_can_be_followed_edited_to_the_same_text_and_deleted(opened: Open) -> None:
    async with opened() as (platform, address):
        post = await platform.send(address, say("10 hurt", headline="Ferry"), key="d1")
        await platform.send(address, say("What changed"), key="d2", reply_to=post)
        await platform.edit(address, post, say("14 hurt", headline="Ferry"))
        await platform.edit(address, post, say("14 hurt", headline="Ferry"))
        await platform.delete(address, post)


@every_platform
async def test_what_was_deleted_or_never_stood_is_missing(opened: Open) -> None:
    async with opened() as (platform, address):
        post = await platform.send(address, say("Wrong."), key="d1")
        await platform.delete(address, post)
        for message_id in (post, "987654"):
            with pytest.raises(MessageMissing):
                await platform.edit(address, message_id, say("x"))
            with pytest.raises(MessageMissing):
                await platform.delete(address, message_id)


@every_platform
@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud83d", "\u202e", "@everyone", "`" * 50, "[a](b)", "\n\n"])
async def test_no_text_is_refused_but_one_that_shows_nothing_may_be(opened: Open, text: str) -> None:
    message: Message = say(text, headline=text)
    async with opened() as (platform, address):
        for place, part in enumerate(platform.split(message)):
            try:
                await platform.send(address, part, key=f"d{place}")
            except MessageRejected:
                assert is_empty(part)


@every_platform
async def test_the_check_says_in_a_sentence_that_it_is_ready(opened: Open) -> None:
    async with opened() as (platform, _):
        sentence = await platform.check()
    assert sentence.endswith(".")
