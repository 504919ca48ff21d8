"""Scenes that several contract tests start from."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from bot.core.types import Article, Channel, Feed, Placement, Story, Summary
from bot.ports import Storage
from tests.make import NOW, at, make_address, make_article, make_summary


async def add_feed(storage: Storage, name: str = "harbourpost") -> Feed:
    return await storage.feeds.add(f"https://{name}.example/feed.xml", NOW)


async def add_article(storage: Storage, title: str = "Ferry runs aground", minute: float = -30) -> Article:
    article = make_article(title=title, published_at=at(minute))
    return await storage.articles.save_article(article, None)


async def add_story(storage: Storage, title: str = "Ferry runs aground", minute: float = -30) -> Story:
    """A story founded on one article."""
    article = await add_article(storage, title, minute)
    placement = Placement(founded=((article.id,),))
    (story_id,) = await storage.stories.save_placement(placement, NOW, at(20), at(2))
    return await storage.stories.get(story_id)


async def grow(storage: Storage, story: Story, title: str, minute: float = -5) -> Story:
    """The story with one more article, its revision raised."""
    article = await add_article(storage, title, minute)
    await storage.stories.save_placement(Placement(joined=((article.id, story.id),)), at(minute), at(20), at(2))
    return await storage.stories.get(story.id)


async def write(storage: Storage, story: Story) -> Summary:
    """The summary of the story's present revision, saved without deliveries."""
    summary = make_summary(story_id=story.id, revision=story.revision)
    await storage.stories.save_summary(summary, ())
    return summary


async def merge(storage: Storage, ends: Story, takes_over: Story) -> Story:
    placement = Placement(merged=((ends.id, takes_over.id),))
    await storage.stories.save_placement(placement, at(1), at(20), at(2))
    return await storage.stories.get(takes_over.id)


async def open_channel(storage: Storage, chat: str = "100") -> Channel:
    return await storage.channels.open(make_address(chat), "The newsroom", NOW)


async def write_every_hour(
    storage: Storage, until: datetime, *, days: int, hours: Collection[int] = range(24)
) -> None:
    """A piece in each of these hours of the day, as a desk that works in them would have published them."""
    story = await add_story(storage)
    for ago in range(days * 24):
        written = until - timedelta(hours=ago)
        if written.hour in hours:
            summary = make_summary(story_id=story.id, revision=ago + 1, written_at=written)
            await storage.stories.save_summary(summary, ())
