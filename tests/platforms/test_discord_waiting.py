"""Questions that take longer than Discord's tokens live, and two that are asked at once."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.types import Message, Request
from bot.ports import Progress
from tests.platforms.desk import say
from tests.platforms.fake_discord_shapes import ALICE, Who
from tests.platforms.test_discord_delivery import listening

pytestmark = pytest.mark.quick_time
BERT = Who(user={**ALICE, "id": "4711", "username": "bert"})


async def test_a_question_that_takes_sixteen_minutes_is_answered_all_the_same() -> None:
    async def slowly(request: Request, progress: Progress) -> Message | None:
        for minute in range(16):
            progress.say(f"Reading, minute {minute} …")
            await asyncio.sleep(61)
        return say("at last")

    async with listening(lambda _: slowly) as (fake, _, desk):
        await fake.slash("help")
        await desk.told.wait()
        assert fake.shown == ["at last"], "nothing of what was shown meanwhile stays"
        assert desk.stands[0][2] == tuple(fake.messages)


async def test_of_two_who_ask_at_once_each_has_the_answer_to_their_own_question() -> None:
    async def slowly(request: Request, progress: Progress) -> Message | None:
        await asyncio.sleep(20 if request.person.id != BERT.user["id"] else 5)
        return say(f"for {request.person.id}")

    async with listening(lambda _: slowly) as (fake, _, desk):
        tokens = {str(who.user["id"]): await fake.slash("help", who=who) for who in (Who(), BERT)}
        for _ in tokens:
            await desk.told.wait()
            desk.told.clear()
        for person, token in tokens.items():
            original = fake.interactions[token].original
            assert fake.messages[original or ""]["embeds"][0]["description"] == f"for {person}"
