"""Whether nothing was published for longer than is normal here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

_ENOUGH = 20  # pieces from which a habit can be told
SHORTEST_ALARM = timedelta(hours=3)  # shorter silences alarm nobody: a quiet evening
_TIMES = 1.5  # as long as the longest silence that was normal
_LEFT_OUT = 50  # one gap in so many may be an outage itself: it is no habit


def find_silence(written: Sequence[datetime], now: datetime) -> timedelta | None:
    """How long nothing has been published, where that is longer than is normal; None where it is not, or where
    too little was published to tell.

    `written`: when pieces were, over the last weeks, in any order. Normal is one and a half times the longest gap
    between two of them, the longest of every fifty left out; nights and weekends are gaps like any other.
    """
    times = sorted(at for at in written if at <= now)
    if len(times) < _ENOUGH:
        return None
    gaps = sorted(later - earlier for earlier, later in pairwise(times))
    normal = gaps[-1 - len(gaps) // _LEFT_OUT]
    silence = now - times[-1]
    return silence if silence > max(SHORTEST_ALARM, normal * _TIMES) else None
