"""Questions that take their time on Discord: longer than tokens live, two at once, and what shows till then."""

from __future__ import annotations

import asyncio

import pytest

from bot.core.types import Message, Request
from bot.ports import Progress
from tests.platforms.desk import say
from tests.platforms.fake_discord_shapes import ALICE, CHANNEL, Who
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


async def test_typing_is_shown_while_an_answer_takes_its_time_and_no_longer() -> None:
    async def slowly(request: Request, progress: Progress) -> Message | None:
        await asyncio.sleep(25)  # Discord lets the sign go after ten seconds
        return say("at last")

    async with listening(lambda _: slowly) as (fake, _, desk):
        await fake.mention("what happened?")
        await desk.told.wait()
        shown = [path for method, path in fake.calls if method == "POST" and path.endswith(f"{CHANNEL}/typing")]
        assert len(shown) >= 3
        await asyncio.sleep(60)
        assert [path for _, path in fake.calls if path.endswith("/typing")] == shown
