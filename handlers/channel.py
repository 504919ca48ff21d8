"""The channel and the story that a request is about, as every handler needs them."""

from __future__ import annotations

from bot.core.types import Channel, Request
from bot.errors import StoryNotFound
from bot.ports import App


async def open_channel(request: Request, app: App) -> Channel:
    """The channel of the chat, remembered from now on."""
    title = request.chat_title or request.person.name
    return await app.storage.channels.open(request.address, title, app.clock.now())


async def story_meant(request: Request, app: App) -> int:
    """The story of the message replied to, else the one last shown in the chat. Raises StoryNotFound."""
    channel = await app.storage.channels.find(request.address)
    post = None
    if channel and request.reply_to:
        post = await app.storage.deliveries.find_post_by_message(channel.id, request.reply_to)
    if channel and post is None:
        post = await app.storage.deliveries.find_last_post(channel.id)
    story_id = post.story_id or next(iter(post.story_ids), None) if post else None
    if story_id is None:
        raise StoryNotFound(
            "Which story? No story has been shown here yet; name one by its number, such as /story 1."
        )
    return story_id


def split_number(arguments: str) -> tuple[int | None, str]:
    """A leading story number, if there is one, and the rest."""
    first, _, rest = arguments.strip().partition(" ")
    return (
        (int(first), rest.strip())
        if first.isascii() and first.isdigit() and len(first) < 10
        else (None, arguments.strip())
    )
