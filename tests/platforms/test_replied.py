"""What a message that is replied to says and links to, as each platform lets us see it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console

from bot.core.types import Request
from bot.platforms.console import ADDRESS, open_console
from tests.platforms.bot_api_people import ADA
from tests.platforms.bot_api_reading import Json
from tests.platforms.bot_api_world import DATE, Chat
from tests.platforms.desk import ScriptedDesk, say
from tests.platforms.telegram_bench import listening, open_bench
from tests.platforms.test_discord import Spec, opened

GROUP = -100500
PLAIN = "https://a.example/1"
HIDDEN = "https://b.example/2"


async def hear(replied: Json, **extra: Any) -> Request:
    """The request that a group's "/summarize" under this message becomes."""
    async with open_bench() as bench, listening(bench):
        group = bench.api.world.add(Chat(GROUP, "supergroup", "Harbour"))
        whole = {"message_id": 55, "date": DATE, "chat": group.as_json(), "from": ADA, **replied}
        await bench.api.write(group, "/summarize", reply_to_message=whole, **extra)
        await bench.desk.wait_for(lambda: bench.desk.posts)
        return bench.desk.asked[0]


async def test_telegrams_links_count_as_written_and_behind_words_after_letters_of_two_units_too() -> None:
    text = f"😀 {PLAIN} and this"
    entities = [
        {"type": "text_link", "offset": len(text) + 1 - 4, "length": 4, "url": HIDDEN},
        {"type": "url", "offset": 3, "length": len(PLAIN)},
        {"type": "bold", "offset": 0, "length": 2},
    ]
    request = await hear({"text": text, "entities": entities})
    assert request.replied_links == (PLAIN, HIDDEN)
    assert request.replied_text == text
    assert request.reply_to == "55"


async def test_telegrams_captions_and_previews_count_too() -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9}]
    caption = {"caption": "a.example/1", "caption_entities": [{"type": "url", "offset": 0, "length": 11}]}
    request = await hear({"photo": photo, **caption, "link_preview_options": {"url": HIDDEN}})
    assert request.replied_links == ("a.example/1", HIDDEN)
    assert request.replied_text == "a.example/1"


async def test_what_a_reply_quotes_is_what_it_is_about() -> None:
    request = await hear({"text": "Long. The strike."}, quote={"text": "The strike.", "position": 6})
    assert request.replied_text == "The strike."


@pytest.mark.parametrize("menu", [True, False])
async def test_discords_links_count_from_a_messages_menu_and_from_a_reply(menu: bool) -> None:
    async with opened(table=(Spec("summarize", "URL", "One piece"),)) as chat:
        me = chat.me.mention
        about = await chat.alice.send(chat.channel, f"{me} [this]({HIDDEN}), and {PLAIN}!")
        if menu:
            await chat.alice.context_menu(chat.channel, "Summarize", about)
        else:
            await chat.alice.send(chat.channel, f"{me} /summarize", reply_to=about)
    request = chat.desk.asked[-1]
    assert request.text == "/summarize"
    assert request.reply_to == str(about.id)
    assert request.replied_links == (HIDDEN, PLAIN)


async def test_where_discord_withholds_the_words_the_messages_own_menu_is_named() -> None:
    async with opened(table=(Spec("summarize", "URL", "One piece"),)) as chat:
        about = await chat.alice.send(chat.channel, f"Read {PLAIN}")
        await chat.alice.send(chat.channel, f"{chat.me.mention} summarize this", reply_to=about)
        assert "under Apps" in chat.said[-1]
        assert chat.desk.asked == []
        await chat.alice.context_menu(chat.channel, "Summarize", about)
    assert chat.desk.asked[0].replied_links == (PLAIN,)


async def test_the_consoles_links_are_those_that_a_post_shows() -> None:
    typed = io.StringIO("1: /summarize\n")
    async with open_console(Console(file=io.StringIO(), width=72), lines=typed) as platform:
        await platform.send(ADDRESS, say(f"Read {PLAIN}."), key="a")
        desk = ScriptedDesk()
        await platform.run(desk)
    assert desk.asked[0].replied_links == (PLAIN,)
    assert desk.asked[0].reply_to == "1"
