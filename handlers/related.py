"""/related: other recent stories of the same people, places and things."""

from __future__ import annotations

from bot.core.hidden_outlets import choose_shown
from bot.core.listings import compose_listing
from bot.core.messages import say
from bot.core.related import rank_related
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.ports import App
from bot.steps.write_pages import write_story
from handlers.channel import open_channel, require_shown, spender_of, story_named

_LOOKED_AT = 1_000
_SHOWN = 6


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The nearest first."""
    channel = await open_channel(request, app)
    story_id = await story_named(request, arguments, app)
    summary = await write_story(app, story_id, spender_of(request, channel))
    require_shown(summary, channel)
    since = app.clock.now() - 3 * app.rules.story_window
    others = await app.storage.stories.list_summaries(since, _LOOKED_AT)
    near = rank_related(summary, [one for one in others if one.independent_outlets], _LOOKED_AT)
    chosen, _ = choose_shown(near, channel.settings.hidden, _SHOWN)
    if not chosen:
        return say(tr("No other recent story tells of the same people, places or things."))
    return compose_listing(
        tr("Related to story {number}", number=str(summary.story_id)), chosen, channel.settings
    )
