"""The contract of SpendingStore: sums are right, and no budget is exceeded whoever else reserves."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.core.types import Expense, ExpenseState, Level, Limits, Sums, Total, Unit, Whose
from bot.ports import Storage
from bot.storage import open_storage
from tests.make import NOW, at
from tests.storage.scenes import open_channel


def make_expense(tokens: int = 100, **changes: Any) -> Expense:
    return replace(
        Expense(
            at=NOW,
            purpose="write_summary",
            version="writing 1",
            endpoint="hosted",
            writer="scripted-1",
            tokens_in=tokens,
            tokens_out=0,
            cost=tokens * 2,
        ),
        **changes,
    )


async def reserve(storage: Storage, expense: Expense, limits: Limits = Limits()) -> Expense | Level:  # noqa: B008
    reserved = await storage.spending.reserve(expense, limits)
    return reserved if isinstance(reserved, Level) else replace(expense, id=reserved)


async def test_what_is_reserved_counts_at_once_and_at_its_true_size_once_settled(storage: Storage) -> None:
    expense = await reserve(storage, make_expense(500))
    assert isinstance(expense, Expense)
    assert await storage.spending.read_sums(NOW) == Sums(
        day_tokens=500, month_tokens=500, day_cost=1000, month_cost=1000
    )
    await storage.spending.settle(
        replace(expense, tokens_in=90, tokens_out=30, cost=7, state=ExpenseState.SETTLED)
    )
    assert await storage.spending.read_sums(NOW) == Sums(
        day_tokens=120, month_tokens=120, day_cost=7, month_cost=7
    )


async def test_a_reservation_that_would_exceed_a_budget_is_not_stored(storage: Storage) -> None:
    limits = Limits(daily_tokens=150)
    assert isinstance(await reserve(storage, make_expense(100), limits), Expense)
    refused = await reserve(storage, make_expense(51), limits)
    assert isinstance(refused, Level)
    assert (refused.limit, refused.spent) == (150, 100)
    assert (await storage.spending.read_sums(NOW)).day_tokens == 100
    assert isinstance(await reserve(storage, make_expense(50), limits), Expense)


async def test_money_is_limited_as_tokens_are(storage: Storage) -> None:
    limits = Limits(monthly_cost=250)
    assert isinstance(await reserve(storage, make_expense(100), limits), Expense)
    refused = await reserve(storage, make_expense(100), limits)
    assert isinstance(refused, Level)
    assert refused.unit is Unit.COST
    assert isinstance(await reserve(storage, make_expense(10_000, cost=0), limits), Expense)  # a free endpoint


async def test_a_new_day_and_a_new_month_begin_at_nothing(storage: Storage) -> None:
    for moment in (datetime.fromisoformat("2026-10-31T23:59:59+00:00"), NOW - timedelta(days=1), NOW):
        await reserve(storage, make_expense(100, at=moment))
    assert await storage.spending.read_sums(NOW) == Sums(
        day_tokens=100, month_tokens=200, day_cost=200, month_cost=400
    )


async def test_one_person_and_one_channel_have_shares_of_their_own(storage: Storage) -> None:
    limits = Limits(person_daily_tokens=200, channel_daily_tokens=300)
    mine = {"channel_id": 1, "person": "telegram:7"}
    assert isinstance(await reserve(storage, make_expense(150, **mine), limits), Expense)
    refused = await reserve(storage, make_expense(100, **mine), limits)
    assert isinstance(refused, Level)
    assert refused.whose is Whose.PERSON
    other = await reserve(storage, make_expense(200, channel_id=1, person="telegram:8"), limits)
    assert isinstance(other, Level)
    assert other.whose is Whose.CHANNEL
    elsewhere = make_expense(200, channel_id=2, person="telegram:8")
    assert isinstance(await reserve(storage, elsewhere, limits), Expense)
    assert isinstance(await reserve(storage, make_expense(9_000), limits), Expense)  # the desk's own work
    assert (await storage.spending.read_sums(NOW, 1, "telegram:7")).person_tokens == 150


async def test_two_processes_together_do_not_exceed_what_each_alone_would_not(shared_url: str) -> None:
    async with open_storage(shared_url) as one, open_storage(shared_url) as other:
        asked = [reserve(each, make_expense(100), Limits(daily_tokens=1_050)) for each in (one, other) * 12]
        outcomes = await asyncio.gather(*asked)
        assert sum(isinstance(outcome, Expense) for outcome in outcomes) == 10
        assert (await one.spending.read_sums(NOW)).day_tokens == 1_000


async def test_what_a_crash_left_reserved_is_still_counted_after_a_restart(shared_url: str) -> None:
    async with open_storage(shared_url) as before:
        await reserve(before, make_expense(800))
    async with open_storage(shared_url) as after:
        refused = await reserve(after, make_expense(300), Limits(daily_tokens=1_000))
        assert isinstance(refused, Level)
        assert refused.spent == 800


async def test_the_account_groups_by_purpose_and_endpoint_and_names_the_dearest_channels(
    storage: Storage,
) -> None:
    quiet, busy = await open_channel(storage, "quiet"), await open_channel(storage, "busy")
    asking: dict[str, Any] = {"purpose": "answer_question", "endpoint": "local", "person": "telegram:7"}
    await reserve(storage, make_expense(100, story_id=1))
    await reserve(storage, make_expense(200, story_id=1, state=ExpenseState.FAILED))
    await reserve(storage, make_expense(300, story_id=2))
    await reserve(storage, make_expense(40, channel_id=quiet.id, story_id=2, **asking))
    await reserve(storage, make_expense(50, channel_id=busy.id, story_id=3, **asking))
    await reserve(storage, make_expense(9_999, at=at(-1)))
    account = await storage.spending.read_account(NOW)
    assert account.totals == (
        Total(
            purpose="answer_question",
            endpoint="local",
            calls=2,
            failed=0,
            tokens_in=90,
            tokens_out=0,
            cost=180,
        ),
        Total(
            purpose="write_summary",
            endpoint="hosted",
            calls=3,
            failed=1,
            tokens_in=600,
            tokens_out=0,
            cost=1200,
        ),
    )
    assert account.channels == ((busy.title, 50, 100), (quiet.title, 40, 80))
    assert (account.stories, account.story_tokens) == (2, 600)


class LedgerMachine(RuleBasedStateMachine):
    """Reservations and settlements in any order, by two processes' worth of hands, over days and months."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.opened = open_storage("sqlite+aiosqlite://")
        self.storage = self.runner.run(self.opened.__aenter__())
        self.now = NOW
        self.open: list[Expense] = []
        self.rows: dict[int, Expense] = {}
        self.limits = Limits(daily_tokens=1_000, monthly_cost=3_000, person_daily_tokens=600)

    @rule(tokens=st.integers(1, 700), cost=st.integers(0, 900), person=st.sampled_from([None, "a", "b"]))
    def reserve(self, tokens: int, cost: int, person: str | None) -> None:
        expense = make_expense(tokens, cost=cost, at=self.now, person=person)
        found = self.runner.run(reserve(self.storage, expense, self.limits))
        if isinstance(found, Expense):
            self.open.append(found)
            self.rows[found.id] = found

    @rule(pick=st.integers(0, 99), share=st.integers(0, 100))
    def settle(self, pick: int, share: int) -> None:
        """At no more than was reserved, as an endpoint that counts as we estimate would."""
        if not self.open:
            return
        expense = self.open.pop(pick % len(self.open))
        taken = replace(expense, tokens_in=expense.tokens_in * share // 100, cost=expense.cost * share // 100)
        self.runner.run(self.storage.spending.settle(replace(taken, state=ExpenseState.SETTLED)))
        self.rows[expense.id] = taken

    @rule(hours=st.integers(1, 400))
    def pass_time(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def no_budget_is_exceeded_and_the_sums_are_those_of_the_rows(self) -> None:
        sums = self.runner.run(self.storage.spending.read_sums(self.now, None, "a"))
        today = [row for row in self.rows.values() if row.at.date() == self.now.date()]
        month = [
            row for row in self.rows.values() if (row.at.year, row.at.month) == (self.now.year, self.now.month)
        ]
        assert sums == Sums(
            day_tokens=sum(row.tokens_in for row in today),
            month_tokens=sum(row.tokens_in for row in month),
            day_cost=sum(row.cost for row in today),
            month_cost=sum(row.cost for row in month),
            person_tokens=sum(row.tokens_in for row in today if row.person == "a"),
        )
        assert sums.day_tokens <= 1_000
        assert sums.month_cost <= 3_000
        assert (sums.person_tokens or 0) <= 600

    def teardown(self) -> None:
        self.runner.run(self.opened.__aexit__(None, None, None))
        self.runner.close()


def test_the_ledger_holds_whatever_the_order_of_reserving_and_settling() -> None:
    run_state_machine_as_test(
        LedgerMachine, settings=settings(max_examples=15, stateful_step_count=25, deadline=None)
    )
    assert LedgerMachine.TestCase is not None


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_reserving_all_at_once_is_as_safe_as_one_after_the_other(asked: list[int]) -> None:
    async def reserve_all() -> tuple[int, int]:
        async with open_storage("sqlite+aiosqlite://") as storage:
            limits = Limits(daily_tokens=1_000)
            outcomes = await asyncio.gather(*(reserve(storage, make_expense(one), limits) for one in asked))
            taken = sum(outcome.tokens_in for outcome in outcomes if isinstance(outcome, Expense))
            return taken, (await storage.spending.read_sums(NOW)).day_tokens

    taken, counted = asyncio.run(reserve_all())
    assert taken == counted <= 1_000
