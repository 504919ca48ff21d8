"""/search: the recent stories that tell of some words, from everything AiBot reads."""

from __future__ import annotations

from datetime import timedelta

from bot.core.listings import compose_listing
from bot.core.messages import say
from bot.core.saying import tr
from bot.core.story_search import LEAST_SHARE, rank_stories
from bot.core.types import Message, Request
from bot.errors import BadArguments
from bot.ports import App
from handlers.channel import open_channel

SEARCHED = 2_000
"""How many of the newest stories are looked through."""
_LOOKED_BACK = timedelta(days=30)
_SHOWN = 8
_LONGEST = 200


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The best first, each with its number; said plainly where there is none."""
    words = arguments.strip()
    if not words:
        raise BadArguments(tr("Search for what? Write for example /search ferry Port Ellory."))
    if len(words) > _LONGEST:
        raise BadArguments(
            tr("That is too long to search for: {number} characters are the most.", number=_LONGEST)
        )
    channel = await open_channel(request, app)
    summaries = await app.storage.stories.list_summaries(app.clock.now() - _LOOKED_BACK, SEARCHED)
    standing = {one.story_id: one for one in summaries if one.independent_outlets}
    ranked = rank_stories(words, tuple(standing.values()))
    found = [standing[fit.story_id] for fit in ranked if fit.share >= LEAST_SHARE]
    if not found:
        return say(
            tr("No story of the last month tells of “{words}”.", words=words),
            tr("/subscribe with words in quotes brings stories about them once there are any."),
        )
    left = len(found) - _SHOWN
    hint = tr("There are {number} more; further words narrow it down.", number=left) if left > 0 else None
    title = tr("Stories that tell of “{words}”", words=words)
    return compose_listing(title, found[:_SHOWN], channel.settings, hint)
