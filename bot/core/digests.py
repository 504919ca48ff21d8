"""When a channel's next digest is due in its own timezone, and which stories it tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.types import ChannelSettings, Rhythm, Summary


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
        _to_utc(midnight + timedelta(minutes=minute), zone)
        for midnight in midnights
        for minute in settings.digest_minutes
    )
    return min((moment for moment in moments if moment > after), default=None)


def next_digest_after_change(before: ChannelSettings, after: ChannelSettings, now: datetime) -> datetime | None:
    """When the next digest is due once the settings were changed: at once, for the last time, where a channel
    turns from digests to stories as they happen, so that what was kept for the digest is not lost."""
    if before.rhythm is Rhythm.DIGEST and after.rhythm is Rhythm.INSTANT:
        return now
    return next_digest_at(after, now)


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


def _to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
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
