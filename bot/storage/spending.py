"""The ledger of LLM calls: what is reserved, what was spent, and what is left."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.budgets import begin_day, begin_month, find_spent, list_levels
from bot.core.types import Account, Expense, ExpenseState, Level, Limits, Sums, Total
from bot.core.types.money import NO_LIMITS
from bot.storage.columns import Spelled
from bot.storage.database import Database
from bot.storage.rows import to_values
from bot.storage.tables import channels, spending

_LOCK = 0x41694_26F75  # any number that no other program on the same PostgreSQL uses
_DEAREST = 5

_TOKENS = spending.c.tokens_in + spending.c.tokens_out


class Spending:
    """`SpendingStore` on the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def reserve(self, expense: Expense, limits: Limits) -> int | Level:
        async with self._database.write() as connection:
            if connection.dialect.name == "postgresql":  # SQLite has one writer at a time
                await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            if limits != NO_LIMITS:
                monthly = limits.monthly_tokens is not None or limits.monthly_cost is not None
                since = begin_month(expense.at) if monthly else begin_day(expense.at)
                sums = await _read_sums(connection, expense.at, since, expense.channel_id, expense.person)
                tokens = expense.tokens_in + expense.tokens_out
                spent = find_spent(list_levels(sums, limits), tokens, expense.cost)
                if spent is not None:
                    return spent
            added = insert(spending).values(to_values(expense)).returning(spending.c.id)
            return int(await connection.scalar(added) or 0)

    async def settle(self, expense: Expense) -> None:
        taken = update(spending).where(spending.c.id == expense.id)
        async with self._database.write() as connection:
            await connection.execute(
                taken.values(
                    tokens_in=expense.tokens_in,
                    tokens_out=expense.tokens_out,
                    cost=expense.cost,
                    state=expense.state,
                )
            )

    async def read_sums(self, now: datetime, channel_id: int | None = None, person: str | None = None) -> Sums:
        async with self._database.look() as connection:
            return await _read_sums(connection, now, begin_month(now), channel_id, person)

    async def read_account(self, since: datetime) -> Account:
        async with self._database.read() as connection:
            stories, tokens = await _read_stories(connection, since)
            return Account(
                totals=await _list_totals(connection, since),
                channels=await _list_channels(connection, since),
                stories=stories,
                story_tokens=tokens,
            )


async def _read_sums(
    connection: AsyncConnection, now: datetime, since: datetime, channel_id: int | None, person: str | None
) -> Sums:
    """`since`: where the month begins, or later where nothing of the month is asked: fewer rows are read."""
    today = spending.c.at >= begin_day(now)
    wanted: dict[str, ColumnElement[Any]] = {
        "day_tokens": _sum(_TOKENS, today),
        "month_tokens": _sum(_TOKENS),
        "day_cost": _sum(spending.c.cost, today),
        "month_cost": _sum(spending.c.cost),
    }
    if channel_id is not None:
        wanted["channel_tokens"] = _sum(_TOKENS, and_(today, spending.c.channel_id == channel_id))
    if person is not None:
        wanted["person_tokens"] = _sum(_TOKENS, and_(today, spending.c.person == person))
    statement = select(*(value.label(name) for name, value in wanted.items()))
    row = (await connection.execute(statement.where(spending.c.at >= since))).mappings().one()
    return Sums(**{name: int(row[name]) for name in wanted})


def _sum(amount: ColumnElement[Any], which: ColumnElement[bool] | None = None) -> ColumnElement[Any]:
    return func.coalesce(func.sum(amount if which is None else case((which, amount), else_=0)), 0)


async def _list_totals(connection: AsyncConnection, since: datetime) -> tuple[Total, ...]:
    lost = spending.c.state == ExpenseState.FAILED
    statement = (
        select(
            spending.c.purpose,
            spending.c.endpoint,
            func.count().label("calls"),
            func.sum(case((lost, 1), else_=0)).label("failed"),
            func.sum(spending.c.tokens_in).label("tokens_in"),
            func.sum(spending.c.tokens_out).label("tokens_out"),
            func.sum(spending.c.cost).label("cost"),
        )
        .where(spending.c.at >= since)
        .group_by(spending.c.purpose, spending.c.endpoint)
        .order_by(Spelled(spending.c.purpose), Spelled(spending.c.endpoint))
    )
    totals = []
    for purpose, endpoint, *numbers in await connection.execute(statement):
        # PostgreSQL sums to Decimal.
        calls, failed, tokens_in, tokens_out, cost = (int(number) for number in numbers)
        totals.append(
            Total(
                purpose=purpose,
                endpoint=endpoint,
                calls=calls,
                failed=failed,
                tokens_in=tokens_in,
                tokens_out=tokens_out,
                cost=cost,
            )
        )
    return tuple(totals)


async def _list_channels(connection: AsyncConnection, since: datetime) -> tuple[tuple[str, int, int], ...]:
    tokens, cost = func.sum(_TOKENS), func.sum(spending.c.cost)
    statement = (
        select(channels.c.title, tokens, cost)
        .join(channels, channels.c.id == spending.c.channel_id)
        .where(spending.c.at >= since)
        .group_by(channels.c.id, channels.c.title)
        .order_by(cost.desc(), tokens.desc(), channels.c.id)
        .limit(_DEAREST)
    )
    return tuple((row[0], int(row[1]), int(row[2])) for row in await connection.execute(statement))


async def _read_stories(connection: AsyncConnection, since: datetime) -> tuple[int, int]:
    """How many stories the desk had written by itself, and the tokens of all their revisions."""
    own = and_(spending.c.at >= since, spending.c.story_id.is_not(None), spending.c.channel_id.is_(None))
    count = func.count(spending.c.story_id.distinct())
    row = (await connection.execute(select(count, _sum(_TOKENS)).where(own))).one()
    return int(row[0]), int(row[1])
