"""Our commands as Discord shows them: fields, suggestions, languages, who sees them, and when they are sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from gettext import NullTranslations
from typing import Any

import discord
import pytest

from bot.catalogues import read_catalogues
from bot.cli import menu
from bot.core.saying import tr
from bot.core.types import Address, Button, File, Option, OptionKind, Suggestion
from bot.platforms.discord import open_discord
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_commands import CommandSpec
from bot.ports import Platform
from handlers import COMMANDS
from tests.platforms.desk import ScriptedDesk, say
from tests.platforms.discord_schema import COMMAND, INSTALLED, MESSAGE, list_refused
from tests.platforms.fake_discord import FakeDiscord, fake_discord
from tests.platforms.fake_discord_shapes import CHANNEL, TOKEN
from tests.platforms.test_discord import Chat, Spec, opened

STORY = Option("story", "The story", OptionKind.NUMBER, suggested=True)
FILLED_IN = (
    Spec("ask", "", "Ask", options=(STORY, Option("question", "What you want to know", required=True))),
    Spec(
        "subscribe",
        "",
        "Subscribe",
        manages=True,
        options=(
            Option("what", "A feed", suggested=True),
            Option("file", "A list", OptionKind.FILE),
            Option("how", "How often", choices=("daily", "weekly")),
        ),
    ),
    Spec("usage", "", "What it costs", operators=True),
)
STAFF = discord.Permissions(manage_channels=True)


def staff(chat: Chat) -> Any:
    return chat.guild.add_member(
        chat.env.create_user("bob"), roles=[chat.guild.create_role("staff", permissions=STAFF)]
    )


# ---------------------------------------------------------------- fields


async def test_what_is_filled_in_reaches_the_desk_as_if_it_had_been_typed() -> None:
    async with opened(table=FILLED_IN) as chat:
        await chat.alice.slash(chat.channel, "ask", question="who said so?", story=12)
        await chat.alice.slash(chat.channel, "ask", question="who said so?")
        bob = staff(chat)
        await bob.slash(chat.channel, "subscribe", what="https://post.example/feed", how="weekly")
        await bob.slash(chat.channel, "subscribe", file=("my.opml", b"<opml/>"))
    assert [request.text for request in chat.desk.asked] == [
        "/ask 12 who said so?",
        "/ask who said so?",
        "/subscribe https://post.example/feed weekly",
        "/subscribe",
    ]
    assert [request.file for request in chat.desk.asked] == [None, None, None, File("my.opml", b"<opml/>")]


async def test_a_file_that_is_too_large_is_left_where_it_is() -> None:
    async with opened(table=FILLED_IN) as chat:
        await staff(chat).slash(chat.channel, "subscribe", file=("my.opml", b"x" * (1024 * 1024 + 1)))
    assert chat.desk.asked[0].file is None


async def test_fields_are_of_their_kind_and_those_that_must_be_filled_in_come_first() -> None:
    async with opened(table=FILLED_IN) as chat:
        await chat.env.settle()
        commands: dict[str, Any] = {}
        commands |= {command.name: command.to_dict() for command in await chat.client.tree.fetch_commands()}
        ask, subscribe = commands["ask"]["options"], commands["subscribe"]["options"]
    text, whole, file = 3, 4, 11
    assert [(one["name"], one["type"], one["required"]) for one in ask] == [
        ("question", text, True),
        ("story", whole, False),
    ]
    assert [(one["name"], one["type"]) for one in subscribe] == [("what", text), ("file", file), ("how", text)]
    assert [choice["value"] for choice in subscribe[2]["choices"]] == ["daily", "weekly"]


# ---------------------------------------------------------------- about another channel

ELSEWHERE = Option("channel", "Another channel", OptionKind.CHANNEL)
ABOUT = (
    Spec("settings", "", "Settings", options=(Option("name", "Which"), ELSEWHERE)),
    Spec("set", "", "A value", "Write what it should be.", hidden=True),
)


@asynccontextmanager
async def panel_of_a_forum() -> AsyncIterator[tuple[Chat, discord.Message]]:
    """What /settings about a forum answers, in another channel."""
    panel = say("Rhythm: instant", Button("Digest", "settings:rhythm digest"), Button("Hours", "set:hours"))
    async with opened(lambda request: panel, table=ABOUT) as chat:
        forum = chat.guild.create_forum_channel("stories")
        await chat.env.settle()
        result = await staff(chat).slash(chat.channel, "settings", channel=forum)
        chat.forum = Address("discord", str(forum.id))
        yield chat, result.response.message


async def test_a_command_about_another_channel_acts_there_and_is_answered_here() -> None:
    async with panel_of_a_forum() as (chat, _):
        assert chat.said == ["Rhythm: instant"]
    (request,) = chat.desk.asked
    assert (request.text, request.address, request.home) == ("/settings", chat.forum, chat.address)
    assert request.chat_title == "Harbour Town #stories"
    assert request.person.manages


async def test_the_buttons_of_its_answer_are_about_that_channel_too() -> None:
    async with panel_of_a_forum() as (chat, panel):
        await staff(chat).click(panel, label="Digest")
        await chat.alice.click(panel, label="Digest")
        shown = await chat.alice.click(panel, label="Hours")
        await chat.alice.submit_modal(shown, {"words": "8:00"})
    pressed = chat.desk.asked[1:]
    assert {(request.address, request.home) for request in pressed} == {(chat.forum, chat.address)}
    assert [(request.action, request.text, request.person.manages) for request in pressed] == [
        ("settings:rhythm digest", "", True),
        ("settings:rhythm digest", "", False),
        ("set:hours", "8:00", False),
    ]


async def test_a_button_about_a_channel_that_is_gone_says_so_to_whoever_pressed() -> None:
    async with panel_of_a_forum() as (chat, panel):
        chat.env.backend.delete_channel(int(chat.forum.chat))
        await chat.env.settle()
        result = await chat.alice.click(panel, label="Digest")
        assert result.response.ephemeral
        assert "gone" in str(result.response.embeds[0].description)
    assert len(chat.desk.asked) == 1


# ---------------------------------------------------------------- suggestions


async def test_while_somebody_types_the_desk_suggests() -> None:
    async def suggestions(typed: str) -> tuple[Suggestion, ...]:
        return (Suggestion(f"{typed}: the ferry " * 20, "12"), Suggestion("no number", "x"))

    async with opened(table=FILLED_IN) as chat:
        chat.desk.suggestions = suggestions
        offered = await chat.alice.autocomplete(chat.channel, "ask", "story", "fer", question="who?")
        assert [(one["value"], len(one["name"]) <= 100) for one in offered] == [(12, True)]
        ((request, command, option, typed),) = chat.desk.typed
        assert (request.text, command, option, typed) == ("/ask who?", "ask", "story", "fer")
        assert request.address == chat.address


async def test_of_too_many_suggestions_discord_gets_as_many_as_it_takes() -> None:
    async def many(typed: str) -> tuple[Suggestion, ...]:
        return tuple(Suggestion(f"feed {number}", "x" * number) for number in range(200))

    async with opened(table=FILLED_IN) as chat:
        chat.desk.suggestions = many
        offered = await staff(chat).autocomplete(chat.channel, "subscribe", "what", "")
    assert [len(one["value"]) for one in offered] == list(range(1, 26))


@pytest.mark.quick_time
async def test_a_desk_that_takes_too_long_to_suggest_leaves_the_field_empty_in_time() -> None:
    async def never(typed: str) -> tuple[Suggestion, ...]:
        await asyncio.Event().wait()
        return ()

    async with listening(FILLED_IN) as (fake, _, desk):
        desk.suggestions = never
        typed = [{"name": "story", "type": 4, "value": "f", "focused": True}]
        await fake.slash("ask", options=typed, typing=True)
        await fake.until(lambda: fake.choices)  # the small Discord would refuse it after three seconds
    assert fake.choices == [[]]


# ---------------------------------------------------------------- who sees them


async def test_commands_that_change_the_channel_are_for_those_whom_discord_lets_manage_channels() -> None:
    async with opened(table=FILLED_IN) as chat:
        assert set(chat.alice.available_commands(chat.channel)) == {"ask"}
        assert set(staff(chat).available_commands(chat.channel)) == {"ask", "subscribe"}
        admin = chat.guild.create_role("admin", permissions=discord.Permissions(administrator=True))
        carol = chat.guild.add_member(chat.env.create_user("carol"), roles=[admin])
        assert set(carol.available_commands(chat.channel)) == {"ask", "subscribe", "usage"}


async def test_our_own_table_is_taken_by_discord_and_hides_what_only_buttons_call() -> None:
    table = menu()
    async with opened(table=table) as chat:
        payloads = [command.to_dict(chat.client.tree) for command in chat.client.tree.get_commands()]
    assert {one["name"] for one in payloads} >= {command.name for command in COMMANDS if not command.hidden}
    hidden = {command.name for command in COMMANDS if command.hidden}
    assert not hidden & {one["name"] for one in payloads}
    for one in payloads:
        texts = [one["name"], one.get("description", "")]
        texts += [text for option in one.get("options", []) for text in (option["name"], option["description"])]
        assert sum(map(len, texts)) <= 8000
        assert all(0 < len(option["description"]) <= 100 for option in one.get("options", []))


async def test_the_channel_that_a_command_is_about_may_be_any_that_stories_can_be_told_in() -> None:
    async with listening(ABOUT) as (fake, _, _):
        (settings,) = (command for command in fake.commands if command["name"] == "settings")
    text, voice, news, stage, forum, media, threads = 0, 2, 5, 13, 15, 16, (10, 11, 12)
    assert set(settings["options"][1]["channel_types"]) == {text, voice, news, stage, forum, media, *threads}


async def test_our_own_table_reaches_discord_whole() -> None:
    async with listening(menu()) as (fake, _, _):  # where they are installed, Discord's own schemas judge it
        names = {command["name"] for command in fake.commands}
    assert names >= {command.name for command in COMMANDS if not command.hidden} | {"Ask about this"}


def longest(told: dict[str, Any], name: str) -> int:
    return max(map(len, (told[name], *(told.get(f"{name}_localizations") or {}).values())))


async def test_our_own_table_reaches_discord_whole_in_every_language() -> None:
    async with listening(menu(), catalogues=read_catalogues()) as (fake, _, _):
        commands = list(fake.commands)
    (entry,) = (command for command in commands if command["name"] == "Ask about this")
    assert set(entry["name_localizations"]) == {"de", "es-ES", "es-419", "fr", "pt-BR", "ru"}
    for command in commands:
        parts = [command, *command.get("options", [])]
        names = sum(longest(part, "name") for part in parts)
        assert names + sum(longest(part, "description") for part in parts if part["description"]) <= 8000


@pytest.mark.skipif(not INSTALLED, reason="Discord's schemas are not installed (npm and node are needed)")
def test_the_schemas_refuse_what_discord_would() -> None:
    good, long = {"content": "x", "allowed_mentions": {"parse": []}}, {"content": "x" * 4001}
    assert list_refused([(MESSAGE, good)]) == []
    assert len(list_refused([(MESSAGE, long), (COMMAND, {"name": "x" * 33})])) == 2


# ---------------------------------------------------------------- languages and syncing


class German(NullTranslations):
    """A catalogue of four texts."""

    def gettext(self, message: str) -> str:
        known = {
            "What it costs": "Was es kostet",
            "ask": "Frage stellen",
            "story": "meldung",
            "The story": "Die Meldung",
        }
        return known.get(message, message)


@asynccontextmanager
async def listening(
    table: Sequence[CommandSpec], fake: FakeDiscord | None = None, **options: Any
) -> AsyncIterator[tuple[FakeDiscord, Platform, ScriptedDesk]]:
    async with fake_discord(fake) as fake, open_discord(TOKEN, commands=table, **options) as platform:
        desk = ScriptedDesk()
        running = asyncio.create_task(platform.run(desk))
        before = len(fake.identified)
        await fake.until(lambda: len(fake.identified) > before)
        yield fake, platform, desk
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_texts_come_in_the_languages_there_are_catalogues_of_and_impossible_names_do_not() -> None:
    async with listening(FILLED_IN, catalogues={"de": German()}) as (fake, _, _):
        commands = {command["name"]: command for command in fake.commands}
    assert commands["usage"]["description_localizations"] == {"de": "Was es kostet"}
    assert commands["ask"]["name_localizations"] == {}  # "Frage stellen" can be no command's name
    story = commands["ask"]["options"][1]
    assert story["name_localizations"] == {"de": "meldung"}
    assert story["description_localizations"] == {"de": "Die Meldung"}


async def test_the_entries_of_a_messages_menu_are_named_in_each_language() -> None:
    class Named(NullTranslations):
        def gettext(self, message: str) -> str:
            return {"Ask about this": "Danach fragen", "Summarize": "Zusammenfassen"}.get(message, message)

    async with listening(MENU, catalogues={"de": Named()}) as (fake, _, _):
        entries = {command["name"]: command for command in fake.commands if command["type"] == 3}
    assert {name: entry["name_localizations"] for name, entry in entries.items()} == {
        "Ask about this": {"de": "Danach fragen"},
        "Summarize": {"de": "Zusammenfassen"},
    }


async def test_a_field_is_told_in_the_language_of_whoever_pressed() -> None:
    class Asking(NullTranslations):
        def gettext(self, message: str) -> str:
            return {"What would you like to know about it?": "Was möchten Sie wissen?"}.get(message, message)

    asking = Spec("ask", "", "Ask", tr("What would you like to know about it?"))
    async with listening((asking,), catalogues={"de": Asking()}) as (fake, platform, _):
        post = await platform.send(Address("discord", CHANNEL), say("news", Button("Ask", "ask:1")), key="d1")
        await fake.press(post, "aibot:ask:1", locale="de")
        await fake.press(post, "aibot:ask:1")
        await fake.until(lambda: len(fake.modals) == 2)
    labels = {modal["components"][0]["label"] for modal in fake.modals}
    assert labels == {"Was möchten Sie wissen?", "What would you like to know about it?"}


async def test_a_text_that_is_cut_for_discord_is_translated_whole_and_then_cut() -> None:
    long = tr("All of it. " * 12)

    class Backwards(NullTranslations):
        def gettext(self, message: str) -> str:
            return message[::-1] if message == long else message

    async with listening((Spec("help", "", long),), catalogues={"pt-BR": Backwards()}) as (fake, _, _):
        (told,) = fake.commands[0]["description_localizations"].values()
    assert told.startswith(".ti fo llA")
    assert len(told) <= 100


@pytest.mark.parametrize("options", [{}, {"catalogues": {"de": German()}}])
async def test_commands_that_discord_has_already_are_not_sent_again(options: dict[str, Any]) -> None:
    def sent(fake: FakeDiscord) -> int:
        return [method for method, path in fake.calls if path.endswith("/commands")].count("PUT")

    fake = FakeDiscord()
    async with listening(FILLED_IN, fake, **options):
        assert sent(fake) == 1
    async with listening(FILLED_IN, fake, **options):
        assert sent(fake) == 1
    changed = (*FILLED_IN[:2], Spec("usage", "", "What it cost so far", operators=True))
    async with listening(changed, fake, **options):
        assert sent(fake) == 2
    async with listening(changed, fake, catalogues={"de": German(), "fr": German()}):
        assert sent(fake) == 3


# ---------------------------------------------------------------- from a message's menu

MENU = (
    Spec("summarize", "", "Sum up"),
    Spec("about", "", "Ask about this", "What would you like to know about it?", hidden=True),
)


async def test_a_question_from_a_messages_menu_brings_what_the_message_says_and_links_to() -> None:
    async with opened(table=MENU) as chat:
        words = "Look: https://post.example/ferry"
        message = await chat.alice.send(chat.channel, words)
        shown = await chat.alice.context_menu(chat.channel, "Ask about this", message)
        assert chat.desk.asked == []
        assert shown.modal["components"][0]["label"] == "What would you like to know about it?"
        answered = await chat.alice.submit_modal(shown, {"words": "who was hurt?"})
        assert answered.response.embeds[0].description == "asked: about"
    (request,) = chat.desk.asked
    assert (request.action, request.text, request.reply_to) == ("about", "who was hurt?", str(message.id))
    assert (request.replied_text, request.replied_links) == (words, ("https://post.example/ferry",))


async def test_after_a_restart_the_question_still_says_which_message_it_is_about() -> None:
    async with opened(table=MENU) as chat:
        post = await chat.platform.send(chat.address, say("news"), key="d1")
        shown = await chat.alice.context_menu(chat.channel, "Ask about this", chat.channel.last_message)
        await chat.env.restart_bot(successor := DeskClient(MENU))
        await successor.listen(chat.desk)
        await chat.alice.submit_modal(shown, {"words": "who was hurt?"})
    (request,) = chat.desk.asked
    assert (request.action, request.reply_to) == ("about", post)


async def test_summarize_needs_no_words() -> None:
    async with opened(table=MENU) as chat:
        message = await chat.alice.send(chat.channel, "The ferry ran aground.")
        await chat.alice.context_menu(chat.channel, "Summarize", message)
    (request,) = chat.desk.asked
    assert (request.text, request.replied_text) == ("/summarize", "The ferry ran aground.")
