"""/why: what was left out of a story and for what reason, what is disputed, and who counts as a source."""

from __future__ import annotations

import re

from bot.core.explaining import compose_why
from bot.core.types import Message, Request
from bot.ports import App
from bot.steps.write_pages import write_story
from handlers.channel import open_channel, spender_of, story_named

_STORY_AND_PAGE = re.compile(r"(?P<story>.*\d)\s+(?P<page>\d{1,6})", re.ASCII)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The reasons behind the story named, or the one meant; a second number is a page of what was left out."""
    channel = await open_channel(request, app)
    paged = _STORY_AND_PAGE.fullmatch(arguments)
    story_id = await story_named(request, paged["story"] if paged else arguments, app)
    summary = await write_story(app, story_id, spender_of(request, channel))
    return compose_why(summary, int(paged["page"]) if paged else 1)
