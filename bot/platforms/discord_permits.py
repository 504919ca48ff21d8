"""What AiBot must be permitted where it posts on Discord, and how it is said that something of it is lacking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import discord

from bot.core.saying import Phrase, listed, tr
from bot.platforms.discord_requests import is_our_post

_NAMES: Mapping[str, Phrase] = MappingProxyType(
    {
        "view_channel": tr("View Channel"),
        "send_messages": tr("Send Messages"),
        "send_messages_in_threads": tr("Send Messages in Threads"),
        "embed_links": tr("Embed Links"),
    }
)
"""As Discord's own settings call them, in each language."""
_IN_CHANNELS = ("view_channel", "send_messages", "embed_links")
_IN_THREADS = ("view_channel", "send_messages_in_threads", "embed_links")


def list_lacking(mine: discord.Permissions, channel: object, me: int | None) -> tuple[Phrase, ...]:
    """What of it we are not permitted there. In a forum posts are threads, and what follows stands in them."""
    posts = isinstance(channel, discord.ForumChannel) or is_our_post(channel, me)
    if posts:
        needed: Sequence[str] = tuple(_NAMES)
    else:
        needed = _IN_THREADS if isinstance(channel, discord.Thread) else _IN_CHANNELS
    return tuple(_NAMES[name] for name in needed if not getattr(mine, name))


def may_write(channel: discord.abc.GuildChannel) -> bool:
    me = channel.guild.me
    return not list_lacking(channel.permissions_for(me), channel, me.id)


def explain_lacking(lacking: Sequence[Phrase], channel: object) -> Phrase:
    """For whoever set something up where nothing would come of it: to them alone we can answer there."""
    return tr(
        "AiBot cannot post in #{channel} yet. It needs these permissions there: {permissions}. Set them in the "
        "channel's settings, under Permissions; nothing else needs to be done.",
        channel=getattr(channel, "name", ""),
        permissions=listed(lacking),
    )
