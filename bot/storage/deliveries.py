"""Deliveries on their way, digests, and what stands in channels afterwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, not_, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.saying import tr
from bot.core.types import Delivery, DeliveryKind, DeliveryState, Digest, Notice, Post
from bot.errors import Conflict
from bot.storage.database import Database
from bot.storage.holding import keep_for_later, list_held_since, send_after_all
from bot.storage.limiting import hold_over_limit
from bot.storage.outbox import add_notice, drop_unsent, is_held, is_held_delivery, plan_notice
from bot.storage.posts import find_first, keep_post
from bot.storage.rows import (
    NOW,
    Claim,
    get_row,
    insert_new,
    list_family,
    to_record,
    to_values,
    update_row,
)
from bot.storage.tables import channels, deliveries, digests, notices, post_messages, posts

NO_STORIES: tuple[int, ...] = ()
_OF_THE_POST = (DeliveryKind.POST, DeliveryKind.EDIT)
_WAITS_FOR = {
    DeliveryKind.POST: _OF_THE_POST,
    DeliveryKind.EDIT: _OF_THE_POST,
    DeliveryKind.FOLLOW_UP: (DeliveryKind.POST,),
}
_UNFINISHED = (DeliveryState.PLANNED, DeliveryState.SENDING)


class Deliveries:
    """`DeliveryStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, delivery_id: int) -> Delivery:
        async with self._database.look() as connection:
            return to_record(Delivery, await get_row(connection, deliveries, delivery_id))

    async def get_platform(self, delivery_id: int) -> str:
        named = select(channels.c.platform).join(deliveries, deliveries.c.channel_id == channels.c.id)
        async with self._database.look() as connection:
            return str((await connection.execute(named.where(deliveries.c.id == delivery_id))).scalar_one())

    async def claim_due(
        self, now: datetime, lease: timedelta, limit: int, platforms: Collection[str] | None = None
    ) -> tuple[int, ...]:
        if platforms is None:
            return await _DUE.take(self._database, now, lease, limit)
        return await _DUE_THERE.take(self._database, now, lease, limit, platforms=list(platforms))

    async def claim(
        self, delivery_id: int, now: datetime, lease: timedelta, *, limited: bool = False
    ) -> Delivery | None:
        async with self._database.write() as connection:
            delivery = to_record(Delivery, await get_row(connection, deliveries, delivery_id, lock=True))
            if is_held_delivery(delivery) or await _must_wait(connection, delivery):
                return None
            waits = delivery.state is DeliveryState.PLANNED and delivery.due_at <= now
            if limited and waits and await hold_over_limit(connection, delivery, now):
                return None
            taken = (
                update(deliveries)
                .where(deliveries.c.id == delivery_id, _is_due(now))
                .values(state=DeliveryState.SENDING, attempts=deliveries.c.attempts + 1, lease_until=now + lease)
            )
            if (await connection.execute(taken)).rowcount == 0:
                return None
            return to_record(Delivery, await get_row(connection, deliveries, delivery_id))

    async def save_part(self, delivery_id: int, message_ids: Sequence[str]) -> None:
        async with self._database.write() as connection:
            await update_row(connection, deliveries, delivery_id, message_ids=tuple(message_ids))

    async def finish(self, delivery: Delivery, post: Post | None) -> None:
        async with self._database.write() as connection:
            await get_row(connection, deliveries, delivery.id, lock=True)
            finished = (
                update(deliveries)
                .where(deliveries.c.id == delivery.id, deliveries.c.attempts == delivery.attempts)
                .values(to_values(delivery) | {"offered_until": None})
            )
            if (await connection.execute(finished)).rowcount == 0:
                raise Conflict(f"Delivery {delivery.id} was taken up by another worker meanwhile.")
            if post is not None:
                await keep_post(connection, post, delivery.kind)

    async def list_of_story(self, story_id: int) -> tuple[Delivery, ...]:
        async with self._database.read() as connection:
            family = await list_family(connection, story_id)
            query = select(deliveries).where(deliveries.c.story_id.in_(family)).order_by(deliveries.c.id)
            return tuple(to_record(Delivery, row) for row in (await connection.execute(query)).mappings())

    async def save_digest(
        self,
        digest: Digest | None,
        delivery: Delivery | None,
        channel_id: int,
        next_digest_at: datetime | None,
        left_out: str = "",
        *,
        known: Sequence[Delivery] | None = None,
        again_at: datetime | None = None,
    ) -> int | None:
        async with self._database.write() as connection:
            await get_row(connection, channels, channel_id, lock=True)
            delivery_id = None
            if digest is not None and delivery is not None:
                delivery_id = await _add_digest(connection, digest, delivery)
            since = () if known is None else await list_held_since(connection, channel_id, known)
            if left_out or next_digest_at is None:
                left = and_(is_held(), deliveries.c.channel_id == channel_id, deliveries.c.id.not_in(since))
                await drop_unsent(connection, left, left_out or tr("The last digest here left it out."))
            next_at = next_digest_at or (again_at if since else None)
            await update_row(connection, channels, channel_id, next_digest_at=next_at)
            return delivery_id

    async def hold(self, delivery_id: int) -> bool:
        async with self._database.write() as connection:
            return await keep_for_later(connection, delivery_id)

    async def put_off(self, delivery_id: int, until: datetime) -> None:
        waiting = and_(deliveries.c.id == delivery_id, deliveries.c.state == DeliveryState.PLANNED)
        async with self._database.write() as connection:
            values = {"due_at": until, "offered_until": None}
            await connection.execute(update(deliveries).where(waiting).values(values))

    async def list_planned(self, channel_id: int) -> tuple[Delivery, ...]:
        planned = select(deliveries).where(
            deliveries.c.channel_id == channel_id, deliveries.c.state == DeliveryState.PLANNED
        )
        async with self._database.look() as connection:
            rows = await connection.execute(planned.order_by(deliveries.c.due_at, deliveries.c.id))
            return tuple(to_record(Delivery, row) for row in rows.mappings())

    async def release(
        self,
        channel_id: int,
        held: Sequence[Delivery],
        next_digest_at: datetime | None,
        now: datetime,
        *,
        again_at: datetime | None = None,
    ) -> tuple[int, ...]:
        async with self._database.write() as connection:
            await get_row(connection, channels, channel_id, lock=True)
            since = await list_held_since(connection, channel_id, held)
            next_at = next_digest_at or (again_at if since else None)
            await update_row(connection, channels, channel_id, next_digest_at=next_at)
            return await send_after_all(connection, held, now)

    async def drop_held(self, channel_id: int, story_ids: Sequence[int], why: str) -> None:
        async with self._database.write() as connection:
            for story_id in story_ids:
                which = and_(
                    deliveries.c.channel_id == channel_id,
                    deliveries.c.story_id.in_(await list_family(connection, story_id)),
                    deliveries.c.kind != DeliveryKind.EDIT,
                )
                await drop_unsent(connection, which, why)

    async def get_digest(self, digest_id: int) -> Digest:
        async with self._database.look() as connection:
            return to_record(Digest, await get_row(connection, digests, digest_id))

    async def save_notice(self, notice: Notice, planned: Sequence[Delivery]) -> tuple[int, ...]:
        async with self._database.write() as connection:
            return await add_notice(connection, notice, planned)

    async def plan_notice(self, notice_id: int, planned: Sequence[Delivery]) -> tuple[int, ...]:
        async with self._database.write() as connection:
            return await plan_notice(connection, notice_id, planned)

    async def drop_notice(self, notice_id: int, why: str) -> int:
        async with self._database.write() as connection:
            await drop_unsent(connection, deliveries.c.notice_id == notice_id, why)
            return await _count_dropped(connection, notice_id, why)

    async def count_dropped(self, notice_id: int, why: str) -> int:
        async with self._database.look() as connection:
            return await _count_dropped(connection, notice_id, why)

    async def find_notice(self, key: str) -> Notice | None:
        async with self._database.look() as connection:
            row = (await connection.execute(select(notices).where(notices.c.key == key))).mappings().first()
            return None if row is None else to_record(Notice, row)

    async def get_notice(self, notice_id: int) -> Notice:
        async with self._database.look() as connection:
            return to_record(Notice, await get_row(connection, notices, notice_id))

    async def list_digests(self, channel_id: int, since: datetime) -> tuple[Digest, ...]:
        recent = select(digests).where(digests.c.channel_id == channel_id, digests.c.due_at >= since)
        async with self._database.look() as connection:
            rows = (await connection.execute(recent.order_by(digests.c.due_at))).mappings()
            return tuple(to_record(Digest, row) for row in rows)

    async def list_waiting(self, channel_id: int) -> tuple[Delivery, ...]:
        waiting = select(deliveries).where(
            deliveries.c.channel_id == channel_id, deliveries.c.state.in_(_UNFINISHED)
        )
        async with self._database.look() as connection:
            rows = (await connection.execute(waiting.order_by(deliveries.c.due_at, deliveries.c.id))).mappings()
            return tuple(to_record(Delivery, row) for row in rows)

    async def find_last_sent(self, channel_id: int) -> Delivery | None:
        pushed = and_(
            deliveries.c.channel_id == channel_id,
            deliveries.c.state == DeliveryState.SENT,
            deliveries.c.kind.in_((DeliveryKind.POST, DeliveryKind.FOLLOW_UP, DeliveryKind.DIGEST)),
            not_(is_held()),
        )
        newest = select(deliveries).where(pushed).order_by(deliveries.c.sent_at.desc(), deliveries.c.id.desc())
        async with self._database.look() as connection:
            row = (await connection.execute(newest.limit(1))).mappings().first()
            return None if row is None else to_record(Delivery, row)

    async def list_showing(self, story_id: int) -> frozenset[int]:
        async with self._database.read() as connection:
            family = await list_family(connection, story_id)
            shown = select(posts.c.channel_id).where(posts.c.story_id.in_(family)).distinct()
            return frozenset(await connection.scalars(shown))

    async def find_post(self, channel_id: int, story_id: int) -> Post | None:
        async with self._database.read() as connection:
            standing = await _of_story(connection, channel_id, story_id)
            return await find_first(connection, standing, posts.c.sent_at, posts.c.id)

    async def list_spare_posts(self, channel_id: int, story_id: int) -> tuple[Post, ...]:
        async with self._database.read() as connection:
            standing = await _of_story(connection, channel_id, story_id)
            query = select(posts).where(standing).order_by(posts.c.sent_at, posts.c.id).offset(1)
            return tuple(to_record(Post, row) for row in (await connection.execute(query)).mappings())

    async def retire_post(self, post: Post) -> None:
        async with self._database.write() as connection:
            kind = DeliveryKind.EDIT  # no post of its own any more; that it came still counts
            await update_row(
                connection, posts, post.id, story_id=post.story_id, message_ids=post.message_ids, kind=kind
            )

    async def find_post_by_message(self, channel_id: int, message_id: str) -> Post | None:
        named = select(post_messages.c.post_id).where(
            post_messages.c.channel_id == channel_id, post_messages.c.message_id == message_id
        )
        async with self._database.look() as connection:
            return await find_first(connection, posts.c.id.in_(named))

    async def find_last_post(self, channel_id: int) -> Post | None:
        about_story = and_(posts.c.channel_id == channel_id, posts.c.story_id.is_not(None))
        async with self._database.look() as connection:
            return await find_first(connection, about_story, posts.c.sent_at.desc(), posts.c.id.desc())

    async def find_last_shown(self, channel_id: int) -> Post | None:
        shown = or_(posts.c.story_id.is_not(None), posts.c.story_ids != NO_STORIES)
        async with self._database.look() as connection:
            here = and_(posts.c.channel_id == channel_id, shown)
            return await find_first(connection, here, posts.c.sent_at.desc(), posts.c.id.desc())

    async def save_post(self, post: Post) -> None:
        async with self._database.write() as connection:
            await keep_post(connection, post, None)


async def _count_dropped(connection: AsyncConnection, notice_id: int, why: str) -> int:
    dropped = and_(
        deliveries.c.notice_id == notice_id,
        deliveries.c.state == DeliveryState.DROPPED,
        deliveries.c.problem == why,
    )
    return int(await connection.scalar(select(func.count()).select_from(deliveries).where(dropped)) or 0)


async def _of_story(connection: AsyncConnection, channel_id: int, story_id: int) -> ColumnElement[bool]:
    """The posts of a story, and of those merged into it, that stand in a channel."""
    return and_(
        posts.c.channel_id == channel_id,
        posts.c.story_id.in_(await list_family(connection, story_id)),
        posts.c.kind == DeliveryKind.POST,
    )


def _is_due(now: datetime | ColumnElement[datetime]) -> ColumnElement[bool]:
    planned = and_(deliveries.c.state == DeliveryState.PLANNED, deliveries.c.due_at <= now)
    abandoned = and_(deliveries.c.state == DeliveryState.SENDING, deliveries.c.lease_until <= now)
    return or_(planned, abandoned)


_IS_TO_GO = and_(_is_due(NOW), not_(is_held()))
_DUE = Claim(deliveries, _IS_TO_GO, deliveries.c.due_at)
_THERE = and_(
    channels.c.id == deliveries.c.channel_id, channels.c.platform.in_(bindparam("platforms", expanding=True))
)
_DUE_THERE = Claim(deliveries, and_(_IS_TO_GO, exists().where(_THERE)), deliveries.c.due_at)


async def _must_wait(connection: AsyncConnection, delivery: Delivery) -> bool:
    """What changes one post goes in order: an edit waits for the post and for the edits before it, and what goes
    under the post waits for the post."""
    kinds = _WAITS_FOR.get(delivery.kind, ())
    if delivery.story_id is None or not kinds:
        return False
    before = select(deliveries.c.id).where(
        deliveries.c.channel_id == delivery.channel_id,
        deliveries.c.story_id.in_(await list_family(connection, delivery.story_id)),
        deliveries.c.kind.in_(kinds),
        deliveries.c.state.in_(_UNFINISHED),
        deliveries.c.id < delivery.id,
    )
    return await connection.scalar(before.limit(1)) is not None


async def _add_digest(connection: AsyncConnection, digest: Digest, delivery: Delivery) -> int | None:
    """The delivery's id; None when the digest was made before."""
    digest_id = await insert_new(connection, digests, to_values(digest))
    if digest_id is None:
        return None
    for story_id, revision in digest.stories:
        await _release_held(connection, digest, story_id, revision)
    return await insert_new(connection, deliveries, to_values(delivery) | {"digest_id": digest_id})


async def _release_held(connection: AsyncConnection, digest: Digest, story_id: int, revision: int) -> None:
    """What was held of the story is told by the digest now."""
    told = and_(
        is_held(),
        deliveries.c.channel_id == digest.channel_id,
        deliveries.c.story_id.in_(await list_family(connection, story_id)),
        or_(deliveries.c.story_id != story_id, deliveries.c.revision <= revision),
        deliveries.c.state == DeliveryState.PLANNED,
    )
    values = {"state": DeliveryState.SENT, "sent_at": digest.due_at}
    await connection.execute(update(deliveries).where(told).values(values))
