"""Answers that Telegram shows while they are made, through the real library at a strict Bot API."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Message, Paragraph, Request, Span
from bot.platforms.live import Tempo
from bot.ports import Progress
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_reading import ApiError
from tests.platforms.bot_api_world import Chat
from tests.platforms.telegram_bench import QUICK, Bench, listening, open_bench, say

GROUP = -100500


def texts(bench: Bench, chat: int) -> list[str]:
    return [sent.text for sent in bench.api.world.sent_to(chat)]


LONG_PIECE = Message(
    blocks=tuple(
        Paragraph((Span(f"Paragraph {number}. " + "A sentence of the piece. " * 20),)) for number in range(12)
    ),
    story_id=4,
)


async def make_slowly(bench: Bench, chat: int, progress: Progress) -> Message:
    """Says what it does, shows the first paragraph, and answers once both were seen."""
    progress.say("Reading 2 pages …")
    await bench.api.wait_for(lambda: texts(bench, chat)[-1:] == ["Reading 2 pages …"])
    progress.show(Message(blocks=LONG_PIECE.blocks[:1]))
    await bench.api.wait_for(lambda: texts(bench, chat)[-1].startswith("Paragraph 0."))
    return LONG_PIECE


@pytest.mark.parametrize("chat", [7, GROUP])
async def test_an_answer_that_was_shown_in_the_making_ends_as_one_that_was_not(chat: int) -> None:
    async with open_bench() as bench, listening(bench):
        at = bench.api.world.add(Chat(chat) if chat > 0 else Chat(chat, "supergroup", "Harbour"))

        async def slow(request: Request, progress: Progress) -> Message | None:
            return await make_slowly(bench, chat, progress) if request.text == "/slow" else LONG_PIECE

        bench.desk.live = slow
        asked = await bench.api.write(at, "/slow")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        await bench.api.write(at, "/quick")
        await bench.desk.wait_for(lambda: len(bench.desk.posts) == 2)
        sent = bench.api.world.sent_to(chat)
    (_, _, live), (_, _, plain) = bench.desk.posts
    by_id = {str(one.message_id): one for one in sent}
    assert len(sent) == len(live) + len(plain) == 4
    assert [by_id[one].text for one in live] == [by_id[one].text for one in plain]
    assert [by_id[one].entities for one in live] == [by_id[one].entities for one in plain]
    assert [by_id[one].reply_to for one in live] == [asked.message_id, None]


async def test_a_person_who_blocks_us_in_the_middle_is_told_of_and_an_edit_that_fails_loses_nothing() -> None:
    async with open_bench() as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))

        async def slow(request: Request, progress: Progress) -> Message | None:
            progress.say("Reading …")
            await bench.api.wait_for(lambda: "Reading …" in texts(bench, 7))
            if request.text == "/block":
                chat.bot = "blocked"
            else:
                bench.api.fail_next(
                    "editMessageText", Fault(ApiError(400, "Bad Request: message can't be edited"))
                )
            return say("The piece.")

        bench.desk.live = slow
        await bench.api.write(chat, "/refuse")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 7) == ["The piece."]
        await bench.api.write(chat, "/block")
        await bench.desk.wait_for(lambda: bench.desk.lost)
        assert texts(bench, 7) == ["The piece.", "Reading …"]


async def test_looks_keep_within_what_telegram_takes() -> None:
    """Telegram takes one message a second in a chat; its test speed here is one in 60 milliseconds."""
    steady = Tempo(first=timedelta(), between=timedelta(milliseconds=100))
    async with open_bench(waits=replace(QUICK, live_to_a_person=steady)) as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        bench.api.world.flood.per_chat = (1, 0.06)

        async def chatty(request: Request, progress: Progress) -> Message | None:
            for number in range(30):
                progress.say(f"Step {number} …")
                await asyncio.sleep(0.01)
            await bench.api.wait_for(lambda: texts(bench, 7) == ["Step 29 …"])
            await asyncio.sleep(0.06)
            return say("The piece.")

        bench.desk.live = chatty
        await bench.api.write(chat, "/slow")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert bench.api.world.floods == 0
        assert texts(bench, 7) == ["The piece."]
        assert len(bench.api.called("editMessageText")) <= 6
