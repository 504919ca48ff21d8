"""/sources: where a story comes from, and the words relied on."""

from __future__ import annotations

from bot.core.messages import compose_sources
from bot.core.types import Message, Request
from bot.ports import App
from bot.steps.write_pages import write_story
from bot.writing.renditions import shown_of
from handlers.channel import open_channel, require_shown, spender_of, story_named


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The sources of the story named, or of the one meant."""
    channel = await open_channel(request, app)
    story_id = await story_named(request, arguments, app)
    summary = await write_story(app, story_id, spender_of(request, channel))
    require_shown(summary, channel)
    return compose_sources(shown_of(summary, channel.settings), channel.settings)
