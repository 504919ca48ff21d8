"""Answers to commands on Discord where its servers fail in between: once, and to whom they are for."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.core.types import Address, Button, Message, Request
from bot.platforms.discord_render import render_card
from bot.ports import Progress
from tests.platforms.desk import say
from tests.platforms.fake_discord import FakeDiscord
from tests.platforms.fake_discord_shapes import ANSWER_LOST, CHANNEL, READ_HISTORY, STANDS_BUT_FAILED
from tests.platforms.test_discord_delivery import LONG, listening

pytestmark = pytest.mark.quick_time
REPEATED_BY_LIBRARY = 5  # calls that fail before it gives up


@pytest.mark.parametrize(("failing", "stays"), [("PATCH", []), ("POST", []), ("DELETE", ["…"])])
async def test_an_answer_for_one_person_is_theirs_alone_and_once_whatever_call_fails(
    failing: str, stays: list[str]
) -> None:
    """What stands for all while it is thought about is in its way, and must be put aside first."""

    def of(fake: FakeDiscord) -> Callable[[Request, Progress], Awaitable[Message | None]]:
        async def slowly(request: Request, progress: Progress) -> Message | None:
            await fake.until(lambda: all(one.thinking for one in fake.interactions.values()))
            fake.failing_answers = [failing] * REPEATED_BY_LIBRARY
            return replace(say("yours alone"), personal=True)

        return slowly

    async with listening(of) as (fake, _, desk):
        await fake.slash("help")
        await asyncio.wait_for(desk.told.wait(), 100)
        assert not fake.failing_answers
        assert (fake.whispered, fake.shown) == (["yours alone"], stays)


@pytest.mark.parametrize("takes", [0, 2, 20])
async def test_an_answer_stands_once_where_discord_took_it_or_its_promise_and_said_that_it_failed(
    takes: int,
) -> None:
    def of(fake: FakeDiscord) -> Callable[[Request, Progress], Awaitable[Message | None]]:
        async def answer(request: Request, progress: Progress) -> Message | None:
            await asyncio.sleep(takes)
            return say("here it is")

        return answer

    async with listening(of) as (fake, _, desk):
        fake.fail_next(502)
        await fake.slash("help")
        await asyncio.wait_for(desk.told.wait(), 200)
        assert fake.shown == ["here it is"]
        assert not any(one.thinking for one in fake.interactions.values())
        assert desk.stands[0][2] == tuple(fake.messages)


async def test_an_answer_to_words_stands_once_where_the_library_repeats_a_call() -> None:
    def of(fake: FakeDiscord) -> Callable[[Request, Progress], Awaitable[Message | None]]:
        async def answer(request: Request, progress: Progress) -> Message | None:
            return LONG

        return answer

    async with listening(of) as (fake, platform, desk):
        fake.fail_next(STANDS_BUT_FAILED)
        await fake.mention("who said so?")
        await asyncio.wait_for(desk.told.wait(), 200)
        assert len(fake.shown) == len(platform.split(LONG)) > 1


@pytest.mark.parametrize("failure", [STANDS_BUT_FAILED, ANSWER_LOST, 502, 504])
async def test_what_follows_an_answer_stands_once_whether_discord_took_it_or_not_when_it_said_that_it_failed(
    failure: int,
) -> None:
    """A follow-up takes no key, and the library would repeat it by itself."""

    def of(fake: FakeDiscord) -> Callable[[Request, Progress], Awaitable[Message | None]]:
        async def answer(request: Request, progress: Progress) -> Message | None:
            await fake.until(lambda: all(one.thinking for one in fake.interactions.values()))
            fake.fail_next(failure)
            return LONG

        return answer

    async with listening(of) as (fake, platform, desk):
        await fake.slash("help")
        await asyncio.wait_for(desk.told.wait(), 200)
        parts = [render_card(part).description for part in platform.split(LONG)]
        assert len(parts) > 1
        assert fake.shown == parts
        assert desk.stands[0][2] == tuple(fake.messages)


@pytest.mark.parametrize(("failure", "most"), [(502, 1), (STANDS_BUT_FAILED, 2)])
async def test_what_nobody_can_look_for_is_sent_once_more_at_most(failure: int, most: int) -> None:
    """What one person sees is listed nowhere, and AiBot may not read back everywhere: better twice than never."""

    def of(fake: FakeDiscord) -> Callable[[Request, Progress], Awaitable[Message | None]]:
        async def answer(request: Request, progress: Progress) -> Message | None:
            await asyncio.sleep(2)
            fake.fail_next(failure)
            if failure == STANDS_BUT_FAILED:
                fake.fail_next(failure)
            return replace(say("yours alone"), personal=True)

        return answer

    async with listening(of) as (fake, platform, _):
        fake.ours &= ~READ_HISTORY
        sent = await platform.send(
            Address("discord", CHANNEL), say("A story", Button("Rate", "rate:1")), key="d1"
        )
        await fake.press(sent, "aibot:rate:1")
        await fake.until(lambda: len(fake.whispered) == most)
        await asyncio.sleep(100)
        assert fake.whispered == ["yours alone"] * most
