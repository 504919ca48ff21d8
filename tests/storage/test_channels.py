"""The contract of ChannelStore."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.types import (
    ChannelSettings,
    DeliveryKind,
    Digest,
    FeedCheck,
    FoundFeed,
    Post,
    Rhythm,
    Style,
    Subscription,
    SubscriptionKind,
)
from bot.errors import NotFound
from bot.ports import Storage
from tests.make import NOW, at, make_address, make_delivery, make_post, make_subscription, make_summary, make_turn
from tests.storage.scenes import add_feed, add_story, open_channel


def search(channel_id: int, words: str = "ferry") -> Subscription:
    return make_subscription(channel_id=channel_id, kind=SubscriptionKind.SEARCH, target=words, feed_ids=())


async def test_a_chat_is_one_channel_however_often_it_is_opened(storage: Storage) -> None:
    address = make_address("7", "telegram", thread="3")
    channel = await storage.channels.open(address, "Harbour news", NOW)
    assert (channel.address, channel.title, channel.active) == (address, "Harbour news", True)
    assert (channel.settings, channel.created_at) == (ChannelSettings(), NOW)
    assert await storage.channels.open(address, "Harbour news", at(60)) == channel
    assert await storage.channels.get(channel.id) == channel
    assert await storage.channels.find(address) == channel


async def test_a_channel_keeps_its_title_until_it_is_told_another(storage: Storage) -> None:
    channel = await storage.channels.open(make_address(), "Old", NOW)
    assert (await storage.channels.open(make_address(), "", NOW)).title == "Old"
    assert await storage.channels.open(make_address(), "New", NOW) == replace(channel, title="New")


async def test_platform_chat_and_thread_tell_channels_apart(storage: Storage) -> None:
    addresses = [
        make_address("7", "telegram"),
        make_address("7", "telegram", thread="1"),
        make_address("7", "telegram", thread="2"),
        make_address("8", "telegram"),
        make_address("7", "discord"),
    ]
    channels = [await storage.channels.open(address, "", NOW) for address in addresses]
    assert len({channel.id for channel in channels}) == 5
    assert [await storage.channels.find(address) for address in addresses] == channels


async def test_a_channel_that_is_not_there_is_not_found(storage: Storage) -> None:
    assert await storage.channels.find(make_address("nowhere")) is None
    with pytest.raises(NotFound):
        await storage.channels.get(404)
    with pytest.raises(NotFound):
        await storage.channels.save_settings(404, ChannelSettings(), None)
    with pytest.raises(NotFound):
        await storage.channels.save_gone(404)
    with pytest.raises(NotFound):
        await storage.channels.save_moved(404, make_address("8"))


async def test_settings_are_saved_whole_with_the_next_digest(storage: Storage) -> None:
    channel = await open_channel(storage)
    settings = ChannelSettings(
        rhythm=Rhythm.DIGEST,
        digest_minutes=(450, 1080),
        timezone="Europe/Vienna",
        style=Style.STORY,
        minimum_outlets=3,
    )
    await storage.channels.save_settings(channel.id, settings, at(60))
    assert await storage.channels.get(channel.id) == replace(channel, settings=settings, next_digest_at=at(60))


async def test_a_channel_that_is_gone_gets_nothing_more_until_it_is_opened_again(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    await storage.channels.subscribe(search(channel.id))
    await storage.channels.save_settings(channel.id, channel.settings, NOW)
    (delivery_id,) = await storage.stories.save_summary(
        make_summary(story_id=story.id), [make_delivery(channel_id=channel.id, story_id=story.id)]
    )
    await storage.channels.save_gone(channel.id)
    assert not (await storage.channels.get(channel.id)).active
    assert (await storage.deliveries.get(delivery_id)).state.value == "dropped"
    assert await storage.channels.list_audience([1]) == ()
    assert await storage.channels.claim_digests(at(1), 10) == ()
    back = await storage.channels.open(channel.address, "", at(9))
    assert back.active
    assert [found.id for found, _ in await storage.channels.list_audience([1])] == [channel.id]


async def test_a_channel_that_moved_is_found_at_its_new_address_only(storage: Storage) -> None:
    channel = await open_channel(storage, "-7")
    await storage.channels.save_moved(channel.id, make_address("-1007"))
    assert await storage.channels.find(make_address("-7")) is None
    assert await storage.channels.find(make_address("-1007")) == replace(channel, address=make_address("-1007"))


async def test_what_was_asked_at_the_new_address_before_the_move_was_known_is_kept(storage: Storage) -> None:
    channel, early = await open_channel(storage, "-7"), await open_channel(storage, "-1007")
    story = await add_story(storage)
    for each, words in ((channel, "ferry"), (early, "ferry"), (early, "bridge")):
        await storage.channels.subscribe(search(each.id, words))
    post = make_post(channel_id=early.id, story_id=story.id, message_ids=("m9",))
    await storage.deliveries.save_post(post)
    await storage.turns.add(make_turn(channel_id=early.id, story_id=story.id))
    await storage.stories.save_summary(
        make_summary(story_id=story.id), [make_delivery(channel_id=early.id, story_id=story.id)]
    )
    await storage.channels.save_moved(channel.id, make_address("-1007"))

    found = await storage.channels.find(make_address("-1007"))
    assert found is not None
    assert found.id == channel.id
    wishes = await storage.channels.list_subscriptions(channel.id)
    assert [wish.target for wish in wishes] == ["ferry", "bridge"]
    assert isinstance(await storage.deliveries.find_post_by_message(channel.id, "m9"), Post)
    assert len(await storage.turns.list_recent(channel.id, story.id, NOW, 10)) == 1
    with pytest.raises(NotFound):
        await storage.channels.get(early.id)


async def test_moving_a_channel_to_where_it_is_changes_nothing(storage: Storage) -> None:
    channel = await open_channel(storage, "7")
    await storage.channels.save_moved(channel.id, make_address("7"))
    assert await storage.channels.get(channel.id) == channel


async def test_a_subscription_is_stored_with_its_feeds(storage: Storage) -> None:
    channel = await open_channel(storage)
    feeds = [await add_feed(storage, name) for name in ("a", "b")]
    bundle = make_subscription(
        channel_id=channel.id,
        kind=SubscriptionKind.BUNDLE,
        target="world",
        feed_ids=tuple(feed.id for feed in feeds),
    )
    stored = await storage.channels.subscribe(bundle)
    assert stored == replace(bundle, id=stored.id)
    assert await storage.channels.list_subscriptions(channel.id) == (stored,)


async def test_subscribing_again_gives_the_stored_one_with_its_feeds_brought_up_to_date(
    storage: Storage,
) -> None:
    channel = await open_channel(storage)
    one, two = await add_feed(storage, "a"), await add_feed(storage, "b")
    wish = make_subscription(channel_id=channel.id, feed_ids=(one.id,))
    stored = await storage.channels.subscribe(wish)
    again = await storage.channels.subscribe(replace(wish, feed_ids=(two.id,), since=at(60)))
    assert again == replace(stored, feed_ids=(two.id,))


async def test_a_subscription_to_a_feed_that_is_not_there_leaves_nothing(storage: Storage) -> None:
    channel = await open_channel(storage)
    with pytest.raises(Exception, match="changed the same row"):
        await storage.channels.subscribe(make_subscription(channel_id=channel.id, feed_ids=(404,)))
    assert await storage.channels.list_subscriptions(channel.id) == ()


async def test_unsubscribing_takes_only_the_channels_own(storage: Storage) -> None:
    one, two = await open_channel(storage, "1"), await open_channel(storage, "2")
    wish = await storage.channels.subscribe(search(one.id))
    assert not await storage.channels.unsubscribe(two.id, wish.id)
    assert await storage.channels.unsubscribe(one.id, wish.id)
    assert not await storage.channels.unsubscribe(one.id, wish.id)
    assert await storage.channels.list_subscriptions(one.id) == ()


async def test_the_audience_is_whoever_named_one_of_the_feeds_or_searches(storage: Storage) -> None:
    one, two = await add_feed(storage, "a"), await add_feed(storage, "b")
    both, other, searching, silent = [await open_channel(storage, chat) for chat in "1234"]
    named = await storage.channels.subscribe(
        make_subscription(channel_id=both.id, target=one.url, feed_ids=(one.id,))
    )
    bundle = await storage.channels.subscribe(
        make_subscription(
            channel_id=both.id, kind=SubscriptionKind.BUNDLE, target="world", feed_ids=(one.id, two.id)
        )
    )
    elsewhere = await storage.channels.subscribe(
        make_subscription(channel_id=both.id, target=two.url, feed_ids=(two.id,))
    )
    await storage.channels.subscribe(make_subscription(channel_id=other.id, target=two.url, feed_ids=(two.id,)))
    searched = await storage.channels.subscribe(search(searching.id))
    audience = await storage.channels.list_audience([one.id])
    assert audience == ((both, (named, bundle)), (searching, (searched,)))
    assert elsewhere not in audience[0][1]
    assert silent.id not in {channel.id for channel, _ in audience}
    assert await storage.channels.list_audience([]) == ((searching, (searched,)),)


async def test_digests_are_due_for_active_channels_whose_hour_has_come_the_longest_due_first(
    storage: Storage,
) -> None:
    channels = [await open_channel(storage, chat) for chat in "1234"]
    for channel, due in zip(channels, (at(-1), at(-9), at(1), None), strict=True):
        await storage.channels.save_settings(channel.id, channel.settings, due)
    ids = [channel.id for channel in channels]
    assert await storage.channels.claim_digests(NOW, 10) == (ids[1], ids[0])
    assert await storage.channels.claim_digests(NOW, 1) == (ids[1],)
    # What was due stays due until a digest, or the lack of one, moves the hour.
    await storage.deliveries.save_digest(None, None, ids[1], at(60))
    assert await storage.channels.claim_digests(NOW, 10) == (ids[0],)


async def test_a_gone_channels_posts_and_digests_stay_readable(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    digest = Digest(channel_id=channel.id, due_at=NOW, stories=((story.id, 1),))
    delivery = make_delivery(
        channel_id=channel.id, kind=DeliveryKind.DIGEST, story_id=None, revision=None, key="d"
    )
    delivery_id = await storage.deliveries.save_digest(digest, delivery, channel.id, None)
    assert delivery_id is not None
    await storage.channels.save_gone(channel.id)
    digest_id = (await storage.deliveries.get(delivery_id)).digest_id
    assert digest_id is not None
    assert (await storage.deliveries.get_digest(digest_id)).stories == ((story.id, 1),)


async def test_a_chat_that_was_left_waits_with_all_its_threads_until_it_is_back(storage: Storage) -> None:
    chat = make_address("7", "telegram")
    addresses = [chat, replace(chat, thread="1"), make_address("8", "telegram"), make_address("7", "discord")]
    channels = [await storage.channels.open(address, "", NOW) for address in addresses]
    story = await add_story(storage)
    planned = [make_delivery(channel_id=channel.id, story_id=story.id) for channel in channels]
    ids = await storage.stories.save_summary(make_summary(story_id=story.id), planned)
    await storage.channels.save_left(chat)
    states = [(await storage.deliveries.get(one)).state.value for one in ids]
    assert states == ["dropped", "dropped", "planned", "planned"]
    assert [(await storage.channels.get(one.id)).active for one in channels] == [False, False, True, True]
    await storage.channels.save_back(chat)
    assert [await storage.channels.get(one.id) for one in channels] == channels
    await storage.channels.save_back(make_address("nowhere"))
    assert await storage.channels.find(make_address("nowhere")) is None


async def test_a_private_chat_acts_on_the_channel_chosen_last_until_none_is(storage: Storage) -> None:
    home, other = make_address("7", "telegram"), make_address("9", "telegram")
    own = await storage.channels.open(home, "Ada", NOW)
    news, sport = [
        await storage.channels.open(make_address(chat, "telegram"), "", NOW) for chat in ("-1001", "-1002")
    ]
    assert await storage.channels.find_target(home) is None
    for chosen in (news, sport):
        await storage.channels.save_target(own.id, chosen.id)
        assert await storage.channels.find_target(home) == chosen
    assert await storage.channels.find_target(other) is None
    await storage.channels.save_target(own.id, None)
    assert await storage.channels.find_target(home) is None
    await storage.channels.save_target(own.id, news.id)
    await storage.upkeep.forget_chat(news.address)
    assert await storage.channels.find_target(home) is None
    with pytest.raises(NotFound):
        await storage.channels.save_target(404, sport.id)


async def test_many_feeds_are_enrolled_at_once_and_none_twice(storage: Storage) -> None:
    channel = await open_channel(storage)
    had = await add_feed(storage, "had")
    moved = await add_feed(storage, "moved")
    closed = await add_feed(storage, "closed")
    await storage.feeds.save_check(FeedCheck(feed=replace(moved, url="https://new.example/feed")))
    await storage.feeds.save_check(FeedCheck(feed=replace(closed, gone=True)))
    await storage.channels.subscribe(
        make_subscription(channel_id=channel.id, target=had.url, feed_ids=(had.id,), since=NOW)
    )
    found = [
        FoundFeed(url, "Its title") for url in (had.url, moved.url, closed.url, "https://fresh.example/feed")
    ]
    enrolment = await storage.channels.enrol(channel.id, found, at(5))
    assert [wish.target for wish in enrolment.added] == ["https://new.example/feed", "https://fresh.example/feed"]
    assert all(wish.since == at(5) and wish.feed_ids for wish in enrolment.added)
    assert [wish.target for wish in enrolment.already] == [had.url]
    assert enrolment.closed == (closed.url,)
    fresh = await storage.feeds.find("https://fresh.example/feed")
    assert fresh is not None
    assert (fresh.title, fresh.next_check_at) == ("Its title", at(5))
    again = await storage.channels.enrol(channel.id, found, at(9))
    assert (again.added, len(again.already)) == ((), 3)


async def test_a_subscription_is_given_another_feed_and_keeps_its_id(storage: Storage) -> None:
    channel = await open_channel(storage)
    old, closed = await add_feed(storage, "old"), await add_feed(storage, "new")
    await storage.feeds.save_check(FeedCheck(feed=replace(closed, gone=True, next_check_at=at(600))))
    wish = await storage.channels.subscribe(
        make_subscription(channel_id=channel.id, target=old.url, feed_ids=(old.id,), since=NOW)
    )
    feed = await storage.channels.retarget(wish, closed.url, "Its title", at(5))
    assert feed is not None
    assert (feed.id, feed.gone, feed.next_check_at) == (closed.id, False, at(5))
    assert await storage.feeds.get(closed.id) == feed
    (changed,) = await storage.channels.list_subscriptions(channel.id)
    assert changed == replace(wish, target=closed.url, feed_ids=(closed.id,), since=at(5))


async def test_a_subscription_is_not_given_a_feed_that_the_channel_has(storage: Storage) -> None:
    channel = await open_channel(storage)
    old, other = await add_feed(storage, "old"), await add_feed(storage, "other")
    wishes = [
        await storage.channels.subscribe(
            make_subscription(channel_id=channel.id, target=feed.url, feed_ids=(feed.id,))
        )
        for feed in (old, other)
    ]
    assert await storage.channels.retarget(wishes[0], other.url, "", at(5)) is None
    assert await storage.channels.list_subscriptions(channel.id) == tuple(wishes)
