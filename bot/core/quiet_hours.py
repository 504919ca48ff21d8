"""When a channel wants to be left alone, what may come all the same, and when it is told what was held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.digests import next_digest_at
from bot.core.types import ChannelSettings, Delivery, DeliveryKind, Occasion, Rhythm, Source, Summary
from bot.core.wall_clock import to_utc

POSTS_AFTER_QUIET = 3
"""How many held stories come as posts of their own; more of them come as one bundle."""

BREAKING_OUTLETS = 4
"""Independent outlets that make a story breaking by reporting it within `_AN_HOUR`."""

LOOK_AGAIN = timedelta(hours=1)
"""Whether a pause that has no end, or that may be ended before it, has ended."""
_AS_THEY_HAPPEN = ChannelSettings()
_AN_HOUR = timedelta(hours=1)
_STILL_BREAKING = timedelta(hours=3)
_PUSHES = (DeliveryKind.POST, DeliveryKind.FOLLOW_UP)


# ---------------------------------------------------------------- quiet and paused


def quiet_until(settings: ChannelSettings, now: datetime) -> datetime | None:
    """When the quiet hours end that it is in; None outside them."""
    ends = [end for start, end in _quiet_times(settings, now) if start <= now < end]
    return max(ends, default=None)


def is_paused(settings: ChannelSettings, now: datetime) -> bool:
    return settings.paused_since is not None and (settings.paused_until is None or now < settings.paused_until)


def notice_waits(settings: ChannelSettings, now: datetime) -> datetime | None:
    """Until when AiBot's own words wait: they come after quiet hours and pauses, and a pause without an end is
    looked at again. None where they may come now."""
    if is_paused(settings, now):
        return settings.paused_until or now + LOOK_AGAIN
    return quiet_until(settings, now)


def must_hold(settings: ChannelSettings, kind: DeliveryKind, now: datetime, breaking: bool) -> bool:
    """Whether a message that is due is kept for later: in a pause; in quiet hours, unless its story is breaking
    and the channel wants that; and where the channel turned to digests since it was planned."""
    if kind not in _PUSHES:
        return False
    if is_paused(settings, now) or settings.rhythm is Rhythm.DIGEST:
        return True
    return quiet_until(settings, now) is not None and not (breaking and settings.breaking)


def is_breaking(summary: Summary, now: datetime) -> bool:
    """Whether many outlets, each for itself, reported it within an hour, not long ago."""
    reports = sorted(one.published_at for one in summary.sources if _is_independent(one))
    return any(
        last - first <= _AN_HOUR and now - last <= _STILL_BREAKING
        for first, last in zip(reports, reports[BREAKING_OUTLETS - 1 :], strict=False)
    )


def _is_independent(source: Source) -> bool:
    return source.copy_of is None and source.counts_with is None


def _quiet_times(settings: ChannelSettings, around: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Those of some days before and after, as clocks in the channel's timezone show them."""
    if settings.quiet_hours is None:
        return
    zone = ZoneInfo(settings.timezone)
    today = around.astimezone(zone).date()
    start, end = settings.quiet_hours
    for count in range(-2, 4):
        midnight = datetime.combine(today + timedelta(days=count), time())
        until = midnight + timedelta(minutes=end, days=1 if end <= start else 0)
        yield to_utc(midnight + timedelta(minutes=start), zone), to_utc(until, zone)


# ---------------------------------------------------------------- what was held


def next_wake_at(settings: ChannelSettings, after: datetime) -> datetime | None:
    """When the channel is next told what was held: at the end of its pause, at its digest's hour, or when its
    quiet hours end. None where nothing is held, or in a pause without an end."""
    if is_paused(settings, after):
        return _told_after_pause(settings)
    if settings.rhythm is Rhythm.DIGEST:
        return next_digest_at(settings, after)
    ends = (end for start, end in _quiet_times(settings, after) if start < end and end > after)
    return min(ends, default=None)


def wake_after_change(
    before: ChannelSettings, after: ChannelSettings, due: datetime | None, now: datetime
) -> datetime | None:
    """The same once the settings were changed: at once where nothing holds any longer what was held so far.
    `due`: when it was to be; what is overdue stays so, and what may be held is not forgotten."""
    if due is not None and due <= now:
        return due
    if is_paused(before, now) and not is_paused(after, now):
        return _told_after_pause(after) or now
    if _holds(before, now) and not _holds(after, now):
        return now
    wake_at = next_wake_at(after, now)
    if due is None or is_paused(after, now):
        return wake_at
    if _takes_more(before, after) and not _holds(after, now):
        return now
    if before.hourly_limit and after.rhythm is Rhythm.INSTANT and quiet_until(after, due) is None:
        return due if wake_at is None else min(wake_at, due)
    return wake_at or due


def _takes_more(before: ChannelSettings, after: ChannelSettings) -> bool:
    """Whether more may come within an hour."""
    return before.hourly_limit > 0 and not 0 < after.hourly_limit <= before.hourly_limit


def _holds(settings: ChannelSettings, now: datetime) -> bool:
    return must_hold(settings, DeliveryKind.POST, now, breaking=False)


def _told_after_pause(settings: ChannelSettings) -> datetime | None:
    """When its pause ends, or when the quiet hours do in which it ends."""
    until = settings.paused_until
    return until and (quiet_until(settings, until) or until)


def choose_occasion(settings: ChannelSettings, due_at: datetime) -> Occasion:
    """Why it is that the channel is told what was held."""
    if settings.paused_since is not None and _told_after_pause(settings) == due_at:
        return _choose_after_pause(settings, settings.paused_since, due_at)
    if settings.rhythm is Rhythm.DIGEST:
        return Occasion.HOUR
    if any(end == due_at for _, end in _quiet_times(settings, due_at)):
        return Occasion.QUIET
    return Occasion.LIMIT if settings.hourly_limit else Occasion.CALLED_OFF


def _choose_after_pause(settings: ChannelSettings, since: datetime, due_at: datetime) -> Occasion:
    """What both held is told as of both; a pause within quiet hours held nothing that they would not have."""
    began_in = quiet_until(settings, since) if settings.rhythm is Rhythm.INSTANT else None
    if began_in is None and settings.paused_until == due_at:
        return Occasion.PAUSE
    return Occasion.QUIET if began_in == due_at else Occasion.PAUSE_AND_QUIET


@dataclass(frozen=True, slots=True)
class Release:
    """What becomes of what was held: deliveries that are sent after all, as posts or follow-ups, or one bundle of
    stories, best first, out of `held` stories. Both empty where there is nothing to tell."""

    sent: tuple[Delivery, ...] = ()
    bundle: tuple[Summary, ...] = ()
    held: int = 0


def plan_release(
    occasion: Occasion,
    pending: Sequence[Delivery],
    chosen: Sequence[Summary],
    limit: int,
    settings: ChannelSettings = _AS_THEY_HAPPEN,
) -> Release:
    """After quiet hours a few held stories come as they would have come, in their order, and so does a single one
    that was over the hourly limit; more of them, and all that anything else had held, come as one bundle.

    `pending`: held, the oldest first. `chosen`: what a digest would tell of them, best first and not shortened.
    """
    alone = occasion is Occasion.LIMIT and len(pending) == len(chosen) == 1
    if alone or (occasion is Occasion.QUIET and len(pending) <= _count_posts(settings)):
        return Release(sent=tuple(pending), held=len(pending))
    return Release(bundle=tuple(chosen[:limit]), held=len(chosen))


def _count_posts(settings: ChannelSettings) -> int:
    """Up to how many held stories come as posts of their own after quiet hours."""
    return min(POSTS_AFTER_QUIET, settings.hourly_limit or POSTS_AFTER_QUIET)
