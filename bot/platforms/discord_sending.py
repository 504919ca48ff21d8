"""Cards as discord.py's embeds and views, so that no mention in any text ever pings anyone."""

from __future__ import annotations

import discord

from bot.core.types import Address, Message
from bot.errors import ChannelGone, MessageMissing
from bot.platforms.discord_errors import CANNOT_REPLY_WITHOUT_HISTORY
from bot.platforms.discord_render import Card, render_card

NO_PINGS = discord.AllowedMentions.none()
COLOUR = discord.Colour(0x2B6CB0)


def build_embed(card: Card) -> discord.Embed:
    return discord.Embed(title=card.title, description=card.description, colour=COLOUR)


def build_view(card: Card) -> discord.ui.View | None:
    """The buttons, None when there are none. Presses are answered by their id, not by this object."""
    if not card.buttons:
        return None
    view = discord.ui.View(timeout=None)
    for row, buttons in enumerate(card.buttons):
        for label, custom_id in buttons:
            view.add_item(discord.ui.Button(label=label, custom_id=custom_id, row=row))
    view.stop()  # so that the library does not keep every view ever sent in memory
    return view


async def send_part(
    channel: discord.abc.Messageable,
    part: Message,
    *,
    key: str | None = None,
    reply_to: discord.MessageReference | None = None,
) -> discord.Message:
    """With a key, Discord shows only the first of several tries made within a few minutes.

    https://discord.com/developers/docs/resources/message#create-message (nonce, enforce_nonce)
    """
    card = render_card(part)
    try:
        return await _send_card(channel, card, key, reply_to)
    except discord.HTTPException as error:
        if reply_to is None or error.code != CANNOT_REPLY_WITHOUT_HISTORY:
            raise
        return await _send_card(channel, card, key, None)  # better under nothing than not at all


async def _send_card(
    channel: discord.abc.Messageable, card: Card, key: str | None, reply_to: discord.MessageReference | None
) -> discord.Message:
    return await channel.send(
        embed=build_embed(card),
        allowed_mentions=NO_PINGS,
        # At run time None says that there is none; the library's overloads do not know it.
        view=build_view(card),  # type: ignore[arg-type]
        nonce=key,  # type: ignore[arg-type]
        reference=reply_to,  # type: ignore[arg-type]
    )


async def fill_promise(interaction: discord.Interaction, part: Message) -> str:
    """Puts the part where "thinking" stands."""
    card = render_card(part)
    sent = await interaction.edit_original_response(
        embed=build_embed(card), view=build_view(card), allowed_mentions=NO_PINGS
    )
    return str(sent.id)


async def follow_up(interaction: discord.Interaction, part: Message) -> str:
    card = render_card(part)
    view = build_view(card)
    sent = await interaction.followup.send(
        embed=build_embed(card),
        view=discord.utils.MISSING if view is None else view,
        allowed_mentions=NO_PINGS,
        wait=True,
    )
    return str(sent.id)


def refer_to(address: Address, message_id: str) -> discord.MessageReference:
    return discord.MessageReference(
        message_id=read_message_id(message_id), channel_id=channel_id_of(address), fail_if_not_exists=False
    )


def channel_id_of(address: Address) -> int:
    """The id to post to: a thread is a channel of its own."""
    place = address.thread or address.chat
    if not place.isdecimal():
        raise ChannelGone(f"“{place}” is no channel of Discord.")
    return int(place)


def read_message_id(message_id: str) -> int:
    if not message_id.isdecimal():
        raise MessageMissing(f"“{message_id}” is no message of Discord.")
    return int(message_id)
