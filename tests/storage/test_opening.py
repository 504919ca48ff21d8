"""The contract of Storage itself: leases, counts, claims by many at once, and the end."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.core.types import DeliveryKind, DeliveryState, FeedCheck
from bot.errors import Conflict, StorageError
from bot.ports import Counts, Storage
from bot.storage import open_storage
from bot.storage.database import Database, open_engine
from tests.make import NOW, at, make_article, make_delivery, make_entry, make_subscription, make_summary, minutes
from tests.storage.scenes import add_feed, add_story, merge, open_channel, write

LEASE = minutes(5)


async def test_a_lease_is_held_by_one_until_it_is_released(storage: Storage) -> None:
    assert await storage.lease("placing", NOW, LEASE)
    assert not await storage.lease("placing", at(1), LEASE)
    assert await storage.lease("writing", at(1), LEASE)
    await storage.release("placing")
    assert await storage.lease("placing", at(1), LEASE)


async def test_a_lease_ends_by_itself(storage: Storage) -> None:
    assert await storage.lease("placing", NOW, LEASE)
    assert not await storage.lease("placing", at(4.9), LEASE)
    assert await storage.lease("placing", at(5), LEASE)
    assert not await storage.lease("placing", at(9.9), LEASE)


async def test_nobody_releases_anothers_lease(shared_url: str) -> None:
    async with open_storage(shared_url) as ours, open_storage(shared_url) as theirs:
        assert await ours.lease("placing", NOW, LEASE)
        await theirs.release("placing")
        assert not await theirs.lease("placing", NOW, LEASE)
        await ours.release("placing")
        assert await theirs.lease("placing", NOW, LEASE)


async def test_everything_is_counted(storage: Storage) -> None:
    assert await storage.count() == Counts(0, 0, 0, 0, 0, 0, 0, 0, 0)
    feed, channel = await add_feed(storage), await open_channel(storage)
    await add_feed(storage, "healthy")
    gone = await open_channel(storage, "gone")
    await storage.channels.save_gone(gone.id)
    failing = replace(feed, problem="No answer.")
    await storage.feeds.save_check(FeedCheck(feed=failing, added=(make_entry(feed_id=feed.id),)))
    one, two, ends = [await add_story(storage, title) for title in ("One", "Two", "Ends")]
    await write(storage, ends)
    await merge(storage, ends, two)
    for story, kind in ((one, DeliveryKind.POST), (two, DeliveryKind.POST), (one, DeliveryKind.DIGEST)):
        delivery = make_delivery(channel_id=channel.id, story_id=story.id, revision=2, kind=kind)
        await storage.stories.save_summary(make_summary(story_id=story.id, revision=2), [delivery])
    sent = await storage.deliveries.claim(1, NOW, LEASE)
    assert sent is not None
    await storage.deliveries.finish(replace(sent, state=DeliveryState.SENT), None)
    assert await storage.count() == Counts(
        feeds=2,
        feeds_failing=1,
        entries=1,
        articles=3,
        stories=2,
        summaries=3,
        channels=1,
        deliveries_sent=1,
        deliveries_waiting=1,
    )


async def test_of_many_who_claim_at_once_no_two_get_the_same(shared_url: str) -> None:
    async with open_storage(shared_url) as one, open_storage(shared_url) as two:
        channel = await open_channel(one)
        feed = await add_feed(one)
        added = tuple(make_entry(feed_id=feed.id, url=f"https://a.example/{n}") for n in range(40))
        await one.feeds.save_check(FeedCheck(feed=feed, added=added))
        feeds = [await add_feed(one, f"outlet{number}") for number in range(39)]
        wish = make_subscription(channel_id=channel.id, feed_ids=tuple(each.id for each in (feed, *feeds)))
        await one.channels.subscribe(wish)
        for claim in (one.feeds.claim_due, one.articles.claim_unread):
            other = two.feeds.claim_due if claim == one.feeds.claim_due else two.articles.claim_unread
            claims = await asyncio.gather(*(each(NOW, LEASE, 3) for each in (claim, other) * 10))
            given = [each for ids in claims for each in ids]
            assert len(given) == len(set(given)) == 40


async def test_of_many_who_would_send_the_same_delivery_one_does(shared_url: str) -> None:
    async with open_storage(shared_url) as one, open_storage(shared_url) as two:
        channel, story = await open_channel(one), await add_story(one)
        delivery = make_delivery(channel_id=channel.id, story_id=story.id)
        (delivery_id,) = await one.stories.save_summary(make_summary(story_id=story.id), [delivery])
        claims = await asyncio.gather(
            *(storage.deliveries.claim(delivery_id, NOW, LEASE) for storage in (one, two) * 5)
        )
        assert sum(claim is not None for claim in claims) == 1
        assert (await one.deliveries.get(delivery_id)).attempts == 1


async def test_of_many_who_want_a_lease_one_gets_it(shared_url: str) -> None:
    async with open_storage(shared_url) as one, open_storage(shared_url) as two:
        got = await asyncio.gather(*(storage.lease("placing", NOW, LEASE) for storage in (one, two) * 5))
        assert sum(got) == 1


async def test_what_many_add_at_once_is_added_once(shared_url: str) -> None:
    async with open_storage(shared_url) as one, open_storage(shared_url) as two:
        both = (one, two) * 5
        feeds = await asyncio.gather(*(each.feeds.add("https://a.example/feed", NOW) for each in both))
        articles = await asyncio.gather(*(each.articles.save_article(make_article(), None) for each in both))
        channels = await asyncio.gather(*(open_channel(each) for each in both))
        for found in (feeds, articles, channels):
            assert len({record.id for record in found}) == 1


async def test_closing_leaves_no_thread_behind(file_url: str) -> None:
    before = set(threading.enumerate())
    async with open_storage(file_url) as storage:
        await asyncio.gather(*(storage.count() for _ in range(8)))
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(timeout=2)  # one that was told to end may need a moment
    assert not [thread for thread in left if thread.is_alive()]


async def test_a_database_without_tables_is_an_error_in_plain_words(blank_url: str) -> None:
    async with open_engine(blank_url) as engine:
        with pytest.raises(StorageError, match=r"no such table|relation .* does not exist"):
            async with Database(engine).read() as connection:
                await connection.execute(text("SELECT * FROM feeds"))


async def test_a_file_that_is_no_database_is_an_error_in_plain_words(file_url: str) -> None:
    path = file_url.removeprefix("sqlite+aiosqlite:///")
    with open(path, "wb") as file:  # noqa: ASYNC230
        file.write(b"not a database" * 1000)
    with pytest.raises(StorageError, match="not a database"):
        async with open_storage(file_url) as storage:
            await storage.count()


async def test_sqlite_is_set_up_to_be_shared_and_safe(file_url: str) -> None:
    async with open_engine(file_url) as engine, engine.connect() as connection:
        found = {}
        for pragma in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys"):
            found[pragma] = (await connection.exec_driver_sql(f"PRAGMA {pragma}")).scalar()
    assert found == {"journal_mode": "wal", "synchronous": 1, "busy_timeout": 30_000, "foreign_keys": 1}


async def test_a_broken_constraint_is_a_conflict(storage: Storage) -> None:
    with pytest.raises(Conflict):
        await storage.channels.subscribe(make_subscription(channel_id=404, feed_ids=()))


async def test_articles_are_read_with_the_owners_that_the_settings_name_now(shared_url: str) -> None:
    async with open_storage(shared_url) as storage:
        saved = await storage.articles.save_article(make_article(outlet="Harbour Post"), None)
        assert saved.outlet.owner is None

    async with open_storage(shared_url, {saved.outlet.domain: "Quay Group"}) as storage:
        assert (await storage.articles.get(saved.id)).outlet.owner == "Quay Group"
        assert (await storage.articles.list_unplaced(1))[0].outlet.owner == "Quay Group"
        found = await storage.articles.find_by_url(saved.url)
        assert found is not None
        edited = replace(found, text=f"{found.text} More.")
        assert (await storage.articles.save_article(edited, None)).outlet.owner == "Quay Group"
