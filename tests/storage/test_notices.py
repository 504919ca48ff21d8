"""What AiBot itself says: stored once with its deliveries."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import DeliveryKind, DeliveryState, Notice
from bot.ports import Storage
from tests.make import NOW, at, make_delivery
from tests.storage.scenes import add_story, open_channel, write

NOTICE = Notice(
    key="feed-1-failing",
    paragraphs=("The feed has failed for a day.",),
    buttons=((("Try again", "retry:1"), ("Drop it", "drop:1")),),
    created_at=NOW,
)


async def test_a_notice_and_its_deliveries_are_saved_once(storage: Storage) -> None:
    channel = await open_channel(storage)
    planned = make_delivery(
        channel_id=channel.id, kind=DeliveryKind.NOTICE, story_id=None, revision=None, key="notice"
    )
    (delivery_id,) = await storage.deliveries.save_notice(NOTICE, [planned])
    delivery = await storage.deliveries.get(delivery_id)
    assert delivery.kind is DeliveryKind.NOTICE
    stored = await storage.deliveries.get_notice(delivery.notice_id or 0)
    assert (stored.key, stored.paragraphs, stored.buttons) == (NOTICE.key, NOTICE.paragraphs, NOTICE.buttons)
    assert await storage.deliveries.save_notice(NOTICE, [planned]) == ()
    assert await storage.deliveries.claim_due(NOW, NOW - NOW, 10) == (delivery_id,)


async def test_what_waits_in_a_channel_and_what_was_last_sent_there_is_known(storage: Storage) -> None:
    channel, other = await open_channel(storage), await open_channel(storage, "200")
    story = await add_story(storage)
    summary = await write(storage, story)
    planned = [
        make_delivery(channel_id=channel.id, story_id=story.id, kind=kind, due_at=at(minute))
        for kind, minute in ((DeliveryKind.POST, 0), (DeliveryKind.EDIT, 9), (DeliveryKind.DIGEST, 5))
    ]
    await storage.stories.save_summary(
        replace(summary, revision=2), [replace(one, revision=2) for one in planned]
    )
    waiting = await storage.deliveries.list_waiting(channel.id)
    assert [one.kind for one in waiting] == [DeliveryKind.POST, DeliveryKind.DIGEST, DeliveryKind.EDIT]
    assert await storage.deliveries.list_waiting(other.id) == ()
    assert await storage.deliveries.find_last_sent(channel.id) is None
    for each in (waiting[0], waiting[2]):
        sent = replace(each, state=DeliveryState.SENT, sent_at=each.due_at, message_ids=("m1",))
        await storage.deliveries.finish(sent, None)
    last = await storage.deliveries.find_last_sent(channel.id)
    assert last is not None
    assert (last.id, last.sent_at) == (waiting[0].id, NOW), "an edit is no post"
    assert [one.kind for one in await storage.deliveries.list_waiting(channel.id)] == [DeliveryKind.DIGEST]
