"""When a channel's next digest is due in its own timezone, and which stories it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.types import ChannelSettings, Rhythm, Summary
from bot.core.wall_clock import to_utc


def next_digest_at(settings: ChannelSettings, after: datetime) -> datetime | None:
    """The first digest strictly after then (UTC); None for a channel that wants none.

    Where clocks go forward over the hour, it is the moment they do; where they go back over it, its first
    occurrence.
    """
    if settings.rhythm is not Rhythm.DIGEST:
        return None
    zone = ZoneInfo(settings.timezone)
    today = after.astimezone(zone).date()
    # From yesterday, since a skipped hour may fall into the next day; Samoa once skipped a whole one. And over
    # more than a week, for what comes on one weekday only.
    days = [today + timedelta(days=count) for count in range(-1, 11)]
    midnights = [datetime.combine(day, time()) for day in days if day.weekday() in settings.digest_weekdays]
    moments = (
        to_utc(midnight + timedelta(minutes=minute), zone)
        for midnight in midnights
        for minute in settings.digest_minutes
    )
    return min((moment for moment in moments if moment > after), default=None)


def longest_gap(settings: ChannelSettings) -> timedelta:
    """The longest time that lies between two digests of the channel, clock changes included."""
    days = sorted(settings.digest_weekdays)
    gaps = [(later - day) % 7 or 7 for day, later in zip(days, days[1:] + days[:1], strict=True)]
    return timedelta(days=max(gaps, default=7), hours=3)


def choose_digest(candidates: Sequence[Summary], already: Mapping[int, int], limit: int) -> tuple[Summary, ...]:
    """The stories to tell, best first: most independent outlets, then the newest. Each story once.

    `already`: the revision of each story that an earlier digest told; it comes again only when it grew.
    """
    newest: dict[int, Summary] = {}
    for summary in sorted(candidates, key=lambda each: each.revision):
        if summary.revision > already.get(summary.story_id, 0):
            newest[summary.story_id] = summary
    best = sorted(
        newest.values(),
        key=lambda each: (-each.independent_outlets, -each.written_at.timestamp(), each.story_id),
    )
    return tuple(best[:limit])
