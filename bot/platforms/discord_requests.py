"""What happened on Discord as Requests: who asks, where, what, and whether it was meant for AiBot."""

from __future__ import annotations

import re

import discord

from bot.core.types import Address, Person, Request

PLATFORM = "discord"


def read_address(channel: object, channel_id: int) -> Address:
    """A thread's address names its parent channel as the chat."""
    if isinstance(channel, discord.Thread):
        return Address(PLATFORM, str(channel.parent_id), str(channel.id))
    return Address(PLATFORM, str(channel_id))


def read_title(channel: object, guild: discord.Guild | None) -> str:
    name = getattr(channel, "name", None)
    if guild is None:
        return "Direct messages"
    return f"{guild.name} #{name}" if name else guild.name


def may_manage(permissions: discord.Permissions) -> bool:
    return permissions.administrator or permissions.manage_channels or permissions.manage_guild


def read_interaction(interaction: discord.Interaction, text: str, action: str | None = None) -> Request:
    private = interaction.guild_id is None
    manages = private or may_manage(interaction.permissions)
    message = interaction.message
    return Request(
        address=read_address(interaction.channel, interaction.channel_id or 0),
        person=Person(str(interaction.user.id), interaction.user.display_name, manages),
        text=text,
        reply_to=str(message.id) if message is not None else None,
        private=private,
        action=action,
        chat_title=read_title(interaction.channel, interaction.guild),
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
    return Request(
        address=read_address(message.channel, message.channel.id),
        person=Person(str(message.author.id), message.author.display_name, private or _manages(message)),
        text=_without_mention(message.content, me.id),
        reply_to=_replied_id(message),
        private=private,
        chat_title=read_title(message.channel, message.guild),
    )


def replies_to(message: discord.Message, me: discord.abc.User) -> bool:
    replied = message.reference.resolved if message.reference is not None else None
    return isinstance(replied, discord.Message) and replied.author.id == me.id


def _replied_id(message: discord.Message) -> str | None:
    reference = message.reference
    if reference is None or message.type is not discord.MessageType.reply or reference.message_id is None:
        return None
    return str(reference.message_id)


def _manages(message: discord.Message) -> bool:
    author, channel = message.author, message.channel
    if not isinstance(author, discord.Member) or isinstance(channel, discord.PartialMessageable):
        return False
    return may_manage(channel.permissions_for(author))


def _without_mention(text: str, my_id: int) -> str:
    return re.sub(rf"<@!?{my_id}>", " ", text).strip()
