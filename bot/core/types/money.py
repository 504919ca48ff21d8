"""What calls to LLMs cost: prices, limits, and the rows of the ledger.

Costs are whole millionths of the operator's currency, so that sums are exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Price:
    """Of a million tokens of prompts and of replies, each in millionths of the currency."""

    tokens_in: int = 0
    tokens_out: int = 0


class ExpenseState(StrEnum):
    RESERVED = "reserved"  # on its way, or cut off by a crash: counted at the size that was reserved
    SETTLED = "settled"  # counted at what the endpoint said, or as estimated where it says nothing
    FAILED = "failed"  # no reply; counted at what may be billed all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Expense:
    """One call to an endpoint. `version` is the prompt's, `writer` the LLM's name; story, channel and person
    where they are known."""

    at: datetime
    purpose: str
    version: str
    endpoint: str
    writer: str
    tokens_in: int
    tokens_out: int
    cost: int
    story_id: int | None = None
    channel_id: int | None = None
    person: str | None = None
    state: ExpenseState = ExpenseState.RESERVED
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be spent in a day and a month (UTC); None: no limit. Those of a channel and a person bound what
    they ask for, not what the desk writes by itself."""

    daily_tokens: int | None = None
    monthly_tokens: int | None = None
    daily_cost: int | None = None
    monthly_cost: int | None = None
    channel_daily_tokens: int | None = None
    person_daily_tokens: int | None = None


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What was spent or reserved so far today and this month, and today by the channel and person that ask (None:
    nobody asks)."""

    day_tokens: int = 0
    month_tokens: int = 0
    day_cost: int = 0
    month_cost: int = 0
    channel_tokens: int | None = None
    person_tokens: int | None = None


class Whose(StrEnum):
    EVERYBODY = "everybody"
    CHANNEL = "channel"
    PERSON = "person"


class Period(StrEnum):
    DAY = "day"
    MONTH = "month"


class Unit(StrEnum):
    TOKENS = "tokens"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Level:
    """How full one budget is: `spent` of `limit`."""

    whose: Whose
    period: Period
    unit: Unit
    limit: int
    spent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What calls of one purpose at one endpoint took together; `failed` of the `calls` brought no reply."""

    purpose: str
    endpoint: str
    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    cost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What was spent since a time: by purpose and endpoint, by channel (title, tokens, cost; the dearest first),
    and how many stories the desk wrote with how many tokens."""

    totals: tuple[Total, ...] = ()
    channels: tuple[tuple[str, int, int], ...] = ()
    stories: int = 0
    story_tokens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointState:
    """An endpoint as it is now: resting until a time because of a problem, or well (both None)."""

    name: str
    writer: str
    price: Price
    resting_until: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class EndpointCheck:
    """What trying an endpoint showed, in a sentence for the operator."""

    name: str
    good: bool
    words: str
