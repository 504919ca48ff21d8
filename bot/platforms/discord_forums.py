"""Stories as posts of a forum: one thread each, under the forum's own tags, with the headline as its title."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import discord

from bot.core.topics import read_topic
from bot.core.types import Heading, Message
from bot.platforms.cleaning import clean_text, is_seen
from bot.platforms.discord_render import shorten_label
from bot.platforms.discord_sending import build_content, same_words
from bot.platforms.markup import plain_text

TITLE_LIMIT = 100  # UTF-16 units
TAGS_LIMIT = 5
_BETWEEN = "/"
_CATCH_ALL = frozenset(
    "general other others misc news allgemein sonstiges nachrichten divers otros geral".split()
)


def join_id(thread_id: int, message_id: int) -> str:
    """The id of a forum post's first message: it says in which thread what belongs to it goes."""
    return f"{thread_id}{_BETWEEN}{message_id}"


def split_id(message_id: str) -> tuple[str | None, str]:
    """The thread, None for a message that stands in its channel itself, and the message."""
    thread, between, message = message_id.partition(_BETWEEN)
    return (thread, message) if between else (None, message_id)


async def find_post(forum: discord.ForumChannel, part: Message, me: int) -> str | None:
    """The thread that `open_post` did open though Discord's answer was lost; None where there is none. Another
    story may have the same title, so the post must begin as this one does."""
    title, begins = choose_title(part), build_content(part)["embed"]
    for thread in await forum.guild.active_threads():
        if (thread.parent_id, thread.owner_id, thread.name) != (forum.id, me, title):
            continue
        with suppress(discord.NotFound):
            first = await thread.fetch_message(thread.id)
            if any(same_words(begins, embed) for embed in first.embeds):
                return join_id(thread.id, thread.id)
    return None


async def open_post(forum: discord.ForumChannel, part: Message) -> str:
    """A new thread that begins with the part; its id. A forum has no nonce: who repeats it gets two."""
    opened = await forum.create_thread(
        **build_content(part),
        name=choose_title(part),
        applied_tags=choose_tags(forum.available_tags, part.topics, required=forum.flags.require_tag),
        silent=part.silent,
    )
    return join_id(opened.thread.id, opened.message.id)


def choose_title(message: Message) -> str:
    """The headline, else the first words. A title knows no markup and pings nobody."""
    for block in message.blocks:
        if isinstance(block, Heading):
            words = clean_text("".join(span.text for span in block.spans)).strip()
            if is_seen(words):
                return shorten_label(words, TITLE_LIMIT)
    return shorten_label(plain_text(message), TITLE_LIMIT)


def choose_tags(
    tags: Sequence[discord.ForumTag], topics: Sequence[str], *, required: bool
) -> list[discord.ForumTag]:
    """Those that stand for the story's topics. Where a forum wants one and none does: one for all the rest, else
    its first. Those that only moderators may give are left alone."""
    free = [tag for tag in tags if not tag.moderated]
    meant = {tag.id: read_topic(tag.name) for tag in free}
    chosen = [tag for topic in topics for tag in free if meant[tag.id] == topic][:TAGS_LIMIT]
    if chosen or not required:
        return chosen
    rest = [tag for tag in free if tag.name.casefold() in _CATCH_ALL] or free
    return rest[:1]
