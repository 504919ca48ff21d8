"""Whether an LLM endpoint is asked now, and how long it rests after it failed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum


class Trouble(StrEnum):
    """What a failure says of the next call to the same endpoint."""

    PASSING = "passing"  # overloaded, out of order, unreachable, too slow: may be over soon
    LASTING = "lasting"  # the key, the address, the credit: somebody has to mend it
    PROMPT = "prompt"  # this prompt only: nothing is said of others


FIRST_REST = {Trouble.PASSING: timedelta(seconds=30), Trouble.LASTING: timedelta(minutes=15)}
LONGEST_REST = {Trouble.PASSING: timedelta(minutes=15), Trouble.LASTING: timedelta(hours=2)}
LONGEST_ASKED_FOR = timedelta(hours=6)  # a Retry-After beyond this is not believed


@dataclass(frozen=True, slots=True)
class Health:
    """`failures` in a row; it rests until `until`. `problem` in words, None while it is well."""

    failures: int = 0
    until: datetime | None = None
    problem: str | None = None

    def rests(self, now: datetime) -> bool:
        return self.until is not None and now < self.until


WELL = Health()


def decide_rest(
    health: Health, trouble: Trouble, problem: str, now: datetime, asked_for: timedelta | None = None
) -> Health:
    """The health after a failure: it rests twice as long as after the one before, up to a bound.

    `asked_for` is the server's Retry-After, which may only lengthen the rest. A trouble with one prompt
    changes nothing.
    """
    if trouble is Trouble.PROMPT:
        return health
    rest = min(FIRST_REST[trouble] * 2 ** min(health.failures, 20), LONGEST_REST[trouble])
    if asked_for is not None:
        rest = max(rest, min(asked_for, LONGEST_ASKED_FOR))
    return Health(health.failures + 1, now + rest, problem)


def try_again(health: Health, now: datetime, within: timedelta) -> Health:
    """The health while one call tries an endpoint whose rest is over: the others go on without it until then."""
    return replace(health, until=now + within)
