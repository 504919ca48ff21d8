"""What happened on Discord as Requests: who asks, where, what, and whether it was meant for AiBot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeGuard

import aiohttp
import discord
from discord import app_commands

from bot.core.addresses import find_addresses
from bot.core.types import Address, File, Person, Request
from bot.platforms.discord_forums import join_id

PLATFORM = "discord"
FILE_LIMIT = 1024 * 1024  # bytes; a list of thousands of feeds is smaller

_NO_TEXT = ("image/", "video/", "audio/")


def read_address(channel: object, channel_id: int, me: int | None) -> Address:
    """A thread's address names its parent channel as the chat. In a forum's post of our own it is the forum:
    what is asked or set there is about what the forum gets."""
    if isinstance(channel, discord.Thread):
        own = is_our_post(channel, me)
        return Address(PLATFORM, str(channel.parent_id), None if own else str(channel.id))
    return Address(PLATFORM, str(channel_id))


def is_our_post(channel: object, me: int | None) -> TypeGuard[discord.Thread]:
    if not isinstance(channel, discord.Thread) or channel.owner_id != me:
        return False
    return isinstance(channel.parent, discord.ForumChannel)


def read_message_about(channel: object, me: int | None, message_id: int | None) -> str | None:
    """The id, as it was given when it was sent, of the message replied to; within a post of our own, where no
    other is, of the message that it began with, which has the thread's id."""
    if not is_our_post(channel, me):
        return str(message_id) if message_id is not None else None
    if message_id in (None, channel.id):
        return join_id(channel.id, channel.id)
    return str(message_id)


def read_title(channel: object, guild: discord.Guild | None, me: int | None) -> str:
    """Of what `read_address` names: in a post of our own the forum's, not the post's."""
    name = getattr(channel.parent if is_our_post(channel, me) else channel, "name", None)
    if guild is None:
        return "Direct messages"
    return f"{guild.name} #{name}" if name else guild.name


def read_language(guild: discord.Guild | None) -> str:
    """Of a server that chose one: American English is what those have that never did."""
    chosen = guild.preferred_locale if guild is not None else discord.Locale.american_english
    return "" if chosen is discord.Locale.american_english else str(chosen)


def may_manage(permissions: discord.Permissions) -> bool:
    return permissions.administrator or permissions.manage_channels or permissions.manage_guild


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another channel of the server that a command is about, such as a forum, in which none can be called.
    `mine`: what whoever asks may do there."""

    id: int
    address: Address
    title: str
    mine: discord.Permissions


def read_elsewhere(
    interaction: discord.Interaction,
    channel: app_commands.AppCommandChannel | app_commands.AppCommandThread | None,
) -> Elsewhere | None:
    """As it was filled in."""
    if channel is None:
        return None
    address = Address(PLATFORM, str(channel.id))
    if isinstance(channel, app_commands.AppCommandThread):
        address = Address(PLATFORM, str(channel.parent_id), str(channel.id))
    return Elsewhere(channel.id, address, read_title(channel, interaction.guild, None), channel.permissions)


def find_elsewhere(interaction: discord.Interaction, channel_id: int) -> Elsewhere | None:
    """As a button names it; None where it is gone, or not shown to whoever pressed."""
    guild, person = interaction.guild, interaction.user
    channel = guild.get_channel_or_thread(channel_id) if guild is not None else None
    if channel is None or not isinstance(person, discord.Member):
        return None
    mine = channel.permissions_for(person)
    if not mine.view_channel:
        return None
    return Elsewhere(channel_id, read_address(channel, channel_id, None), read_title(channel, guild, None), mine)


def read_interaction(
    interaction: discord.Interaction,
    text: str,
    action: str | None = None,
    chosen: discord.Message | None = None,
    elsewhere: Elsewhere | None = None,
) -> Request:
    """`chosen`: the message from whose menu the command was called; Discord shows us its words in any case."""
    private = interaction.guild_id is None
    manages = private or may_manage(elsewhere.mine if elsewhere is not None else interaction.permissions)
    message = chosen or interaction.message
    me = interaction.client.user.id if interaction.client.user is not None else None
    here = read_address(interaction.channel, interaction.channel_id or 0, me)
    return Request(
        address=elsewhere.address if elsewhere is not None else here,
        home=here if elsewhere is not None else None,
        person=Person(str(interaction.user.id), interaction.user.display_name, manages, str(interaction.locale)),
        text=text,
        reply_to=read_message_about(interaction.channel, me, message.id if message is not None else None),
        replied_text=read_words(chosen) if chosen is not None else "",
        replied_links=read_links(chosen) if chosen is not None else (),
        private=private,
        confidential=True,
        action=action,
        chat_title=elsewhere.title
        if elsewhere is not None
        else read_title(interaction.channel, interaction.guild, me),
        chat_language=read_language(interaction.guild),
    )


def read_message(message: discord.Message, me: discord.abc.User) -> Request | None:
    """None when the words were not meant for AiBot, or are not words of a person.

    Without the privileged intent Discord gives us the words of direct messages, of messages that mention
    us, and of replies to us sent with the mention on (which is how Discord sends them unless told not to).
    https://discord.com/developers/docs/events/gateway#message-content-intent
    """
    if message.author.bot or message.webhook_id is not None or message.is_system():
        return None
    private = message.guild is None
    mentioned = any(user.id == me.id for user in message.mentions)
    if not (private or mentioned or replies_to(message, me)):
        return None
    replied = _replied(message)
    return Request(
        address=read_address(message.channel, message.channel.id, me.id),
        person=Person(
            str(message.author.id), message.author.display_name, private or may_manage(read_permissions(message))
        ),
        text=_without_mention(message.content, me.id),
        reply_to=read_message_about(message.channel, me.id, _replied_id(message)),
        replied_text=read_words(replied) if replied is not None else "",
        replied_links=read_links(replied) if replied is not None else (),
        private=private,
        chat_title=read_title(message.channel, message.guild, me.id),
        chat_language=read_language(message.guild),
    )


async def read_file(attachments: Sequence[discord.Attachment]) -> File | None:
    """The first that may hold a text, where it is small enough. None where it cannot be read."""
    for attachment in attachments:
        kind = attachment.content_type or ""
        if attachment.size <= FILE_LIMIT and not kind.startswith(_NO_TEXT):
            try:
                return File(attachment.filename, await attachment.read())
            except (discord.DiscordException, aiohttp.ClientError, OSError):
                return None
    return None


def replies_to(message: discord.Message, me: discord.abc.User) -> bool:
    replied = message.reference.resolved if message.reference is not None else None
    return isinstance(replied, discord.Message) and replied.author.id == me.id


def read_words(message: discord.Message) -> str:
    return "\n".join(filter(None, (message.content, *_words_of_cards(message))))


def read_links(message: discord.Message) -> tuple[str, ...]:
    """As written and behind words, in the message and in its cards."""
    cards = [card.url for card in message.embeds if card.url]
    return tuple(dict.fromkeys([*find_addresses(read_words(message)), *cards]))


def _words_of_cards(message: discord.Message) -> Iterator[str]:
    """Of cards that were sent, not of those that Discord draws for a link."""
    for card in message.embeds:
        if card.type == "rich":
            yield "\n".join(filter(None, (card.title, card.description)))


def is_withheld(message: discord.Message, me: discord.abc.User) -> bool:
    """Whether it replies to somebody else's message that Discord keeps from us: every message shows something."""
    replied = _replied(message)
    if replied is None or replied.author.id == me.id:
        return False
    return not (replied.content or replied.embeds or replied.attachments or replied.stickers)


def _replied(message: discord.Message) -> discord.Message | None:
    reference = message.reference
    replied = reference.resolved if reference is not None else None
    return replied if isinstance(replied, discord.Message) else None


def _replied_id(message: discord.Message) -> int | None:
    reference = message.reference
    if reference is None or message.type is not discord.MessageType.reply:
        return None
    return reference.message_id


def read_permissions(message: discord.Message) -> discord.Permissions:
    """What its author may do where it stands; nothing where that cannot be known."""
    author, channel = message.author, message.channel
    if not isinstance(author, discord.Member) or isinstance(channel, discord.PartialMessageable):
        return discord.Permissions.none()
    return channel.permissions_for(author)


def _without_mention(text: str, my_id: int) -> str:
    return re.sub(rf"<@!?{my_id}>", " ", text).strip()
