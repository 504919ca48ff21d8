"""Our command table as Discord's slash commands, with fields to fill in, and as entries of a message's menu."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

import discord
from discord import app_commands

from bot.core.saying import Phrase, tr
from bot.core.types import Option, OptionKind, Suggestion
from bot.platforms.discord_render import shorten_label

DESCRIPTION_LIMIT = 100
OPTION_NAME_LIMIT = 32
CHOICES_LIMIT = 25
CHOICE_LIMIT = 100
MANAGING = discord.Permissions(manage_channels=True)  # what a server's owner may change for its members
_ENTRIES: Mapping[str, Phrase] = MappingProxyType({"summarize": tr("Summarize")})  # their names in a menu
ABOUT_A_MESSAGE = frozenset({"summarize", "about"})

Named = app_commands.AppCommandChannel | app_commands.AppCommandThread


class Place(app_commands.Transformer):
    """A channel that stories can be told in; those for voices have a chat of their own."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kinds = discord.ChannelType
        threads = [kinds.news_thread, kinds.public_thread, kinds.private_thread]
        spoken = [kinds.voice, kinds.stage_voice]
        return [kinds.text, kinds.news, kinds.forum, kinds.media, *spoken, *threads]

    async def transform(self, interaction: discord.Interaction, value: Named, /) -> Named:
        return value


_TYPES: Mapping[OptionKind, Any] = {
    OptionKind.TEXT: str,
    OptionKind.NUMBER: int,
    OptionKind.FILE: discord.Attachment,
    OptionKind.CHANNEL: app_commands.Transform[Named, Place],
}


@dataclass(frozen=True, slots=True)
class Called:
    """A command as if it had been typed, the file that came with it, and the other channel it is about."""

    text: str
    file: discord.Attachment | None = None
    channel: Named | None = None


Answering = Callable[[discord.Interaction, Called], Awaitable[None]]
Suggesting = Callable[[discord.Interaction, Called, str, str, str], Awaitable[Sequence[Suggestion]]]
"""What is filled in so far, the command's and the option's name, and what is typed into it."""


class CommandSpec(Protocol):
    """`usage` is what follows the name, such as "FEED|SITE"; empty when nothing does. `manages`: changes the
    channel for all. `asks`: what a button of it has people type first, "" for nothing. `hidden`: only buttons
    call it. `part_of`: the command as which such a one is allowed or not. `operators`: nobody else has a use for
    it. `options`: the fields of it; where there are none, the usage is the one field."""

    @property
    def name(self) -> str: ...
    @property
    def usage(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def manages(self) -> bool: ...
    @property
    def asks(self) -> str: ...
    @property
    def hidden(self) -> bool: ...
    @property
    def part_of(self) -> str: ...
    @property
    def operators(self) -> bool: ...
    @property
    def options(self) -> tuple[Option, ...]: ...


Choosing = Callable[[discord.Interaction, CommandSpec, discord.Message], Awaitable[None]]
"""From the menu of the message given."""


def build_menu(
    table: Sequence[CommandSpec],
    choose: Callable[[discord.Interaction, CommandSpec, discord.Message], Awaitable[None]],
) -> list[app_commands.ContextMenu]:
    """The commands that may be called from a message's menu, about that message."""
    return [_build_entry(spec, choose) for spec in table if spec.name in ABOUT_A_MESSAGE]


def _build_entry(spec: CommandSpec, choose: Choosing) -> app_commands.ContextMenu:
    async def run(interaction: discord.Interaction, message: discord.Message) -> None:
        await choose(interaction, spec, message)

    name = spec.help if spec.hidden else _ENTRIES[spec.name]
    short = app_commands.locale_str(shorten_label(name, OPTION_NAME_LIMIT), whole=name)
    return app_commands.ContextMenu(name=short, callback=run)


def build_commands(
    table: Sequence[CommandSpec], answer: Answering, suggest: Suggesting
) -> list[app_commands.Command[Any, ..., None]]:
    """Those of the table that people call by name, visible to whom Discord's own permissions let them."""
    return [_build_command(spec, answer, suggest) for spec in table if not spec.hidden]


def _build_command(
    spec: CommandSpec, answer: Answering, suggest: Suggesting
) -> app_commands.Command[Any, ..., None]:
    options = list_options(spec)

    async def run(interaction: discord.Interaction, **filled_in: Any) -> None:
        await answer(interaction, _read_call(spec.name, options, filled_in))

    # The library reads a command's fields off its function's parameters.
    run.__signature__ = _sign(options)  # type: ignore[attr-defined]
    command: app_commands.Command[Any, ..., None] = app_commands.Command(
        name=spec.name, description=_describe(spec.help or spec.name), callback=_with_texts(run, options)
    )
    for option in options:
        if option.suggested:
            command.autocomplete(option.name)(_suggesting(spec.name, option, options, suggest))
    if spec.operators:
        command.default_permissions = discord.Permissions.none()  # administrators alone see it
    elif spec.manages:
        command.default_permissions = MANAGING
    return command


def list_options(spec: CommandSpec) -> tuple[Option, ...]:
    """Its own, else one named after the first word of its usage."""
    if spec.options:
        return spec.options
    words = re.findall(r"[a-z]+", spec.usage.lower())
    return (Option(words[0][:OPTION_NAME_LIMIT], spec.usage),) if words else ()


def _sign(options: Sequence[Option]) -> inspect.Signature:
    kind = inspect.Parameter.KEYWORD_ONLY
    fields = [
        inspect.Parameter(option.name, kind, annotation=_TYPES[option.kind])
        if option.required
        else inspect.Parameter(option.name, kind, annotation=_TYPES[option.kind] | None, default=None)
        for option in options
    ]
    first = inspect.Parameter("interaction", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return inspect.Signature([first, *fields])


def _with_texts(run: Callable[..., Any], options: Sequence[Option]) -> Callable[..., Any]:
    described = {option.name: _describe(option.about) for option in options}
    choices = {
        option.name: [app_commands.Choice(name=one, value=one) for one in option.choices]
        for option in options
        if option.choices
    }
    return app_commands.describe(**described)(app_commands.choices(**choices)(run))


def _describe(text: str) -> app_commands.locale_str:
    """The whole text goes along, for it is what the catalogues know it by."""
    return app_commands.locale_str(shorten_label(text, DESCRIPTION_LIMIT), whole=text)


def _read_call(name: str, options: Sequence[Option], filled_in: Mapping[str, Any]) -> Called:
    words = [f"/{name}"]
    file = channel = None
    for option in options:
        value = filled_in.get(option.name)
        if isinstance(value, discord.Attachment):
            file = value
        elif isinstance(value, Named):
            channel = value
        elif value is not None:
            words.append(str(value).strip())
    return Called(" ".join(filter(None, words)), file, channel)


def _suggesting(
    name: str, option: Option, options: Sequence[Option], suggest: Suggesting
) -> Callable[[discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[Any]]]]:
    others = [each for each in options if each is not option]

    async def offer(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[Any]]:
        called = _read_call(name, others, dict(iter(interaction.namespace)))
        found = await suggest(interaction, called, name, option.name, str(typed or ""))
        choices = [choice for one in found if (choice := _build_choice(one, option.kind)) is not None]
        return choices[:CHOICES_LIMIT]

    return offer


def _build_choice(one: Suggestion, kind: OptionKind) -> app_commands.Choice[Any] | None:
    """None where Discord would not take it."""
    label = shorten_label(one.label, CHOICE_LIMIT)
    if kind is OptionKind.NUMBER:
        return app_commands.Choice(name=label, value=int(one.value)) if one.value.isdecimal() else None
    return app_commands.Choice(name=label, value=one.value) if 0 < len(one.value) <= CHOICE_LIMIT else None
