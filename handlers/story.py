"""/story: a story in full."""

from __future__ import annotations

from bot.core.messages import compose_story
from bot.core.types import Message, Request
from bot.errors import BadArguments
from bot.ports import App
from bot.steps.write_pages import write_story
from handlers.channel import open_channel, split_number, story_meant


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The long form of the story named, or of the one meant."""
    number, rest = split_number(arguments)
    if rest:
        raise BadArguments(f"“{arguments.strip()}” is not a story's number. Write for example /story 3.")
    channel = await open_channel(request, app)
    story_id = number if number is not None else await story_meant(request, app)
    return compose_story(await write_story(app, story_id), channel.settings)
