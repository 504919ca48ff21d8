"""Whether nothing was published for longer than is normal here at these hours."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count, takewhile

SILENCE = "silence-"  # what the keys of notices of it begin with
SHORTEST_ALARM = timedelta(hours=3)  # shorter silences alarm nobody: a quiet evening
_DAY = timedelta(days=1)
_WEEK = 7  # days: as quiet a week ago is a weekend, not a fault
_DAYS = 3  # from which the habit of an hour can be told
_MISSED = 5  # pieces that such hours bring at the least: that none of them came is hardly chance
_LEFT_OUT = 4  # one day in so many may have had an outage itself: it is no habit


def find_silence(written: Sequence[datetime], now: datetime) -> timedelta | None:
    """How long nothing has been published, where the same hours of earlier days brought pieces; None where they
    did not, or where too few such days are known to tell.

    `written`: when pieces were, over the last weeks, in any order. The hours since the last piece are compared
    with the same hours of earlier days, the quietest quarter of the days left out, and with those a week ago.
    """
    times = sorted(at for at in written if at <= now)
    if not times or now - times[-1] <= SHORTEST_ALARM:
        return None
    silence = now - times[-1]
    brought = _count_on_earlier_days(times, silence)
    kept = sorted(brought.values())[len(brought) // _LEFT_OUT :]
    normal = len(brought) < _DAYS or kept[0] < _MISSED or brought.get(_WEEK, _MISSED) < _MISSED
    return None if normal else silence


def _count_on_earlier_days(times: Sequence[datetime], silence: timedelta) -> dict[int, int]:
    """By how many days ago: the pieces that the silent hours brought then, where they are known as a whole."""
    first, last = times[0], times[-1]
    whole = takewhile(lambda days: first <= last - days * _DAY, count(-(-silence // _DAY)))
    starts = ((days, last - days * _DAY) for days in whole)
    return {days: bisect_left(times, start + silence) - bisect_right(times, start) for days, start in starts}
