"""Stories found by words in any chat, through the bot's name in front of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.types import Bullets, Button, Heading, Message, Paragraph, Span
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_reading import ApiError, Preview
from tests.platforms.bot_api_world import Chat
from tests.platforms.telegram_bench import listening, open_bench, say

pytestmark = pytest.mark.quick_time

BUTTONS = (
    (Button("Full story", "story:12"), Button("👍", "like:12")),
    (Button("Source", url="https://a.example/1"),),
)
PIECE = Message(
    blocks=(
        Heading((Span("Ferry <hits> quay"),)),
        Paragraph((Span("Written by AiBot from 2 outlets", italic=True),)),
        Paragraph((Span("Fourteen people were hurt. "), Span("[1]", url="https://a.example/1"))),
    ),
    buttons=BUTTONS,
    story_id=12,
    revision=3,
    picture="https://img.example/ferry.jpg",
)


async def test_a_story_is_found_and_put_into_the_chat_as_it_is_told_elsewhere() -> None:
    async with open_bench() as bench, listening(bench):
        bench.desk.pieces = (PIECE, replace(PIECE, story_id=13, picture=None, buttons=()))
        query = await bench.api.search("ferry")
        await bench.api.wait_for(lambda: query in bench.api.world.results)
    first, second = bench.api.world.results[query]
    assert bench.desk.searched == [("ferry", 20)]
    assert first == {
        "title": "Ferry <hits> quay",
        "description": "Fourteen people were hurt. [1]",
        "text": "Ferry <hits> quay\n\nWritten by AiBot from 2 outlets\n\nFourteen people were hurt. [1]",
        "preview": Preview("https://img.example/ferry.jpg", large=True, above=True),
        "buttons": (
            (("Full story", "https://t.me/AiBotTest?start=story-12"),),
            (("Source", "https://a.example/1"),),
        ),
    }
    assert (second["preview"], second["buttons"]) == (None, ())


async def test_nothing_typed_yet_asks_for_the_newest_and_nothing_found_is_answered() -> None:
    async with open_bench() as bench, listening(bench):
        query = await bench.api.search("")
        await bench.api.wait_for(lambda: query in bench.api.world.results)
    assert bench.desk.searched == [("", 20)]
    assert bench.api.world.results[query] == []
    assert bench.api.called("answerInlineQuery")[0].params["cache_time"] == "30"


async def test_long_and_odd_stories_are_results_that_telegram_takes() -> None:
    odd = Message(
        blocks=(Heading((Span("\n"),)), Bullets(((Span("A long sentence of it. " * 400),),))), story_id=1
    )
    long = Message(blocks=(Heading((Span("Word " * 100),)), *say("One sentence more. " * 600).blocks), story_id=2)
    async with open_bench() as bench, listening(bench):
        bench.desk.pieces = (odd, long, say("No story at all"), say("Another"))
        query = await bench.api.search("x" * 256)
        await bench.api.wait_for(lambda: query in bench.api.world.results)
    titles = [one["title"] for one in bench.api.world.results[query]]
    assert titles[0] == titles[2] == titles[3] == "…"
    assert len(titles[1]) <= 120
    assert titles[1].endswith("…")
    assert bench.desk.searched[0][0] == "x" * 200


async def test_a_search_that_is_too_old_or_fails_is_no_trouble_for_the_next() -> None:
    async with open_bench() as bench, listening(bench):
        bench.api.fail_next("answerInlineQuery", Fault(ApiError(400, "Bad Request: query is too old")))
        await bench.api.search("ferry")
        query = await bench.api.search("ferry aground")
        await bench.api.wait_for(lambda: query in bench.api.world.results)


async def test_a_search_does_not_wait_for_the_persons_own_chat() -> None:
    async with open_bench() as bench, listening(bench):

        async def slow(request: object, progress: object) -> Message | None:
            await bench.api.wait_for(lambda: bench.api.world.results)
            return say("done")

        bench.desk.live = slow
        await bench.api.write(bench.api.world.add(Chat(7)), "a slow question")
        await bench.desk.wait_for(lambda: bench.desk.asked)
        await bench.api.search("ferry")
        await bench.desk.wait_for(lambda: bench.desk.posts)
