"""How the bot introduces itself in Telegram: its commands for each sort of chat, and what it is, by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from bot.core.saying import ENGLISH, Catalogue, Phrase, tr
from bot.platforms.telegram_targets import COMMAND

LIMIT_COMMANDS = 100
LIMIT_HELP_CHARS = 256
DESCRIPTION = tr(
    "AiBot reads several outlets and tells each event once: a short, cited story whose every sentence was "
    "checked against its sources. Subscribe to feeds, sites or words, get posts or digests, and ask about "
    "any story."
)
SHORT_DESCRIPTION = tr("News told once, from several outlets, every sentence with its source.")
_CHANNEL = tr("Run a channel of yours from this chat")


class CommandLine(Protocol):
    """`manages`: changes the chat for everybody. `hidden`: only buttons call it."""

    @property
    def name(self) -> str: ...
    @property
    def help(self) -> str: ...
    @property
    def manages(self) -> bool: ...
    @property
    def hidden(self) -> bool: ...


Menus = Mapping[str, Sequence[CommandLine]]
"""By language; "en" is for everybody else, too."""


def readable(commands: Menus) -> frozenset[str]:
    """Commands that anybody may use and that change nothing for others."""
    shown = (one for lines in commands.values() for one in lines if not one.hidden)
    return frozenset(one.name for one in shown if not one.manages)


async def introduce(bot: Bot, commands: Menus, catalogues: Mapping[str, Catalogue]) -> None:
    """Brings Telegram to what it is to show; what it shows already is left alone."""
    for language, lines in commands.items():
        code = None if language == ENGLISH else language
        channel = BotCommand(COMMAND, _in(language, _CHANNEL, catalogues))
        everything = _entries(lines, managing=True)
        await _set_commands(bot, BotCommandScopeDefault(), code, _entries(lines, managing=False))
        await _set_commands(bot, BotCommandScopeAllPrivateChats(), code, [*everything, channel])
        await _set_commands(bot, BotCommandScopeAllChatAdministrators(), code, everything)
    for language in commands:
        code = None if language == ENGLISH else language
        await _set_descriptions(bot, code, language, catalogues)


async def _set_commands(bot: Bot, scope: BotCommandScope, code: str | None, wanted: Sequence[BotCommand]) -> None:
    standing = await bot.get_my_commands(scope, code)
    if list(standing) != list(wanted):
        await bot.set_my_commands(wanted, scope, code)


async def _set_descriptions(
    bot: Bot, code: str | None, language: str, catalogues: Mapping[str, Catalogue]
) -> None:
    long, short = (_in(language, words, catalogues) for words in (DESCRIPTION, SHORT_DESCRIPTION))
    if (await bot.get_my_description(code)).description != long:
        await bot.set_my_description(long, code)
    if (await bot.get_my_short_description(code)).short_description != short:
        await bot.set_my_short_description(short, code)


def _entries(lines: Sequence[CommandLine], *, managing: bool) -> list[BotCommand]:
    shown = [one for one in lines if not one.hidden and (managing or not one.manages)]
    return [BotCommand(one.name, one.help[:LIMIT_HELP_CHARS]) for one in shown[: LIMIT_COMMANDS - 1]]


def _in(language: str, words: Phrase, catalogues: Mapping[str, Catalogue]) -> str:
    return words.told_in(language, catalogues[language]) if language in catalogues else str(words)
