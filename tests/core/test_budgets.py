"""Prices and budgets: what a call costs, and which limit it would exceed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.core.budgets import (
    begin_day,
    begin_month,
    describe_spent,
    find_spent,
    format_cost,
    list_levels,
    price_call,
)
from bot.core.types import Level, Limits, Period, Price, Sums, Unit, Whose

COUNT = st.integers(0, 10**7)


def test_a_call_costs_its_tokens_at_their_prices_rounded_up() -> None:
    price = Price(150_000, 600_000)  # 0.15 and 0.60 a million
    assert price_call(price, 1_000_000, 0) == 150_000
    assert price_call(price, 2_000, 300) == 300 + 180
    assert price_call(price, 1, 0) == 1
    assert price_call(Price(), 5_000, 5_000) == 0


@given(st.lists(st.tuples(COUNT, COUNT), max_size=20), COUNT, COUNT)
def test_calls_apart_cost_at_least_what_they_cost_together(
    calls: list[tuple[int, int]], into: int, out: int
) -> None:
    price = Price(into, out)
    apart = sum(price_call(price, *call) for call in calls)
    together = price_call(price, sum(one for one, _ in calls), sum(one for _, one in calls))
    assert together <= apart <= together + len(calls)


def test_day_and_month_begin_at_midnight_utc_wherever_one_is() -> None:
    late = datetime(2026, 11, 1, 1, 30, tzinfo=timezone(timedelta(hours=3)))  # still October in UTC
    assert begin_day(late) == datetime(2026, 10, 31, tzinfo=UTC)
    assert begin_month(late) == datetime(2026, 10, 1, tzinfo=UTC)


def test_without_limits_nothing_is_ever_spent() -> None:
    levels = list_levels(Sums(day_tokens=10**12, month_cost=10**15), Limits())
    assert levels == ()
    assert find_spent(levels, 10**9, 10**9) is None


def test_a_budget_may_be_used_to_the_last_token_and_not_beyond() -> None:
    levels = list_levels(Sums(day_tokens=900), Limits(daily_tokens=1000))
    assert find_spent(levels, 100, 0) is None
    assert find_spent(levels, 101, 0) == Level(Whose.EVERYBODY, Period.DAY, Unit.TOKENS, 1000, 900)


def test_the_askers_own_share_is_named_before_everybodys() -> None:
    sums = Sums(day_tokens=1000, person_tokens=1000, channel_tokens=1000)
    limits = Limits(daily_tokens=1000, person_daily_tokens=1000, channel_daily_tokens=1000)
    spent = find_spent(list_levels(sums, limits), 1, 0)
    assert spent is not None
    assert spent.whose is Whose.PERSON


def test_a_spent_budget_is_told_in_words() -> None:
    day = Level(Whose.EVERYBODY, Period.DAY, Unit.TOKENS, 50_000, 49_900)
    assert describe_spent(day, "EUR") == "Today's budget, 50,000 LLM tokens, is used up until midnight UTC."
    month = Level(Whose.EVERYBODY, Period.MONTH, Unit.COST, 20_000_000, 19_999_000)
    assert describe_spent(month, "EUR") == (
        "This month's budget, 20.00 EUR, is used up until the first of the next month (UTC)."
    )
    person = Level(Whose.PERSON, Period.DAY, Unit.TOKENS, 900, 900)
    assert "for one person, 900 LLM tokens" in describe_spent(person, "EUR")


def test_small_amounts_keep_the_digits_that_matter() -> None:
    assert format_cost(0, "USD") == "0.00 USD"
    assert format_cost(480, "USD") == "0.0005 USD"
    assert format_cost(1_234_567_890, "USD") == "1,234.57 USD"
