"""What stands in channels, found again by story and by message."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import DeliveryKind, Post
from bot.storage.rows import insert_into, to_record, to_values, update_row
from bot.storage.tables import post_messages, posts


async def keep_post(connection: AsyncConnection, post: Post, kind: DeliveryKind | None) -> None:
    """Adds the post, or brings it up to date: the one of its id, or the one its first message belongs to.

    `kind` is that of the delivery that made it, None for the answer to a command.
    """
    post_id = post.id or await _find_by_message(connection, post.channel_id, post.message_ids[:1])
    if post_id:
        await update_row(connection, posts, post_id, **to_values(post, "sent_at"))
    else:
        values = to_values(post) | {"kind": kind}
        post_id = int(await connection.scalar(posts.insert().values(values).returning(posts.c.id)) or 0)
    for message_id in post.message_ids:
        statement = insert_into(connection, post_messages).values(
            channel_id=post.channel_id, message_id=message_id, post_id=post_id
        )
        same = [post_messages.c.channel_id, post_messages.c.message_id]
        await connection.execute(statement.on_conflict_do_update(index_elements=same, set_={"post_id": post_id}))


async def find_first(connection: AsyncConnection, which: ColumnElement[bool], *order: Any) -> Post | None:
    """The first post in that order."""
    query = select(posts).where(which).order_by(*order).limit(1)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else to_record(Post, row)


async def _find_by_message(
    connection: AsyncConnection, channel_id: int, message_ids: tuple[str, ...]
) -> int | None:
    found: int | None = await connection.scalar(
        select(post_messages.c.post_id).where(
            post_messages.c.channel_id == channel_id, post_messages.c.message_id.in_(message_ids)
        )
    )
    return found
