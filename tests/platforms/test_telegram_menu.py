"""How the bot introduces itself: menus of commands by sort of chat and by language, and what it is."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from bot.app import CommandLine, tell_menus
from bot.core.saying import ENGLISH, tr
from bot.platforms.telegram import open_telegram
from bot.platforms.telegram_menu import DESCRIPTION, SHORT_DESCRIPTION
from tests.platforms.bot_api import TOKEN, Fault, serve_bot_api
from tests.platforms.bot_api_reading import ApiError
from tests.platforms.bot_api_world import Chat
from tests.platforms.telegram_bench import COMMANDS, QUICK, Bench, Line, ScriptedDesk, listening, open_bench

pytestmark = pytest.mark.quick_time

READING = ["help", "story", "ask"]


class German(NullTranslations):
    """A catalogue of one language, as far as this test reads it."""

    def gettext(self, message: str) -> str:
        return f"auf Deutsch: {message[:80]}"


async def test_each_sort_of_chat_has_the_commands_that_work_in_it() -> None:
    async with open_bench() as bench, listening(bench):
        await bench.api.wait_for(lambda: bench.api.called("setMyShortDescription"))
    profile = bench.api.world.profile
    assert profile.menu("all_group_chats") == READING
    assert profile.menu("all_chat_administrators", "all_group_chats") == [*READING, "settings"]
    assert profile.menu("all_private_chats") == [*READING, "settings", "channel"]
    assert profile.menus["default", ""][0] == {"command": "help", "description": "What I can do"}
    assert (profile.descriptions, profile.short_descriptions) == ({"": DESCRIPTION}, {"": SHORT_DESCRIPTION})


async def test_people_see_the_menu_in_their_language_and_others_in_english() -> None:
    german = (Line("help", "Was ich kann"), Line("settings", "Wie hier berichtet wird", manages=True))
    async with (
        serve_bot_api() as api,
        open_telegram(
            TOKEN,
            base_url=api.base_url,
            commands={ENGLISH: COMMANDS, "de": german},
            catalogues={"de": German()},
            waits=QUICK,
        ) as telegram,
    ):
        async with listening(Bench(api, telegram, ScriptedDesk())):
            await api.wait_for(lambda: len(api.called("setMyShortDescription")) == 2)
        profile = api.world.profile
    assert profile.menu("all_group_chats", language="de") == ["help"]
    assert profile.menu("all_private_chats", language="de") == ["help", "settings", "channel"]
    assert profile.menu("all_private_chats", language="fr") == [*READING, "settings", "channel"]
    assert profile.menus["all_private_chats", "de"][-1]["description"].startswith("auf Deutsch: Run a channel")
    assert profile.descriptions["de"].startswith("auf Deutsch: AiBot reads")


async def test_what_telegram_shows_already_is_not_set_again() -> None:
    async with open_bench() as bench:
        for _ in range(2):
            async with listening(bench):
                await bench.api.wait_for(lambda: bench.api.world.profile.short_descriptions)
                await bench.api.wait_for(lambda: bench.api.calls[-1].method == "getUpdates")
        assert len(bench.api.called("setMyCommands")) == 3
        assert len(bench.api.called("setMyDescription")) == len(bench.api.called("setMyShortDescription")) == 1


async def test_people_are_answered_while_telegram_makes_the_introduction_wait() -> None:
    async with open_bench() as bench:
        error = ApiError(429, "Too Many Requests: retry after 3600", retry_after=3600)
        bench.api.fail_next("setMyCommands", Fault(error))
        async with listening(bench):
            await bench.api.write(bench.api.world.add(Chat(7)), "hello")
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert len(bench.api.called("setMyCommands")) == 1


async def test_a_refused_introduction_does_not_stop_us() -> None:
    async with open_bench() as bench:
        bench.api.fail_next("setMyCommands", Fault(ApiError(400, "Bad Request: BOT_COMMAND_INVALID")))
        async with listening(bench):
            await bench.api.write(bench.api.world.add(Chat(7)), "hello")
            await bench.desk.wait_for(lambda: bench.desk.posts)


async def test_what_the_platform_itself_says_is_said_in_the_persons_language() -> None:
    async with (
        serve_bot_api() as api,
        open_telegram(TOKEN, base_url=api.base_url, catalogues={"de": German()}, waits=QUICK) as telegram,
    ):
        bench = Bench(api, telegram, ScriptedDesk())
        async with listening(bench):
            ada = {"id": 7, "is_bot": False, "first_name": "Ada", "language_code": "de-AT"}
            await api.write(api.world.add(Chat(7)), "/channel here", user=ada)
            await api.write(api.world.chats[7], "/channel", user=ada)
            await api.wait_for(lambda: len(api.world.sent_to(7)) == 2)
            keyboard = api.world.sent_to(7)[1].keyboard
            assert keyboard is not None
            assert keyboard["keyboard"][0][0]["text"] == "auf Deutsch: Choose a channel"
            await api.write(api.world.add(Chat(8)), "/channel here", user={**ada, "id": 8, "language_code": "fr"})
            await api.wait_for(lambda: api.world.sent_to(7) and api.world.sent_to(8))
            assert api.world.sent_to(7)[0].text.startswith("auf Deutsch: Commands in this chat")
            assert api.world.sent_to(8)[0].text.startswith("Commands in this chat")


def test_the_commands_of_the_table_are_told_by_language_with_english_first() -> None:
    lines = (
        CommandLine(name="help", usage="", help=tr("What I can do"), manages=False),
        CommandLine(name="odd", usage="", help="As it is", manages=False),
    )
    menus = tell_menus(lines, {"de": German()})
    assert list(menus) == ["en", "de"]
    assert menus["en"] == lines
    assert [line.help for line in menus["de"]] == ["auf Deutsch: What I can do", "As it is"]
