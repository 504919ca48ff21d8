"""Finds a story that shows a channel what it just subscribed to."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.opinion import is_opinion
from bot.core.samples import choose_sample
from bot.core.types import Channel, Subscription, Summary
from bot.ports import App
from bot.writing.wanted import list_wanted


async def find_sample(app: App, channel: Channel, wishes: Sequence[Subscription]) -> Summary | None:
    """The newest good story that the wishes, had they been there before, would have brought. None where there is
    none yet, or where it stands in the channel already."""
    now = app.clock.now()
    wanted = await list_wanted(app, channel, wishes, now - app.rules.story_window)
    reported = [story.summary for story in wanted if not all(map(is_opinion, story.articles))]
    chosen = choose_sample(reported, app.rules.enough_outlets, now)
    if chosen is None or await app.storage.deliveries.find_post(channel.id, chosen.story_id):
        return None
    return chosen
