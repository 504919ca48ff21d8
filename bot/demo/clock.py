"""A clock that stands still until it is told to go on, so that two days can pass in a minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class DemoClock:
    """Starts at an aware time; `now()` is UTC and never runs backwards."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError("A clock must start at a time with a timezone.")
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        if by < timedelta(0):
            raise ValueError("A clock goes forward only.")
        self._now += by
