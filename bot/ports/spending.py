"""What the LLM's edge and the operator's view may ask of the database about money and about endpoints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.core.dialects import Dialect
from bot.core.meaning import Vector
from bot.core.types import Account, Expense, Level, Limits, Sums


class SpendingStore(Protocol):
    async def reserve(self, expense: Expense, limits: Limits) -> int | Level:
        """Counts the expense and returns its id, or the budget that it would exceed (nothing is stored then).

        The sums are read and the row is added in one transaction, one after the other among all processes: no
        two together exceed what each alone would not. A row that nobody settles stays counted as reserved.
        """
        ...

    async def settle(self, expense: Expense) -> None:
        """The expense reserved under its id, at what it really took."""
        ...

    async def read_sums(self, now: datetime, channel_id: int | None = None, person: str | None = None) -> Sums:
        """What the day and month that `now` is in have taken so far, reservations included."""
        ...

    async def read_account(self, since: datetime) -> Account: ...


class DialectStore(Protocol):
    """What servers turned out to understand, by address and LLM."""

    async def find(self, base_url: str, model: str) -> Dialect | None: ...

    async def save(self, base_url: str, model: str, dialect: Dialect) -> None: ...


class VectorStore(Protocol):
    """Vectors that were paid for, by the LLM that made them (`embedder`) and a digest of the text."""

    async def find(self, embedder: str, digests: Sequence[str]) -> Mapping[str, Vector]: ...

    async def save(self, embedder: str, vectors: Mapping[str, Vector]) -> None: ...
