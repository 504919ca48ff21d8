"""/trending: what most outlets report now, from everything AiBot reads."""

from __future__ import annotations

from datetime import timedelta

from bot.core.hidden_outlets import choose_shown
from bot.core.listings import compose_listing
from bot.core.messages import say
from bot.core.saying import tr
from bot.core.trending import rank_trending
from bot.core.types import Message, Request
from bot.ports import App
from handlers.channel import open_channel

_LOOKED_AT = 1_000
_LOOKED_BACK = timedelta(days=2)
_SHOWN = 8


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The stories with most independent reports of the last hours."""
    channel, now = await open_channel(request, app), app.clock.now()
    summaries = await app.storage.stories.list_summaries(now - _LOOKED_BACK, _LOOKED_AT)
    ranked = rank_trending(summaries, now, _LOOKED_AT)
    shown, _ = choose_shown(ranked, channel.settings.hidden, 2 * _SHOWN)
    chosen = rank_trending(shown, now, _SHOWN)  # as often as outlets that are shown report them
    if not chosen:
        return say(tr("Nothing has been reported in the last hours. /subscribe brings AiBot feeds to read."))
    return compose_listing(tr("Reported most right now"), chosen, channel.settings)
