"""Gathers what the last day brought about a topic that a person named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.finding import find_about
from bot.core.overviews import Overview, choose_overview
from bot.core.types import Bundle, Summary
from bot.ports import App

_A_DAY = timedelta(days=1)
_BEFORE = timedelta(days=30)  # how far back an older story is offered from
_LOOKED_AT = 300  # of the newest pieces


async def gather_topic(app: App, topic: str) -> Overview:
    """By its words, none for whatever there was; where they name a bundle, what the bundle's feeds brought. The
    newest older story is looked for only where the last day brought none."""
    now = app.clock.now()
    recent = await _gather(app, topic, now - _A_DAY)
    earlier = () if recent else await _gather(app, topic, now - _BEFORE)
    return choose_overview(topic, recent, earlier, app.rules.digest_stories)


async def _gather(app: App, topic: str, since: datetime) -> tuple[Summary, ...]:
    found = await app.storage.stories.list_summaries(since, _LOOKED_AT)
    for bundle in app.rules.bundles:
        if topic.casefold() in (bundle.name.casefold(), bundle.title.casefold().removeprefix("the ")):
            return await _brought_by(app, bundle, found)
    return find_about(topic, found)


async def _brought_by(app: App, bundle: Bundle, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    feeds = {feed.id for url in bundle.urls if (feed := await app.storage.feeds.find(url)) is not None}
    articles = await app.storage.articles.list_of_stories([summary.story_id for summary in summaries])
    brought = await app.storage.articles.list_feeds([one.id for each in articles.values() for one in each])
    stories = {
        story_id for story_id, each in articles.items() if any(feeds & brought.get(one.id, set()) for one in each)
    }
    return tuple(summary for summary in summaries if summary.story_id in stories)
