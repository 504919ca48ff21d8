"""Finds a story that shows a channel what it just subscribed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.admission import StoryText, decide_admission
from bot.core.opinion import is_opinion
from bot.core.samples import choose_sample
from bot.core.types import Article, Channel, Subscription, Summary
from bot.ports import App

_NEWEST_SUMMARIES = 200  # of these it is chosen


async def find_sample(app: App, channel: Channel, wishes: Sequence[Subscription]) -> Summary | None:
    """The newest good story that the wishes, had they been there before, would have brought. None where there is
    none yet, or where it stands in the channel already."""
    now = app.clock.now()
    since = now - app.rules.story_window
    earlier = [replace(wish, since=since) for wish in wishes]
    summaries = await app.storage.stories.list_summaries(since, _NEWEST_SUMMARIES)
    articles = await app.storage.articles.list_of_stories([summary.story_id for summary in summaries])
    brought = await app.storage.articles.list_feeds([one.id for each in articles.values() for one in each])
    wanted = [
        summary
        for summary in summaries
        if decide_admission(
            channel.settings, earlier, StoryText(summary, articles[summary.story_id]), brought, now
        ).wanted
        and _reports(articles[summary.story_id])
    ]
    chosen = choose_sample(wanted, app.rules.enough_outlets, now)
    if chosen is None or await app.storage.deliveries.find_post(channel.id, chosen.story_id):
        return None
    return chosen


def _reports(articles: Sequence[Article]) -> bool:
    return not all(map(is_opinion, articles))
