"""The door to Discord: the library behind it is loaded only when a token opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.core.saying import Catalogue
from bot.platforms.live import Tempo
from bot.ports import Platform

if TYPE_CHECKING:
    from bot.platforms.discord_commands import CommandSpec

_NO_CATALOGUES: Mapping[str, Catalogue] = MappingProxyType({})

# Discord takes five edits in five seconds; the library itself waits out its limits.
TEMPO = Tempo(between=timedelta(seconds=2.5), patience=timedelta(seconds=5))


@asynccontextmanager
async def open_discord(
    token: str,
    *,
    commands: Sequence[CommandSpec],
    tempo: Tempo = TEMPO,
    catalogues: Mapping[str, Catalogue] = _NO_CATALOGUES,
) -> AsyncIterator[Platform]:
    """Discord as a platform whose slash commands are those of the table, told in the catalogues' languages too.

    Nothing is sent before the first use; a token that is not accepted then raises ConfigError.
    """
    from bot.platforms.discord_client import DeskClient
    from bot.platforms.discord_platform import DiscordPlatform

    async with DeskClient(commands, tempo, catalogues) as client:
        yield DiscordPlatform(client, token)
