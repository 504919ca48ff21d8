"""/sources: where a story comes from, and the words relied on."""

from __future__ import annotations

from bot.core.messages import compose_sources
from bot.core.types import Message, Request
from bot.ports import App
from bot.steps.write_pages import write_story
from handlers.channel import open_channel, spender_of, story_named


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The sources of the story named, or of the one meant."""
    channel = await open_channel(request, app)
    story_id = await story_named(request, arguments, app)
    return compose_sources(await write_story(app, story_id, spender_of(request, channel)), channel.settings)
