"""Tells a channel what happened to its feeds: all of it in one message."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.bulletin_words import compose_bulletins, keep_as_notice
from bot.core.deliveries import make_key
from bot.core.feed_health import find_silence
from bot.core.quiet_hours import LOOK_AGAIN, notice_waits
from bot.core.saying import tell_in_first
from bot.core.types import BulletinKind, ChannelBulletin, Delivery, DeliveryKind
from bot.errors import NotFound
from bot.ports import App

KNOWN_ENTRIES = 2000
"""How many of a feed's entries tell its habit: those that a check of it looks at."""


async def tell_bulletins(app: App, channel_id: int) -> tuple[int, ...]:
    """Ids of the deliveries that carry it. Safe to run twice: what is told is told once, under one key."""
    try:
        channel = await app.storage.channels.get(channel_id)
    except NotFound:
        return ()
    untold = await app.storage.bulletins.list_untold(channel_id)
    if not channel.active or not untold:
        return ()
    ids = tuple(each.id for each in untold)
    now = app.clock.now()
    if (until := notice_waits(channel.settings, now)) is not None:
        # Composed later, it says what holds then; and a pause may end before its time.
        await app.storage.bulletins.put_off(channel_id, min(until, now + LOOK_AGAIN))
        return ()
    untold = await _drop_ended_silences(app, untold, now)
    wishes = await app.storage.channels.list_subscriptions(channel_id)
    feeds = {feed.id: feed for feed in await app.storage.feeds.list_all()}
    local = now.astimezone(ZoneInfo(channel.settings.timezone))
    message = compose_bulletins(untold, feeds, wishes, local)
    if message is None:
        return await app.storage.bulletins.save_told(ids, now, None, ())
    key = make_key("bulletins", channel_id, *ids)
    notice = keep_as_notice(tell_in_first(message, app.catalogues, channel.settings.interface), key, now)
    delivery = Delivery(channel_id=channel_id, kind=DeliveryKind.NOTICE, key=key, due_at=now)
    return await app.storage.bulletins.save_told(ids, now, notice, (delivery,))


async def _drop_ended_silences(
    app: App, untold: Sequence[ChannelBulletin], now: datetime
) -> tuple[ChannelBulletin, ...]:
    """Without the silences of feeds that brought something since it was noticed."""
    ended: set[int] = set()
    for each in untold:
        if each.kind is BulletinKind.SILENT:
            known = await app.storage.feeds.list_entries(each.feed_id, KNOWN_ENTRIES)
            ended |= set() if find_silence(known, now) else {each.id}
    return tuple(each for each in untold if each.id not in ended)
