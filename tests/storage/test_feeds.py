"""The contract of FeedStore."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.types import EntryState, Feed, FeedCheck, SubscriptionKind
from bot.errors import NotFound, StorageError
from bot.ports import Storage
from tests.make import NOW, at, make_article, make_entry, make_subscription, minutes
from tests.storage.scenes import add_feed, open_channel

LEASE = minutes(5)


async def subscribe(storage: Storage, *feeds: Feed, chat: str = "100") -> int:
    channel = await open_channel(storage, chat)
    for feed in feeds:
        await storage.channels.subscribe(
            make_subscription(channel_id=channel.id, target=feed.url, feed_ids=(feed.id,))
        )
    return channel.id


async def test_a_new_feed_is_stored_and_due_at_once(storage: Storage) -> None:
    feed = await storage.feeds.add("https://a.example/feed", NOW)
    assert feed.id
    assert (feed.url, feed.added_as, feed.next_check_at) == (
        "https://a.example/feed",
        "https://a.example/feed",
        NOW,
    )
    assert not feed.primed
    assert await storage.feeds.get(feed.id) == feed


async def test_adding_a_feed_again_gives_the_stored_one(storage: Storage) -> None:
    first = await storage.feeds.add("https://a.example/feed", NOW)
    assert await storage.feeds.add("https://a.example/feed", at(60)) == first
    assert await storage.feeds.list_all() == (first,)


async def test_feeds_are_listed_in_the_order_they_were_added(storage: Storage) -> None:
    feeds = [await add_feed(storage, name) for name in ("zebra", "ant", "moth")]
    assert await storage.feeds.list_all() == tuple(feeds)


async def test_a_feed_that_is_not_there_is_not_found(storage: Storage) -> None:
    assert await storage.feeds.find("https://nowhere.example/feed") is None
    with pytest.raises(NotFound):
        await storage.feeds.get(404)
    with pytest.raises(NotFound):
        await storage.feeds.get(10**30)


async def test_a_feed_that_moved_is_found_by_its_old_and_its_new_url(storage: Storage) -> None:
    feed = await add_feed(storage)
    moved = replace(feed, url="https://b.example/feed", checked_at=NOW)
    await storage.feeds.save_check(FeedCheck(feed=moved))
    assert await storage.feeds.find(feed.url) == moved
    assert await storage.feeds.find("https://b.example/feed") == moved
    moved_again = replace(moved, url="https://c.example/feed")
    await storage.feeds.save_check(FeedCheck(feed=moved_again))
    assert await storage.feeds.find("https://b.example/feed") == moved_again


async def test_the_feed_that_stands_at_a_url_is_found_before_one_that_left_it(storage: Storage) -> None:
    first = await storage.feeds.add("https://a.example/feed", NOW)
    other = await storage.feeds.add("https://b.example/feed", NOW)
    await storage.feeds.save_check(FeedCheck(feed=replace(first, url="https://c.example/feed")))
    back = replace(other, url="https://a.example/feed")
    await storage.feeds.save_check(FeedCheck(feed=back))
    assert await storage.feeds.find("https://a.example/feed") == back


async def test_a_check_saves_every_field_of_the_feed(storage: Storage) -> None:
    feed = await add_feed(storage)
    checked = replace(
        feed,
        title="Harbour Post",
        site_url="https://harbourpost.example",
        etag='W/"1"',
        last_modified="Mon, 16 Nov 2026 09:00:00 GMT",
        checked_at=NOW,
        succeeded_at=at(-1),
        next_check_at=at(10),
        primed=True,
        failures=3,
        problem="The site did not answer.",
        gone=True,
    )
    await storage.feeds.save_check(FeedCheck(feed=checked))
    assert await storage.feeds.get(feed.id) == checked


async def test_only_feeds_that_are_due_wanted_and_not_gone_are_claimed_the_longest_due_first(
    storage: Storage,
) -> None:
    names = ("due", "longer", "later", "unwanted", "gone")
    due, longer, later, unwanted, gone = [await add_feed(storage, name) for name in names]
    await subscribe(storage, due, longer, later, gone)
    for feed in (
        replace(due, next_check_at=at(-1)),
        replace(longer, next_check_at=at(-60)),
        replace(later, next_check_at=at(1)),
        replace(unwanted, next_check_at=at(-1)),
        replace(gone, next_check_at=at(-1), gone=True),
    ):
        await storage.feeds.save_check(FeedCheck(feed=feed))
    assert await storage.feeds.claim_due(NOW, LEASE, 10) == (longer.id, due.id)


async def test_a_claimed_feed_is_given_out_again_when_its_lease_is_over(storage: Storage) -> None:
    feed = await add_feed(storage)
    await subscribe(storage, feed)
    assert await storage.feeds.claim_due(NOW, LEASE, 10) == (feed.id,)
    assert await storage.feeds.claim_due(at(4.9), LEASE, 10) == ()
    assert await storage.feeds.claim_due(at(5), LEASE, 10) == (feed.id,)


async def test_a_check_ends_the_lease(storage: Storage) -> None:
    feed = await add_feed(storage)
    await subscribe(storage, feed)
    await storage.feeds.claim_due(NOW, LEASE, 10)
    await storage.feeds.save_check(FeedCheck(feed=replace(feed, next_check_at=at(1))))
    assert await storage.feeds.claim_due(at(1), LEASE, 10) == (feed.id,)


async def test_no_more_feeds_are_claimed_than_asked_for(storage: Storage) -> None:
    feeds = [await add_feed(storage, f"outlet{number}") for number in range(4)]
    await subscribe(storage, *feeds)
    assert await storage.feeds.claim_due(NOW, LEASE, 3) == tuple(feed.id for feed in feeds[:3])
    assert await storage.feeds.claim_due(NOW, LEASE, 3) == (feeds[3].id,)


async def test_a_search_wants_every_feed(storage: Storage) -> None:
    feed = await add_feed(storage)
    channel = await open_channel(storage)
    search = make_subscription(channel_id=channel.id, kind=SubscriptionKind.SEARCH, target="ferry", feed_ids=())
    await storage.channels.subscribe(search)
    assert await storage.feeds.claim_due(NOW, LEASE, 10) == (feed.id,)


async def test_what_a_channel_wanted_that_is_gone_is_not_checked(storage: Storage) -> None:
    feed = await add_feed(storage)
    channel_id = await subscribe(storage, feed)
    await storage.channels.save_gone(channel_id)
    assert await storage.feeds.claim_due(NOW, LEASE, 10) == ()


async def test_a_check_adds_entries_and_tells_which_are_to_be_read(storage: Storage) -> None:
    feed = await add_feed(storage)
    added = (
        make_entry(feed_id=feed.id, key="now", url="https://a.example/1"),
        make_entry(feed_id=feed.id, key="past", url="https://a.example/2", state=EntryState.SKIPPED),
        make_entry(feed_id=feed.id, key="later", url="https://a.example/3", read_at=at(30)),
        make_entry(feed_id=feed.id, key="any time", url="https://a.example/4", read_at=None),
    )
    to_read = await storage.feeds.save_check(FeedCheck(feed=replace(feed, checked_at=NOW), added=added))
    stored = {entry.key: entry for entry in await storage.feeds.list_entries(feed.id, 10)}
    assert to_read == (stored["now"].id, stored["any time"].id)
    assert [replace(stored[entry.key], id=0) for entry in added] == list(added)


async def test_entries_are_listed_newest_first_and_no_more_than_asked_for(storage: Storage) -> None:
    feed, other = await add_feed(storage), await add_feed(storage, "other")
    added = tuple(
        make_entry(feed_id=feed.id, key=str(hour), url=f"https://a.example/{hour}", arrived_at=at(60 * hour))
        for hour in (2, 1, 3)
    )
    await storage.feeds.save_check(FeedCheck(feed=feed, added=added))
    await storage.feeds.save_check(FeedCheck(feed=other, added=(make_entry(feed_id=other.id),)))
    assert [entry.key for entry in await storage.feeds.list_entries(feed.id, 2)] == ["3", "2"]


async def test_a_check_changes_stored_entries_but_keeps_the_article_read_meanwhile(storage: Storage) -> None:
    feed = await add_feed(storage)
    (entry_id,) = await storage.feeds.save_check(
        FeedCheck(feed=replace(feed, checked_at=NOW), added=(make_entry(feed_id=feed.id),))
    )
    seen_by_check = await storage.articles.get_entry(entry_id)
    article = await storage.articles.save_article(make_article(), replace(seen_by_check, state=EntryState.READ))
    changed = replace(seen_by_check, title="Ferry refloated", missing_since=at(3))
    again = await storage.feeds.save_check(FeedCheck(feed=replace(feed, checked_at=at(3)), changed=(changed,)))
    assert again == (entry_id,)
    assert await storage.articles.get_entry(entry_id) == replace(changed, article_id=article.id)


async def test_two_checks_that_bring_the_same_entry_store_it_once(storage: Storage) -> None:
    feed = await add_feed(storage)
    check = FeedCheck(feed=replace(feed, checked_at=NOW), added=(make_entry(feed_id=feed.id),))
    first = await storage.feeds.save_check(check)
    assert len(first) == 1
    assert await storage.feeds.save_check(check) == ()
    assert len(await storage.feeds.list_entries(feed.id, 10)) == 1


async def test_a_failure_in_the_middle_of_a_check_leaves_nothing_of_it(storage: Storage) -> None:
    feed = await add_feed(storage)
    unstorable = replace(
        make_entry(feed_id=feed.id, url="https://a.example/2"), arrived_at=NOW.replace(tzinfo=None)
    )
    check = FeedCheck(
        feed=replace(feed, etag="new", checked_at=NOW), added=(make_entry(feed_id=feed.id), unstorable)
    )
    with pytest.raises(StorageError):
        await storage.feeds.save_check(check)
    assert await storage.feeds.get(feed.id) == feed
    assert await storage.feeds.list_entries(feed.id, 10) == ()


async def test_two_feeds_that_end_up_at_one_url_become_the_older_one(storage: Storage) -> None:
    older = await storage.feeds.add("https://a.example/feed", NOW)
    newer = await storage.feeds.add("https://b.example/rss", NOW)
    await storage.feeds.save_check(
        FeedCheck(feed=replace(older, primed=True), added=(make_entry(feed_id=older.id),))
    )
    channel_id = await subscribe(storage, newer)
    article = await storage.articles.save_article(make_article(feed_id=newer.id), None)
    entry = make_entry(feed_id=newer.id, key="new", url="https://b.example/1")
    landed = replace(newer, url=older.url, etag="e", checked_at=NOW, next_check_at=at(10))
    (entry_id,) = await storage.feeds.save_check(FeedCheck(feed=landed, added=(entry,)))

    kept = await storage.feeds.get(older.id)
    assert kept == replace(landed, id=older.id, added_as=older.added_as, primed=True)
    assert await storage.feeds.list_all() == (kept,)
    assert await storage.feeds.find("https://b.example/rss") == kept
    assert (await storage.articles.get_entry(entry_id)).feed_id == older.id
    assert len(await storage.feeds.list_entries(older.id, 10)) == 2
    assert (await storage.articles.get(article.id)).feed_id == older.id
    (wish,) = await storage.channels.list_subscriptions(channel_id)
    assert (wish.target, wish.feed_ids) == (older.url, (older.id,))
    with pytest.raises(NotFound):
        await storage.feeds.save_check(FeedCheck(feed=newer))


async def test_the_older_feed_stays_also_when_it_is_the_one_that_moves(storage: Storage) -> None:
    older = await storage.feeds.add("https://a.example/feed", NOW)
    newer = await storage.feeds.add("https://b.example/rss", NOW)
    await storage.feeds.save_check(FeedCheck(feed=replace(older, url=newer.url)))
    assert [feed.id for feed in await storage.feeds.list_all()] == [older.id]


async def test_a_channel_that_wished_for_both_merged_feeds_keeps_the_older_wish(storage: Storage) -> None:
    older = await storage.feeds.add("https://a.example/feed", NOW)
    newer = await storage.feeds.add("https://b.example/rss", NOW)
    channel = await open_channel(storage)
    for feed, since in ((older, at(-10)), (newer, at(-90))):
        wish = make_subscription(channel_id=channel.id, target=feed.url, feed_ids=(feed.id,), since=since)
        await storage.channels.subscribe(wish)
    bundle = make_subscription(
        channel_id=channel.id, kind=SubscriptionKind.BUNDLE, target="world", feed_ids=(older.id, newer.id)
    )
    await storage.channels.subscribe(bundle)
    await storage.feeds.save_check(FeedCheck(feed=replace(newer, url=older.url)))
    wishes = await storage.channels.list_subscriptions(channel.id)
    assert [(wish.target, wish.feed_ids, wish.since) for wish in wishes] == [
        (older.url, (older.id,), at(-90)),
        ("world", (older.id,), bundle.since),
    ]


async def test_text_that_no_database_takes_is_stored_with_marks_in_its_place(storage: Storage) -> None:
    feed = await add_feed(storage)
    entry = make_entry(feed_id=feed.id, title="A\x00B\ud800C 😀")
    await storage.feeds.save_check(FeedCheck(feed=feed, added=(entry,)))
    assert (await storage.feeds.list_entries(feed.id, 1))[0].title == "A\ufffdB\ufffdC 😀"


async def test_more_is_to_come_while_a_feed_is_checked_until_its_lease_ends_or_its_check_is_saved(
    storage: Storage,
) -> None:
    feed = await add_feed(storage)
    await subscribe(storage, feed)
    assert not (await storage.articles.read_arrivals(NOW)).more_to_come
    assert await storage.feeds.claim_due(NOW, LEASE, 10) == (feed.id,)
    assert (await storage.articles.read_arrivals(NOW)).more_to_come
    assert not (await storage.articles.read_arrivals(NOW + LEASE)).more_to_come
    await storage.feeds.save_check(FeedCheck(feed=replace(feed, next_check_at=at(60))))
    assert not (await storage.articles.read_arrivals(NOW)).more_to_come


async def test_of_each_feed_the_last_arrival_is_known(storage: Storage) -> None:
    first, second, empty = [await add_feed(storage, name) for name in ("first", "second", "empty")]
    for feed, moments in ((first, (0, 7)), (second, (3,))):
        added = tuple(
            make_entry(feed_id=feed.id, key=str(minute), url=f"{feed.url}/{minute}", arrived_at=at(minute))
            for minute in moments
        )
        await storage.feeds.save_check(FeedCheck(feed=feed, added=added))
    found = await storage.feeds.list_last_arrivals([first.id, second.id, empty.id])
    assert found == {first.id: at(7), second.id: at(3)}
    assert await storage.feeds.list_last_arrivals([]) == {}


async def test_what_a_check_gave_out_to_be_read_is_given_to_nobody_else_within_its_lease(
    storage: Storage,
) -> None:
    feed = await storage.feeds.add("https://harbourpost.example/feed.xml", NOW)
    found = FeedCheck(feed=replace(feed, checked_at=NOW), added=(make_entry(feed_id=feed.id),))
    (entry_id,) = await storage.feeds.save_check(found, minutes(5))
    assert await storage.articles.claim_unread(NOW, minutes(5), 10) == ()
    assert await storage.articles.claim_unread(at(5), minutes(5), 10) == (entry_id,)
