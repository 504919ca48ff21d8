"""Two people who act in the same moment, at the real desk through both libraries: each has what is theirs."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from inspect import getsource

import pytest

from bot.catalogues import read_catalogues
from bot.cli import menu
from bot.core.settings_menu import SETTINGS
from bot.core.types import Address, ChannelSettings, Length, Style
from bot.platforms.discord import open_discord
from handlers import COMMANDS
from handlers.in_turn import CHANGERS
from tests.handlers.newsroom import Newsroom
from tests.make import make_request
from tests.platforms.fake_discord import FakeDiscord, fake_discord
from tests.platforms.fake_discord_shapes import ALICE, BEN, CHANNEL, TOKEN, Who
from tests.scenarios.acting import TELEGRAM
from tests.scenarios.desk import WatchedDesk, open_serving
from tests.scenarios.stages import open_stage
from tests.scenarios.telegram_stage import GUEST, TelegramStage

ADA, BERT = Who(), Who(user=BEN)
HURT, FOG = "How many passengers were injured?", "Who said fog had hidden the reef?"
ASKED = {ADA.user["id"]: HURT, BERT.user["id"]: FOG}
ANSWERS = {HURT: "passengers were injured", FOG: "Mara Lindqvist"}


@asynccontextmanager
async def on_discord() -> AsyncIterator[tuple[FakeDiscord, WatchedDesk, Newsroom]]:
    async with (
        fake_discord() as fake,
        open_discord(TOKEN, commands=menu(), catalogues=read_catalogues()) as platform,
        open_serving({"discord": platform}, f"discord:{ALICE['id']}") as (newsroom, desk),
    ):
        running = asyncio.create_task(platform.run(desk))
        await fake.until(lambda: fake.intents)
        yield fake, desk, newsroom
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def answered(fake: FakeDiscord, token: str) -> str:
    """The words that stand where the interaction is answered."""
    original = fake.interactions[token].original or ""
    return str((fake.messages.get(original) or fake.private[original])["embeds"][0]["description"])


def story_of(number: int) -> dict[str, object]:
    return {"name": "story", "type": 4, "value": number}


async def test_of_two_who_ask_by_command_at_once_each_has_the_answer_to_their_question() -> None:
    async with on_discord() as (fake, desk, _):
        asked = {}
        for who in (ADA, BERT):
            question = ASKED[who.user["id"]]
            options = [story_of(1), {"name": "question", "type": 3, "value": question}]
            asked[await fake.slash("ask", options=options, who=who)] = question
        await desk.wait_for(lambda: len(desk.stands) == 2)
        for token, question in asked.items():
            assert ANSWERS[question] in answered(fake, token)


async def test_of_two_who_ask_by_a_button_at_once_each_fills_in_a_field_and_has_their_own_answer() -> None:
    async with on_discord() as (fake, desk, _):
        story = await fake.slash("story", options=[story_of(1)])
        await desk.wait_for(lambda: desk.stands)
        message = fake.interactions[story].original or ""
        for who in (ADA, BERT):
            await fake.press(message, "aibot:ask:1", who=who)
        await fake.until(lambda: len(fake.modals) == 2)
        asked = {}
        for modal, who in zip(fake.modals, (ADA, BERT), strict=True):
            question = ASKED[who.user["id"]]
            asked[await fake.submit(modal, question, who=who)] = question
        await desk.wait_for(lambda: len(desk.stands) == 3)
        for token, question in asked.items():
            assert ANSWERS[question] in answered(fake, token)


@pytest.mark.parametrize("private", [False, True])
async def test_of_two_who_ask_in_words_at_once_each_is_answered_under_their_own(private: bool) -> None:
    async with on_discord() as (fake, desk, _):
        asked = {}
        for who in (ADA, BERT):
            words = f"1 {ASKED[who.user['id']]}"
            if private:
                asked[await fake.write_privately(f"/ask {words}", who)] = words
            else:
                asked[await fake.mention(f"/ask {words}", who=who)] = words
        await desk.wait_for(lambda: len(desk.stands) == 2)
        said = {fake.replies[one]: fake.messages[one] for one in fake.messages if one in fake.replies}
        assert set(said) == set(asked)
        for question_id, words in asked.items():
            assert ANSWERS[words.removeprefix("1 ")] in said[question_id]["embeds"][0]["description"]
        assert len({one["channel_id"] for one in said.values()}) == (2 if private else 1)


# ---------------------------------------------------------------- two administrators


async def press_at_once_on_discord(fake: FakeDiscord, desk: WatchedDesk, *presses: tuple[str, str, Who]) -> None:
    """Each a message, a button of it and who presses it."""
    before = len(desk.answered)
    await asyncio.gather(*(fake.press(message, f"aibot:{action}", who=who) for message, action, who in presses))
    await desk.wait_for(lambda: len(desk.answered) == before + len(presses))


async def open_choices(fake: FakeDiscord, name: str, who: Who) -> str:
    """A settings message of their own, in which the choices of that setting are offered."""
    token = await fake.slash("settings", options=[{"name": "name", "type": 3, "value": name}], who=who)
    await fake.until(lambda: fake.interactions[token].original)
    return str(fake.interactions[token].original)


async def settings_of(desk: WatchedDesk, newsroom: Newsroom, address: Address) -> ChannelSettings:
    channel = await newsroom.app.storage.channels.find(address)
    assert channel is not None
    return channel.settings


async def test_of_two_administrators_who_change_two_settings_at_once_neither_takes_back_the_others() -> None:
    async with on_discord() as (fake, desk, newsroom):
        style, length = await open_choices(fake, "style", ADA), await open_choices(fake, "length", BERT)
        presses = (style, "settings:style bullets", ADA), (length, "settings:length long", BERT)
        await press_at_once_on_discord(fake, desk, *presses)
        kept = await settings_of(desk, newsroom, Address("discord", CHANNEL))
        assert (kept.style, kept.length) == (Style.BULLETS, Length.LONG)


async def test_of_two_administrators_who_press_in_one_message_at_once_it_shows_what_is_kept() -> None:
    async with on_discord() as (fake, desk, newsroom):
        message = await open_choices(fake, "style", ADA)
        presses = (message, "settings:style bullets", ADA), (message, "settings:style story", BERT)
        await press_at_once_on_discord(fake, desk, *presses)
        await fake.until(lambda: all(one.answered for one in fake.interactions.values()))
        kept = await settings_of(desk, newsroom, Address("discord", CHANNEL))
        assert SETTINGS["style"].show(kept) in fake.messages[message]["embeds"][0]["description"]


async def test_of_two_administrators_who_press_at_once_on_telegram_both_are_obeyed() -> None:
    async with open_stage(TELEGRAM) as stage:
        assert isinstance(stage, TelegramStage)
        await stage.enter()
        chat = stage.api.world.chats[int(stage.here.chat)]
        chat.administrators[8] = "administrator"  # the guest
        for name in ("style", "length"):
            await stage.api.write(chat, f"/settings@AiBotTest {name}")
        await stage.desk.wait_for(lambda: len(stage.api.world.sent_to(chat.id)) == 2)
        style, length = stage.api.world.sent_to(chat.id)
        await asyncio.gather(
            stage.api.press(style, "settings:style bullets"),
            stage.api.press(length, "settings:length long", user=GUEST),
        )
        await stage.desk.wait_for(lambda: len(stage.desk.answered) == 4)
        kept = await settings_of(stage.desk, stage.newsroom, stage.here)
        assert (kept.style, kept.length) == (Style.BULLETS, Length.LONG)


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("/mute 1", "/mute 2", lambda settings: len(settings.muted) == 2),
        ("/filter -sport", "/filter ferry", lambda settings: len(settings.filters) == 2),
        ("/hide Coast Radio", "/settings style story", lambda s: s.hidden and s.style is Style.STORY),
        ("/pause", "/follow 1", lambda settings: settings.paused_since and settings.followed),
    ],
)
async def test_what_two_administrators_want_at_once_is_kept_whole(
    one: str, other: str, kept: Callable[[ChannelSettings], object]
) -> None:
    """As two who run a channel from private chats of their own may."""
    async with open_serving({}, "") as (newsroom, desk):
        here = Address("console", "100")
        await desk.answer(make_request("/settings", address=here))
        await asyncio.gather(*(desk.answer(make_request(text, address=here)) for text in (one, other)))
        assert kept(await settings_of(desk, newsroom, here))


def test_every_command_that_writes_settings_back_waits_for_its_turn() -> None:
    modules = {sys.modules[command.handler.__module__] for command in COMMANDS}
    writers = {one.__name__ for one in modules if re.search(r"save_settings\(|import .*\bsave\b", getsource(one))}
    assert writers == CHANGERS
