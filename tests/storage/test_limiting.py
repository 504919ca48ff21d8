"""The contract of claiming within a channel's hourly limit, and of what is held while a bundle is made."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.types import ChannelSettings, Delivery, DeliveryKind, DeliveryState
from bot.ports import Storage
from bot.storage import open_storage
from tests.make import NOW, at, make_delivery, make_digest, make_post, make_summary, minutes
from tests.storage.scenes import add_story, open_channel

LEASE = minutes(5)


async def open_limited(storage: Storage, most: int, chat: str = "100") -> int:
    channel = await open_channel(storage, chat)
    await storage.channels.save_settings(channel.id, ChannelSettings(hourly_limit=most), None)
    return channel.id


async def plan(storage: Storage, channel_id: int, name: str) -> Delivery:
    """A planned post of a story of its own."""
    story = await add_story(storage, name)
    delivery = make_delivery(channel_id=channel_id, story_id=story.id)
    (delivery_id,) = await storage.stories.save_summary(make_summary(story_id=story.id), [delivery])
    return await storage.deliveries.get(delivery_id)


async def claim(storage: Storage, delivery: Delivery, minute: float) -> Delivery | None:
    return await storage.deliveries.claim(delivery.id, at(minute), LEASE, limited=True)


async def send(storage: Storage, delivery: Delivery, minute: float) -> None:
    """Claims it, whatever the limit, and finishes it with its post at that minute."""
    claimed = await storage.deliveries.claim(delivery.id, at(minute), LEASE)
    assert claimed is not None
    message_ids = (f"m{delivery.id}",)
    sent = replace(claimed, state=DeliveryState.SENT, message_ids=message_ids, sent_at=at(minute))
    post = make_post(
        channel_id=delivery.channel_id, story_id=delivery.story_id, message_ids=message_ids, sent_at=at(minute)
    )
    await storage.deliveries.finish(sent, post)


async def plan_bundle(storage: Storage, channel_id: int, due_at: datetime = NOW) -> Delivery:
    carrier = make_delivery(
        channel_id=channel_id, kind=DeliveryKind.DIGEST, story_id=None, revision=None, key="b", due_at=due_at
    )
    digest = make_digest(channel_id=channel_id, due_at=due_at, stories=())
    delivery_id = await storage.deliveries.save_digest(digest, carrier, channel_id, None)
    assert delivery_id is not None
    return await storage.deliveries.get(delivery_id)


async def next_hour(storage: Storage, channel_id: int) -> datetime | None:
    return (await storage.channels.get(channel_id)).next_digest_at


async def test_a_post_beyond_the_limit_is_held_until_the_first_of_the_hour_is_an_hour_old(
    storage: Storage,
) -> None:
    channel = await open_limited(storage, 2)
    for number in (0, 10):
        await send(storage, await plan(storage, channel, f"Story {number}"), number)
    third = await plan(storage, channel, "Third")
    assert await claim(storage, third, 20) is None
    held = await storage.deliveries.get(third.id)
    assert (held.kind, held.state) == (DeliveryKind.DIGEST, DeliveryState.PLANNED)
    assert await next_hour(storage, channel) == at(60)
    (again,) = await storage.deliveries.release(channel, [held], None, at(60))
    assert await claim(storage, await storage.deliveries.get(again), 60) is not None


async def test_an_hour_at_which_the_channel_is_told_sooner_is_left_as_it_is(storage: Storage) -> None:
    channel = await open_limited(storage, 1)
    await storage.channels.save_settings(channel, ChannelSettings(hourly_limit=1), at(30))
    await send(storage, await plan(storage, channel, "First"), 0)
    assert await claim(storage, await plan(storage, channel, "Second"), 1) is None
    assert await next_hour(storage, channel) == at(30)


async def test_what_is_being_sent_takes_its_place_and_other_channels_do_not(storage: Storage) -> None:
    here, there = await open_limited(storage, 1, "1"), await open_limited(storage, 1, "2")
    assert await claim(storage, await plan(storage, here, "First"), 0) is not None
    assert await claim(storage, await plan(storage, there, "First there"), 0) is not None
    assert await claim(storage, await plan(storage, here, "Second"), 0) is None


async def test_a_bundle_without_room_is_put_off_and_goes_before_posts(storage: Storage) -> None:
    channel = await open_limited(storage, 1)
    await send(storage, await plan(storage, channel, "First"), 0)
    bundle = await plan_bundle(storage, channel)
    assert await claim(storage, bundle, 10) is None
    assert (await storage.deliveries.get(bundle.id)).due_at == at(60)
    assert await storage.deliveries.claim_due(at(59), LEASE, 10) == ()
    post = await plan(storage, channel, "Second")
    assert await claim(storage, post, 60) is None
    assert await claim(storage, bundle, 60) is not None


async def test_answers_to_commands_and_messages_under_posts_take_no_place(storage: Storage) -> None:
    channel = await open_limited(storage, 1)
    story = await add_story(storage, "Told before")
    await storage.deliveries.save_post(make_post(channel_id=channel, story_id=story.id, sent_at=NOW))
    follow_up = make_delivery(
        channel_id=channel, story_id=story.id, kind=DeliveryKind.FOLLOW_UP, from_revision=1, revision=2
    )
    (under,) = await storage.stories.save_summary(make_summary(story_id=story.id, revision=2), [follow_up])
    await send(storage, await storage.deliveries.get(under), 0)
    assert await claim(storage, await plan(storage, channel, "New"), 1) is not None


async def test_a_post_that_only_points_to_another_since_they_were_merged_still_counts(storage: Storage) -> None:
    channel = await open_limited(storage, 1)
    first = await plan(storage, channel, "First")
    await send(storage, first, 0)
    post = await storage.deliveries.find_post(channel, first.story_id or 0)
    assert post is not None
    await storage.deliveries.retire_post(post)
    assert await storage.deliveries.find_post(channel, first.story_id or 0) is None
    assert await claim(storage, await plan(storage, channel, "Second"), 1) is None


@pytest.mark.parametrize("most", [1, 3])
async def test_of_many_that_would_take_the_last_places_at_once_no_more_do_than_there_are(
    file_url: str, most: int
) -> None:
    async with open_storage(file_url) as one, open_storage(file_url) as two:
        channel = await open_limited(one, most)
        planned = [await plan(one, channel, f"Story {number}") for number in range(8)]
        claims = await asyncio.gather(
            *(claim((one, two)[each.id % 2], each, 0) for each in planned),
        )
        assert sum(claimed is not None for claimed in claims) == most
        held = [one for one in await one.deliveries.list_planned(channel) if one.kind is DeliveryKind.DIGEST]
        assert len(held) == 8 - most
        assert await next_hour(one, channel) == at(60)


@pytest.mark.parametrize("left_out", ["", "It was counted."])
async def test_what_is_held_while_a_bundle_is_made_is_told_after_it(storage: Storage, left_out: str) -> None:
    channel = await open_limited(storage, 1)
    held = [await plan(storage, channel, name) for name in ("Told", "Left out", "Since")]
    for one in held:
        await storage.deliveries.hold(one.id)
    told, left, _ = held
    digest = make_digest(channel_id=channel, stories=((told.story_id or 0, 1),))
    carrier = make_delivery(channel_id=channel, kind=DeliveryKind.DIGEST, story_id=None, revision=None, key="b")
    await storage.deliveries.save_digest(
        digest, carrier, channel, None, left_out, known=(told, left), again_at=at(60)
    )
    states = [(await storage.deliveries.get(one.id)).state for one in held]
    assert states == [DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.PLANNED]
    assert await next_hour(storage, channel) == at(60)


async def test_what_is_held_while_others_are_released_is_told_after_them(storage: Storage) -> None:
    channel = await open_limited(storage, 1)
    held = [await plan(storage, channel, name) for name in ("Known", "Since")]
    for one in held:
        await storage.deliveries.hold(one.id)
    await storage.deliveries.release(channel, held[:1], None, NOW, again_at=at(60))
    assert await next_hour(storage, channel) == at(60)
