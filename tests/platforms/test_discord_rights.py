"""Whom a server lets change what comes to its channels: Discord's own rule, on every way a command can take."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simcord.backend.command_access import command_access

from bot.cli import menu
from bot.core.types import Address, Button, Option, OptionKind
from bot.platforms.discord_commands import MANAGING
from bot.platforms.discord_rights import CHANNEL as OF_CHANNEL
from bot.platforms.discord_rights import ROLE, USER, Caller, Rule, may_call
from bot.ports import Platform
from handlers import COMMANDS
from tests.platforms.desk import ScriptedDesk, say
from tests.platforms.fake_discord import FakeDiscord
from tests.platforms.fake_discord_shapes import (
    BEN,
    BOT,
    CHANNEL,
    EDITORS,
    FORUM,
    GUILD,
    MANAGE_CHANNELS,
    OTHER,
    USE_COMMANDS,
    VIEW,
    Who,
)
from tests.platforms.test_discord import Spec, opened
from tests.platforms.test_discord_commands import listening

# ---------------------------------------------------------------- the rule itself

SERVER, HERE, ME = 300, 200, 102
HELD = (SERVER, 700, 701)  # roles; the server's own id is everybody's
TARGETS = {ROLE: (*HELD, 702), USER: (ME, 103), OF_CHANNEL: (HERE, 201, SERVER - 1)}
PERMISSIONS = ("administrator", "use_application_commands", "manage_channels", "manage_guild")


@st.composite
def rules(draw: st.DrawFn) -> tuple[Rule, ...]:
    """At most one of a target, as Discord keeps them."""
    every = [(target, kind) for kind, targets in TARGETS.items() for target in targets]
    chosen = draw(st.lists(st.sampled_from(every), unique=True, max_size=6))
    return tuple(Rule(target, kind, draw(st.booleans())) for target, kind in chosen)


class Simulated:
    """As much of the simulated Discord's state as its judgement of commands asks for."""

    application_id = 100

    def __init__(self, may: discord.Permissions, own: Sequence[Rule], common: Sequence[Rule]) -> None:
        self._may = may.value
        self._kept = {400: self._write(own), self.application_id: self._write(common)}

    @staticmethod
    def _write(told: Sequence[Rule]) -> list[dict[str, Any]]:
        return [{"id": str(one.target), "type": one.kind, "permission": one.lets} for one in told]

    def get_channel(self, channel_id: int) -> Any:
        return SimpleNamespace(guild_id=SERVER, permission_channel_id=lambda: channel_id)

    def get_guild(self, guild_id: int) -> Any:
        return SimpleNamespace(members={ME: SimpleNamespace(role_ids=list(HELD))})

    def compute_permissions(self, *_: int) -> int:
        return self._may

    def get_command_permissions(self, _: int, command_id: int) -> list[dict[str, Any]]:
        return self._kept[command_id]


@given(own=rules(), common=rules(), named=st.sets(st.sampled_from(PERMISSIONS)))
def test_whoever_is_let_is_let_by_another_reading_of_discords_rule_too_and_nobody_else(
    own: tuple[Rule, ...], common: tuple[Rule, ...], named: set[str]
) -> None:
    may = discord.Permissions(view_channel=True, **dict.fromkeys(named, True))
    command = {"id": "400", "default_member_permissions": str(MANAGING.value)}
    theirs = command_access(Simulated(may, own, common), command, user_id=ME, channel_id=HERE)
    ours = may_call(Caller(ME, frozenset(HELD), SERVER, HERE, may), own, common, MANAGING)
    assert ours is theirs.allowed


@given(own=rules(), common=rules())
def test_nobody_is_let_where_they_do_not_even_see_the_channel(
    own: tuple[Rule, ...], common: tuple[Rule, ...]
) -> None:
    may = discord.Permissions(manage_channels=True, manage_guild=True, use_application_commands=True)
    assert not may_call(Caller(ME, frozenset(HELD), SERVER, HERE, may), own, common, MANAGING)


def test_every_hidden_command_that_changes_a_channel_is_part_of_one_that_discord_shows() -> None:
    shown = {command.name for command in COMMANDS if command.manages and not command.hidden}
    hidden = {command.name: command.part_of for command in menu() if command.manages and command.hidden}
    assert set(hidden.values()) <= shown
    assert len(hidden) == 5


# ---------------------------------------------------------------- on every way

TABLE = (
    Spec(
        "settings",
        "",
        "Settings",
        manages=True,
        options=(Option("name", "Which"), Option("channel", "Where", OptionKind.CHANNEL)),
    ),
    Spec("set", "", "A value", "What?", hidden=True, manages=True, part_of="settings"),
    Spec("forget", "chat", "Forgets all"),
)
PANEL = say("Rhythm", Button("Digest", "settings:rhythm digest"), Button("Forget", "forget:chat"))
EDITOR = Who(BEN, (EDITORS,), VIEW | USE_COMMANDS)
MEMBER = Who(BEN, (), VIEW | USE_COMMANDS)
MANAGER = Who(BEN, (), VIEW | USE_COMMANDS | MANAGE_CHANNELS)
LET_EDITORS = (ROLE, EDITORS, True)
ASKED = ("GET", f"/api/applications/100/guilds/{GUILD}/commands/permissions")


class Server:
    """A channel with a panel in it, and what the desk was told of whoever pressed."""

    def __init__(self, fake: FakeDiscord, desk: ScriptedDesk, panel: str) -> None:
        self.fake = fake
        self.desk = desk
        self._panel = panel

    async def press(self, who: Who, action: str = "settings:rhythm digest") -> bool:
        return await self._managing(self.fake.press(self._panel, f"aibot:{action}", who=who))

    async def call(self, who: Who, name: str = "settings", **more: Any) -> bool:
        return await self._managing(self.fake.slash(name, who=who, **more))

    async def mention(self, who: Who, words: str) -> bool:
        return await self._managing(self.fake.mention(words, who=who))

    async def _managing(self, acting: Any) -> bool:
        before = len(self.desk.asked)
        await acting
        await self.fake.until(lambda: len(self.desk.asked) > before)
        return self.desk.asked[-1].person.manages


@asynccontextmanager
async def server() -> AsyncIterator[Server]:
    async with listening(TABLE) as (fake, platform, desk):
        yield Server(fake, desk, await post_panel(platform))


async def post_panel(platform: Platform) -> str:
    return await platform.send(Address("discord", CHANNEL), PANEL, key="d1")


async def test_a_command_that_discord_let_somebody_call_is_believed() -> None:
    async with server() as here:
        assert await here.call(EDITOR)  # Discord would not pass it on from anybody whom the owner does not let
        assert ASKED not in here.fake.calls


async def test_the_buttons_work_for_a_role_that_the_owner_lets_call_the_command_and_for_no_other() -> None:
    async with server() as here:
        assert not await here.press(EDITOR)
        await here.fake.set_permissions("settings", LET_EDITORS)
        assert await here.press(EDITOR)
        assert not await here.press(MEMBER)
        assert await here.press(MANAGER)
        await here.fake.set_permissions("settings")
        assert not await here.press(EDITOR)


async def test_whom_the_owner_does_not_let_gets_in_neither_by_a_button_nor_by_a_mention() -> None:
    async with server() as here:
        assert await here.press(MANAGER)
        await here.fake.set_permissions("settings", (USER, BEN["id"], False))
        assert not await here.press(MANAGER)
        assert not await here.mention(MANAGER, "/ settings rhythm digest")


async def test_words_after_a_mention_are_judged_as_the_command_that_they_name() -> None:
    async with server() as here:
        await here.fake.set_permissions("settings", LET_EDITORS)
        assert await here.mention(EDITOR, "/settings rhythm digest")
        assert not await here.mention(MEMBER, "/settings rhythm digest")
        assert not await here.mention(EDITOR, "/forget chat")


async def test_words_that_answer_a_question_are_judged_as_the_command_that_asked() -> None:
    async with server() as here:
        here.desk.comes_to = lambda request: "set"
        await here.fake.set_permissions("settings", LET_EDITORS)
        assert await here.mention(EDITOR, "8:00")
        assert not await here.mention(MEMBER, "8:00")
        await here.fake.set_permissions("settings", (USER, BEN["id"], False))
        assert not await here.mention(MANAGER, "8:00")


async def test_what_a_role_may_call_opens_nothing_else() -> None:
    async with server() as here:
        await here.fake.set_permissions("settings", LET_EDITORS)
        assert not await here.press(EDITOR, "forget:chat")
        assert not await here.call(EDITOR, "forget")


async def test_a_role_that_is_let_call_every_command_gets_in_only_where_it_was_by_default() -> None:
    async with server() as here:
        await here.fake.set_permissions(BOT["id"], LET_EDITORS)
        assert not await here.press(EDITOR)
        assert await here.press(MANAGER)
        await here.fake.set_permissions(BOT["id"], (OF_CHANNEL, CHANNEL, False))
        assert not await here.press(MANAGER)


async def test_a_server_is_asked_once_until_discord_says_that_something_changed() -> None:
    async with server() as here:
        for _ in range(3):
            await here.press(MEMBER)
        assert here.fake.calls.count(ASKED) == 1
        await here.fake.set_permissions("settings", LET_EDITORS)
        await here.press(MEMBER)
        assert here.fake.calls.count(ASKED) == 2


@pytest.mark.quick_time
async def test_what_changed_while_we_were_cut_off_is_asked_for_anew() -> None:
    until_ready = 5  # seconds of the clock that leaps; the library waits two for further servers
    async with server() as here:
        await asyncio.sleep(until_ready)
        assert not await here.press(EDITOR)
        await here.fake.hang_up()
        await here.fake.set_permissions("settings", LET_EDITORS)  # and nobody is there to be told
        here.fake.forgets_sessions = True
        await here.fake.until(lambda: len(here.fake.identified) == 2)
        await asyncio.sleep(until_ready)
        assert await here.press(EDITOR)


async def test_where_discord_cannot_be_asked_nobody_is_let_in_and_they_are_told_to_try_again() -> None:
    async with server() as here:
        here.fake.fail_next(503)
        panel = next(iter(here.fake.messages))
        await here.fake.press(panel, "aibot:settings:rhythm digest", who=EDITOR)
        await here.fake.until(lambda: here.fake.whispered)
        assert "try again" in here.fake.whispered[0]
        assert here.desk.asked == []


async def test_while_a_server_cannot_be_seen_whole_nobody_is_let_in() -> None:
    """Who holds which role there is then not known."""
    async with server() as here:
        await here.fake.set_permissions("settings", (ROLE, EDITORS, False))
        assert not await here.press(Who(BEN, (EDITORS,), VIEW | USE_COMMANDS | MANAGE_CHANNELS))
        await here.fake.dispatch("GUILD_DELETE", {"id": GUILD, "unavailable": True})
        panel = next(iter(here.fake.messages))
        await here.fake.press(panel, "aibot:settings:rhythm digest", who=MANAGER)
        await here.fake.until(lambda: here.fake.whispered)
        assert "try again" in here.fake.whispered[0]
        assert len(here.desk.asked) == 1


async def test_who_brought_us_along_to_a_server_is_not_believed() -> None:
    async with server() as here:
        assert not await here.call(Who(BEN, (), VIEW | USE_COMMANDS, brought=True))


async def test_a_panel_works_for_whomever_discord_shows_its_command_and_for_nobody_else() -> None:
    panel = say("Rhythm", Button("Digest", "settings:rhythm digest"), Button("Hours", "set:hours"))
    async with opened(lambda request: panel, table=TABLE) as chat:
        role = chat.guild.create_role("editors", permissions=discord.Permissions.none())
        ben = chat.guild.add_member(chat.env.create_user("ben"), roles=[role])
        (settings,) = (one for one in await chat.client.tree.fetch_commands() if one.name == "settings")
        chat.guild.set_command_permissions(settings, {role: True})
        assert [("settings" in who.available_commands(chat.channel)) for who in (ben, chat.alice)] == [
            True,
            False,
        ]
        opened_panel = await ben.slash(chat.channel, "settings")
        for who in (ben, chat.alice):
            await who.click(opened_panel.response, label="Digest")
            field = await who.click(opened_panel.response, label="Hours")
            await who.submit_modal(field, {"words": "8:00"})
    assert [(one.action, one.person.name, one.person.manages) for one in chat.desk.asked[1:]] == [
        ("settings:rhythm digest", "ben", True),
        ("set:hours", "ben", True),
        ("settings:rhythm digest", "alice", False),
        ("set:hours", "alice", False),
    ]


# ---------------------------------------------------------------- about another channel


def about(channel: str, may: int) -> dict[str, Any]:
    """What Discord sends along where a command's field names a channel."""
    named = {"id": channel, "type": 0, "name": "other", "permissions": str(may)}
    options = [{"name": "channel", "type": 7, "value": channel}]
    return {"options": options, "resolved": {"channels": {channel: named}}}


async def test_a_command_about_another_channel_is_judged_as_one_that_is_called_there() -> None:
    async with server() as here:
        looking_on = about(OTHER, VIEW | USE_COMMANDS)
        assert not await here.call(MANAGER, **looking_on)
        await here.fake.set_permissions("settings", LET_EDITORS, (OF_CHANNEL, FORUM, False))
        assert await here.call(EDITOR, **looking_on)
        assert not await here.call(EDITOR, **about(FORUM, VIEW | USE_COMMANDS))


async def test_a_channel_that_somebody_cannot_see_is_not_there_for_them() -> None:
    async with server() as here:
        await here.fake.set_permissions("settings", LET_EDITORS)
        await here.fake.slash("settings", who=EDITOR, **about(OTHER, USE_COMMANDS))
        await here.fake.until(lambda: here.fake.whispered)
        assert "you cannot see it" in here.fake.whispered[0]
        assert here.desk.asked == []
