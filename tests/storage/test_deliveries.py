"""The contract of DeliveryStore."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.core.types import Delivery, DeliveryKind, DeliveryState, Story
from bot.errors import Conflict, NotFound, StorageError
from bot.ports import Storage
from tests.make import NOW, at, make_delivery, make_digest, make_post, make_summary, minutes
from tests.storage.scenes import add_story, grow, merge, open_channel

LEASE = minutes(5)


async def plan(storage: Storage, chat: str = "100", **changes: object) -> Delivery:
    """A stored, planned delivery of a story of its own, to the channel of this chat."""
    channel = await open_channel(storage, chat)
    story = await add_story(storage, f"Story for {chat} {changes}")
    delivery = make_delivery(channel_id=channel.id, story_id=story.id, **changes)
    (delivery_id,) = await storage.stories.save_summary(make_summary(story_id=story.id), [delivery])
    return await storage.deliveries.get(delivery_id)


async def plan_next(storage: Storage, story_id: int, kind: DeliveryKind, channel_id: int = 1) -> Delivery:
    """A delivery of the story's next revision."""
    before = await storage.stories.get(story_id)
    story = await grow(storage, before, f"More after revision {before.revision}")
    delivery = make_delivery(channel_id=channel_id, story_id=story.id, revision=story.revision, kind=kind)
    summary = make_summary(story_id=story.id, revision=story.revision)
    (delivery_id,) = await storage.stories.save_summary(summary, [delivery])
    return await storage.deliveries.get(delivery_id)


async def start(storage: Storage, delivery: Delivery, minute: float = 0) -> Delivery:
    claimed = await storage.deliveries.claim(delivery.id, at(minute), LEASE)
    assert claimed is not None
    return claimed


async def list_pending(storage: Storage, since: datetime) -> tuple[tuple[int | None, int | None], ...]:
    """What is held for the first channel's next digest since then."""
    planned = await storage.deliveries.list_planned(1)
    return tuple(
        (one.story_id, one.revision)
        for one in planned
        if one.kind is DeliveryKind.DIGEST and one.digest_id is None and one.due_at >= since
    )


async def test_a_delivery_that_is_not_there_is_not_found(storage: Storage) -> None:
    with pytest.raises(NotFound):
        await storage.deliveries.get(404)
    with pytest.raises(NotFound):
        await storage.deliveries.claim(404, NOW, LEASE)
    with pytest.raises(NotFound):
        await storage.deliveries.save_part(404, ("m1",))
    with pytest.raises(NotFound):
        await storage.deliveries.finish(make_delivery(id=404), None)


async def test_due_deliveries_are_given_out_the_longest_due_first_and_stay_planned(storage: Storage) -> None:
    due = await plan(storage, "1", due_at=at(-1))
    longer = await plan(storage, "2", due_at=at(-9))
    await plan(storage, "3", due_at=at(1))
    assert await storage.deliveries.claim_due(NOW, LEASE, 10) == (longer.id, due.id)
    assert await storage.deliveries.get(due.id) == due
    assert await storage.deliveries.claim_due(at(0.5), LEASE, 10) == ()
    assert await storage.deliveries.claim_due(at(5), LEASE, 1) == (longer.id,)


async def test_claiming_starts_the_sending_also_of_what_was_given_out(storage: Storage) -> None:
    delivery = await plan(storage)
    assert await storage.deliveries.claim_due(NOW, LEASE, 10) == (delivery.id,)
    claimed = await storage.deliveries.claim(delivery.id, NOW, LEASE)
    sending = replace(delivery, state=DeliveryState.SENDING, attempts=1, lease_until=at(5))
    assert claimed == sending
    assert await storage.deliveries.get(delivery.id) == sending


async def test_what_somebody_is_sending_is_nobody_elses_until_the_lease_is_over(storage: Storage) -> None:
    delivery = await plan(storage)
    await start(storage, delivery)
    assert await storage.deliveries.claim(delivery.id, at(4.9), LEASE) is None
    assert await storage.deliveries.claim_due(at(4.9), LEASE, 10) == ()
    assert await storage.deliveries.claim_due(at(5), LEASE, 10) == (delivery.id,)
    again = await storage.deliveries.claim(delivery.id, at(5), LEASE)
    assert again is not None
    assert (again.attempts, again.lease_until) == (2, at(10))


async def test_a_delivery_is_not_sent_before_it_is_due(storage: Storage) -> None:
    delivery = await plan(storage, due_at=at(1))
    assert await storage.deliveries.claim(delivery.id, NOW, LEASE) is None
    assert await storage.deliveries.claim(delivery.id, at(1), LEASE) is not None


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED])
async def test_what_is_over_is_never_claimed_again(storage: Storage, state: DeliveryState) -> None:
    delivery = await start(storage, await plan(storage))
    await storage.deliveries.finish(replace(delivery, state=state), None)
    assert await storage.deliveries.claim(delivery.id, at(60), LEASE) is None
    assert await storage.deliveries.claim_due(at(60), LEASE, 10) == ()


async def test_an_edit_waits_for_the_post_and_for_the_edits_before_it(storage: Storage) -> None:
    post = await start(storage, await plan(storage))
    first = await plan_next(storage, post.story_id or 0, DeliveryKind.EDIT)
    assert await storage.deliveries.claim(first.id, at(1), LEASE) is None
    await storage.deliveries.finish(replace(post, state=DeliveryState.SENT), None)
    await start(storage, first, 1)
    second = await plan_next(storage, post.story_id or 0, DeliveryKind.EDIT)
    follow_up = await plan_next(storage, post.story_id or 0, DeliveryKind.FOLLOW_UP)
    assert await storage.deliveries.claim(second.id, at(2), LEASE) is None
    await start(storage, follow_up, 2)


async def test_stories_and_channels_do_not_wait_for_each_other(storage: Storage) -> None:
    for chat in ("1", "2"):
        await start(storage, await plan(storage, chat))
    await start(storage, await plan(storage, "1", kind=DeliveryKind.EDIT))


async def test_parts_are_kept_when_the_sender_dies(storage: Storage) -> None:
    delivery = await start(storage, await plan(storage))
    await storage.deliveries.save_part(delivery.id, ["m1"])
    await storage.deliveries.save_part(delivery.id, ["m1", "m2"])
    assert (await start(storage, delivery, 5)).message_ids == ("m1", "m2")


async def test_a_finished_delivery_and_its_post_are_saved_together(storage: Storage) -> None:
    delivery = await start(storage, await plan(storage))
    sent = replace(
        delivery, state=DeliveryState.SENT, message_ids=("m1", "m2"), sent_at=at(1), lease_until=None, problem="!"
    )
    post = make_post(story_id=delivery.story_id, message_ids=("m1", "m2"), sent_at=at(1))
    await storage.deliveries.finish(sent, post)
    assert await storage.deliveries.get(delivery.id) == sent
    stored = await storage.deliveries.find_post(1, delivery.story_id or 0)
    assert stored is not None
    assert stored == replace(post, id=stored.id)


async def test_a_post_that_cannot_be_saved_leaves_the_delivery_unfinished(storage: Storage) -> None:
    delivery = await start(storage, await plan(storage))
    with pytest.raises(StorageError):
        await storage.deliveries.finish(replace(delivery, state=DeliveryState.SENT), make_post(channel_id=404))
    assert await storage.deliveries.get(delivery.id) == delivery


async def test_a_delivery_planned_again_is_given_out_at_its_new_time(storage: Storage) -> None:
    delivery = await plan(storage)
    await storage.deliveries.claim_due(NOW, LEASE, 10)
    delivery = await start(storage, delivery)
    later = replace(delivery, state=DeliveryState.PLANNED, due_at=at(2), lease_until=None, problem="Busy.")
    await storage.deliveries.finish(later, None)
    assert await storage.deliveries.claim_due(at(1), LEASE, 10) == ()
    assert await storage.deliveries.claim_due(at(2), LEASE, 10) == (delivery.id,)


async def test_a_sender_whose_lease_ran_out_cannot_overwrite_the_next_one(storage: Storage) -> None:
    late = await start(storage, await plan(storage))
    next_one = await start(storage, late, 5)
    with pytest.raises(Conflict):
        await storage.deliveries.finish(
            replace(late, state=DeliveryState.SENT), make_post(story_id=late.story_id)
        )
    assert await storage.deliveries.get(late.id) == next_one
    assert await storage.deliveries.find_last_post(1) is None


async def sent_post(storage: Storage, delivery: Delivery, *message_ids: str, minute: float = 1) -> None:
    claimed = await start(storage, delivery, minute)
    post = make_post(
        channel_id=claimed.channel_id,
        story_id=claimed.story_id,
        revision=claimed.revision,
        message_ids=message_ids,
        sent_at=at(minute),
    )
    await storage.deliveries.finish(
        replace(claimed, state=DeliveryState.SENT, message_ids=message_ids, sent_at=at(minute)), post
    )


async def test_an_edited_post_is_brought_up_to_date(storage: Storage) -> None:
    delivery = await plan(storage)
    await sent_post(storage, delivery, "m1")
    post = await storage.deliveries.find_post(1, delivery.story_id or 0)
    assert post is not None
    edit = await start(storage, await plan_next(storage, delivery.story_id or 0, DeliveryKind.EDIT), 2)
    mended = replace(post, revision=2, message_ids=("m1", "m5"))
    await storage.deliveries.finish(replace(edit, state=DeliveryState.SENT), mended)
    assert await storage.deliveries.find_post(1, delivery.story_id or 0) == mended
    assert await storage.deliveries.find_post_by_message(1, "m5") == mended


async def test_the_post_of_a_story_is_neither_a_follow_up_nor_an_answer(storage: Storage) -> None:
    delivery = await plan(storage)
    story_id = delivery.story_id or 0
    await storage.deliveries.save_post(make_post(story_id=story_id, message_ids=("answer",), sent_at=at(-9)))
    assert await storage.deliveries.find_post(1, story_id) is None
    await sent_post(storage, delivery, "m1")
    await sent_post(storage, await plan_next(storage, story_id, DeliveryKind.FOLLOW_UP), "m2", minute=2)
    found = await storage.deliveries.find_post(1, story_id)
    assert found is not None
    assert found.message_ids == ("m1",)


async def test_posts_are_found_by_any_of_their_messages_in_their_own_channel(storage: Storage) -> None:
    delivery = await plan(storage)
    await sent_post(storage, delivery, "m1", "m2")
    other = await open_channel(storage, "other")
    for message_id in ("m1", "m2"):
        post = await storage.deliveries.find_post_by_message(1, message_id)
        assert post is not None
        assert post.story_id == delivery.story_id
    assert await storage.deliveries.find_post_by_message(1, "m3") is None
    assert await storage.deliveries.find_post_by_message(other.id, "m1") is None


async def test_an_answer_that_is_saved_twice_is_one_post(storage: Storage) -> None:
    story = await add_story(storage)
    await open_channel(storage)
    await storage.deliveries.save_post(make_post(story_id=story.id, revision=1))
    await storage.deliveries.save_post(make_post(story_id=story.id, revision=2))
    found = await storage.deliveries.find_last_post(1)
    assert found is not None
    assert (found.id, found.revision) == (1, 2)


async def test_the_last_post_is_the_newest_about_a_story(storage: Storage) -> None:
    one, two = await add_story(storage, "One"), await add_story(storage, "Two")
    channel, other = await open_channel(storage), await open_channel(storage, "other")
    for story_id, minute, where in (
        (one.id, 1, channel.id),
        (two.id, 3, channel.id),
        (None, 4, channel.id),
        (one.id, 2, channel.id),
        (one.id, 9, other.id),
    ):
        post = make_post(
            channel_id=where, story_id=story_id, message_ids=(f"m{minute}",), sent_at=at(minute), story_ids=(1,)
        )
        await storage.deliveries.save_post(post)
    last = await storage.deliveries.find_last_post(channel.id)
    assert last is not None
    assert (last.story_id, last.story_ids) == (two.id, (1,))
    shown = await storage.deliveries.find_last_shown(channel.id)
    assert shown is not None
    assert (shown.story_id, shown.story_ids) == (None, (1,))
    asking = make_post(channel_id=channel.id, story_id=None, message_ids=("m7",), sent_at=at(7), story_ids=())
    await storage.deliveries.save_post(asking)
    assert await storage.deliveries.find_last_shown(channel.id) == shown


async def test_the_post_of_a_story_merged_away_is_found_for_its_successor(storage: Storage) -> None:
    delivery = await plan(storage)
    await sent_post(storage, delivery, "m1")
    ends = await storage.stories.get(delivery.story_id or 0)
    takes_over = await add_story(storage, "Takes over")
    await merge(storage, ends, takes_over)
    post = await storage.deliveries.find_post(1, takes_over.id)
    assert post is not None
    assert (post.story_id, post.revision) == (ends.id, 1)
    assert await storage.deliveries.find_post(1, ends.id) == post


async def keep_for_digest(storage: Storage, story: Story, minute: float = 0) -> None:
    held = make_delivery(story_id=story.id, revision=story.revision, kind=DeliveryKind.DIGEST, due_at=at(minute))
    assert (
        await storage.stories.save_summary(make_summary(story_id=story.id, revision=story.revision), [held]) == ()
    )


def carrier(channel_id: int = 1) -> Delivery:
    return make_delivery(
        channel_id=channel_id, kind=DeliveryKind.DIGEST, story_id=None, revision=None, key="digest"
    )


async def test_stories_kept_for_a_digest_wait_until_one_tells_them(storage: Storage) -> None:
    await open_channel(storage)
    one, two = await add_story(storage, "One"), await add_story(storage, "Two")
    await keep_for_digest(storage, one, 1)
    await keep_for_digest(storage, two, 2)
    assert await list_pending(storage, NOW) == ((one.id, 1), (two.id, 1))
    assert await list_pending(storage, at(2)) == ((two.id, 1),)
    digest = make_digest(due_at=at(60), stories=((one.id, 1),))
    await storage.deliveries.save_digest(digest, carrier(), 1, at(120))
    assert await list_pending(storage, NOW) == ((two.id, 1),)


@pytest.mark.parametrize("told", [True, False])
async def test_what_a_channels_last_digest_leaves_out_is_dropped(storage: Storage, told: bool) -> None:
    await open_channel(storage)
    one, two = await add_story(storage, "One"), await add_story(storage, "Two")
    await keep_for_digest(storage, one, 1)
    await keep_for_digest(storage, two, 2)
    digest = make_digest(due_at=at(60), stories=((one.id, 1),)) if told else None
    await storage.deliveries.save_digest(digest, carrier() if told else None, 1, None)
    assert await list_pending(storage, NOW) == ()
    (held,) = await storage.deliveries.list_of_story(two.id)
    assert held.state is DeliveryState.DROPPED


async def test_a_story_that_grew_past_its_digest_waits_for_the_next(storage: Storage) -> None:
    await open_channel(storage)
    story = await add_story(storage)
    await keep_for_digest(storage, story)
    grown = await grow(storage, story, "More")
    await keep_for_digest(storage, grown)
    assert await list_pending(storage, NOW) == ((story.id, 2),)
    digest = make_digest(due_at=at(60), stories=((story.id, 1),))
    await storage.deliveries.save_digest(digest, carrier(), 1, at(120))
    assert await list_pending(storage, NOW) == ((story.id, 2),)


async def test_a_digest_its_delivery_and_the_next_hour_are_saved_together_and_once(storage: Storage) -> None:
    channel, story = await open_channel(storage), await add_story(storage)
    digest = make_digest(stories=((story.id, 1), (7, 3)))
    delivery_id = await storage.deliveries.save_digest(digest, carrier(), channel.id, at(60))
    assert delivery_id is not None
    delivery = await storage.deliveries.get(delivery_id)
    assert delivery.digest_id is not None
    assert await storage.deliveries.get_digest(delivery.digest_id) == replace(digest, id=delivery.digest_id)
    assert (await storage.channels.get(channel.id)).next_digest_at == at(60)
    assert await storage.deliveries.save_digest(digest, carrier(), channel.id, at(60)) is None
    assert await storage.deliveries.claim_due(NOW, LEASE, 10) == (delivery_id,)


async def test_a_digest_that_cannot_be_saved_leaves_the_hour_as_it_was(storage: Storage) -> None:
    channel = await open_channel(storage)
    with pytest.raises(StorageError):
        await storage.deliveries.save_digest(make_digest(), carrier(404), channel.id, at(60))
    assert (await storage.channels.get(channel.id)).next_digest_at is None
    assert await storage.deliveries.list_digests(channel.id, NOW) == ()


async def test_without_stories_only_the_next_hour_is_saved(storage: Storage) -> None:
    channel = await open_channel(storage)
    assert await storage.deliveries.save_digest(None, None, channel.id, at(60)) is None
    assert (await storage.channels.get(channel.id)).next_digest_at == at(60)


async def test_digests_are_listed_by_channel_the_oldest_first(storage: Storage) -> None:
    one, two = await open_channel(storage, "1"), await open_channel(storage, "2")
    for channel, minute in ((one, 3), (one, 1), (one, 2), (two, 3)):
        digest = make_digest(channel_id=channel.id, due_at=at(minute))
        await storage.deliveries.save_digest(digest, carrier(channel.id), channel.id, None)
    assert [each.due_at for each in await storage.deliveries.list_digests(one.id, at(2))] == [at(2), at(3)]
    with pytest.raises(NotFound):
        await storage.deliveries.get_digest(404)
