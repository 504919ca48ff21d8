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

pytestmark = pytest.mark.quick_time

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
        bench.api.world.offers_drafts = False
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
        bench.api.world.offers_drafts = False
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
        bench.api.world.offers_drafts = False

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


async def test_in_a_private_chat_an_answer_is_shown_as_being_written_and_then_sent() -> None:
    async with open_bench() as bench, listening(bench):
        chat, world = bench.api.world.add(Chat(7)), bench.api.world

        async def slow(request: Request, progress: Progress) -> Message | None:
            progress.say("Reading 2 pages …")
            await bench.api.wait_for(lambda: world.drafts)
            progress.show(Message(blocks=LONG_PIECE.blocks[:1]))
            await bench.api.wait_for(lambda: len(world.drafts) == 2)
            return LONG_PIECE

        bench.desk.live = slow
        asked = await bench.api.write(chat, "/slow")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        sent = world.sent_to(7)
    assert [text[:12] for _, _, text in world.drafts] == ["Reading 2 pa", "Paragraph 0."]
    assert len({draft for _, draft, _ in world.drafts}) == 1
    assert [one.text[:12] for one in sent] == ["Paragraph 0.", "Paragraph 7."]
    assert [one.reply_to for one in sent] == [asked.message_id, None]
    assert bench.api.called("editMessageText") == []


@pytest.mark.parametrize(
    "refusal",
    [ApiError(404, "Not Found: method not found"), ApiError(400, "Bad Request: TEXTDRAFT_PEER_INVALID")],
)
async def test_where_drafts_are_refused_a_message_shows_how_the_answer_comes_along(refusal: ApiError) -> None:
    async with open_bench() as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        for _ in range(2):
            bench.api.fail_next("sendMessageDraft", Fault(refusal))

        async def slow(request: Request, progress: Progress) -> Message | None:
            progress.say("Reading …")
            await bench.api.wait_for(lambda: texts(bench, 7)[-1:] == ["Reading …"])
            return say("The piece.")

        bench.desk.live = slow
        for _ in range(2):
            bench.desk.posts.clear()
            await bench.api.write(chat, "/slow")
            await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 7) == ["The piece.", "The piece."]
    tried = len(bench.api.called("sendMessageDraft"))
    assert tried == (1 if refusal.code == 404 else 2)


async def test_a_draft_that_comes_too_fast_waits_as_long_as_telegram_asks() -> None:
    async with open_bench() as bench, listening(bench):
        chat = bench.api.world.add(Chat(7))
        error = ApiError(429, "Too Many Requests: retry after 1", retry_after=1)
        bench.api.fail_next("sendMessageDraft", Fault(error))

        async def slow(request: Request, progress: Progress) -> Message | None:
            progress.say("Reading …")
            await bench.api.wait_for(lambda: bench.api.world.drafts)
            return say("The piece.")

        bench.desk.live = slow
        started = asyncio.get_running_loop().time()
        await bench.api.write(chat, "/slow")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert asyncio.get_running_loop().time() - started >= 1
        assert texts(bench, 7) == ["The piece."]


async def test_a_draft_is_shown_again_before_it_fades() -> None:
    fading = replace(QUICK.live_to_a_person, fades=timedelta(milliseconds=20))
    async with open_bench(waits=replace(QUICK, live_to_a_person=fading)) as bench, listening(bench):
        world = bench.api.world

        async def slow(request: Request, progress: Progress) -> Message | None:
            progress.say("Reading …")
            await bench.api.wait_for(lambda: len(world.drafts) == 3)
            return say("The piece.")

        bench.desk.live = slow
        await bench.api.write(world.add(Chat(7)), "/slow")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert texts(bench, 7) == ["The piece."]
    assert {text for _, _, text in world.drafts} == {"Reading …"}
