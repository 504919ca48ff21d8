"""How an answer stands on Discord: for all or for one person, new or in place, at once or in the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord
import pytest
import simcord

from bot.core.types import Button, File, Message, Request
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_modals import build_modal
from bot.ports import Progress
from tests.platforms.desk import say
from tests.platforms.test_discord import NEVER, TABLE, Chat, opened

CALLBACK = discord.InteractionResponseType
PANEL = say("Rhythm: instant", Button("Digest", "settings:rhythm digest"))
SOON = 0.02  # seconds until an answer is promised, where one is waited for
SEVERAL = say("A sentence of some length. " * 400, Button("Sources", "sources:3"))


def callbacks(chat: Chat) -> list[int]:
    """The kinds of first responses that Discord was given."""
    return [request.json["type"] for request in chat.env.http_requests if request.path.endswith("/callback")]


Answering = Callable[[Request, Progress], Awaitable[Message | None]]


def slowly(chat: Chat, message: Message | None) -> Answering:
    """Answers once Discord has been promised an answer."""
    before = len(callbacks(chat))

    async def answer(request: Request, progress: Progress) -> Message | None:
        while len(callbacks(chat)) == before:  # noqa: ASYNC110 - the simulated Discord has no event for it
            await asyncio.sleep(0.01)
        return message

    return answer


def at_once(message: Message) -> Answering:
    async def answer(request: Request, progress: Progress) -> Message:
        return message

    return answer


# ---------------------------------------------------------------- after a command


async def test_a_quick_answer_is_the_first_response_itself() -> None:
    async with opened() as chat:
        await chat.alice.slash(chat.channel, "help")
        assert callbacks(chat) == [CALLBACK.channel_message.value]


async def test_a_slow_answer_is_promised_in_time_and_takes_the_promises_place() -> None:
    async with opened(grace=SOON) as chat:
        chat.desk.live = slowly(chat, say("at last"))
        result = await chat.alice.slash(chat.channel, "help")
        assert callbacks(chat) == [CALLBACK.deferred_channel_message.value]
        assert result.response.embeds[0].description == "at last"
        assert result.followups == []
        assert chat.desk.stands[0][2] == (str(result.response.id),)


@pytest.mark.parametrize("slow", [False, True])
async def test_a_personal_answer_is_seen_by_nobody_else(slow: bool) -> None:
    personal = replace(say("Only administrators may do this."), personal=True)
    async with opened(lambda request: personal, grace=SOON if slow else NEVER) as chat:
        if slow:
            chat.desk.live = slowly(chat, personal)
        result = await chat.alice.slash(chat.channel, "help")
        shown = [message for message in (result.response, *result.followups) if message is not None]
        assert [(message.ephemeral, message.embeds[0].description) for message in shown] == [
            (True, "Only administrators may do this.")
        ]
        assert chat.said == []


async def test_a_desk_that_breaks_says_so_to_the_person_only() -> None:
    def broken(request: Request) -> Message:
        raise ZeroDivisionError

    async with opened(broken) as chat:
        result = await chat.alice.slash(chat.channel, "help")
        assert result.response.ephemeral
        assert len(chat.env.errors) == 1


async def test_every_part_of_a_personal_answer_is_personal() -> None:
    async with opened(lambda request: replace(SEVERAL, personal=True)) as chat:
        result = await chat.alice.slash(chat.channel, "help")
        assert [part.ephemeral for part in (result.response, *result.followups)] == [True] * 3


# ---------------------------------------------------------------- after a press


async def press(chat: Chat, label: str = "Digest", *, panel: Message = PANEL) -> simcord.InteractionResult:
    await chat.platform.send(chat.address, panel, key="d1")
    result: simcord.InteractionResult = await chat.alice.click(chat.channel.last_message, label=label)
    return result


@pytest.mark.parametrize("slow", [False, True])
async def test_what_replaces_the_message_pressed_is_an_edit_of_it(slow: bool) -> None:
    after = replace(say("Rhythm: digest", Button("Instant", "settings:rhythm instant")), replaces=True)
    async with opened(lambda request: after, grace=SOON if slow else NEVER) as chat:
        if slow:
            chat.desk.live = slowly(chat, after)
        await press(chat)
        first = CALLBACK.deferred_message_update if slow else CALLBACK.message_update
        assert callbacks(chat) == [first.value]
        assert chat.said == ["Rhythm: digest"]
        (message,) = chat.channel.history()
        assert [button.label for button in message.components[0].children] == ["Instant"]
        assert chat.desk.stands[0][2] == (str(message.id),)


async def test_a_panel_that_only_one_person_sees_is_replaced_as_well() -> None:
    async with opened(lambda request: replace(PANEL, personal=True), grace=SOON) as chat:
        result = await chat.alice.slash(chat.channel, "help")
        for words, slow in (("Rhythm: digest", False), ("Rhythm: instant", True)):
            after = replace(say(words, Button("Digest", "settings:again")), replaces=True, personal=True)
            chat.desk.live = slowly(chat, after) if slow else at_once(after)
            await chat.alice.click(result.response, label="Digest")
            assert result.response.embeds[0].description == words
        assert chat.said == []


async def test_a_passing_word_is_seen_by_whoever_pressed_and_nothing_else_happens() -> None:
    thanks = Message(blocks=(), passing="Thanks, @everyone *noted*.")
    async with opened(lambda request: thanks) as chat:
        result = await press(chat)
        assert result.response is not None
        assert result.response.ephemeral
        assert "noted" in str(result.response.embeds[0].description)
        assert chat.said == ["Rhythm: instant"]
    assert chat.desk.stands == []


async def test_a_passing_word_may_come_beside_what_takes_the_messages_place() -> None:
    saved = replace(say("Rhythm: digest"), replaces=True, passing="Saved.")
    async with opened(lambda request: saved) as chat:
        result = await press(chat)
        assert chat.said == ["Rhythm: digest"]
        assert [(one.ephemeral, one.embeds[0].description) for one in result.followups] == [(True, "Saved.")]


async def test_an_ordinary_answer_to_a_press_is_a_new_message_below() -> None:
    async with opened(lambda request: SEVERAL) as chat:
        result = await press(chat)
        assert len([result.response, *result.followups]) == 3
        assert chat.said[0] == "Rhythm: instant"
        assert len(chat.said) == 4


async def test_no_answer_to_a_press_is_acknowledged_all_the_same() -> None:
    async with opened(lambda request: None) as chat:
        result = await press(chat)
        assert result.acknowledged
        assert chat.said == ["Rhythm: instant"]


# ---------------------------------------------------------------- a quarter of an hour later


@pytest.mark.parametrize("code", [10015, 50027])
async def test_an_answer_that_took_longer_than_discord_waits_goes_as_an_ordinary_message(code: int) -> None:
    async with opened(grace=SOON) as chat:
        chat.desk.live = slowly(chat, say("late"))
        chat.env.inject_error("PATCH", "/webhooks/*/*/messages/@original", status=404, code=code)
        await chat.alice.slash(chat.channel, "help")
        assert chat.said == ["late"]
    assert len(chat.desk.stands) == 1


async def test_a_first_response_that_came_too_late_goes_as_an_ordinary_message() -> None:
    async with opened() as chat:
        chat.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
        await chat.alice.slash(chat.channel, "help")
        assert chat.said == ["asked: /help"]


async def test_a_late_answer_for_one_person_is_never_shown_to_all() -> None:
    async with opened(lambda request: replace(say("yours alone"), personal=True)) as chat:
        chat.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062)
        await chat.alice.slash(chat.channel, "help")
        assert chat.said == []


# ---------------------------------------------------------------- fields to type into


async def test_a_button_that_asks_for_words_opens_a_field_and_the_words_come_with_its_action() -> None:
    async with opened() as chat:
        post = await chat.platform.send(chat.address, say("news", Button("Ask", "ask:12")), key="d1")
        shown = await chat.alice.click(chat.channel.last_message, label="Ask")
        assert chat.desk.asked == []
        assert shown.modal["title"] == "A question about a story"
        (label,) = shown.modal["components"]
        assert label["label"] == "What would you like to know about this…"
        assert label["description"] == "What would you like to know about this story, and why?"
        await chat.env.restart_bot(successor := DeskClient(TABLE))
        await successor.listen(chat.desk)
        answered = await chat.alice.submit_modal(shown, {"words": "who said so?"})
        assert answered.response.embeds[0].description == "asked: ask:12"
    (request,) = chat.desk.asked
    assert (request.action, request.text, request.reply_to) == ("ask:12", "who said so?", post)


def test_a_field_keeps_within_discords_limits_and_pings_nobody() -> None:
    modal = build_modal("@everyone " * 20, "Why? " * 60, "aibot:" + "x" * 64).to_dict()
    (label,) = modal["components"]
    assert len(modal["title"]) <= 45
    assert len(label["label"]) <= 45
    assert len(label["description"]) <= 100
    assert label["component"]["max_length"] <= 4000


# ---------------------------------------------------------------- what a message carries


async def test_a_picture_a_link_and_silence_are_sent_as_discord_has_them() -> None:
    news = replace(
        say("news", Button("Read at the Post", url="https://post.example/1"), Button("Full story", "story:3")),
        picture="https://post.example/1.jpg",
        silent=True,
    )
    async with opened() as chat:
        await chat.platform.send(chat.address, news, key="d1")
        message = chat.channel.last_message
        assert message.embeds[0].image.url == "https://post.example/1.jpg"
        assert message.flags.suppress_notifications
        link, button = message.components[0].children
        assert (link.url, link.style) == ("https://post.example/1", discord.ButtonStyle.link)
        assert button.custom_id == "aibot:story:3"


async def test_what_is_no_web_address_is_neither_a_picture_nor_a_link() -> None:
    odd = replace(say("news", Button("Look", url="javascript:alert(1)")), picture="file:///etc/passwd")
    async with opened() as chat:
        await chat.platform.send(chat.address, odd, key="d1")
        message = chat.channel.last_message
        assert message.embeds[0].image.url is None
        assert message.components == []


async def test_of_a_long_message_the_first_part_has_the_picture_and_the_last_the_file() -> None:
    several = replace(SEVERAL, picture="https://post.example/1.jpg", file=File("feeds.opml", b"<opml/>"))
    async with opened(lambda request: several) as chat:
        result = await chat.alice.slash(chat.channel, "help")
        parts = [result.response, *result.followups]
        assert [part.embeds[0].image.url is not None for part in parts] == [True, False, False]
        assert [[file.filename for file in part.attachments] for part in parts] == [[], [], ["feeds.opml"]]


async def test_a_small_text_file_sent_along_comes_with_the_request() -> None:
    async with opened() as chat:
        words = f"{chat.me.mention} /subscribe"
        await chat.alice.send(chat.channel, words, attachments=[("me.jpg", b"\xff"), ("my.opml", b"<opml/>")])
        await chat.alice.send(chat.channel, words, attachments=[("huge.opml", b"x" * (1024 * 1024 + 1))])
        await chat.alice.send(chat.channel, words)
    assert [request.file for request in chat.desk.asked] == [File("my.opml", b"<opml/>"), None, None]
