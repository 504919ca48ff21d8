"""What calls may cost: every one is reserved in the ledger before it is made, and settled after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import structlog

from bot.core.budgets import begin_day, describe_spent, price_call
from bot.core.protocol import estimate_tokens
from bot.core.types import Expense, ExpenseState, Level, Limits, Period, Price, Prompt, Spender, Unit, Whose
from bot.errors import BudgetSpent
from bot.ports import SpendingStore

log = structlog.get_logger(__name__)


class Ledger:
    """Without a store, nothing is counted and nothing is limited (benchmarks)."""

    def __init__(
        self, store: SpendingStore | None, limits: Limits, currency: str, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._limits = limits
        self._currency = currency
        self._now = now
        self._told: dict[tuple[Whose, Period, Unit], date] = {}

    async def reserve(
        self, prompt: Prompt, spender: Spender, *, endpoint: str, writer: str, price: Price, calls: int = 1
    ) -> Expense:
        """The row of the call, counted at the most it can take. Raises `BudgetSpent`."""
        into = estimate_tokens(prompt.fixed + prompt.text) * calls
        out = prompt.limit_tokens * calls
        expense = Expense(
            at=self._now(),
            purpose=prompt.purpose,
            version=prompt.version,
            endpoint=endpoint,
            writer=writer,
            tokens_in=into,
            tokens_out=out,
            cost=price_call(price, into, out),
            story_id=spender.story_id,
            channel_id=spender.channel_id,
            person=spender.person,
        )
        if self._store is None:
            return expense
        reserved = await self._store.reserve(expense, self._limits)
        if isinstance(reserved, Level):
            raise self._refuse(reserved)
        return replace(expense, id=reserved)

    async def settle(self, expense: Expense, price: Price, tokens_in: int, tokens_out: int) -> None:
        cost = price_call(price, tokens_in, tokens_out)
        await self._save(
            replace(expense, tokens_in=tokens_in, tokens_out=tokens_out, cost=cost, state=ExpenseState.SETTLED)
        )

    async def fail(self, expense: Expense, *, billed: bool) -> None:
        """The call brought no reply. `billed`: the server may have done the work, so it counts as reserved."""
        failed = replace(expense, state=ExpenseState.FAILED)
        await self._save(failed if billed else replace(failed, tokens_in=0, tokens_out=0, cost=0))

    async def _save(self, expense: Expense) -> None:
        if self._store is not None:
            await self._store.settle(expense)

    def _refuse(self, level: Level) -> BudgetSpent:
        """One line a day for the operator, however many calls are refused."""
        words = describe_spent(level, self._currency)
        today = begin_day(self._now()).date()
        budget = (level.whose, level.period, level.unit)
        if self._told.get(budget) != today:
            self._told[budget] = today
            log.warning("an LLM budget is used up", whose=level.whose.value, reason=words)
        return BudgetSpent(words, personal=level.whose is not Whose.EVERYBODY)
