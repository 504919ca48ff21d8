"""Which stories a channel's wishes ask for, as its filters, mutes and outlets have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.admission import Ground, StoryText, decide_admission
from bot.core.grounds import say_stop
from bot.core.saying import Phrase, joined, tr
from bot.core.types import Channel, Subscription, Summary
from bot.ports import App

_EVER = datetime.min.replace(tzinfo=UTC)
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


async def find_stop(app: App, channel: Channel, summary: Summary, *, follows: bool = False) -> Phrase | None:
    """Why the channel does not want the piece any more, should its wishes have changed since that was planned.
    `follows`: what was told there before is followed up though sources took it back."""
    articles = await app.storage.articles.list_of_story(summary.story_id)
    brought = await app.storage.articles.list_feeds([article.id for article in articles])
    # It was new when it was planned, whatever was subscribed to again since.
    subscriptions = await app.storage.channels.list_subscriptions(channel.id)
    wishes = [replace(wish, since=_EVER) for wish in subscriptions]
    numbers = await app.storage.stories.list_families((summary.story_id,))
    story = StoryText(summary, articles, numbers[summary.story_id])
    admission = decide_admission(channel.settings, wishes, story, brought, app.clock.now())
    if admission.wanted or (follows and admission.asked_for):
        return None
    if admission.ground is Ground.MUTED:
        return tr("It was muted.")
    stop = say_stop(admission, summary.story_id, channel.settings)
    unwanted = tr("It is not wanted any more.")
    return unwanted if stop is None else joined((unwanted, stop))
