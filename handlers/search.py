"""/search: the recent stories that tell of some words, from everything AiBot reads."""

from __future__ import annotations

from datetime import timedelta

from bot.core.hidden_outlets import choose_shown
from bot.core.listings import compose_listing
from bot.core.messages import say
from bot.core.saying import joined, tr
from bot.core.searching import read_wanted, search_stories
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
    wanted = read_wanted(words)
    result = search_stories(wanted, tuple(standing.values()))
    shown, left = choose_shown(result.found, channel.settings.hidden, _SHOWN)
    if not shown:
        return say(
            tr("No story of the last month tells of “{words}”.", words=wanted.text),
            tr("/subscribe with words in quotes brings stories about them once there are any."),
        )
    hints = []
    if result.searched:
        hints.append(tr("No story has just these words; these have “{words}”.", words=result.searched))
    if left > 0:
        hints.append(tr("There are {number} more; further words narrow it down.", number=left))
    hint = joined(hints) if hints else None
    title = tr("Stories that tell of “{words}”", words=wanted.text)
    return compose_listing(title, shown, channel.settings, hint)
