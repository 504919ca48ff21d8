"""What a call costs, and which budget it would exceed."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.saying import Decimal, Phrase, joined, tr
from bot.core.types import Level, Limits, Period, Price, Sums, Unit, Whose

MILLION = 1_000_000


def price_call(price: Price, tokens_in: int, tokens_out: int) -> int:
    """In millionths of the currency, rounded up."""
    return -(-(tokens_in * price.tokens_in + tokens_out * price.tokens_out) // MILLION)


def begin_day(now: datetime) -> datetime:
    """Midnight UTC before it."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def begin_month(now: datetime) -> datetime:
    """Midnight UTC before the month's first day."""
    return begin_day(now).replace(day=1)


def list_levels(sums: Sums, limits: Limits) -> tuple[Level, ...]:
    """Every budget in question that has a limit, the person's first: that reason helps whoever asks."""
    every = (
        (Whose.PERSON, Period.DAY, Unit.TOKENS, limits.person_daily_tokens, sums.person_tokens),
        (Whose.CHANNEL, Period.DAY, Unit.TOKENS, limits.channel_daily_tokens, sums.channel_tokens),
        (Whose.EVERYBODY, Period.DAY, Unit.TOKENS, limits.daily_tokens, sums.day_tokens),
        (Whose.EVERYBODY, Period.DAY, Unit.COST, limits.daily_cost, sums.day_cost),
        (Whose.EVERYBODY, Period.MONTH, Unit.TOKENS, limits.monthly_tokens, sums.month_tokens),
        (Whose.EVERYBODY, Period.MONTH, Unit.COST, limits.monthly_cost, sums.month_cost),
    )
    return tuple(
        Level(whose, period, unit, limit, spent)
        for whose, period, unit, limit, spent in every
        if limit is not None and spent is not None
    )


def find_spent(levels: tuple[Level, ...], tokens: int, cost: int) -> Level | None:
    """The first budget that these tokens at this cost would exceed."""
    for level in levels:
        asked = tokens if level.unit is Unit.TOKENS else cost
        if level.spent + asked > level.limit:
            return level
    return None


def describe_spent(level: Level, currency: str) -> Phrase:
    """In words for the operator and for the record of a piece."""
    if level.unit is Unit.TOKENS:
        amount = tr("{number} LLM tokens", number=level.limit)
    else:
        amount = format_cost(level.limit, currency)
    match level.whose, level.period:
        case Whose.PERSON, _:
            return tr("Today's budget for one person, {amount}, is used up until midnight UTC.", amount=amount)
        case Whose.CHANNEL, _:
            return tr("Today's budget for one chat, {amount}, is used up until midnight UTC.", amount=amount)
        case _, Period.DAY:
            return tr("Today's budget, {amount}, is used up until midnight UTC.", amount=amount)
    return tr("This month's budget, {amount}, is used up until the first of the next month (UTC).", amount=amount)


def format_cost(cost: int, currency: str) -> Phrase:
    """Millionths as an amount: whole cents, or four digits for what would vanish otherwise."""
    amount = cost / MILLION
    digits = 2 if amount >= 1 or cost % 10_000 == 0 else 4
    return joined((Decimal(amount, digits), currency))
