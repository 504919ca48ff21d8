"""Tells a channel what happened to its feeds: all of it in one message."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.core.bulletin_words import compose_bulletins, keep_as_notice
from bot.core.deliveries import make_key
from bot.core.saying import tell_in_first
from bot.core.types import Delivery, DeliveryKind
from bot.errors import NotFound
from bot.ports import App


async def tell_bulletins(app: App, channel_id: int) -> tuple[int, ...]:
    """Ids of the deliveries that carry it. Safe to run twice: what is told is told once, under one key."""
    try:
        channel = await app.storage.channels.get(channel_id)
    except NotFound:
        return ()
    untold = await app.storage.bulletins.list_untold(channel_id)
    if not channel.active or not untold:
        return ()
    now = app.clock.now()
    wishes = await app.storage.channels.list_subscriptions(channel_id)
    feeds = {feed.id: feed for feed in await app.storage.feeds.list_all()}
    local = now.astimezone(ZoneInfo(channel.settings.timezone))
    ids = tuple(each.id for each in untold)
    message = compose_bulletins(untold, feeds, wishes, local)
    if message is None:
        return await app.storage.bulletins.save_told(ids, now, None, ())
    key = make_key("bulletins", channel_id, *ids)
    notice = keep_as_notice(tell_in_first(message, app.catalogues, channel.settings.interface), key, now)
    delivery = Delivery(channel_id=channel_id, kind=DeliveryKind.NOTICE, key=key, due_at=now)
    return await app.storage.bulletins.save_told(ids, now, notice, (delivery,))
