"""The moment at which clocks in a timezone show an hour, also where they jump over it or show it twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """The moment a clock in the zone shows this time first, or the moment it jumps over it."""
    moment = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    # Inside a gap, the offset before it (fold 0) gives a moment after the jump, the one after it a moment before.
    low, high = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), moment
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)
