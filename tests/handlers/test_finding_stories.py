"""/search, /trending, /related and the thumbs, from the chat to the database."""

from __future__ import annotations

import pytest

from bot.ports import Storage
from tests.fakes import plain
from tests.handlers.newsroom import HERE, Newsroom
from tests.make import at, make_person


async def test_a_search_lists_the_stories_that_tell_of_the_words(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    found = await newsroom.message("/search ferry reef")
    assert plain(found).startswith("Stories that tell of “ferry reef”")
    assert f"story {number}" in plain(found)
    assert found.buttons[0][0].action == f"story:{number}"


async def test_a_slip_in_a_search_is_mended_and_said(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    told = await newsroom.say("/search ferrry “Port Ansel”")
    assert "Stories that tell of “ferrry Port Ansel”" in told
    assert "No story has just these words; these have “ferry Port Ansel”." in told


async def test_a_search_that_finds_nothing_says_so_and_what_to_do(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    told = await newsroom.say("/search volcano Iceland")
    assert told.startswith("No story of the last month tells of “volcano Iceland”.")
    assert "/subscribe" in told


@pytest.mark.parametrize(
    ("text", "told"), [("/search", "Search for what?"), ("/search " + "x" * 300, "too long")]
)
async def test_a_search_for_nothing_or_too_much_is_explained(newsroom: Newsroom, text: str, told: str) -> None:
    assert told in await newsroom.say(text)


async def test_what_is_trending_is_listed_with_its_outlets(newsroom: Newsroom) -> None:
    assert "Nothing has been reported" in await newsroom.say("/trending")
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say("/trending")
    assert told.startswith("Reported most right now")
    assert f"story {number}" in told


async def test_a_story_without_kin_says_so(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    assert "No other recent story" in await newsroom.say(f"/related {number}")
    assert await newsroom.say("", action=f"related:{number}") == await newsroom.say(f"/related {number}")
    assert (await newsroom.say("/related 404")).startswith("There is no story 404. A story's number")


async def test_a_thumb_is_kept_once_a_person_and_taken_back_when_pressed_again(
    newsroom: Newsroom, storage: Storage
) -> None:
    number = await newsroom.tell_the_ferry()

    async def press(word: str, person: str = "7") -> str:
        message = await newsroom.message("", action=f"rate:{number}:{word}", person=make_person(id=person))
        assert message.blocks == ()
        return message.passing

    async def opinions() -> list[tuple[int, int, int]]:
        return [(one.story_id, one.useful, one.useless) for one in await storage.feedback.count(at(-999), 10)]

    assert await press("up") == "Thank you. Noted as useful."
    assert await press("up", "8") == "Thank you. Noted as useful."
    assert await opinions() == [(number, 2, 0)]
    assert await press("down") == "Thank you. Noted as not useful."
    assert await opinions() == [(number, 1, 1)]
    assert await press("down") == "Taken back."
    assert await opinions() == [(number, 1, 0)]


async def test_a_thumb_for_no_story_is_refused(newsroom: Newsroom) -> None:
    assert (await newsroom.say("", action="rate:404:up")).startswith("There is no story 404.")
    assert "older AiBot" in await newsroom.say("", action="rate:1:sideways")
    assert newsroom.posts(HERE)
