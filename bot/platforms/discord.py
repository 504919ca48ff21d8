"""The door to Discord: the library behind it is loaded only when a token opens it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.ports import Platform

if TYPE_CHECKING:
    from bot.platforms.discord_commands import CommandSpec


@asynccontextmanager
async def open_discord(token: str, *, commands: Sequence[CommandSpec]) -> AsyncIterator[Platform]:
    """Discord as a platform whose slash commands are those of the table (name, usage, help).

    Nothing is sent before the first use; a token that is not accepted then raises ConfigError.
    """
    from bot.platforms.discord_client import DeskClient
    from bot.platforms.discord_platform import DiscordPlatform

    async with DeskClient(commands) as client:
        yield DiscordPlatform(client, token)
