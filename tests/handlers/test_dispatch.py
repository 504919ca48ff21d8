"""The desk: what is meant for it, who may do what, and errors as words for people."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.core.types import File, Message
from bot.errors import NotFound
from bot.ports import Storage
from handlers import COMMANDS, MENU, Command
from handlers.dispatch import NewsDesk
from tests.fakes import plain
from tests.handlers.newsroom import ELSEWHERE, HERE, Newsroom
from tests.make import make_address, make_person, make_request

GROUP = {"private": False, "addressed": False}
SORRY = "Something went wrong on AiBot's side"
SHOWN = [command for command in COMMANDS if not command.hidden]


async def test_start_names_the_bundles_and_how_to_begin(newsroom: Newsroom) -> None:
    told = await newsroom.say("/start")
    assert "/subscribe and one of: coast" in told
    assert "/help" in told


async def test_help_lists_every_command_with_its_usage(newsroom: Newsroom) -> None:
    told = await newsroom.say("/help")
    for command in COMMANDS:
        line = f"/{command.name} {command.usage}".strip() + f" — {command.help}"
        assert (line in told) is not command.hidden


@pytest.mark.parametrize("command", MENU, ids=lambda command: str(command.name))
async def test_help_explains_one_command_with_or_without_its_slash(newsroom: Newsroom, command: Command) -> None:
    told = await newsroom.say(f"/help /{command.name}")
    assert told.startswith(f"/{command.name}")
    assert all(detail in told for detail in command.details)
    assert await newsroom.say(f"/help {command.name.upper()}") == told


async def test_an_unknown_command_that_names_nobody_is_another_bots(newsroom: Newsroom) -> None:
    assert await newsroom.desk.answer(make_request("/ban", address=HERE, **GROUP)) is None
    assert (await newsroom.say("/ban", private=False)).startswith("There is no command /ban")
    assert "/subscribe" in await newsroom.say("/help", **GROUP)


@pytest.mark.parametrize("text", ["/frobnicate", "/help frobnicate", "/", "/" + "x" * 5000])
async def test_an_unknown_command_names_the_way_to_the_known_ones(newsroom: Newsroom, text: str) -> None:
    told = await newsroom.say(text)
    assert told.startswith("There is no command /")
    assert "/help" in told
    assert len(told) < 120


@pytest.mark.parametrize(
    ("words", "command"),
    [("help", "/help"), ("Hilfe!", "/help"), ("Settings", "/settings"), ("subscriptions", "/subscriptions")],
)
async def test_a_command_alone_is_understood_without_its_slash_and_never_asked_of_a_story(
    newsroom: Newsroom, words: str, command: str
) -> None:
    await newsroom.tell_the_ferry()
    assert await newsroom.say(words) == await newsroom.say(command)


async def test_a_word_more_is_a_question(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    assert "/settings" not in await newsroom.say("What help came?")


async def test_a_slip_of_the_finger_is_told_what_it_probably_meant(newsroom: Newsroom) -> None:
    assert (await newsroom.say("/subscirbe coast")).endswith("Did you mean /subscribe?")
    assert (await newsroom.say("/subscribe caost")).endswith("Did you mean /subscribe coast?")
    assert "Did you mean" not in await newsroom.say("/subscribe moon")
    assert "Did you mean" not in await newsroom.say("/" + "x" * 5000)


async def test_a_command_is_understood_in_any_case_and_over_a_line_break(newsroom: Newsroom) -> None:
    assert "Subscribed to the bundle coast" in await newsroom.say(" /Subscribe\ncoast ")


@pytest.mark.parametrize("text", ["good morning all", "https://harbourpost.example/ferry", ""])
async def test_words_in_a_group_that_are_not_for_the_bot_get_no_answer(newsroom: Newsroom, text: str) -> None:
    await newsroom.tell_the_ferry()
    assert await newsroom.desk.answer(make_request(text, address=HERE, **GROUP)) is None


async def test_a_reply_to_somebody_else_in_a_group_gets_no_answer(newsroom: Newsroom) -> None:
    await newsroom.tell_the_ferry()
    for address in (HERE, ELSEWHERE):
        request = make_request("How many?", address=address, reply_to="m999", **GROUP)
        assert await newsroom.desk.answer(request) is None


@pytest.mark.parametrize(
    "text",
    [
        "/subscribe coast",
        '/subscribe "ferry"',
        "/unsubscribe 1",
        "/unsubscribe all",
        "/settings rhythm digest 8:00",
        "/settings outlets 2",
    ],
)
async def test_only_administrators_change_what_a_chat_gets(newsroom: Newsroom, text: str) -> None:
    await newsroom.message('/subscribe "harbour"', private=False)
    before = await newsroom.say("/settings"), await newsroom.say("/subscriptions")
    told = await newsroom.say(text, private=False, person=make_person(manages=False))
    assert told.startswith("Only administrators of this chat")
    assert (await newsroom.say("/settings"), await newsroom.say("/subscriptions")) == before


async def test_everybody_may_look_at_the_settings_and_ask_how_to_subscribe(newsroom: Newsroom) -> None:
    guest = make_person(manages=False)
    assert "timezone" in await newsroom.say("/settings", private=False, person=guest)
    assert "Subscribe to what?" in await newsroom.say("/subscribe", private=False, person=guest)


async def test_an_address_alone_asks_for_a_summary_of_it(newsroom: Newsroom) -> None:
    newsroom.put_page("https://harbourpost.example/ferry")
    assert "ran aground" in await newsroom.say("https://harbourpost.example/ferry")


async def test_many_addresses_run_together_are_judged_at_once(newsroom: Newsroom) -> None:
    async with asyncio.timeout(5):
        assert "None has been shown here yet" in await newsroom.say("http://" * 500 + " x")


class Broken:
    """A web whose code has a fault of its own."""

    async def discover_feeds(self, url: str) -> None:
        raise ZeroDivisionError("a fault of ours")


class Missing:
    """A web that lets a storage error through, as no edge should."""

    async def discover_feeds(self, url: str) -> None:
        raise NotFound("row 7 of table feeds")


@pytest.mark.parametrize("web", [Broken(), Missing()])
async def test_a_fault_of_our_own_becomes_one_plain_sentence(newsroom: Newsroom, web: object) -> None:
    desk = NewsDesk(replace(newsroom.app, web=web))  # type: ignore[arg-type]
    told = await desk.answer(make_request("/subscribe https://harbourpost.example"))
    assert told is not None
    assert plain(told).startswith(f"{SORRY}. It has been noted as ")


async def test_a_stopped_answer_stays_stopped(newsroom: Newsroom) -> None:
    class Waiting:
        async def discover_feeds(self, url: str) -> None:
            await asyncio.Event().wait()

    desk = NewsDesk(replace(newsroom.app, web=Waiting()))  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await desk.answer(make_request("/subscribe https://harbourpost.example"))


async def test_what_was_no_story_is_not_remembered_as_one(newsroom: Newsroom, storage: Storage) -> None:
    await newsroom.message("/help")
    channel = await storage.channels.find(HERE)
    assert channel is None or await storage.deliveries.find_last_post(channel.id) is None


async def test_an_answer_that_did_not_arrive_is_not_remembered(newsroom: Newsroom, storage: Storage) -> None:
    number = await newsroom.tell_the_ferry()
    request = make_request(f"/story {number}", address=ELSEWHERE)
    answer = await newsroom.desk.answer(request)
    assert isinstance(answer, Message)
    await newsroom.desk.posted(request, answer, ())
    channel = await storage.channels.find(ELSEWHERE)
    assert channel is not None
    assert await storage.deliveries.find_last_post(channel.id) is None


@pytest.mark.parametrize(
    "command",
    [c for c in COMMANDS if c.pressed and c.manages and not c.asks],
    ids=lambda command: str(command.name),
)
async def test_a_button_that_changes_the_chat_is_only_for_those_who_manage_it(
    newsroom: Newsroom, command: Command
) -> None:
    before = newsroom.posts()
    request = make_request("", action=f"{command.name}:1 2", address=HERE, person=make_person(manages=False))
    answer = await newsroom.desk.answer(request)
    assert answer is not None
    assert answer.blocks == ()
    assert answer.passing.startswith("Only administrators of this chat may")
    assert newsroom.posts() == before


async def test_a_button_that_needs_words_asks_for_them_and_a_reply_to_that_completes_it(
    newsroom: Newsroom,
) -> None:
    number = await newsroom.tell_the_ferry()
    asked = await newsroom.message("", action=f"ask:{number}")
    assert plain(asked) == "What would you like to know about this story?"
    assert asked.awaits == f"ask:{number}"
    message_id = [sent for address, sent in newsroom.chat.shown if address == HERE][-1]
    told = await newsroom.say("How many passengers were injured?", reply_to=message_id, **GROUP)
    assert "10 passengers were injured" in told


async def test_what_words_come_to_that_name_no_command_is_told(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    await newsroom.message("", action=f"ask:{number}")
    question = [sent for address, sent in newsroom.chat.shown if address == HERE][-1]
    listed = File("my.opml", b"<opml/>")
    requests = (
        make_request("Who?", address=HERE, reply_to=question),
        make_request("please", address=HERE, file=listed),
        make_request("please", address=HERE, file=replace(listed, name="me.txt")),
        make_request("Who?", address=HERE),
    )
    found = [await newsroom.desk.find_command(request) for request in requests]
    assert found == ["ask", "subscribe", "", ""]


async def test_a_button_whose_field_was_filled_is_answered_at_once(newsroom: Newsroom) -> None:
    number = await newsroom.tell_the_ferry()
    told = await newsroom.say("How many passengers were injured?", action=f"ask:{number}")
    assert "10 passengers were injured" in told


async def test_what_only_buttons_call_is_typed_on_the_console_and_nowhere_else(newsroom: Newsroom) -> None:
    await newsroom.message('/subscribe "ferry"')
    ((button, *_), *_) = (await newsroom.message("/subscriptions")).buttons
    typed = "/" + button.action.replace(":", " ")
    assert "Stories that hold all of these words." in await newsroom.say(typed)
    elsewhere = make_address("100", platform="telegram")
    assert "There is no command /subscription." in await newsroom.say(typed, address=elsewhere)
