"""A delivery reaches its chat: once, in order, whatever fails on the way."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.types import (
    DeliveryKind,
    DeliveryState,
    Placement,
)
from bot.errors import (
    ChannelGone,
    ChannelMoved,
    MessageMissing,
    MessageRejected,
    OutcomeUnknown,
    TryLater,
)
from bot.ports import Storage
from bot.steps.deliver import deliver
from tests.fakes import FakeClock, FakePlatform, Killed, Mortal, plain
from tests.make import NOW, at, minutes
from tests.steps.room import AGROUND, DIGEST, EDIT, FOLLOW_UP, FOURTEEN, MORE, POST, TEN, Newsroom, open_newsroom


@pytest.fixture
async def room(storage: Storage) -> Newsroom:
    return await open_newsroom(storage, FakePlatform(blocks_per_part=2), FakeClock())


async def test_a_post_is_sent_in_parts_and_remembered(room: Newsroom) -> None:
    delivery = await room.deliver(await room.write(AGROUND, TEN))
    parts = await room.parts()
    assert len(parts) > 1
    assert room.chat == parts
    assert (delivery.state, delivery.sent_at, delivery.lease_until) == (DeliveryState.SENT, NOW, None)
    post = await room.post()
    assert (post.story_id, post.revision, post.sent_at) == (room.story.id, 1, NOW)
    assert post.message_ids == delivery.message_ids
    for message_id in post.message_ids:
        assert await room.app.storage.deliveries.find_post_by_message(room.channel.id, message_id) == post


async def test_delivering_twice_sends_once(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    sent = await room.deliver(delivery_id)
    calls = list(room.platform.calls)
    assert await room.deliver(delivery_id) == sent
    assert room.platform.calls == calls


async def test_an_edit_mends_the_parts_sends_those_missing_and_remembers_them(room: Newsroom) -> None:
    room.platform.blocks_per_part = 1
    await room.deliver(await room.write(AGROUND))
    before = await room.post()
    await room.deliver(await room.write(AGROUND, TEN, FOURTEEN, MORE, kind=EDIT, since=1))
    room.platform.blocks_per_part = 1
    assert room.chat == await room.parts()
    after = await room.post()
    assert (after.id, after.revision) == (before.id, 2)
    assert after.message_ids[: len(before.message_ids)] == before.message_ids


async def test_an_edit_deletes_the_parts_that_are_too_many(room: Newsroom) -> None:
    room.platform.blocks_per_part = 1
    await room.deliver(await room.write(AGROUND))
    before = await room.post()
    room.platform.blocks_per_part = 2
    await room.deliver(await room.write(FOURTEEN, kind=EDIT, since=1))
    assert room.chat == await room.parts()
    after = await room.post()
    assert len(after.message_ids) < len(before.message_ids)
    assert "delete" in room.platform.calls


async def test_a_part_too_many_that_is_gone_already_is_no_trouble(room: Newsroom) -> None:
    room.platform.blocks_per_part = 1
    await room.deliver(await room.write(AGROUND))
    del room.platform.shown[room.channel.address, (await room.post()).message_ids[-1]]
    room.platform.blocks_per_part = 100
    edit = await room.deliver(await room.write(AGROUND, TEN, kind=EDIT, since=1))
    assert edit.state is DeliveryState.SENT
    assert room.chat == await room.parts()


async def test_what_changed_is_said_under_the_first_message_of_the_post(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    room.clock.move(timedelta(hours=1))
    edit_id = await room.write(AGROUND, FOURTEEN, kind=EDIT, since=1)
    follow_up = await room.deliver(await room.add(FOLLOW_UP, since=1))
    await room.deliver(edit_id)
    assert follow_up.state is DeliveryState.SENT
    said = [plain(room.platform.shown[room.channel.address, each]) for each in follow_up.message_ids]
    assert any("14" in text for text in said)
    assert "since 09:00 UTC" in said[0]  # when the channel last heard of it
    post = await room.post()
    assert post.revision == 2
    assert room.platform.replies[follow_up.message_ids[0]] == post.message_ids[0]
    found = await room.app.storage.deliveries.find_post_by_message(room.channel.id, follow_up.message_ids[0])
    assert found is not None
    assert (found.story_id, found.revision) == (room.story.id, 2)


async def test_what_changed_is_said_even_when_the_post_was_deleted(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    for message_id in (await room.post()).message_ids:
        del room.platform.shown[room.channel.address, message_id]
    edit = await room.deliver(await room.write(AGROUND, FOURTEEN, kind=EDIT, since=1))
    follow_up = await room.deliver(await room.add(FOLLOW_UP, since=1))
    assert edit.state is DeliveryState.DROPPED
    assert follow_up.state is DeliveryState.SENT
    assert room.platform.replies[follow_up.message_ids[0]] is None


async def test_a_follow_up_with_nothing_to_say_is_dropped(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND, TEN))
    follow_up = await room.deliver(await room.write(AGROUND, TEN, kind=FOLLOW_UP, since=1))
    assert follow_up.state is DeliveryState.DROPPED
    assert room.chat == await room.parts()


async def test_a_digest_is_sent_with_the_stories_it_names(room: Newsroom) -> None:
    await room.write(AGROUND, TEN)
    digest = await room.deliver(await room.plan_digest())
    assert digest.state is DeliveryState.SENT
    assert any("Ferry runs aground" in text for text in room.chat)
    post = await room.app.storage.deliveries.find_post_by_message(room.channel.id, digest.message_ids[0])
    assert post is not None
    assert (post.story_id, post.story_ids) == (None, (room.story.id,))


async def test_an_edit_waits_while_its_post_is_put_off(room: Newsroom) -> None:
    post_id = await room.write(AGROUND)
    room.platform.fail_next(None, TryLater("Flood.", after=minutes(1)))
    torn = await room.deliver(post_id)
    assert (torn.state, len(torn.message_ids)) == (DeliveryState.PLANNED, 1)
    edit_id = await room.write(AGROUND, TEN, kind=EDIT, since=1)
    assert (await room.deliver(edit_id)).attempts == 0
    room.clock.move(minutes(1))
    await room.deliver(post_id)
    await room.deliver(edit_id)
    assert room.chat == await room.parts()


async def test_an_edit_of_nothing_is_dropped(room: Newsroom) -> None:
    edit = await room.deliver(await room.write(AGROUND, kind=EDIT))
    assert (edit.state, edit.problem) == (DeliveryState.DROPPED, "There is no post to mend.")
    assert room.chat == []


async def test_a_second_post_of_the_story_is_dropped(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND))
    other = await open_newsroom(room.app.storage, room.platform, room.clock, "100", "Another ferry")
    second_id = await other.write(AGROUND, TEN)
    merged = Placement(merged=((room.story.id, other.story.id),))
    await room.app.storage.stories.save_placement(merged, NOW, at(20), at(2))
    assert (await room.deliver(second_id)).state is DeliveryState.DROPPED
    assert len(room.chat) == len(await room.parts())


async def test_a_flooded_chat_is_left_alone_until_it_may_be_written_to(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    room.platform.fail_next(TryLater("Too many messages.", after=minutes(2)))
    put_off = await room.deliver(delivery_id)
    assert (put_off.state, put_off.due_at) == (DeliveryState.PLANNED, at(2))
    assert put_off.problem == "Too many messages."
    await room.deliver(delivery_id)
    assert room.chat == []
    room.clock.move(minutes(2))
    sent = await room.deliver(delivery_id)
    assert (sent.state, sent.problem, sent.attempts) == (DeliveryState.SENT, None, 2)
    assert room.chat == await room.parts()


async def test_after_a_failure_sending_goes_on_with_the_part_that_failed(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND, TEN)
    room.platform.fail_next(None, TryLater("Flood.", after=minutes(2)))
    await room.deliver(delivery_id)
    assert len(room.chat) == 1
    room.clock.move(minutes(2))
    await room.deliver(delivery_id)
    assert room.chat == await room.parts()


async def test_a_lost_answer_repeats_the_message_only_where_keys_are_not_honoured(storage: Storage) -> None:
    for honours_keys in (True, False):
        platform = FakePlatform(honours_keys=honours_keys)
        room = await open_newsroom(storage, platform, FakeClock(), f"chat {honours_keys}")
        delivery_id = await room.write(AGROUND)
        room.platform.fail_next(OutcomeUnknown("No answer."), after=True)
        await room.deliver(delivery_id)
        room.clock.move(minutes(1))
        assert (await room.deliver(delivery_id)).state is DeliveryState.SENT
        assert len(room.chat) == (1 if honours_keys else 2)


async def test_a_channel_that_is_gone_gets_nothing_more(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    room.platform.fail_next(ChannelGone("AiBot was blocked."))
    dropped = await room.deliver(delivery_id)
    assert (dropped.state, dropped.problem) == (DeliveryState.DROPPED, "AiBot was blocked.")
    assert not (await room.app.storage.channels.get(room.channel.id)).active


async def test_what_was_being_sent_to_a_channel_now_gone_is_dropped(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    assert await room.app.storage.deliveries.claim(delivery_id, NOW, minutes(1))
    await room.app.storage.channels.save_gone(room.channel.id)
    room.clock.move(minutes(1))
    assert (await room.deliver(delivery_id)).state is DeliveryState.DROPPED
    assert room.chat == []


async def test_a_channel_that_moved_is_served_at_its_new_address(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    room.platform.fail_next(ChannelMoved("Now a supergroup.", to="-1007"))
    assert (await room.deliver(delivery_id)).state is DeliveryState.SENT
    assert room.chat == []
    assert room.platform.texts(replace(room.channel.address, chat="-1007")) == await room.parts()


async def test_a_message_that_is_refused_fails_and_what_stands_of_it_can_be_asked_about(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND, TEN)
    room.platform.fail_next(None, MessageRejected("Too odd."))
    failed = await room.deliver(delivery_id)
    assert (failed.state, failed.problem) == (DeliveryState.FAILED, "Too odd.")
    assert len(failed.message_ids) == 1
    assert (await room.post()).message_ids == failed.message_ids


async def test_a_platform_that_is_not_running_keeps_its_deliveries_planned(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    await deliver(replace(room.app, platforms={}), delivery_id)
    waiting = await room.app.storage.deliveries.get(delivery_id)
    assert (waiting.state, waiting.attempts) == (DeliveryState.PLANNED, 0)


async def test_an_attempt_that_dies_each_time_is_given_up(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    for _ in range(room.app.rules.delivery_attempts):
        assert await room.app.storage.deliveries.claim(delivery_id, room.clock.now(), minutes(1))
        room.clock.move(minutes(1))
    given_up = await room.deliver(delivery_id)
    assert given_up.state is DeliveryState.DROPPED
    assert given_up.problem is not None
    assert "attempts" in given_up.problem


async def test_attempts_come_to_an_end_when_the_platform_never_recovers(room: Newsroom) -> None:
    delivery_id = await room.write(AGROUND)
    for _ in range(room.app.rules.delivery_attempts):
        room.platform.fail_next(TryLater("Outage.", after=timedelta()))
        delivery = await room.deliver(delivery_id)
        room.clock.move(timedelta(hours=6))
    assert (delivery.state, delivery.problem) == (DeliveryState.FAILED, "Outage.")


async def test_a_post_somebody_deleted_is_not_put_back(room: Newsroom) -> None:
    await room.deliver(await room.write(AGROUND))
    room.platform.fail_next(MessageMissing("Deleted."))
    assert (await room.deliver(await room.write(TEN, kind=EDIT, since=1))).state is DeliveryState.DROPPED


async def die_delivering(room: Newsroom, delivery_id: int, lives: int) -> bool:
    """Delivers until it dies; whether it did."""
    left = iter(range(lives))
    app: Any = room.app
    mortal = replace(app, storage=Mortal(app.storage, left), platforms={"console": Mortal(room.platform, left)})
    try:
        await deliver(mortal, delivery_id)
    except Killed:
        return True
    return False


@pytest.mark.parametrize(
    ("kind", "honours_keys"),
    [(POST, True), (POST, False), (EDIT, True), (EDIT, False), (FOLLOW_UP, False), (DIGEST, False)],
)
async def test_wherever_the_process_dies_everything_arrives_and_at_most_one_message_twice(
    storage: Storage, kind: DeliveryKind, honours_keys: bool
) -> None:
    platform, clock = FakePlatform(honours_keys=honours_keys, blocks_per_part=2), FakeClock()
    lengths = set()
    for lives in itertools.count():
        room = await open_newsroom(storage, platform, clock, f"chat {lives}")
        delivery_id = await prepare(room, kind)
        died = await die_delivering(room, delivery_id, lives)
        before = await storage.deliveries.get(delivery_id)
        clock.move(room.app.rules.sending_lease)
        unfinished = before.state is not DeliveryState.SENT
        assert (delivery_id in await storage.deliveries.claim_due(clock.now(), minutes(5), 100)) is unfinished
        delivery = await room.deliver(delivery_id)

        assert delivery.state is DeliveryState.SENT
        told = [plain(platform.shown[room.channel.address, each]) for each in delivery.message_ids]
        lengths.add(len(told))
        chat = room.chat if kind is not FOLLOW_UP else room.chat[len((await room.post()).message_ids) :]
        assert list(dict.fromkeys(chat)) == told
        assert len(chat) - len(told) in ((0,) if honours_keys else (0, 1))
        if kind in (POST, EDIT):
            assert told == await room.parts()
            assert (await room.post()).message_ids == delivery.message_ids
        if not died:
            break
    assert lives > 15
    assert len(lengths) == 1


async def prepare(room: Newsroom, kind: DeliveryKind) -> int:
    """A delivery of this kind, ready to be sent."""
    first = await room.write(AGROUND, TEN)
    if kind is POST:
        return first
    if kind is DIGEST:
        return await room.plan_digest()
    await room.deliver(first)
    return await room.write(AGROUND, FOURTEEN, MORE, kind=kind, since=1)
