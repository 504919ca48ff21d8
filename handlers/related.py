"""/related: other recent stories of the same people, places and things."""

from __future__ import annotations

from bot.core.finding import say_no_story
from bot.core.listings import compose_listing
from bot.core.messages import say
from bot.core.related import rank_related
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.errors import StoryNotFound
from bot.ports import App
from handlers.channel import open_channel, story_named

_LOOKED_AT = 1_000
_SHOWN = 6


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The nearest first."""
    channel = await open_channel(request, app)
    story_id = await story_named(request, arguments, app)
    summary = await app.storage.stories.find_summary(story_id)
    if summary is None:
        raise StoryNotFound(say_no_story(story_id))
    since = app.clock.now() - 3 * app.rules.story_window
    others = await app.storage.stories.list_summaries(since, _LOOKED_AT)
    chosen = rank_related(summary, [one for one in others if one.independent_outlets], _SHOWN)
    if not chosen:
        return say(tr("No other recent story tells of the same people, places or things."))
    return compose_listing(
        tr("Related to story {number}", number=str(summary.story_id)), chosen, channel.settings
    )
