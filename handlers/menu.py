"""The commands as platforms list them, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.core.saying import Catalogue, tell_text
from handlers import COMMANDS


class MenuLine(NamedTuple):
    """`help` in the menu's language; the others as in `handlers.Command`."""

    name: str
    help: str
    manages: bool
    hidden: bool


def command_menu(language: str, catalogues: Mapping[str, Catalogue]) -> tuple[MenuLine, ...]:
    """Every command, its help in the language ("pt-BR" finds "pt"); in English where there are no words of it."""
    return tuple(
        MenuLine(command.name, tell_text(command.help, catalogues, language), command.manages, command.hidden)
        for command in COMMANDS
    )
