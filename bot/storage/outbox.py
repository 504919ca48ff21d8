"""The outbox rules: how planned deliveries are added, and which of them are overtaken by later ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.saying import tr
from bot.core.types import Delivery, DeliveryKind, DeliveryState, Notice
from bot.storage.rows import insert_new, list_family, to_record, to_values
from bot.storage.tables import deliveries, notices

NO_MESSAGES: tuple[str, ...] = ()


def is_held() -> ColumnElement[bool]:
    """Stories kept for a channel's next digest: they wait as DIGEST deliveries that name no digest yet."""
    return and_(deliveries.c.kind == DeliveryKind.DIGEST, deliveries.c.digest_id.is_(None))


def is_held_delivery(delivery: Delivery) -> bool:
    return delivery.kind is DeliveryKind.DIGEST and delivery.digest_id is None


async def drop_unsent(connection: AsyncConnection, which: ColumnElement[bool], why: str) -> None:
    """PLANNED deliveries of which no part was sent are DROPPED; what is half sent is to be finished."""
    unsent = and_(deliveries.c.state == DeliveryState.PLANNED, deliveries.c.message_ids == NO_MESSAGES)
    dropped = {"state": DeliveryState.DROPPED, "problem": str(why), "lease_until": None, "offered_until": None}
    await connection.execute(update(deliveries).where(unsent, which).values(dropped))


async def add_notice(connection: AsyncConnection, notice: Notice, planned: Sequence[Delivery]) -> tuple[int, ...]:
    """The ids of its deliveries; none where a notice of that key is there already."""
    notice_id = await insert_new(connection, notices, to_values(notice))
    return () if notice_id is None else await plan_notice(connection, notice_id, planned)


async def plan_notice(
    connection: AsyncConnection, notice_id: int, planned: Sequence[Delivery]
) -> tuple[int, ...]:
    """The ids of its deliveries to channels that had none of it."""
    rows = [to_values(each) | {"notice_id": notice_id} for each in planned]
    added = [await insert_new(connection, deliveries, row) for row in rows]
    return tuple(delivery_id for delivery_id in added if delivery_id is not None)


async def add_deliveries(
    connection: AsyncConnection, story_id: int, planned: Sequence[Delivery]
) -> tuple[int, ...]:
    """Adds what is not there yet; the ids of those that are to be sent now (held ones wait for their digest)."""
    family = await list_family(connection, story_id)
    by_channel: dict[int, list[Delivery]] = {}
    for delivery in planned:
        by_channel.setdefault(delivery.channel_id, []).append(delivery)
    added: list[int] = []
    for channel_id in sorted(by_channel):
        added += await _add_for_channel(connection, family, channel_id, by_channel[channel_id])
    return tuple(added)


async def _add_for_channel(
    connection: AsyncConnection, family: Sequence[int], channel_id: int, planned: Sequence[Delivery]
) -> list[int]:
    of_channel = and_(deliveries.c.channel_id == channel_id, deliveries.c.story_id.in_(family))
    newest = max(delivery.revision or 0 for delivery in planned)
    earlier = or_(deliveries.c.story_id != family[0], deliveries.c.revision < newest)
    await drop_unsent(
        connection, and_(of_channel, earlier), tr("Overtaken by revision {number}.", number=str(newest))
    )
    first = await _find_standing_post(connection, of_channel)
    added: list[int] = []
    for delivery in planned:
        if delivery.state is DeliveryState.DROPPED:  # said with its reason instead of what waited
            await insert_new(connection, deliveries, to_values(delivery))
            continue
        if delivery.kind is DeliveryKind.POST and first is not None:
            if (first.story_id, first.revision) == (delivery.story_id, delivery.revision):
                continue
            # Its sending began after this was planned: a story is posted once, then mended.
            delivery = replace(delivery, kind=DeliveryKind.EDIT, from_revision=first.revision)
        new_id = await insert_new(connection, deliveries, to_values(delivery))
        if new_id is not None and not is_held_delivery(delivery):
            added.append(new_id)
    return added


async def _find_standing_post(connection: AsyncConnection, of_channel: ColumnElement[bool]) -> Delivery | None:
    """The story's POST in the channel, if it was sent or is on its way or is planned for this revision."""
    over = (DeliveryState.DROPPED, DeliveryState.FAILED)
    standing = select(deliveries).where(
        of_channel,
        deliveries.c.kind == DeliveryKind.POST,
        or_(deliveries.c.state.not_in(over), deliveries.c.message_ids != NO_MESSAGES),
    )
    row = (await connection.execute(standing.order_by(deliveries.c.id).limit(1))).mappings().first()
    return None if row is None else to_record(Delivery, row)
