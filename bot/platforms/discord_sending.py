"""Cards as discord.py's embeds and views, so that no mention in any text ever pings anyone."""

from __future__ import annotations

import io
from typing import TypedDict

import discord

from bot.core.saying import tr
from bot.core.types import Address, Message
from bot.errors import ChannelGone, MessageMissing
from bot.platforms.discord_errors import CANNOT_REPLY_WITHOUT_HISTORY
from bot.platforms.discord_render import NOTHING, Card, escape, name_channel, render_card
from bot.platforms.shortening import clean_file_name, shorten_line

NO_PINGS = discord.AllowedMentions.none()
_LONGEST_NAME = 60  # of a file, in characters
_LONGEST_WORDS = 1000  # in passing; with every sign escaped and every mention parted it is still one embed
COLOUR = discord.Colour(0x2B6CB0)


class Content(TypedDict, total=False):
    """What every way of sending takes alike. A message keeps no view, embed or file that is not named again."""

    embed: discord.Embed
    view: discord.ui.View
    file: discord.File
    allowed_mentions: discord.AllowedMentions


class Edited(TypedDict):
    """The same for an edit, where what is not there any more is said so."""

    embed: discord.Embed
    view: discord.ui.View | None
    attachments: list[discord.File]
    allowed_mentions: discord.AllowedMentions


def build_content(part: Message, about: str = "") -> Content:
    """`about`: the channel that its buttons are about, where that is another one."""
    card = render_card(part)
    content = Content(embed=build_embed(card), allowed_mentions=NO_PINGS)
    if (view := build_view(card, about)) is not None:
        content["view"] = view
    if part.file is not None:
        content["file"] = discord.File(
            io.BytesIO(part.file.content), clean_file_name(part.file.name, _LONGEST_NAME)
        )
    return content


def words_only(words: str) -> Content:
    """A few plain words, to be shown and forgotten."""
    told = escape(shorten_line(words, _LONGEST_WORDS)) or NOTHING
    return Content(embed=discord.Embed(description=told, colour=COLOUR), allowed_mentions=NO_PINGS)


def edit_to(content: Content) -> Edited:
    return Edited(
        embed=content["embed"],
        view=content.get("view"),
        attachments=[content["file"]] if "file" in content else [],
        allowed_mentions=NO_PINGS,
    )


async def edit_sent(message: discord.Message | discord.PartialMessage, content: Content) -> None:
    await message.edit(**edit_to(content))


def build_embed(card: Card) -> discord.Embed:
    embed = discord.Embed(title=card.title, description=card.description, colour=COLOUR)
    return embed.set_image(url=card.picture) if card.picture else embed


def same_words(one: discord.Embed, other: discord.Embed) -> bool:
    """Discord trims spaces."""
    return _words(one) == _words(other)


def _words(embed: discord.Embed) -> list[str]:
    return f"{embed.title or ''} {embed.description or ''}".split()


def build_view(card: Card, about: str = "") -> discord.ui.View | None:
    """The buttons, None when there are none. Presses are answered by their id, not by this object."""
    if not card.buttons:
        return None
    view = discord.ui.View(timeout=None)
    for row, buttons in enumerate(card.buttons):
        for label, custom_id, url in buttons:
            named = name_channel(custom_id, about) if custom_id is not None and about else custom_id
            view.add_item(discord.ui.Button(label=label, custom_id=named, url=url, row=row))
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
    try:
        return await _send(channel, part, key, reply_to)
    except discord.HTTPException as error:
        if reply_to is None or error.code != CANNOT_REPLY_WITHOUT_HISTORY:
            raise
        return await _send(channel, part, key, None)  # better under nothing than not at all


async def _send(
    channel: discord.abc.Messageable, part: Message, key: str | None, reply_to: discord.MessageReference | None
) -> discord.Message:
    return await channel.send(
        **build_content(part),
        silent=part.silent,
        # At run time None says that there is none; the library's overloads do not know it.
        nonce=key,  # type: ignore[arg-type]
        reference=reply_to,  # type: ignore[arg-type]
    )


def refer_to(channel_id: int, message_id: str) -> discord.MessageReference:
    return discord.MessageReference(
        message_id=read_message_id(message_id), channel_id=channel_id, fail_if_not_exists=False
    )


def channel_id_of(address: Address) -> int:
    """The id to post to: a thread is a channel of its own."""
    place = address.thread or address.chat
    if not place.isdecimal():
        raise ChannelGone(tr("“{place}” is no channel of Discord.", place=place))
    return int(place)


def read_message_id(message_id: str) -> int:
    if not message_id.isdecimal():
        raise MessageMissing(tr("“{message}” is no message of Discord.", message=message_id))
    return int(message_id)
