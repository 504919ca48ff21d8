"""Our command table as Discord's slash commands."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import discord
from discord import app_commands

DESCRIPTION_LIMIT = 100
OPTION_NAME_LIMIT = 32
ABOUT_A_MESSAGE = frozenset({"summarize"})

Answering = Callable[[discord.Interaction, str], Awaitable[None]]
"""Answers an interaction as if the text given had been typed."""


class CommandSpec(Protocol):
    """`usage` is what follows the name, such as "FEED|SITE"; empty when nothing does. `asks`: what a button of
    it has people type first, "" for nothing. `hidden`: only buttons call it."""

    @property
    def name(self) -> str: ...
    @property
    def usage(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def asks(self) -> str: ...
    @property
    def hidden(self) -> bool: ...


def build_menu(
    table: Sequence[CommandSpec], answer: Callable[[discord.Interaction, str, discord.Message], Awaitable[None]]
) -> list[app_commands.ContextMenu]:
    """The commands that may be called from a message's menu, about that message."""
    return [_build_entry(spec.name, answer) for spec in table if spec.name in ABOUT_A_MESSAGE]


def _build_entry(
    name: str, answer: Callable[[discord.Interaction, str, discord.Message], Awaitable[None]]
) -> app_commands.ContextMenu:
    async def run(interaction: discord.Interaction, message: discord.Message) -> None:
        await answer(interaction, f"/{name}", message)

    return app_commands.ContextMenu(name=name.capitalize(), callback=run)


def build_commands(table: Sequence[CommandSpec], answer: Answering) -> list[app_commands.Command]:  # type: ignore[type-arg]
    return [_build_command(spec, answer) for spec in table if not spec.hidden]


def _build_command(spec: CommandSpec, answer: Answering) -> app_commands.Command:  # type: ignore[type-arg]
    name = spec.name.lstrip("/").lower()
    description = shorten(spec.help or name)
    option = name_option(spec)
    if option is None:

        async def run_bare(interaction: discord.Interaction) -> None:
            await answer(interaction, f"/{name}")

        return app_commands.Command(name=name, description=description, callback=run_bare)

    @app_commands.rename(words=option)
    @app_commands.describe(words=shorten(_arguments(spec)))
    async def run_with_words(interaction: discord.Interaction, words: str = "") -> None:
        await answer(interaction, f"/{name} {words}".strip())

    return app_commands.Command(name=name, description=description, callback=run_with_words)


def name_option(spec: CommandSpec) -> str | None:
    """What the one option is called: the first word of the usage in small letters, None without a usage."""
    words = re.findall(r"[a-z]+", _arguments(spec).lower())
    return words[0][:OPTION_NAME_LIMIT] if words else None


def _arguments(spec: CommandSpec) -> str:
    """The usage without the command's own name, should it begin with it."""
    return spec.usage.strip().removeprefix("/" + spec.name.lstrip("/")).strip()


def shorten(text: str) -> str:
    return text if len(text) <= DESCRIPTION_LIMIT else text[: DESCRIPTION_LIMIT - 1].rstrip() + "…"
