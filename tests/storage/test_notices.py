"""What AiBot itself says: stored once with its deliveries."""

from __future__ import annotations

from bot.core.types import DeliveryKind, Notice
from bot.ports import Storage
from tests.make import NOW, make_delivery
from tests.storage.scenes import open_channel

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
