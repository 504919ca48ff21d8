"""Deliveries kept back for a digest, or for the end of quiet hours or of a pause, and sent after all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.saying import tr
from bot.core.types import Delivery, DeliveryKind, DeliveryState
from bot.storage.outbox import NO_MESSAGES, drop_unsent, is_held
from bot.storage.rows import get_row, to_record
from bot.storage.tables import deliveries

_KEPT = tr("It is kept and told later.")


async def keep_for_later(connection: AsyncConnection, delivery_id: int) -> bool:
    """A POST or FOLLOW_UP that waits, and of which nothing was sent, becomes a DIGEST delivery that names no
    digest. False where it does not wait any longer."""
    delivery = to_record(Delivery, await get_row(connection, deliveries, delivery_id, lock=True))
    if delivery.state is not DeliveryState.PLANNED or delivery.message_ids:
        return False
    await _turn_into(connection, delivery, DeliveryKind.DIGEST, delivery.due_at)
    return True


async def list_held_since(
    connection: AsyncConnection, channel_id: int, known: Sequence[Delivery]
) -> tuple[int, ...]:
    """The ids of what is held for the channel beside what was known to be."""
    of_channel = and_(is_held(), deliveries.c.channel_id == channel_id)
    held = select(deliveries.c.id).where(of_channel, deliveries.c.state == DeliveryState.PLANNED)
    before = {one.id for one in known}
    return tuple(each for each in await connection.scalars(held) if each not in before)


async def send_after_all(connection: AsyncConnection, kept: Sequence[Delivery], now: datetime) -> tuple[int, ...]:
    """What was kept becomes what it would have been: a FOLLOW_UP where it leads on from a revision, else a POST.
    The ids of the deliveries, in that order; those dropped or told meanwhile are left out."""
    sent: list[int] = []
    ids = [one.id for one in kept]
    # In one order, or two who send or drop the same wait for each other.
    await connection.execute(
        select(deliveries.c.id).where(deliveries.c.id.in_(ids)).order_by(deliveries.c.id).with_for_update()
    )
    for one in kept:
        delivery = to_record(Delivery, await get_row(connection, deliveries, one.id, lock=True))
        if delivery.state is DeliveryState.PLANNED and delivery.kind is DeliveryKind.DIGEST:
            kind = DeliveryKind.POST if delivery.from_revision is None else DeliveryKind.FOLLOW_UP
            sent.append(await _turn_into(connection, delivery, kind, now))
    return tuple(sent)


async def _turn_into(
    connection: AsyncConnection, delivery: Delivery, kind: DeliveryKind, due_at: datetime
) -> int:
    """Its id afterwards: another's where one of that kind is there from before, which is taken up again then."""
    same = select(deliveries.c.id, deliveries.c.state).where(
        deliveries.c.channel_id == delivery.channel_id,
        deliveries.c.kind == kind,
        deliveries.c.story_id == delivery.story_id,
        deliveries.c.revision == delivery.revision,
    )
    there = (await connection.execute(same)).first()
    fresh = {"state": DeliveryState.PLANNED, "due_at": due_at, "problem": None, "offered_until": None}
    if there is None:
        await connection.execute(
            update(deliveries).where(deliveries.c.id == delivery.id).values(fresh | {"kind": kind})
        )
        return delivery.id
    await drop_unsent(connection, deliveries.c.id == delivery.id, _KEPT)
    over = and_(
        deliveries.c.id == there.id,
        deliveries.c.state == DeliveryState.DROPPED,
        deliveries.c.message_ids == NO_MESSAGES,
    )
    await connection.execute(update(deliveries).where(over).values(fresh))
    return int(there.id)
