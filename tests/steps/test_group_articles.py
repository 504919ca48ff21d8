"""Articles get their stories: one event one story, due when it is worth writing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.types import Article, FeedCheck
from bot.ports import Storage
from bot.steps.group_articles import LEASE, group_articles
from tests.core.test_demo_pieces import events
from tests.databases import open_fresh
from tests.fakes import FakeClock, make_app
from tests.make import NOW, at, make_article, make_entry, make_outlet

FERRY = (
    "The ferry Nordlys ran aground on a reef off Port Ansel on Monday morning, the coast guard said. "
    "At least 10 passengers were injured. Harbour master Mara Lindqvist said fog had hidden the reef."
)
FERRY_AGAIN = (
    "Lifeboats rescued 143 people from the ferry Nordlys after it ran aground on a reef near Port Ansel "
    "on Monday. Harbour master Mara Lindqvist said ten passengers were injured in the fog."
)
STRIKE = (
    "Teachers in Vellmark voted on Sunday for a strike over pay, the union said. "
    "Schools across Vellmark will stay closed on Thursday, education minister Jon Ask said."
)


async def bring(storage: Storage, outlet: str, title: str, text: str, minute: float) -> Article:
    article = make_article(
        outlet=make_outlet(outlet), title=title, text=text, published_at=at(minute), arrived_at=at(minute)
    )
    return await storage.articles.save_article(article, None)


async def test_two_outlets_on_one_event_make_one_story_due_at_once(storage: Storage) -> None:
    await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, -5)
    await bring(storage, "Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN, -3)
    await bring(storage, "Harbour Post", "Vellmark teachers vote to strike", STRIKE, -1)
    touched = await group_articles(make_app(storage))
    assert len(touched) == 2
    due = await storage.stories.claim_to_write(NOW, timedelta(minutes=5), 10)
    assert len(due) == 1
    ferry = await storage.stories.get(due[0])
    assert len(await storage.articles.list_of_story(ferry.id)) == 2


async def test_what_was_read_waits_for_a_page_that_is_being_read_and_no_longer_than_it_may(
    storage: Storage,
) -> None:
    clock = FakeClock()
    app = make_app(storage, clock=clock)
    feed = await storage.feeds.add("https://coastradio.example/feed.xml", NOW)
    slow = make_entry(feed_id=feed.id, read_at=None)
    await storage.feeds.save_check(FeedCheck(feed=feed, added=(slow,)))
    await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 0)
    assert await group_articles(app) == ()
    clock.move(app.rules.gather)
    assert len(await group_articles(app)) == 1


async def test_a_person_waits_for_nobody(storage: Storage) -> None:
    feed = await storage.feeds.add("https://coastradio.example/feed.xml", NOW)
    await storage.feeds.save_check(FeedCheck(feed=feed, added=(make_entry(feed_id=feed.id),)))
    await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, 0)
    assert len(await group_articles(make_app(storage), at_once=True)) == 1


async def test_a_story_of_one_outlet_waits_for_a_second(storage: Storage) -> None:
    await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, -5)
    app = make_app(storage)
    (story_id,) = await group_articles(app)
    assert (await storage.stories.get(story_id)).write_at == NOW + app.rules.hold


async def test_a_story_that_grows_is_due_once_it_settles(storage: Storage) -> None:
    clock = FakeClock()
    app = make_app(storage, clock=clock)
    await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, -5)
    (story_id,) = await group_articles(app)
    now = clock.move(timedelta(minutes=3))
    await bring(storage, "Coast Radio", "Passengers rescued from ferry Nordlys off Port Ansel", FERRY_AGAIN, 2)
    assert await group_articles(app) == (story_id,)
    story = await storage.stories.get(story_id)
    assert story.write_at == now + app.rules.settle
    assert story.revision == 2


async def test_doing_it_again_changes_nothing(storage: Storage) -> None:
    await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, -5)
    app = make_app(storage)
    (story_id,) = await group_articles(app)
    before = await storage.stories.get(story_id)
    assert await group_articles(app) == ()
    assert await storage.stories.get(story_id) == before


async def test_while_another_worker_places_nothing_is_done(storage: Storage) -> None:
    await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, -5)
    assert await storage.lease(LEASE, NOW, timedelta(minutes=1))
    assert await group_articles(make_app(storage)) == ()
    await storage.release(LEASE)
    assert len(await group_articles(make_app(storage))) == 1


def world_articles() -> list[Article]:
    found = sorted((article for group in events().values() for article in group), key=lambda one: one.id)
    return [replace(article, id=0, withdrawn=False) for article in found[:24]]


async def test_an_app_that_keeps_its_index_groups_as_one_that_starts_anew_each_time(storage: Storage) -> None:
    async with open_fresh() as other:
        clock, kept = FakeClock(), 0
        steady = make_app(storage, clock=clock)
        for place, article in enumerate(world_articles()):
            clock.move(article.arrived_at - clock.now())
            saved = await storage.articles.save_article(article, None)
            await other.articles.save_article(article, None)
            await group_articles(steady)
            await group_articles(make_app(other, clock=clock))
            kept += bool(steady.live.revisions)
            if place % 7 == 3:  # the outlet rewrites what was just placed
                edited = replace(saved, text=f"{saved.text} More was to come.", version=2)
                await storage.articles.save_article(edited, None)
                await other.articles.save_article(edited, None)
        stories = [await each.stories.list_active(clock.now() - timedelta(days=9)) for each in (storage, other)]
        groups = [
            {
                story.id: [article.title for article in await each.articles.list_of_story(story.id)]
                for story in found
            }
            for each, found in zip((storage, other), stories, strict=True)
        ]
    assert groups[0] == groups[1]
    assert len(groups[0]) > 3
    assert kept > 12


async def test_of_a_kept_index_only_the_stories_that_somebody_else_changed_are_read_again(
    storage: Storage,
) -> None:
    app = make_app(storage)
    first = await bring(storage, "Harbour Post", "Ferry Nordlys runs aground off Port Ansel", FERRY, -5)
    await group_articles(app)
    kept = app.live.index
    await storage.articles.save_article(replace(first, text=STRIKE, version=2), None)
    await bring(storage, "Coast Radio", "Vellmark teachers vote to strike", STRIKE, -3)
    await group_articles(app)
    assert app.live.index is kept
    assert len(await storage.stories.list_active(NOW - timedelta(days=1))) == 1
