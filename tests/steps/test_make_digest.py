"""A channel's digest: at its hour, once, with the best of what was kept for it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.deliveries import make_key
from bot.core.types import (
    Channel,
    ChannelSettings,
    Delivery,
    DeliveryKind,
    Placement,
    Rhythm,
    Rules,
    Subscription,
    Summary,
)
from bot.ports import Storage
from bot.steps.deliver import deliver
from bot.steps.make_digest import make_digest, make_digest_now
from tests.fakes import FakeClock, FakePlatform, make_app
from tests.make import NOW, at, make_address, make_article, make_subscription, make_summary

AT_NINE = ChannelSettings(rhythm=Rhythm.DIGEST, digest_minutes=(9 * 60, 18 * 60))


@pytest.fixture
async def channel(storage: Storage) -> Channel:
    """A channel whose digest is due now, subscribed to the one feed."""
    opened = await storage.channels.open(make_address(), "", NOW)
    await storage.channels.save_settings(opened.id, AT_NINE, NOW)
    feed = await storage.feeds.add("https://harbourpost.example/feed.xml", NOW)
    await storage.channels.subscribe(make_subscription(channel_id=opened.id, feed_ids=(feed.id,), since=NOW))
    return await storage.channels.get(opened.id)


async def tell(
    storage: Storage, channel: Channel, title: str, outlets: int = 1, keep: bool = True, minute: float = -5
) -> Summary:
    """A story written, and kept for the channel's digest."""
    article = await storage.articles.save_article(make_article(title=title, feed_id=1), None)
    (story_id,) = await storage.stories.save_placement(
        Placement(founded=((article.id,),)), at(minute), at(minute), at(minute)
    )
    summary = make_summary(story_id=story_id, independent_outlets=outlets, written_at=at(minute))
    held = Delivery(
        channel_id=channel.id,
        kind=DeliveryKind.DIGEST,
        story_id=story_id,
        revision=1,
        key=make_key(channel.id, story_id),
        due_at=at(minute),
    )
    await storage.stories.save_summary(summary, [held] if keep else [])
    return summary


async def test_what_was_kept_is_told_at_the_hour_the_best_first(storage: Storage, channel: Channel) -> None:
    one = await tell(storage, channel, "One", outlets=1)
    two = await tell(storage, channel, "Two", outlets=4)
    platform = FakePlatform()
    app = make_app(storage, platform=platform)
    (delivery_id,) = await make_digest(app, channel.id)
    delivery = await storage.deliveries.get(delivery_id)
    digest = await storage.deliveries.get_digest(delivery.digest_id or 0)
    assert digest.stories == ((two.story_id, 1), (one.story_id, 1))
    assert digest.due_at == NOW
    assert (await storage.channels.get(channel.id)).next_digest_at == NOW + timedelta(hours=9)
    await deliver(app, delivery_id)
    assert len(platform.texts(channel.address)) == 1


async def test_a_digest_is_made_once(storage: Storage, channel: Channel) -> None:
    await tell(storage, channel, "One")
    app = make_app(storage)
    assert len(await make_digest(app, channel.id)) == 1
    assert await make_digest(app, channel.id) == ()
    # Even one that began before the first had moved the hour.
    await storage.channels.save_settings(channel.id, AT_NINE, NOW)
    await tell(storage, channel, "Two")
    assert await make_digest(app, channel.id) == ()
    assert len(await storage.deliveries.list_digests(channel.id, NOW)) == 1


async def test_before_its_hour_there_is_no_digest(storage: Storage, channel: Channel) -> None:
    await tell(storage, channel, "One")
    assert await make_digest(make_app(storage, clock=FakeClock(at(-1))), channel.id) == ()
    assert await storage.deliveries.list_digests(channel.id, at(-99)) == ()
    assert (await storage.channels.get(channel.id)).next_digest_at == NOW


async def test_without_stories_nothing_is_sent_and_the_next_hour_is_set(
    storage: Storage, channel: Channel
) -> None:
    assert await make_digest(make_app(storage), channel.id) == ()
    assert (await storage.channels.get(channel.id)).next_digest_at == NOW + timedelta(hours=9)
    assert await storage.channels.claim_digests(NOW, 10) == ()


async def test_a_channel_that_is_gone_or_wants_no_digest_gets_none(storage: Storage, channel: Channel) -> None:
    await tell(storage, channel, "One")
    await storage.channels.save_gone(channel.id)
    assert await make_digest(make_app(storage), channel.id) == ()
    await storage.channels.save_settings(channel.id, ChannelSettings(), None)
    assert await make_digest(make_app(storage), channel.id) == ()


async def test_what_finds_no_room_comes_in_the_next_digest(storage: Storage, channel: Channel) -> None:
    big, small = await tell(storage, channel, "Big", outlets=3), await tell(storage, channel, "Small")
    clock = FakeClock()
    app = make_app(storage, clock=clock, rules=Rules(digest_stories=1))
    for _ in range(3):
        await make_digest(app, channel.id)
        clock.move(timedelta(hours=9))
    digests = await storage.deliveries.list_digests(channel.id, NOW)
    assert [digest.stories for digest in digests] == [((big.story_id, 1),), ((small.story_id, 1),)]
    assert [digest.held for digest in digests] == [2, 1]


async def test_after_a_long_stop_one_digest_is_made(storage: Storage, channel: Channel) -> None:
    await tell(storage, channel, "One")
    app = make_app(storage, clock=FakeClock(NOW + timedelta(days=2, hours=1)))
    assert len(await make_digest(app, channel.id)) == 1
    assert (await storage.channels.get(channel.id)).next_digest_at == NOW + timedelta(days=2, hours=9)


async def test_a_digest_asked_for_shows_the_last_day_and_leaves_the_schedule_alone(
    storage: Storage, channel: Channel
) -> None:
    app = make_app(storage)
    await tell(storage, channel, "Yesterday", minute=-25 * 60)
    one, two = await tell(storage, channel, "One", keep=False), await tell(storage, channel, "Two", outlets=2)
    for _ in range(2):
        shown = await make_digest_now(app, channel.id)
        assert [summary.story_id for summary in shown] == [two.story_id, one.story_id]
    assert await storage.channels.get(channel.id) == channel
    assert len(await make_digest(app, channel.id)) == 1


async def test_a_digest_asked_for_keeps_to_what_the_channel_wishes(storage: Storage, channel: Channel) -> None:
    await tell(storage, channel, "One")
    app = make_app(storage)
    careful = ChannelSettings(minimum_outlets=2)
    await storage.channels.save_settings(channel.id, careful, None)
    assert await make_digest_now(app, channel.id) == ()
    await storage.channels.save_settings(channel.id, ChannelSettings(), None)
    (wish,) = await storage.channels.list_subscriptions(channel.id)
    assert isinstance(wish, Subscription)
    await storage.channels.unsubscribe(channel.id, wish.id)
    assert await make_digest_now(app, channel.id) == ()
