"""The outbox rules: how planned deliveries are added, and which of them are overtaken by later ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.saying import tr
from bot.core.types import Delivery, DeliveryKind, DeliveryState, Notice
from bot.storage.rows import insert_into, insert_new, list_family, to_record, to_values
from bot.storage.tables import deliveries, notices

NO_MESSAGES: tuple[str, ...] = ()
_AT_ONCE = 500  # rows of one statement: SQLite takes a limited number of parameters


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
    return tuple(await _add_many(connection, [replace(each, notice_id=notice_id) for each in planned]))


async def add_deliveries(
    connection: AsyncConnection, story_id: int, planned: Sequence[Delivery]
) -> tuple[int, ...]:
    """Adds what is not there yet; the ids of those that are to be sent now (held ones wait for their digest)."""
    family = await list_family(connection, story_id)
    by_channel: dict[int, list[Delivery]] = {}
    for delivery in planned:
        by_channel.setdefault(delivery.channel_id, []).append(delivery)
    told = select(deliveries.c.channel_id).where(deliveries.c.story_id.in_(family)).distinct()
    knowing = set(await connection.scalars(told))
    fresh = [each for channel_id in sorted(by_channel.keys() - knowing) for each in by_channel[channel_id]]
    added = await _add_many(connection, fresh)
    following = sorted(by_channel.keys() & knowing)
    for start in range(0, len(following), _AT_ONCE):
        some = {channel_id: by_channel[channel_id] for channel_id in following[start : start + _AT_ONCE]}
        added += await _add_for_channels(connection, family, some)
    return tuple(added)


async def _add_many(connection: AsyncConnection, planned: Sequence[Delivery]) -> list[int]:
    """A statement for many, since thousands may be due at once and everybody else who writes waits for the end of
    it. The ids of those that are to be sent now."""
    added: list[int] = []
    for start in range(0, len(planned), _AT_ONCE):
        rows = [to_values(each) for each in planned[start : start + _AT_ONCE]]
        statement = insert_into(connection, deliveries).values(rows).on_conflict_do_nothing()
        named = (deliveries.c.id, deliveries.c.kind, deliveries.c.digest_id, deliveries.c.state)
        for new in await connection.execute(statement.returning(*named)):
            held = new.kind is DeliveryKind.DIGEST and new.digest_id is None
            if new.state is not DeliveryState.DROPPED and not held:
                added.append(new.id)
    return sorted(added)


async def _add_for_channels(
    connection: AsyncConnection, family: Sequence[int], planned: Mapping[int, Sequence[Delivery]]
) -> list[int]:
    """For channels, by their ids, that have something of the story already."""
    by_newest: dict[int, list[int]] = {}
    for channel_id, added in planned.items():
        by_newest.setdefault(max(delivery.revision or 0 for delivery in added), []).append(channel_id)
    for newest, channel_ids in sorted(by_newest.items()):
        earlier = or_(deliveries.c.story_id != family[0], deliveries.c.revision < newest)
        overtaken = and_(deliveries.c.channel_id.in_(channel_ids), deliveries.c.story_id.in_(family), earlier)
        told = tr("A later version, {number}, took its place.", number=str(newest))
        await drop_unsent(connection, overtaken, told)
    standing = await _list_standing_posts(connection, family, planned)
    fitted = (_fit(each, standing.get(channel_id)) for channel_id, added in planned.items() for each in added)
    return await _add_many(connection, [each for each in fitted if each is not None])


def _fit(planned: Delivery, first: Delivery | None) -> Delivery | None:
    """The delivery as it is right beside the story's POST in its channel; None where that one does for it."""
    # One that is dropped is said with its reason instead of what waited.
    if planned.state is DeliveryState.DROPPED or planned.kind is not DeliveryKind.POST or first is None:
        return planned
    if (first.story_id, first.revision) == (planned.story_id, planned.revision):
        return None
    # Its sending began after this was planned: a story is posted once, then mended.
    return replace(planned, kind=DeliveryKind.EDIT, from_revision=first.revision)


async def _list_standing_posts(
    connection: AsyncConnection, family: Sequence[int], channel_ids: Iterable[int]
) -> Mapping[int, Delivery]:
    """The story's POST in each channel, if it was sent or is on its way or is planned for this revision."""
    over = (DeliveryState.DROPPED, DeliveryState.FAILED)
    standing = select(deliveries).where(
        deliveries.c.channel_id.in_(list(channel_ids)),
        deliveries.c.story_id.in_(family),
        deliveries.c.kind == DeliveryKind.POST,
        or_(deliveries.c.state.not_in(over), deliveries.c.message_ids != NO_MESSAGES),
    )
    rows = (await connection.execute(standing.order_by(deliveries.c.id.desc()))).mappings()
    return {row["channel_id"]: to_record(Delivery, row) for row in rows}  # the oldest is written last
