"""Chooses the one story that a new subscriber is shown as a sample of what will come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.types import Summary

_OF_TODAY = timedelta(days=1)


def choose_sample(candidates: Sequence[Summary], enough_outlets: int, now: datetime) -> Summary | None:
    """The newest of the last day that enough independent outlets report; where there is none, the newest of all.

    A story that all its sources took back is no sample. None where nothing is left.
    """
    standing = [summary for summary in candidates if summary.independent_outlets > 0]
    confirmed = [
        summary
        for summary in standing
        if summary.independent_outlets >= enough_outlets and summary.written_at > now - _OF_TODAY
    ]
    return max(confirmed or standing, key=lambda each: (each.written_at, each.story_id), default=None)
