"""The contract of BulletinStore, and what checks keep for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.types import (
    Bulletin,
    BulletinKind,
    ChannelBulletin,
    Delivery,
    DeliveryKind,
    Feed,
    FeedCheck,
    Notice,
    SubscriptionKind,
)
from bot.ports import Storage
from tests.make import NOW, at, make_address, make_delivery, make_subscription
from tests.storage.scenes import add_feed, open_channel

FAILING = Bulletin(BulletinKind.FAILING, "spell")
RECOVERED = Bulletin(BulletinKind.RECOVERED, "spell")
GONE = Bulletin(BulletinKind.GONE, "spell")
NEVER = NOW - timedelta(days=1)


async def read_by(
    storage: Storage, feed: Feed, chat: str = "100", kind: SubscriptionKind = SubscriptionKind.FEED
) -> int:
    """A channel that reads the feed."""
    channel = await open_channel(storage, chat)
    target = feed.url if kind is SubscriptionKind.FEED else "coast"
    await storage.channels.subscribe(
        make_subscription(channel_id=channel.id, kind=kind, target=target, feed_ids=(feed.id,))
    )
    return channel.id


async def happen(storage: Storage, feed: Feed, *bulletins: Bulletin, minute: float = 0) -> None:
    check = FeedCheck(feed=replace(feed, checked_at=at(minute)), bulletins=bulletins)
    await storage.feeds.save_check(check)


async def untold(storage: Storage, channel_id: int) -> list[tuple[int, BulletinKind, str]]:
    return [(one.feed_id, one.kind, one.spell) for one in await storage.bulletins.list_untold(channel_id)]


async def tell(storage: Storage, channel_id: int, minute: float = 0) -> tuple[int, ...]:
    ids = [one.id for one in await storage.bulletins.list_untold(channel_id)]
    notice, planned = what(channel_id, f"key-{channel_id}-{minute}")
    return await storage.bulletins.save_told(ids, at(minute), notice, planned)


def what(channel_id: int, key: str) -> tuple[Notice, tuple[Delivery, ...]]:
    planned = make_delivery(
        channel_id=channel_id, kind=DeliveryKind.NOTICE, story_id=None, revision=None, key=key[:25]
    )
    return Notice(key=key, paragraphs=("It fails.",), created_at=NOW), (planned,)


async def test_what_happens_is_kept_once_for_every_channel_that_reads_the_feed(storage: Storage) -> None:
    feed, other = await add_feed(storage), await add_feed(storage, "other")
    first, second = await read_by(storage, feed), await read_by(storage, feed, "200")
    bundled = await read_by(storage, feed, "300", SubscriptionKind.BUNDLE)
    elsewhere = await read_by(storage, other, "400")
    gone = await read_by(storage, feed, "500")
    await storage.channels.save_gone(gone)
    for minute in (0, 5):
        await happen(storage, feed, FAILING, minute=minute)
    for channel_id in (first, second, bundled):
        (bulletin,) = await storage.bulletins.list_untold(channel_id)
        assert bulletin == ChannelBulletin(
            id=bulletin.id,
            channel_id=channel_id,
            feed_id=feed.id,
            kind=BulletinKind.FAILING,
            spell="spell",
            at=NOW,
        )
    assert await untold(storage, elsewhere) == await untold(storage, gone) == []


async def test_a_new_reader_hears_of_an_illness_at_the_next_check(storage: Storage) -> None:
    feed = await add_feed(storage)
    first = await read_by(storage, feed)
    await happen(storage, feed, FAILING)
    await tell(storage, first)
    second = await read_by(storage, feed, "200")
    await happen(storage, feed, FAILING, minute=60)
    assert await untold(storage, first) == []
    assert await untold(storage, second) == [(feed.id, BulletinKind.FAILING, "spell")]


async def test_a_recovery_is_for_those_who_were_told_that_it_fails(storage: Storage) -> None:
    feed = await add_feed(storage)
    told, untold_yet = await read_by(storage, feed), await read_by(storage, feed, "200")
    await happen(storage, feed, FAILING)
    await happen(storage, feed, GONE, minute=1)
    await tell(storage, told, 2)
    await happen(storage, feed, RECOVERED, minute=3)
    assert await untold(storage, told) == [(feed.id, BulletinKind.RECOVERED, "spell")]
    assert await untold(storage, untold_yet) == []


async def test_another_address_is_told_to_those_who_asked_for_the_old_one(storage: Storage) -> None:
    old, new = await add_feed(storage, "old"), await add_feed(storage, "new")
    of_old, of_new = await read_by(storage, old), await read_by(storage, new, "200")
    bundled = await read_by(storage, old, "300", SubscriptionKind.BUNDLE)
    moved = Bulletin(BulletinKind.MOVED, f"{old.url} {new.url}")
    await happen(storage, replace(old, url=new.url), moved)
    kept = (await storage.feeds.list_all())[0]
    assert await untold(storage, of_old) == [(kept.id, BulletinKind.MOVED, moved.spell)]
    assert await untold(storage, of_new) == await untold(storage, bundled) == []


async def test_of_a_newer_row_that_is_merged_into_an_older_one_the_move_is_told_too(storage: Storage) -> None:
    older, newer = await add_feed(storage, "older"), await add_feed(storage, "newer")
    of_newer = await read_by(storage, newer)
    moved = Bulletin(BulletinKind.MOVED, f"{newer.url} {older.url}")
    await happen(storage, replace(newer, url=older.url), moved)
    assert await untold(storage, of_newer) == [(older.id, BulletinKind.MOVED, moved.spell)]


async def test_a_channel_is_due_once_it_has_waited_and_was_left_alone_long_enough(storage: Storage) -> None:
    feed = await add_feed(storage)
    channel = await read_by(storage, feed)
    bulletins = storage.bulletins
    await happen(storage, feed, FAILING)
    assert await bulletins.list_due(at(-1), NEVER, 10) == ()
    assert await bulletins.list_due(NOW, NEVER, 10) == (channel,)
    await tell(storage, channel, 2)
    assert await bulletins.list_due(at(9), NEVER, 10) == ()
    await happen(storage, feed, RECOVERED, minute=10)
    assert await bulletins.list_due(at(11), at(1), 10) == (), "it was told something since then"
    assert await bulletins.list_due(at(11), at(2), 10) == (channel,)
    address = (await storage.channels.get(channel)).address
    await storage.channels.save_blocked(address, True)
    assert await bulletins.list_due(at(11), at(2), 10) == ()
    await storage.channels.save_blocked(address, False)
    await storage.channels.save_gone(channel)
    assert await bulletins.list_due(at(11), at(2), 10) == ()


async def test_what_is_told_is_saved_with_its_notice_and_only_once(storage: Storage) -> None:
    feed = await add_feed(storage)
    channel = await read_by(storage, feed)
    await happen(storage, feed, FAILING)
    ids = [one.id for one in await storage.bulletins.list_untold(channel)]
    notice, planned = what(channel, "key")
    (delivery_id,) = await storage.bulletins.save_told(ids, at(1), notice, planned)
    stored = await storage.deliveries.get(delivery_id)
    assert (await storage.deliveries.get_notice(stored.notice_id or 0)).key == "key"
    await happen(storage, feed, GONE, minute=2)
    more = [*ids, *(one.id for one in await storage.bulletins.list_untold(channel))]
    other, planned = what(channel, "other key")
    assert await storage.bulletins.save_told(more, at(3), other, planned) == ()
    assert len(await storage.bulletins.list_untold(channel)) == 1, "what is left comes at the next tick"


async def test_nothing_to_say_after_all_counts_as_told(storage: Storage) -> None:
    feed = await add_feed(storage)
    channel = await read_by(storage, feed)
    await happen(storage, feed, FAILING)
    ids = [one.id for one in await storage.bulletins.list_untold(channel)]
    assert await storage.bulletins.save_told(ids, at(1), None, ()) == ()
    assert await untold(storage, channel) == []
    assert (await storage.channels.find(make_address())) is not None


async def test_what_is_put_off_is_due_after_that_and_tells_the_same(storage: Storage) -> None:
    feed = await add_feed(storage)
    here, there = await read_by(storage, feed, "100"), await read_by(storage, feed, "200")
    await happen(storage, feed, FAILING)
    await storage.bulletins.put_off(here, at(60))
    assert await storage.bulletins.list_due(at(59), NEVER, 10) == (there,)
    assert await storage.bulletins.list_due(at(60), NEVER, 10) == (here, there)
    assert await untold(storage, here) == await untold(storage, there)
    await storage.bulletins.put_off(here, at(30))
    assert await storage.bulletins.list_due(at(59), NEVER, 10) == (there,), "it is never due earlier"
