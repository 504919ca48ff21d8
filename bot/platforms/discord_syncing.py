"""Discord's list of our commands kept as ours is, in every language there is a catalogue of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands
from discord.http import Route

from bot.core.saying import Catalogue, Phrase
from bot.platforms.discord_commands import OPTION_NAME_LIMIT
from bot.platforms.discord_render import shorten_label

TEXT_LIMIT = 100
_BY_NAME = 1  # the type of commands that are called by it; the others stand in menus
_NAME = re.compile(r"[-_'\w]{1,32}")
_NAMES = (
    app_commands.TranslationContextLocation.command_name,
    app_commands.TranslationContextLocation.parameter_name,
)
# What Discord gives back of a command in other words than it was told in, or adds of its own.
_IGNORED = frozenset({"id", "application_id", "guild_id", "version", "dm_permission", "handler"})


async def sync_commands(tree: app_commands.CommandTree[Any]) -> dict[str, int]:
    """Tells Discord our commands where its list of them differs; the id of each that is called by its name. It
    counts what is new among them: no more than 200 a day are taken."""
    client = tree.client
    listing = Route("GET", "/applications/{application_id}/commands", application_id=client.application_id)
    known = await client.http.request(listing, params={"with_localizations": "true"})
    if _comparable(known) == _comparable(await _list_ours(tree)):
        return {one["name"]: int(one["id"]) for one in known if one.get("type", _BY_NAME) == _BY_NAME}
    return {one.name: one.id for one in await tree.sync() if one.type.value == _BY_NAME}


async def _list_ours(tree: app_commands.CommandTree[Any]) -> list[Any]:
    kinds = (discord.AppCommandType.chat_input, discord.AppCommandType.user, discord.AppCommandType.message)
    commands: list[Any] = [command for kind in kinds for command in tree.get_commands(type=kind)]
    if tree.translator is None:
        return [command.to_dict(tree) for command in commands]
    return [await command.get_translated_payload(tree, tree.translator) for command in commands]


def _comparable(commands: list[Any]) -> list[Any]:
    return sorted((_bare(command) for command in commands), key=repr)


def _bare(told: Any) -> Any:
    """Without what says nothing, in one order: Discord leaves out, or fills in, what is as it is by default."""
    if isinstance(told, Mapping):
        kept = {name: _bare(value) for name, value in told.items() if name not in _IGNORED}
        if kept.get("type") == 1:
            del kept["type"]
        return sorted((name, value) for name, value in kept.items() if value not in (None, False, "", []))
    if isinstance(told, list):
        return [_bare(each) for each in told]
    return str(told) if isinstance(told, int) and not isinstance(told, bool) else told


class CatalogueTranslator(app_commands.Translator):
    """The texts of commands from AiBot's catalogues, by tag."""

    def __init__(self, catalogues: Mapping[str, Catalogue]) -> None:
        self._catalogues = catalogues

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        tag = str(locale)
        language = tag if tag in self._catalogues else tag.partition("-")[0]
        catalogue = self._catalogues.get(language)
        if catalogue is None:
            return None
        whole = string.extras.get("whole", string.message)
        told = whole.told_in(language, catalogue) if isinstance(whole, Phrase) else catalogue.gettext(whole)
        if told == whole:
            return None
        if isinstance(context.data, app_commands.ContextMenu):  # named as it may be written, unlike the others
            return shorten_label(told, OPTION_NAME_LIMIT)
        if context.location in _NAMES:
            return told if _NAME.fullmatch(told) and told == told.lower() else None
        return shorten_label(told, TEXT_LIMIT)
