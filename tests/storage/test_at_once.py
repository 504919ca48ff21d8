"""What two processes do at the same moment: none waits for good, none is told to try again, nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.core.types import DeliveryState, FoundFeed, Post, Retention, SubscriptionKind
from bot.errors import NotFound
from bot.ports import Storage
from bot.storage import open_storage
from bot.storage.database import Database, open_engine
from bot.storage.tables import stories
from tests.make import NOW, at, make_delivery, make_subscription, make_summary, minutes
from tests.storage.scenes import add_feed, add_story, open_channel

Both = tuple[Storage, Storage]
FOUND = [FoundFeed(f"https://outlet{number}.example/feed", f"Outlet {number}") for number in range(12)]
TIMES = 4


@pytest.fixture
async def both(shared_url: str) -> AsyncIterator[Both]:
    async with open_storage(shared_url) as one, open_storage(shared_url) as other:
        yield one, other


async def test_two_lists_of_the_same_feeds_are_enrolled_whatever_their_order(both: Both) -> None:
    channels = [await open_channel(both[0], str(number)) for number in range(2 * TIMES)]
    lists = (FOUND, FOUND[::-1]) * TIMES
    enrolling = zip(both * TIMES, channels, lists, strict=True)
    done = await asyncio.gather(*(each.channels.enrol(chat.id, found, NOW) for each, chat, found in enrolling))
    assert [len(enrolment.added) for enrolment in done] == [len(FOUND)] * len(lists)
    assert len(await both[0].feeds.list_all()) == len(FOUND)


async def test_a_list_sent_twice_to_one_chat_is_enrolled_once_in_the_order_it_has(both: Both) -> None:
    channel = await open_channel(both[0])
    for each in FOUND:
        await both[0].feeds.add(each.url, NOW)
    lists = (FOUND, FOUND[::-1]) * TIMES
    done = await asyncio.gather(
        *(each.channels.enrol(channel.id, found, NOW) for each, found in zip(both * TIMES, lists, strict=True))
    )
    assert sorted(len(enrolment.added) for enrolment in done) == [0] * (len(lists) - 1) + [len(FOUND)]
    wished = [wish.target for wish in await both[0].channels.list_subscriptions(channel.id)]
    assert wished in ([each.url for each in FOUND], [each.url for each in FOUND[::-1]])


async def test_offers_of_two_who_found_the_same_feeds_have_the_same_numbers(both: Both) -> None:
    lists = (FOUND, FOUND[::-1]) * TIMES
    saved = await asyncio.gather(
        *(each.offers.save(found, NOW) for each, found in zip(both * TIMES, lists, strict=True))
    )
    assert set(saved) == {saved[0], saved[0][::-1]}
    assert [await both[0].offers.find(number) for number in saved[0]] == FOUND


async def test_a_button_pressed_twice_subscribes_once(both: Both) -> None:
    channel = await open_channel(both[0])
    feed_ids = tuple([(await add_feed(both[0], f"outlet{number}")).id for number in range(6)])
    wish = make_subscription(channel_id=channel.id, kind=SubscriptionKind.BUNDLE, feed_ids=feed_ids)
    wishes = await asyncio.gather(*(each.channels.subscribe(wish) for each in both * TIMES))
    assert {wished.feed_ids for wished in wishes} == {feed_ids}
    assert await both[0].channels.list_subscriptions(channel.id) == (wishes[0],)


async def test_a_piece_made_twice_at_once_is_kept_once(both: Both) -> None:
    await asyncio.gather(*(each.pieces.save("key", make_summary(), NOW, at(-60)) for each in both * TIMES))
    assert await both[0].pieces.find("key") == make_summary()


async def test_a_story_that_grows_while_it_is_purged_stays(shared_url: str, both: Both) -> None:
    growing, old = await add_story(both[0], "Growing"), await add_story(both[0], "Old")
    later = at(60 * 24)
    async with open_engine(shared_url) as engine:
        async with Database(engine).write() as connection:
            fresh = update(stories).where(stories.c.id == growing.id)
            await connection.execute(fresh.values(changed_at=later, revision=2))
            purging = asyncio.create_task(both[1].upkeep.purge(Retention(stories=minutes(60)), later))
            await asyncio.wait([purging], timeout=0.2)  # it waits, or passes over what is being changed
        assert (await purging).stories == 1
    assert (await both[0].stories.get(growing.id)).revision == 2
    with pytest.raises(NotFound):
        await both[0].stories.get(old.id)


async def test_a_chat_is_forgotten_while_posts_to_it_are_on_their_way(both: Both) -> None:
    channel, claimed = await open_channel(both[0]), []
    for number in range(TIMES):
        story = await add_story(both[0], f"Story {number}")
        planned = make_delivery(channel_id=channel.id, story_id=story.id)
        (delivery_id,) = await both[0].stories.save_summary(make_summary(story_id=story.id), [planned])
        claimed.append(await both[0].deliveries.claim(delivery_id, NOW, minutes(5)))

    async def finish(number: int) -> bool:
        delivery = claimed[number]
        assert delivery is not None
        shown = (str(number),)
        post = Post(channel_id=channel.id, story_id=delivery.story_id, revision=1, message_ids=shown, sent_at=NOW)
        sent = replace(delivery, state=DeliveryState.SENT, sent_at=NOW, message_ids=shown)
        try:
            await both[0].deliveries.finish(sent, post)
        except NotFound:  # it was forgotten first
            return False
        return True

    await asyncio.gather(*map(finish, range(TIMES)), both[1].upkeep.forget_chat(channel.address))
    assert await both[1].channels.find(channel.address) is None
    assert (await both[1].count()).deliveries_sent == 0
