"""What is reported most now: independent reports, each counting for less the older it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.types import Summary

_HALF_LIFE = timedelta(hours=8)
_LEAST = 0.2  # a single report two thirds of a day old: less is no longer news of now


def rank_trending(summaries: Sequence[Summary], now: datetime, limit: int) -> tuple[Summary, ...]:
    """The stories with most reports lately, at most `limit`: an outlet counts once, with its newest article, and
    copies of another's text not at all. What all its sources took back is left out."""
    heat = {summary.story_id: _heat(summary, now) for summary in summaries if summary.independent_outlets}
    standing = [summary for summary in summaries if heat.get(summary.story_id, 0.0) >= _LEAST]
    ranked = sorted(
        standing, key=lambda each: (-heat[each.story_id], -each.written_at.timestamp(), each.story_id)
    )
    return tuple(ranked[:limit])


def _heat(summary: Summary, now: datetime) -> float:
    """The sum of 0.5 ** (age / half-life) over its independent reports."""
    newest: dict[int, datetime] = {}
    for source in summary.sources:
        if source.copy_of is None:
            voice = source.counts_with or source.number
            newest[voice] = max(source.published_at, newest.get(voice, source.published_at))
    ages = (max((now - at) / _HALF_LIFE, 0.0) for at in newest.values())
    return float(sum(0.5**age for age in ages))
