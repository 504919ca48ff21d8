"""Checking a feed against a real database and a web in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import EntryState, Rules
from bot.errors import FeedGone, FetchFailed
from bot.ports import App, Storage
from bot.steps.check_feed import check_feed
from tests.fakes import FakeClock, FakeWeb, make_app
from tests.make import NOW, at, make_parsed_entry

URL = "https://harbourpost.example/feed.xml"
FIRST = make_parsed_entry(key="1", url="https://harbourpost.example/1", title="Ferry aground")
SECOND = make_parsed_entry(
    key="2", url="https://harbourpost.example/2", title="Ferry afloat", published_at=at(-5)
)


@pytest.fixture
def web() -> FakeWeb:
    return FakeWeb()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def app(storage: Storage, web: FakeWeb, clock: FakeClock) -> App:
    return make_app(storage, web=web, clock=clock, rules=Rules(first_entries=1))


async def test_new_entries_come_back_to_be_read(app: App, web: FakeWeb) -> None:
    feed = await app.storage.feeds.add(URL, NOW)
    web.put_feed(URL, SECOND, FIRST, etag='"1"')
    to_read = await check_feed(app, feed.id)
    stored = {entry.key: entry for entry in await app.storage.feeds.list_entries(feed.id, 10)}
    assert to_read == (stored["2"].id,)
    assert stored["1"].state is EntryState.SKIPPED
    checked = await app.storage.feeds.get(feed.id)
    assert (checked.title, checked.etag, checked.primed) == ("Harbour Post", '"1"', True)


async def test_doing_it_twice_does_nothing_twice(app: App, web: FakeWeb) -> None:
    feed = await app.storage.feeds.add(URL, NOW)
    web.put_feed(URL, SECOND, FIRST)
    once = await check_feed(app, feed.id)
    again = await check_feed(app, feed.id)
    assert (len(once), again) == (1, ())
    assert len(await app.storage.feeds.list_entries(feed.id, 10)) == 2


async def test_the_etag_is_sent_and_an_unchanged_feed_adds_nothing(app: App, web: FakeWeb) -> None:
    feed = await app.storage.feeds.add(URL, NOW)
    web.put_feed(URL, FIRST, etag='"1"')
    await check_feed(app, feed.id)
    assert await check_feed(app, feed.id) == ()
    assert web.asked == [(URL, None), (URL, '"1"')]


async def test_a_failure_is_recorded_and_the_feed_recovers(app: App, web: FakeWeb, clock: FakeClock) -> None:
    feed = await app.storage.feeds.add(URL, NOW)
    web.feeds[URL] = FetchFailed("harbourpost.example cannot be reached.")
    assert await check_feed(app, feed.id) == ()
    failed = await app.storage.feeds.get(feed.id)
    assert (failed.failures, failed.problem) == (1, "harbourpost.example cannot be reached.")
    web.put_feed(URL, FIRST)
    clock.move(timedelta(hours=1))
    assert len(await check_feed(app, feed.id)) == 1
    assert (await app.storage.feeds.get(feed.id)).problem is None


async def test_a_feed_that_is_gone_is_left_alone(app: App, web: FakeWeb) -> None:
    feed = await app.storage.feeds.add(URL, NOW)
    web.feeds[URL] = FeedGone("Gone for good.")
    await check_feed(app, feed.id)
    await check_feed(app, feed.id)
    assert len(web.asked) == 1
    assert (await app.storage.feeds.get(feed.id)).gone


async def test_a_moved_feed_is_asked_at_its_new_place(app: App, web: FakeWeb) -> None:
    feed = await app.storage.feeds.add(URL, NOW)
    new = "https://new.example/feed"
    web.put_feed(URL, FIRST, moved_to=new)
    web.put_feed(new, FIRST)
    await check_feed(app, feed.id)
    await check_feed(app, feed.id)
    assert [url for url, _ in web.asked] == [URL, new]


async def test_two_feeds_that_move_to_one_place_become_one(app: App, web: FakeWeb) -> None:
    one = await app.storage.feeds.add(URL, NOW)
    other = await app.storage.feeds.add("https://harbourpost.example/old", NOW)
    web.put_feed(URL, FIRST)
    web.put_feed("https://harbourpost.example/old", FIRST, moved_to=URL)
    await check_feed(app, one.id)
    await check_feed(app, other.id)
    assert await check_feed(app, other.id) == ()
    assert [feed.id for feed in await app.storage.feeds.list_all()] == [one.id]


async def test_an_edited_entry_keeps_its_id(app: App, web: FakeWeb, clock: FakeClock) -> None:
    feed = await app.storage.feeds.add(URL, NOW)
    web.put_feed(URL, FIRST)
    (entry_id,) = await check_feed(app, feed.id)
    entry = await app.storage.articles.get_entry(entry_id)
    await app.storage.articles.save_entry(replace(entry, state=EntryState.READ, read_at=NOW))
    clock.move(timedelta(hours=1))
    web.put_feed(URL, replace(FIRST, title="Ferry aground, ten hurt"))
    assert await check_feed(app, feed.id) == (entry_id,)
