"""Discord as a platform: posts pushed over its HTTP interface, events answered over its gateway."""

from __future__ import annotations

import asyncio

import discord

from bot.core.types import Address, Message
from bot.errors import ConfigError, TryLater
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_errors import DEADLINE_SECONDS, LONG_PAUSE, login_errors, our_errors
from bot.platforms.discord_render import split_for_discord
from bot.platforms.discord_requests import PLATFORM
from bot.platforms.discord_sending import (
    build_content,
    channel_id_of,
    edit_sent,
    read_message_id,
    refer_to,
    send_part,
)
from bot.ports import Desk


class DiscordPlatform:
    """Logs in when first needed; only `run` listens, so a worker that merely delivers opens no gateway."""

    name = PLATFORM

    def __init__(self, client: DeskClient, token: str) -> None:
        self._client = client
        self._token = token
        self._logging_in = asyncio.Lock()

    def split(self, message: Message) -> tuple[Message, ...]:
        return split_for_discord(message)

    async def send(self, to: Address, part: Message, *, key: str, reply_to: str | None = None) -> str:
        await self._be_ready()
        channel = self._client.get_partial_messageable(channel_id_of(to))
        reference = refer_to(to, reply_to) if reply_to is not None else None
        async with our_errors(repeatable=False), asyncio.timeout(DEADLINE_SECONDS):
            sent = await send_part(channel, part, key=key, reply_to=reference)
        return str(sent.id)

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        await self._be_ready()
        content = build_content(part)
        async with our_errors(repeatable=True), asyncio.timeout(DEADLINE_SECONDS):
            await edit_sent(self._find(to, message_id), content)

    async def delete(self, to: Address, message_id: str) -> None:
        await self._be_ready()
        async with our_errors(repeatable=True), asyncio.timeout(DEADLINE_SECONDS):
            await self._find(to, message_id).delete()

    async def run(self, desk: Desk) -> None:
        await self._log_in()
        async with login_errors():
            await self._client.listen(desk)
            await self._client.connect(reconnect=True)

    async def check(self) -> str:
        user = await self._log_in()
        return f"Discord: {user} ({user.id}), {len(self._client.tree.get_commands())} commands."

    def _find(self, to: Address, message_id: str) -> discord.PartialMessage:
        channel = self._client.get_partial_messageable(channel_id_of(to))
        return channel.get_partial_message(read_message_id(message_id))

    async def _be_ready(self) -> None:
        try:
            await self._log_in()
        except ConfigError as error:  # a post waits until the operator has mended it
            raise TryLater(str(error), after=LONG_PAUSE) from error

    async def _log_in(self) -> discord.ClientUser:
        async with self._logging_in, login_errors():
            if self._client.application_id is None:
                await self._try_login()
        if self._client.user is None:
            raise ConfigError("Discord accepted the token but did not say whose it is. Try again.")
        return self._client.user

    async def _try_login(self) -> None:
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                await self._client.login(self._token)
        except BaseException:
            # The library opens a new session at each try and would leave this one open.
            await self._client.http.close()
            self._client.http.connector = discord.utils.MISSING
            raise
