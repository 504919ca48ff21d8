"""Which stories a channel's wishes ask for, as its filters, mutes and outlets have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.admission import StoryText, decide_admission, find_mute
from bot.core.types import Channel, Subscription, Summary
from bot.ports import App

_NEWEST_SUMMARIES = 200  # of these they are chosen


async def list_wanted(
    app: App, channel: Channel, wishes: Sequence[Subscription], since: datetime
) -> tuple[StoryText, ...]:
    """Those told since then, the newest first, as if the wishes had been there since then."""
    earlier = [replace(wish, since=since) for wish in wishes]
    summaries = await app.storage.stories.list_summaries(since, _NEWEST_SUMMARIES)
    articles = await app.storage.articles.list_of_stories([summary.story_id for summary in summaries])
    brought = await app.storage.articles.list_feeds([one.id for each in articles.values() for one in each])
    numbers = await app.storage.stories.list_families([summary.story_id for summary in summaries])
    stories = [StoryText(one, articles[one.story_id], numbers[one.story_id]) for one in summaries]
    now = app.clock.now()
    return tuple(
        story for story in stories if decide_admission(channel.settings, earlier, story, brought, now).wanted
    )


async def is_muted(app: App, channel: Channel, summary: Summary) -> bool:
    """Whether the channel muted, since it was planned, what it would be told of this piece."""
    if not channel.settings.muted:
        return False
    numbers = await app.storage.stories.list_families((summary.story_id,))
    story = StoryText(summary, (), numbers[summary.story_id])
    return find_mute(channel.settings, story, app.clock.now()) is not None
