"""/story: a story in full."""

from __future__ import annotations

from bot.core.messages import compose_story
from bot.core.types import Message, Request
from bot.ports import App
from bot.steps.write_pages import write_story
from bot.writing.renditions import in_words_of
from handlers.channel import open_channel, require_shown, spender_of, story_named


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The long form of the story named, or of the one meant."""
    channel = await open_channel(request, app)
    story_id = await story_named(request, arguments, app)
    spender = spender_of(request, channel)
    summary = await write_story(app, story_id, spender)
    require_shown(summary, channel)
    return compose_story(await in_words_of(app, summary, channel.settings, spender), channel.settings)
