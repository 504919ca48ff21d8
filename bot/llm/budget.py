"""Tokens that may still be spent today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.errors import BudgetSpent


class Budget:
    """Tokens that may still be spent today (UTC). Kept in memory: a restart starts the day anew."""

    def __init__(self, daily_tokens: int | None, today: Callable[[], date]) -> None:
        self._limit = daily_tokens
        self._today = today
        self._day = today()
        self._spent = 0

    def reserve(self, tokens: int) -> None:
        if self._today() != self._day:
            self._day, self._spent = self._today(), 0
        if self._limit is not None and self._spent + tokens > self._limit:
            raise BudgetSpent(
                f"Today's budget of {self._limit} LLM tokens is used up; the built-in writer works on until "
                "midnight UTC."
            )
        self._spent += tokens

    def settle(self, reserved: int, spent: int) -> None:
        self._spent += spent - reserved
