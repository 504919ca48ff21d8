"""Rows to records and back, and the two statements that every store needs: insert-or-leave, and claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Integer, RowMapping, Select, Table, bindparam, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotFound
from bot.storage.columns import UtcDateTime
from bot.storage.database import Database
from bot.storage.tables import stories

Record = TypeVar("Record")

_ID_BITS = 63

NOW = bindparam("now", type_=UtcDateTime())
MOST = bindparam("most", type_=Integer())
"""The moment at which a statement is run that was written once, and how many rows it may bring: most of what a
statement costs is to write it."""


def to_record(kind: type[Record], row: RowMapping, **own: Any) -> Record:
    """The dataclass filled from the columns of the same names; `own` gives the fields that have none."""
    names = [field.name for field in fields(kind) if field.name not in own]  # type: ignore[arg-type]
    return kind(**{name: row[name] for name in names}, **own)


def to_values(record: Any, *without: str) -> dict[str, Any]:
    """Column values from a dataclass's fields of the same names, but for the id and those named."""
    left_out = {"id", *without}
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name not in left_out}


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """The dialect's own INSERT, which knows ON CONFLICT."""
    return insert_for(connection.dialect.name, table)


def insert_for(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


async def insert_new(connection: AsyncConnection, table: Table, values: dict[str, Any]) -> int | None:
    """The id of the new row; None when a unique constraint says that it is there already."""
    statement = insert_into(connection, table).values(values).on_conflict_do_nothing()
    new_id: int | None = await connection.scalar(statement.returning(table.c.id))
    return new_id


async def get_row(connection: AsyncConnection, table: Table, row_id: int, *, lock: bool = False) -> RowMapping:
    """The row, locked to the end of the transaction if asked: against who changes it, not against who adds what
    refers to it. Raises NotFound."""
    _refuse_huge(row_id)
    asked = await connection.execute(_ask_for_row(table, lock), {"row_id": row_id})
    row: RowMapping | None = asked.mappings().first()
    if row is None:
        raise NotFound(f"There is no number {row_id} in {table.name}.")
    return row


@cache
def _ask_for_row(table: Table, lock: bool) -> Select[Any]:
    statement = select(table).where(table.c.id == bindparam("row_id"))
    return statement.with_for_update(key_share=True) if lock else statement


async def update_row(connection: AsyncConnection, table: Table, row_id: int, **values: Any) -> None:
    """Raises NotFound when there is no such row."""
    result = await connection.execute(update(table).where(table.c.id == row_id).values(values))
    if result.rowcount == 0:
        raise NotFound(f"There is no number {row_id} in {table.name}.")


class Claim:
    """Rows that are wanted (at `NOW`) and that no worker was given within a lease, in an order."""

    def __init__(self, table: Table, wanted: ColumnElement[bool], order: ColumnElement[Any]) -> None:
        self._table = table
        free = or_(table.c.offered_until.is_(None), table.c.offered_until <= NOW)
        some = select(table.c.id).where(wanted, free)
        self._first = some.limit(1)
        # SQLite has one writer at a time and leaves the locking out.
        ordered = some.order_by(order, table.c.id).limit(MOST)
        self._all = ordered.with_for_update(skip_locked=True, key_share=True, of=table)

    async def take(
        self, database: Database, now: datetime, lease: timedelta, limit: int, **asked: object
    ) -> tuple[int, ...]:
        """Their ids; they are leased now. `asked`: what else the condition names. Mostly there are none: then
        nothing is locked, and no writer waits."""
        async with database.look() as connection:
            if await connection.scalar(self._first, {"now": now, **asked}) is None:
                return ()
        async with database.write() as connection:
            found = await connection.scalars(self._all, {"now": now, "most": limit, **asked})
            ids: Sequence[int] = found.all()
            if ids:
                given = update(self._table).where(self._table.c.id.in_(ids))
                await connection.execute(given.values(offered_until=now + lease))
            return tuple(ids)


async def find_successor(connection: AsyncConnection, story_id: int) -> int:
    """The story that took this one over, or itself."""
    _refuse_huge(story_id)
    merged_into: int | None = await connection.scalar(
        select(stories.c.merged_into).where(stories.c.id == story_id)
    )
    return story_id if merged_into is None else merged_into


async def list_family(connection: AsyncConnection, story_id: int) -> tuple[int, ...]:
    """The story that took this one over, or itself, and every story merged into it."""
    head = await find_successor(connection, story_id)
    merged = await connection.scalars(select(stories.c.id).where(stories.c.merged_into == head))
    return (head, *sorted(merged))


def _refuse_huge(row_id: int) -> None:
    # People type numbers; each driver objects in its own way to one that no column can hold.
    if row_id.bit_length() > _ID_BITS:
        raise NotFound("There is nothing under a number that large.")
