"""The door to Discord: the library behind it is loaded only when a token opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.platforms.live import Tempo
from bot.ports import Platform

if TYPE_CHECKING:
    from bot.platforms.discord_commands import CommandSpec

# Discord takes five edits in five seconds; the library itself waits out its limits.
TEMPO = Tempo(between=timedelta(seconds=2.5), patience=timedelta(seconds=5))


@asynccontextmanager
async def open_discord(
    token: str, *, commands: Sequence[CommandSpec], tempo: Tempo = TEMPO
) -> AsyncIterator[Platform]:
    """Discord as a platform whose slash commands are those of the table (name, usage, help).

    Nothing is sent before the first use; a token that is not accepted then raises ConfigError.
    """
    from bot.platforms.discord_client import DeskClient
    from bot.platforms.discord_platform import DiscordPlatform

    async with DeskClient(commands, tempo) as client:
        yield DiscordPlatform(client, token)
