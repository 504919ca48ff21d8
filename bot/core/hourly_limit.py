"""How many messages with new stories a channel gets within an hour, and when there is room for the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.quiet_hours import is_paused, quiet_until
from bot.core.types import ChannelSettings, Delivery, DeliveryKind, Rhythm

AN_HOUR = timedelta(hours=1)
"""Any hour, not one on the clock: what came at 9:50 still counts at 10:40."""


def is_limited(settings: ChannelSettings, delivery: Delivery) -> bool:
    """Whether it may have to wait for room: a story's first post or a bundle of stories, where stories come as
    they happen. What goes on with a story that was told is no new one; what is half sent is to be finished."""
    if not settings.hourly_limit or settings.rhythm is not Rhythm.INSTANT or delivery.message_ids:
        return False
    return delivery.kind is DeliveryKind.POST or (
        delivery.kind is DeliveryKind.DIGEST and delivery.digest_id is not None
    )


def holds_over_limit(settings: ChannelSettings, now: datetime) -> bool:
    """Whether it is for the limit that something is held now, and not for a digest, a pause or quiet hours."""
    if not settings.hourly_limit or settings.rhythm is not Rhythm.INSTANT:
        return False
    return not is_paused(settings, now) and quiet_until(settings, now) is None


def is_on_the_way(other: Delivery, delivery: Delivery) -> bool:
    """Whether another message with new stories, being sent or to be sent first, will be there before this one."""
    told = other.kind in (DeliveryKind.POST, DeliveryKind.DIGEST)
    return told and other.channel_id == delivery.channel_id and other.id != delivery.id


def find_room(settings: ChannelSettings, came: Sequence[datetime], now: datetime) -> datetime | None:
    """When the next message may come; None: now. `came`: when others did, `now` of those on their way."""
    most = settings.hourly_limit
    recent = sorted(at for at in came if at > now - AN_HOUR)
    if not most or len(recent) < most:
        return None
    return not_in_quiet_hours(settings, recent[-most] + AN_HOUR)


def not_in_quiet_hours(settings: ChannelSettings, at: datetime) -> datetime:
    """That moment, or the end of the quiet hours that it lies in."""
    return quiet_until(settings, at) or at
