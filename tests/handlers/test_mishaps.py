"""Faults and floods: the person gets a sentence, the operator the place, and neither gets many of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.types import Message
from bot.ports import Storage
from handlers.crowding import MOST
from handlers.dispatch import NewsDesk
from tests.fakes import plain
from tests.handlers.newsroom import HERE, Newsroom
from tests.make import make_address, make_person, make_request

GROUP = make_address("-100", platform="telegram")
ADA = make_person(id="7", name="Ada Lovelace")
ASKED = "/subscribe https://harbourpost.example"


class Broken:
    """A web that fails as no web should, quoting what it was asked for."""

    async def discover_feeds(self, url: str) -> None:
        raise ValueError(f"my neighbour wrote {url}")


class Closed:
    """A database that is gone, with a password in its words."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError("".join(("postgresql://aibot:s3", "cret@db")))  # the line itself stands in a trace


async def test_a_fault_has_a_reference_that_the_log_knows_and_quotes_nobody(newsroom: Newsroom) -> None:
    desk = NewsDesk(replace(newsroom.app, web=Broken()))  # type: ignore[arg-type]
    with capture_logs() as logs:
        told = await desk.answer(make_request(ASKED, address=HERE))
    assert told is not None
    named = re.search(r"noted as ([0-9A-F]{8});", plain(told))
    assert named is not None
    (line,) = logs
    assert line["reference"] == named[1]
    assert "builtins.ValueError" in line["exception"]
    assert "discover_feeds" in line["exception"]
    assert "neighbour wrote http" not in str(line)


async def test_a_flood_of_one_fault_is_one_line_an_hour_with_their_number(newsroom: Newsroom) -> None:
    desk = NewsDesk(replace(newsroom.app, web=Broken()))  # type: ignore[arg-type]
    with capture_logs() as logs:
        for _ in range(9):
            await desk.answer(make_request(ASKED, address=HERE))
        newsroom.clock.move(timedelta(minutes=61))
        await desk.answer(make_request(ASKED, address=HERE))
    assert [line["before"] for line in logs] == [0, 8]


async def test_where_not_even_the_chat_can_be_looked_up_there_is_an_answer(newsroom: Newsroom) -> None:
    desk = NewsDesk(replace(newsroom.app, storage=Closed()))
    with capture_logs() as logs:
        told = await desk.answer(make_request("/help", address=HERE))
    assert told is not None
    assert "Something went wrong on AiBot's side" in plain(told)
    assert "s3cret" not in str(logs)


async def ask(newsroom: Newsroom, **changes: Any) -> Message | None:
    request = replace(make_request("/help", address=GROUP, person=ADA), **changes)
    return await newsroom.desk.answer(request)


async def test_who_asks_too_much_is_told_once_and_heard_again_after_a_while(newsroom: Newsroom) -> None:
    for _ in range(MOST):
        assert "/summarize" in plain(await ask(newsroom) or Message(blocks=()))
    told = await ask(newsroom)
    assert told is not None
    assert plain(told) == "That is a lot at once. In 60 seconds it goes on."
    assert told.personal
    assert await ask(newsroom) is None
    pressed = await ask(newsroom, text="", action="digest")
    assert pressed is not None
    assert pressed.passing.startswith("That is a lot")
    assert await ask(newsroom, person=make_person(id="8", name="Bo")) is not None
    newsroom.clock.move(timedelta(seconds=61))
    assert "/summarize" in plain(await ask(newsroom) or Message(blocks=()))


@pytest.mark.parametrize(
    "asked", [{"text": "/help"}, {"text": "Why?", "reply_to": "m1"}], ids=["a bare command", "a comment"]
)
async def test_what_a_group_may_ask_without_naming_aibot_is_counted_too(
    newsroom: Newsroom, asked: dict[str, Any]
) -> None:
    for _ in range(MOST):
        await ask(newsroom, addressed=False, private=False, **asked)
    told = await ask(newsroom, addressed=False, private=False, **asked)
    assert told is not None
    assert "That is a lot at once." in plain(told)


async def test_a_fault_over_words_that_were_between_others_is_noted_and_told_to_nobody(
    newsroom: Newsroom,
) -> None:
    desk = NewsDesk(replace(newsroom.app, storage=Closed()))
    between = make_request("Will it rain?", address=GROUP, addressed=False, private=False)
    with capture_logs() as logs:
        assert await desk.answer(between) is None
        assert await desk.answer(replace(between, text="/digest")) is not None
    assert len(logs) > 0


async def test_words_between_others_count_for_nobody(newsroom: Newsroom, storage: Storage) -> None:
    for _ in range(2 * MOST):
        assert await ask(newsroom, text="Lovely weather.", addressed=False, private=False) is None
    assert await ask(newsroom) is not None


@pytest.mark.parametrize("text", ["/help", "/subscribe coast"])
async def test_whoever_runs_aibot_may_ask_as_much_as_they_like(newsroom: Newsroom, text: str) -> None:
    for _ in range(2 * MOST):
        assert await newsroom.desk.answer(make_request(text, address=HERE)) is not None
