"""The contract of StoryStore for summaries and the deliveries planned with them (the outbox)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.core.types import Delivery, DeliveryKind, DeliveryState, Story
from bot.errors import Conflict, NotFound, StorageError
from bot.ports import Storage
from tests.make import NOW, at, make_delivery, make_post, make_summary, minutes
from tests.storage.scenes import add_story, grow, merge, open_channel, write

LEASE = minutes(5)
POST, EDIT, FOLLOW_UP, DIGEST = DeliveryKind.POST, DeliveryKind.EDIT, DeliveryKind.FOLLOW_UP, DeliveryKind.DIGEST


async def announce(storage: Storage, story: Story, *kinds: DeliveryKind) -> tuple[int, ...]:
    """Saves the summary of the story's revision with deliveries of these kinds to channel 1."""
    if not await storage.channels.list_audience([]):
        await open_channel(storage)
    planned = [
        make_delivery(story_id=story.id, revision=story.revision, kind=kind, due_at=at(story.revision))
        for kind in kinds
    ]
    return await storage.stories.save_summary(make_summary(story_id=story.id, revision=story.revision), planned)


async def states(storage: Storage, story: Story) -> list[tuple[str, int | None, str]]:
    return [
        (delivery.kind.value, delivery.revision, delivery.state.value)
        for delivery in await storage.deliveries.list_of_story(story.id)
    ]


async def send(storage: Storage, delivery_id: int, *message_ids: str) -> Delivery:
    claimed = await storage.deliveries.claim(delivery_id, at(60), LEASE)
    assert claimed is not None
    sent = replace(claimed, state=DeliveryState.SENT, message_ids=message_ids, sent_at=at(60))
    post = make_post(story_id=sent.story_id, revision=sent.revision, message_ids=message_ids)
    await storage.deliveries.finish(sent, post)
    return sent


async def test_a_summary_comes_back_as_it_was_saved_and_its_story_is_written(storage: Storage) -> None:
    story = await add_story(storage)
    summary = await write(storage, story)
    assert await storage.stories.find_summary(story.id) == summary
    assert await storage.stories.find_summary(story.id, 1) == summary
    assert await storage.stories.find_summary(story.id, 2) is None
    written = await storage.stories.get(story.id)
    assert (written.written_revision, written.write_at) == (1, None)


async def test_a_story_that_grew_while_it_was_written_is_given_out_again_at_once(storage: Storage) -> None:
    story = await add_story(storage)
    assert await storage.stories.claim_to_write(at(20), LEASE, 10) == (story.id,)
    await grow(storage, story, "More")
    await write(storage, story)
    written = await storage.stories.get(story.id)
    assert (written.revision, written.written_revision) == (2, 1)
    assert await storage.stories.claim_to_write(at(20), LEASE, 10) == (story.id,)


async def test_planned_deliveries_are_saved_with_the_summary(storage: Storage) -> None:
    story = await add_story(storage)
    (delivery_id,) = await announce(storage, story, POST)
    stored = await storage.deliveries.get(delivery_id)
    assert stored == make_delivery(id=delivery_id, story_id=story.id, due_at=at(1))


async def test_a_failure_in_the_middle_leaves_neither_summary_nor_delivery(storage: Storage) -> None:
    story = await add_story(storage)
    channel = await open_channel(storage)
    good, bad = make_delivery(channel_id=channel.id), make_delivery(channel_id=404)
    with pytest.raises(StorageError):
        await storage.stories.save_summary(make_summary(story_id=story.id), [good, bad])
    assert await storage.stories.find_summary(story.id) is None
    assert await storage.deliveries.list_of_story(story.id) == ()
    assert await storage.stories.get(story.id) == story


async def test_saving_a_summary_twice_keeps_the_first_text_and_adds_nothing(storage: Storage) -> None:
    story = await add_story(storage)
    first = await announce(storage, story, POST)
    summary = await storage.stories.find_summary(story.id)
    again = make_summary(("Another telling.",), story_id=story.id)
    assert await storage.stories.save_summary(again, [make_delivery(due_at=at(9))]) == ()
    assert await storage.stories.find_summary(story.id) == summary
    assert [delivery.id for delivery in await storage.deliveries.list_of_story(story.id)] == list(first)


async def test_an_unsent_post_is_replaced_by_the_next_revisions(storage: Storage) -> None:
    story = await add_story(storage)
    await announce(storage, story, POST)
    grown = await grow(storage, story, "More")
    assert len(await announce(storage, grown, POST)) == 1
    assert await states(storage, story) == [("post", 1, "dropped"), ("post", 2, "planned")]


async def test_unsent_edits_and_follow_ups_are_overtaken_by_the_next_revision(storage: Storage) -> None:
    story = await add_story(storage)
    (post_id,) = await announce(storage, story, POST)
    await send(storage, post_id, "m1")
    grown = await grow(storage, story, "More")
    await announce(storage, grown, EDIT, FOLLOW_UP)
    await announce(storage, await grow(storage, story, "Still more"), EDIT)
    assert await states(storage, story) == [
        ("post", 1, "sent"),
        ("edit", 2, "dropped"),
        ("follow_up", 2, "dropped"),
        ("edit", 3, "planned"),
    ]


async def test_what_is_half_sent_is_not_overtaken(storage: Storage) -> None:
    story = await add_story(storage)
    (post_id,) = await announce(storage, story, POST)
    claimed = await storage.deliveries.claim(post_id, at(1), LEASE)
    assert claimed is not None
    torn = replace(claimed, state=DeliveryState.PLANNED, message_ids=("m1",), due_at=at(9))
    await storage.deliveries.finish(torn, None)
    await announce(storage, await grow(storage, story, "More"), POST)
    assert await states(storage, story) == [("post", 1, "planned"), ("edit", 2, "planned")]


async def test_only_the_channels_that_get_something_new_lose_what_was_planned(storage: Storage) -> None:
    story = await add_story(storage)
    one, two = await open_channel(storage, "1"), await open_channel(storage, "2")
    for_both = [make_delivery(channel_id=channel.id, story_id=story.id) for channel in (one, two)]
    await storage.stories.save_summary(make_summary(story_id=story.id), for_both)
    grown = await grow(storage, story, "More")
    await storage.stories.save_summary(
        make_summary(story_id=story.id, revision=2),
        [make_delivery(channel_id=one.id, story_id=story.id, revision=grown.revision)],
    )
    assert await states(storage, story) == [
        ("post", 1, "dropped"),
        ("post", 1, "planned"),
        ("post", 2, "planned"),
    ]


@pytest.mark.parametrize("done", [False, True])
async def test_a_post_planned_while_another_began_becomes_an_edit_of_it(storage: Storage, done: bool) -> None:
    story = await add_story(storage)
    (post_id,) = await announce(storage, story, POST)
    if done:
        await send(storage, post_id, "m1")
    else:
        assert await storage.deliveries.claim(post_id, at(1), LEASE) is not None
    (edit_id,) = await announce(storage, await grow(storage, story, "More"), POST)
    edit = await storage.deliveries.get(edit_id)
    assert (edit.kind, edit.revision, edit.from_revision) == (EDIT, 2, 1)


async def test_a_story_whose_post_failed_may_be_posted_at_a_later_revision(storage: Storage) -> None:
    story = await add_story(storage)
    (post_id,) = await announce(storage, story, POST)
    claimed = await storage.deliveries.claim(post_id, at(1), LEASE)
    assert claimed is not None
    await storage.deliveries.finish(replace(claimed, state=DeliveryState.FAILED), None)
    await announce(storage, await grow(storage, story, "More"), POST)
    assert await states(storage, story) == [("post", 1, "failed"), ("post", 2, "planned")]


async def test_a_late_summary_of_an_early_revision_brings_no_deliveries(storage: Storage) -> None:
    story = await add_story(storage)
    grown = await grow(storage, story, "More")
    await announce(storage, grown, POST)
    assert await announce(storage, story, POST) == ()
    assert await states(storage, story) == [("post", 2, "planned")]
    assert (await storage.stories.get(story.id)).written_revision == 2
    newest = await storage.stories.find_summary(story.id)
    assert newest is not None
    assert newest.revision == 2


async def test_what_is_kept_for_a_digest_is_added_but_is_not_to_be_sent(storage: Storage) -> None:
    story = await add_story(storage)
    assert await announce(storage, story, DIGEST) == ()
    (held,) = await storage.deliveries.list_of_story(story.id)
    assert await storage.deliveries.claim(held.id, at(9), LEASE) is None
    assert await storage.deliveries.claim_due(at(9), LEASE, 10) == ()


async def test_a_summary_of_a_story_merged_away_is_a_conflict(storage: Storage) -> None:
    ends, takes_over = await add_story(storage, "Ends"), await add_story(storage, "Takes over")
    await merge(storage, ends, takes_over)
    with pytest.raises(Conflict):
        await storage.stories.save_summary(make_summary(story_id=ends.id), ())
    with pytest.raises(NotFound):
        await storage.stories.save_summary(make_summary(story_id=404), ())


async def test_a_post_of_a_story_merged_away_is_the_post_of_its_successor(storage: Storage) -> None:
    ends, takes_over = await add_story(storage, "Ends"), await add_story(storage, "Takes over")
    (post_id,) = await announce(storage, ends, POST)
    await send(storage, post_id, "m1")
    merged = await merge(storage, ends, takes_over)
    await announce(storage, merged, POST)
    assert await states(storage, takes_over) == [("post", 1, "sent"), ("edit", 2, "planned")]
    assert await states(storage, ends) == await states(storage, takes_over)


async def test_summaries_of_a_story_merged_away_are_found(storage: Storage) -> None:
    ends, takes_over = await add_story(storage, "Ends"), await add_story(storage, "Takes over")
    old = await write(storage, ends)
    merged = await merge(storage, ends, takes_over)
    # Until the successor is written, the newest of the pieces it took over stands for it.
    assert await storage.stories.find_summary(takes_over.id) == old
    new = await write(storage, merged)
    assert await storage.stories.find_summary(ends.id) == new
    assert await storage.stories.find_summary(takes_over.id) == new
    assert await storage.stories.find_summary(ends.id, old.revision) == old
    assert await storage.stories.find_summary(ends.id, new.revision) == new


async def test_the_newest_summary_of_each_story_is_listed_the_newest_first(storage: Storage) -> None:
    one, two, gone = [await add_story(storage, title) for title in ("One", "Two", "Gone")]
    for story, revision, minute in ((one, 1, 1), (two, 1, 2), (gone, 1, 3), (one, 2, 4)):
        summary = make_summary(story_id=story.id, revision=revision, written_at=at(minute))
        await storage.stories.save_summary(summary, ())
    await merge(storage, gone, two)
    listed = await storage.stories.list_summaries(NOW, 10)
    assert [(summary.story_id, summary.revision) for summary in listed] == [(one.id, 2), (two.id, 1)]
    assert len(await storage.stories.list_summaries(NOW, 1)) == 1
    assert [summary.story_id for summary in await storage.stories.list_summaries(at(3), 10)] == [one.id]


async def test_an_update_of_what_many_chats_have_takes_few_statements(storage: Storage) -> None:
    """Everybody else who writes waits for the end of it."""
    story = await add_story(storage)
    chats = [(await open_channel(storage, str(number))).id for number in range(80)]
    told: list[str] = []
    for revision, kind in ((1, DeliveryKind.POST), (2, DeliveryKind.EDIT), (3, DeliveryKind.POST)):
        planned = [
            make_delivery(channel_id=chat, story_id=story.id, revision=revision, kind=kind) for chat in chats
        ]
        with _listening(told):
            ids = await storage.stories.save_summary(make_summary(story_id=story.id, revision=revision), planned)
        assert len(ids) == len(chats)
    assert len(told) < len(chats)
    kept = Counter(
        (each.revision, each.kind, each.state) for each in await storage.deliveries.list_of_story(story.id)
    )
    assert kept == {
        (1, POST, DeliveryState.DROPPED): len(chats),
        (2, EDIT, DeliveryState.DROPPED): len(chats),
        (3, POST, DeliveryState.PLANNED): len(chats),
    }


@contextmanager
def _listening(told: list[str]) -> Iterator[None]:
    def hear(*heard: Any) -> None:
        told.append(heard[2])

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
