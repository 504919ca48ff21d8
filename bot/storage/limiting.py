"""Whether a channel's hour has room for one more message with new stories, and what becomes of it if not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.hourly_limit import AN_HOUR, find_room, is_on_the_way
from bot.core.types import Delivery, DeliveryKind, DeliveryState
from bot.storage.holding import keep_for_later
from bot.storage.rows import get_row, to_record, update_row
from bot.storage.tables import channels, deliveries, posts

_COUNTED = (DeliveryKind.POST, DeliveryKind.DIGEST, DeliveryKind.EDIT)
"""What made the posts that count; EDIT: one that was sent as a POST and only points to another since."""


async def hold_over_limit(connection: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether there is no room. A POST is held then and the channel told of it when there is; a bundle is due
    then. The channel's row is locked: of two that would take the last place at once, one waits for the other."""
    channel = await get_row(connection, channels, delivery.channel_id, lock=True)
    room_at = find_room(channel["settings"], await _list_came(connection, delivery, now), now)
    if room_at is None:
        return False
    if delivery.kind is DeliveryKind.DIGEST:
        put_off = {"due_at": room_at, "offered_until": None}
        await connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(put_off))
        return True
    if await keep_for_later(connection, delivery.id):
        told_at = min(room_at, channel["next_digest_at"] or room_at)
        await update_row(connection, channels, delivery.channel_id, next_digest_at=told_at)
    return True


async def _list_came(connection: AsyncConnection, delivery: Delivery, now: datetime) -> list[datetime]:
    """When posts and bundles came within the last hour; `now` for each that is on its way."""
    recent = select(posts.c.sent_at).where(
        posts.c.channel_id == delivery.channel_id, posts.c.sent_at > now - AN_HOUR, posts.c.kind.in_(_COUNTED)
    )
    came = list(await connection.scalars(recent))
    # Few are being sent at once; those of one channel are picked out here, since its rows may be many thousands.
    sending = select(deliveries).where(deliveries.c.state == DeliveryState.SENDING)
    begun = [to_record(Delivery, row) for row in (await connection.execute(sending)).mappings()]
    on_the_way = [*begun, *await _find_bundle(connection, delivery.channel_id)]
    return came + [now] * sum(is_on_the_way(one, delivery) for one in on_the_way)


async def _find_bundle(connection: AsyncConnection, channel_id: int) -> list[Delivery]:
    """The channel's newest bundle, if it is still to be sent: it goes before posts that are due after it."""
    newest = (
        select(deliveries)
        .where(deliveries.c.channel_id == channel_id, deliveries.c.digest_id.is_not(None))
        .order_by(deliveries.c.digest_id.desc())
        .limit(1)
    )
    found = [to_record(Delivery, row) for row in (await connection.execute(newest)).mappings()]
    return [one for one in found if one.state is DeliveryState.PLANNED]
