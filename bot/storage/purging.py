"""What is deleted because it is old: a piece at a time, so that nobody waits long for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, and_, delete, exists, not_, or_, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import DeliveryState, EntryState, Purged, Retention
from bot.core.types.upkeep import WHOSE_CALL
from bot.storage.outbox import is_held
from bot.storage.tables import (
    articles,
    channels,
    deliveries,
    digests,
    entries,
    feedback,
    kept_pieces,
    notices,
    offers,
    posts,
    renditions,
    spending,
    stories,
    summaries,
    turns,
)

_STORIES = 50  # deleted in one transaction, with all that hangs on each
_ROWS = 500  # of anything else
_OF_STORIES = (posts, deliveries, turns, renditions, summaries)
_UNFINISHED = (DeliveryState.PLANNED, DeliveryState.SENDING)
_OFFERED = timedelta(days=30)  # a button under an offer works as long
_PIECES = timedelta(days=7)  # as `bot.writing.on_demand` keeps them


async def purge(connection: AsyncConnection, keep: Retention, now: datetime) -> Purged:
    await _forget_whose_calls(connection, now - WHOSE_CALL)
    await _delete_some(connection, offers, offers.c.offered_at, now - _OFFERED)
    await _delete_some(connection, kept_pieces, kept_pieces.c.made_at, now - _PIECES)
    before = None if keep.stories is None else now - keep.stories
    return Purged(
        stories=await _purge_stories(connection, before, now) if before else 0,
        said=await _purge_said(connection, before) if before else 0,
        questions=await _purge(connection, turns, turns.c.at, keep.questions, now),
        feedback=await _purge(connection, feedback, feedback.c.at, keep.feedback, now),
        spending=await _purge(connection, spending, spending.c.at, keep.spending, now),
    )


async def _purge(
    connection: AsyncConnection, table: Table, at: ColumnElement[datetime], keep: timedelta | None, now: datetime
) -> int:
    return 0 if keep is None else await _delete_some(connection, table, at, now - keep)


async def _delete_some(
    connection: AsyncConnection,
    table: Table,
    at: ColumnElement[datetime],
    before: datetime,
    *which: ColumnElement[bool],
) -> int:
    """The oldest ones: as many as one transaction may hold up the others for, and those of the same moment."""
    old = and_(at < before, *which)
    bound = await connection.scalar(select(at).where(old).order_by(at).offset(_ROWS).limit(1))
    upto = old if bound is None else and_(at <= bound, *which)
    return (await connection.execute(delete(table).where(upto))).rowcount


async def _forget_whose_calls(connection: AsyncConnection, before: datetime) -> None:
    known = and_(spending.c.at < before, spending.c.person.is_not(None))
    if await connection.scalar(select(spending.c.id).where(known).limit(1)) is not None:
        await connection.execute(update(spending).where(known).values(person=None))


async def _purge_said(connection: AsyncConnection, before: datetime) -> int:
    """What stands in chats and is about no one story: digests, notices, answers; what is on its way stays."""
    about_none = posts.c.story_id.is_(None)
    gone = await _delete_some(connection, posts, posts.c.sent_at, before, about_none)
    for table, at, named in (
        (digests, digests.c.due_at, deliveries.c.digest_id == digests.c.id),
        (notices, notices.c.created_at, deliveries.c.notice_id == notices.c.id),
    ):
        open_ones = exists().where(named, deliveries.c.state.in_(_UNFINISHED))
        gone += await _delete_some(connection, table, at, before, not_(open_ones))
    return gone


async def _purge_stories(connection: AsyncConnection, before: datetime, now: datetime) -> int:
    """Stories that have not changed since then, with everything that hangs on them. One that a younger story was
    merged with or parted from stays as long as that one; one that is followed, or still to be told, stays."""
    younger = stories.alias()
    leaned_on = exists().where(
        or_(younger.c.merged_into == stories.c.id, younger.c.parted_from == stories.c.id),
        younger.c.changed_at >= before,
    )
    followed = await _list_followed(connection, now)
    old = select(stories.c.id).where(
        stories.c.changed_at < before,
        not_(leaned_on),
        not_(_is_to_be_told()),
    )
    # So many that enough are left without the followed ones, of which there may be more than a statement takes.
    # One that somebody is changing is not old; nobody changes the others before they are gone.
    some = old.order_by(stories.c.id).limit(_STORIES + len(followed)).with_for_update(skip_locked=True)
    ids = [one for one in await connection.scalars(some) if one not in followed][:_STORIES]
    if not ids:
        return 0
    await _let_go_of_articles(connection, ids)
    for table in _OF_STORIES:
        await connection.execute(delete(table).where(table.c.story_id.in_(ids)))
    for link in ("merged_into", "parted_from"):
        cut: dict[str, Any] = {link: None}
        await connection.execute(update(stories).where(stories.c[link].in_(ids)).values(cut))
    await connection.execute(delete(stories).where(stories.c.id.in_(ids)))
    return len(ids)


def _is_to_be_told() -> ColumnElement[bool]:
    """On its way, or kept for a digest whose hour is known. What waits for the end of a pause without one goes,
    lest one chat that is paused for good keeps everything for good."""
    comes = channels.alias()
    will_come = exists().where(comes.c.id == deliveries.c.channel_id, comes.c.next_digest_at.is_not(None))
    return exists().where(
        deliveries.c.story_id == stories.c.id,
        deliveries.c.state.in_(_UNFINISHED),
        or_(not_(is_held()), will_come),
    )


async def _list_followed(connection: AsyncConnection, now: datetime) -> set[int]:
    """The stories that a chat follows by their numbers, and those that took them over."""
    some = type_coerce(channels.c.settings, Text).like('%"followed":[{%')
    chosen = await connection.scalars(select(channels.c.settings).where(some))
    ids = {
        watch.story_id
        for settings in chosen
        for watch in settings.followed
        if watch.story_id and (watch.until is None or watch.until > now)
    }
    merged = select(stories.c.id, stories.c.merged_into).where(stories.c.merged_into.is_not(None))
    return ids | {row.merged_into for row in await connection.execute(merged) if row.id in ids}


async def _let_go_of_articles(connection: AsyncConnection, story_ids: list[int]) -> None:
    """The entries that brought them stay as long as their feeds may list them, lest they come as news again."""
    gone = select(articles.c.id).where(articles.c.story_id.in_(story_ids))
    past = {"state": EntryState.SKIPPED, "read_at": None}
    await connection.execute(update(entries).where(entries.c.article_id.in_(gone)).values(past))
    await connection.execute(delete(articles).where(articles.c.story_id.in_(story_ids)))
