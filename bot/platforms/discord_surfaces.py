"""Where an answer on Discord goes while it comes along: after a promise, or as a reply."""

from __future__ import annotations

import discord

from bot.core.types import Message
from bot.platforms.discord_errors import our_errors
from bot.platforms.discord_render import render_card
from bot.platforms.discord_sending import (
    NO_PINGS,
    build_embed,
    build_view,
    fill_promise,
    follow_up,
    send_part,
)


class Promised:
    """After an interaction: the first part stands where "thinking" stood, the others follow up."""

    def __init__(self, interaction: discord.Interaction) -> None:
        self._interaction = interaction
        self._filled = False

    async def send(self, part: Message) -> str:
        put = follow_up if self._filled else fill_promise
        async with our_errors(repeatable=False):
            sent = await put(self._interaction, part)
        self._filled = True
        return sent

    async def edit(self, message_id: str, part: Message) -> None:
        """Of the first part only: it is the one that is shown in the making."""
        async with our_errors(repeatable=True):
            await fill_promise(self._interaction, part)

    async def delete(self, message_id: str) -> None:
        async with our_errors(repeatable=True):
            await self._interaction.delete_original_response()


class Replying:
    """Below a person's message: the first part replies to it, the others follow."""

    def __init__(self, channel: discord.abc.Messageable, reference: discord.MessageReference) -> None:
        self._channel = channel
        self._reference: discord.MessageReference | None = reference
        self._sent: dict[str, discord.Message] = {}

    async def send(self, part: Message) -> str:
        async with our_errors(repeatable=False):
            sent = await send_part(self._channel, part, reply_to=self._reference)
        self._reference = None
        self._sent[str(sent.id)] = sent
        return str(sent.id)

    async def edit(self, message_id: str, part: Message) -> None:
        card = render_card(part)
        async with our_errors(repeatable=True):
            await self._sent[message_id].edit(
                embed=build_embed(card), view=build_view(card), allowed_mentions=NO_PINGS
            )

    async def delete(self, message_id: str) -> None:
        async with our_errors(repeatable=True):
            await self._sent[message_id].delete()
