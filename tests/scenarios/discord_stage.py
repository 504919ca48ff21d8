"""Discord's stage: the real library at a simulated Discord, people who fill in commands, reply and press."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import simcord

from bot.catalogues import read_catalogues
from bot.cli import menu
from bot.core.types import Address, Option, OptionKind
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_commands import list_options
from bot.platforms.discord_platform import DiscordPlatform
from bot.platforms.discord_render import ACTION_PREFIX
from bot.platforms.live import Tempo
from tests.handlers.newsroom import Newsroom
from tests.platforms import simulated_discord  # noqa: F401 - tells what servers set for commands
from tests.platforms.discord_reader import read_markdown
from tests.scenarios.acting import DISCORD, Seen, Who, fold
from tests.scenarios.desk import WatchedDesk, open_serving
from tests.scenarios.stage import Stage, Standing, typed


class DiscordStage(Stage):
    """A text channel of one server for each scenario. No privileged intent, as AiBot runs."""

    name = DISCORD

    def __init__(
        self, newsroom: Newsroom, desk: WatchedDesk, client: DeskClient, guild: Any, people: Any, office: Any
    ) -> None:
        super().__init__(newsroom, desk)
        self._client = client
        self.guild = guild
        self.people = people
        self._office = office
        self._options = {line.name: list_options(line) for line in menu() if not line.hidden}
        self.channel: Any
        self._answers: list[Any] = []  # messages of AiBot's in the channel, and those that one person sees
        self._shown: Any = None  # the field that a press opened
        self._pressed: Any = None  # and the message under which it was opened

    async def enter(self) -> None:
        self.channel = self.guild.create_text_channel("news")
        self._answers = []

    async def enter_office(self) -> None:
        """A channel of the server: what operators are told there nobody else sees."""
        self.channel, self._answers = self._office, []

    @property
    def here(self) -> Address:
        return Address(DISCORD, str(self.channel.id))

    async def watch(self, title: str) -> Seen:
        before = {message.id for message in self.channel.history()}
        await self.report(title)
        new = [message for message in self.channel.history() if message.id not in before]
        self._answers += new
        return self._seen(new, ())

    async def say(self, line: str, who: Who) -> Seen:
        name, _, words = line[1:].partition(" ")
        actor = self.people[who]
        if name not in actor.available_commands(self.channel):
            return Seen(offered=False)
        return self._look(await actor.slash(self.channel, name, **fill_in(self._options[name], words)))

    async def attach(self, line: str, content: bytes) -> Seen:
        name = line[1:].partition(" ")[0]
        called = self.people["boss"].slash(self.channel, name, file=("feeds.opml", content))
        return self._look(await called)

    async def press(self, typed: str, who: Who) -> Seen:
        message, custom_id = self._find(typed)
        before = look_of(message)
        result = await self.people[who].click(message, custom_id=custom_id)
        self._shown = result if result.modal is not None else None
        return self._look(result, pressed=message, before=before)

    async def fill(self, words: str, who: Who) -> Seen:
        assert self._shown is not None, "no field was opened"
        pressed, self._pressed = self._pressed, None
        before = look_of(self._now(pressed))
        submitted = await self.people[who].submit_modal(self._shown, {"words": words})
        return self._look(submitted, pressed=pressed, before=before)

    async def reply(self, words: str, who: Who, to: str = "") -> Seen:
        named = [one for one in self.channel.history() if str(one.id) == to]
        return await self._write(words, who, reply_to=(named or self._answers)[-1])

    async def mention(self, words: str, who: Who) -> Seen:
        assert self._client.user is not None
        return await self._write(f"{self._client.user.mention} {words}", who)

    async def confide(self, words: str) -> Seen:
        user = self.people["boss"].user
        await user.send_dm("/story 1")
        await user.send_dm(words)
        return self._seen([user.dm_channel.last_message], ())

    def list_standing(self) -> list[Standing]:
        return [
            Standing(
                str(message.id),
                message_text(message),
                tuple(
                    tuple(str(button.label or button.emoji) for button in row.children)
                    for row in message.components
                ),
                str(message.reference.message_id) if message.reference is not None else None,
                message.flags.suppress_notifications,
                tuple(map(typed, custom_ids(message))),
            )
            for message in self.channel.history()
            if message.author.bot
        ]

    async def delete(self, message_id: str) -> None:
        (message,) = [one for one in self.channel.history() if str(one.id) == message_id]
        await self.people["boss"].delete(message)

    async def _write(self, words: str, who: Who, **more: Any) -> Seen:
        before = {message.id for message in self.channel.history()}
        await self.people[who].send(self.channel, words, **more)
        new = [one for one in self.channel.history() if one.id not in before and one.author.bot]
        self._answers += new
        return self._seen(new, ())

    def _look(self, result: Any, *, pressed: Any = None, before: object = None) -> Seen:
        """What an interaction brought: messages for all, for whoever acted, or what was pressed in a new form."""
        came = [one for one in (result.response, *result.followups) if one is not None]
        notes = [one for one in came if one.ephemeral and not is_pressed(one, pressed)]
        new = [one for one in came if not one.ephemeral and not is_pressed(one, pressed)]
        if result.modal is not None:
            self._pressed = pressed
            (label,) = result.modal["components"]
            return Seen(field=label.get("description") or label["label"])
        in_place = pressed is not None and look_of(self._now(pressed)) != before
        if in_place:
            new = [*([] if new else [self._now(pressed)]), *new]
        self._answers += [*new, *notes]
        return self._seen(new, notes, in_place=in_place)

    def _seen(self, new: Any, notes: Any, *, in_place: bool = False) -> Seen:
        shown = [*new, *notes]
        return Seen(
            text=fold(" ".join(map(message_text, shown))),
            buttons=frozenset(typed(custom_id) for one in shown for custom_id in custom_ids(one)),
            note=fold(" ".join(map(message_text, notes))),
            files=tuple(file.filename for one in shown for file in one.attachments),
            in_place=in_place,
        )

    def _now(self, message: Any) -> Any:
        """The message as it stands now."""
        return next((one for one in self.channel.history() if one.id == message.id), message)

    def _find(self, said: str) -> tuple[Any, str]:
        """On the newest message that has it, whether it is an answer or came by itself."""
        posts = [one for one in self.channel.history() if one.author.bot]
        stood = {one.id: one for one in [*posts, *self._answers]}
        for message in map(self._now, sorted(stood.values(), key=lambda one: one.id, reverse=True)):
            for custom_id in custom_ids(message):
                if typed(custom_id) == said:
                    return message, ACTION_PREFIX + custom_id
        raise AssertionError(f"no button {said!r} stands there")


def is_pressed(message: Any, pressed: Any) -> bool:
    return pressed is not None and message.id == pressed.id


def message_text(message: Any) -> str:
    """As it is read, markup taken away."""
    return "\n".join(
        read_markdown(f"{embed.title or ''}\n{embed.description or ''}").text for embed in message.embeds
    )


def look_of(message: Any) -> tuple[str, list[str]]:
    return message_text(message), custom_ids(message)


def custom_ids(message: Any) -> list[str]:
    """Of its buttons, without our sign before them."""
    return [
        custom_id.removeprefix(ACTION_PREFIX)
        for row in message.components
        for button in (row["components"] if isinstance(row, dict) else row.children)
        if (custom_id := button.get("custom_id") if isinstance(button, dict) else button.custom_id)
    ]


def fill_in(options: tuple[Option, ...], words: str) -> dict[str, Any]:
    """The fields of a slash command as a person fills them in who would have typed those words behind it."""
    fields = [one for one in options if one.kind in (OptionKind.TEXT, OptionKind.NUMBER)]
    filled: dict[str, Any] = {}
    for field in fields:
        first, _, rest = words.partition(" ")
        if field.kind is OptionKind.NUMBER:
            if first.isdigit():
                filled[field.name], words = int(first), rest
        elif field is fields[-1]:
            filled |= {field.name: words} if words else {}
        elif first:
            filled[field.name], words = first, rest
    return filled


@asynccontextmanager
async def open_discord_stage() -> AsyncIterator[DiscordStage]:
    client = DeskClient(menu(), Tempo(), read_catalogues())
    platform = DiscordPlatform(client, "token")
    async with simcord.run(client, approved_intents=discord.Intents.default(), shard_count=1) as env:
        guild = env.create_guild("Harbour Town")
        staff = guild.create_role("staff", permissions=discord.Permissions(administrator=True))
        boss = guild.add_member(env.create_user("ada"), roles=[staff])
        people = {"boss": boss, "guest": guild.add_member(env.create_user("bert"))}
        office = guild.create_text_channel("staff")
        places = f"discord:{boss.id}", f"discord:{office.id}"
        async with open_serving({DISCORD: platform}, *places) as (newsroom, desk):
            await client.listen(desk)
            yield DiscordStage(newsroom, desk, client, guild, people, office)
