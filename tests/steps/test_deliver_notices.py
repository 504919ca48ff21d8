"""What AiBot itself has to say reaches its chat."""

from __future__ import annotations

from bot.core.types import DeliveryKind, DeliveryState, Notice
from bot.ports import Storage
from bot.steps.deliver import deliver
from tests.fakes import FakeClock, FakePlatform
from tests.make import NOW, make_delivery
from tests.steps.room import open_newsroom


async def test_a_notice_is_sent_with_its_buttons(storage: Storage) -> None:
    room = await open_newsroom(storage, FakePlatform(), FakeClock())
    notice = Notice(
        key="ill",
        paragraphs=("The feed is ill.", "It may be dropped."),
        buttons=((("Drop", "drop:1"),),),
        created_at=NOW,
    )
    planned = make_delivery(
        channel_id=room.channel.id, kind=DeliveryKind.NOTICE, story_id=None, revision=None, key="notice"
    )
    (delivery_id,) = await storage.deliveries.save_notice(notice, [planned])
    await deliver(room.app, delivery_id)
    assert room.chat == ["The feed is ill.\nIt may be dropped."]
    assert (await storage.deliveries.get(delivery_id)).state is DeliveryState.SENT
