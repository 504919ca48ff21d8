"""What happened to feeds is told once, wherever the process dies and whoever else tells it."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from typing import Any

from bot.core.types import Bulletin, BulletinKind, DeliveryKind, FeedCheck
from bot.ports import App, Storage
from bot.steps.tell_bulletins import tell_bulletins
from tests.fakes import Killed, Mortal, make_app
from tests.make import NOW, make_address, make_subscription

FAILING = Bulletin(BulletinKind.FAILING, NOW.isoformat())


async def let_feeds_fail(storage: Storage, chat: str, count: int = 3) -> int:
    """A channel that is to be told of its failing feeds."""
    channel = await storage.channels.open(make_address(chat), "", NOW)
    for number in range(count):
        feed = await storage.feeds.add(f"https://{chat}.example/{number}.xml", NOW)
        await storage.channels.subscribe(
            make_subscription(channel_id=channel.id, target=feed.url, feed_ids=(feed.id,))
        )
        failing = replace(feed, checked_at=NOW, failing_since=NOW, failures=9, problem="It cannot be reached.")
        await storage.feeds.save_check(FeedCheck(feed=failing, bulletins=(FAILING,)))
    return channel.id


async def planned(storage: Storage, channel_id: int) -> list[tuple[DeliveryKind, tuple[str, ...]]]:
    return [
        (each.kind, (await storage.deliveries.get_notice(each.notice_id or 0)).paragraphs)
        for each in await storage.deliveries.list_waiting(channel_id)
    ]


async def dies(app: App, channel_id: int, lives: int) -> bool:
    storage: Any = Mortal(app.storage, iter(range(lives)))
    try:
        await tell_bulletins(replace(app, storage=storage), channel_id)
    except Killed:
        return True
    return False


async def test_wherever_the_process_dies_one_message_tells_it_all(storage: Storage) -> None:
    app = make_app(storage)
    for lives in itertools.count():
        channel_id = await let_feeds_fail(storage, f"chat{lives}")
        died = await dies(app, channel_id, lives)
        await tell_bulletins(app, channel_id)
        ((kind, paragraphs),) = await planned(storage, channel_id)
        assert (kind, len(paragraphs)) == (DeliveryKind.NOTICE, 4)
        assert await storage.bulletins.list_untold(channel_id) == ()
        if not died:
            assert lives > 5
            return


async def test_two_that_tell_it_at_once_plan_one_message(storage: Storage) -> None:
    app = make_app(storage)
    channel_id = await let_feeds_fail(storage, "chat")
    told = await asyncio.gather(*(tell_bulletins(app, channel_id) for _ in range(3)))
    assert sorted(map(len, told)) == [0, 0, 1]
    assert len(await planned(storage, channel_id)) == 1


async def test_a_channel_that_is_gone_is_told_nothing(storage: Storage) -> None:
    app = make_app(storage)
    channel_id = await let_feeds_fail(storage, "chat")
    await storage.channels.save_gone(channel_id)
    assert await tell_bulletins(app, channel_id) == ()
    assert await tell_bulletins(app, 404) == ()
    assert len(await storage.bulletins.list_untold(channel_id)) == 3
