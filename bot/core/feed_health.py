"""Decides how a feed does, and what of a check those who read it should hear of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import urlsplit

from bot.core.types import Bulletin, BulletinKind, Entry, Feed

FAILING_FOR = timedelta(hours=24)
FAILED_CHECKS = 8
"""A feed fails for long once both are reached: one bad night, or one outage of ours, is no news."""

LEAST_SILENCE = timedelta(days=3)
_TIMES_ITS_LONGEST = 4
_GAPS = 50  # of a feed's past, by which its habit is known
_FEWEST_GAPS = 5
_ENOUGH_GAPS = 10  # from here on the longest of them may be an exception, and is left out


def decide_bulletins(before: Feed, after: Feed, entries: Sequence[Entry], now: datetime) -> tuple[Bulletin, ...]:
    """What is to be told of a check. `entries`: all that are known of the feed after it.

    The same is decided at every check for as long as it is so; its spell keeps it from being told twice.
    """
    began = _spell(after.failing_since)
    if after.gone:
        return (Bulletin(BulletinKind.GONE, began),)
    if after.failures:
        return (Bulletin(BulletinKind.FAILING, began),) if fails_for_long(after, now) else ()
    told: list[Bulletin] = []
    if before.gone or (before.checked_at and fails_for_long(before, before.checked_at)):
        told.append(Bulletin(BulletinKind.RECOVERED, _spell(before.failing_since)))
    if _place_of(before.url) != _place_of(after.url):
        told.append(Bulletin(BulletinKind.MOVED, f"{before.url} {after.url}"))
    last = find_silence(entries, now)
    if last is not None:
        told.append(Bulletin(BulletinKind.SILENT, _spell(last)))
    return tuple(told)


def fails_for_long(feed: Feed, at: datetime) -> bool:
    """Whether the feed had failed for long by then."""
    since = feed.failing_since
    return since is not None and feed.failures >= FAILED_CHECKS and at - since >= FAILING_FOR


def find_silence(entries: Sequence[Entry], now: datetime) -> datetime | None:
    """When the last entry came, where the feed has been silent since against its habit; None where it has not.

    Silent is longer than three days and four times its longest usual gap. What was its past when it was first
    read counts from when it was published. A feed that had been silent by then goes silent no more.
    """
    if not entries:
        return None
    watched_since = min(entry.arrived_at for entry in entries)
    came = sorted({_came_at(entry, watched_since) for entry in entries})
    gaps = sorted(later - earlier for earlier, later in pairwise(came[-_GAPS - 1 :]))
    if len(gaps) < _FEWEST_GAPS:
        return None
    usual = gaps[-2] if len(gaps) >= _ENOUGH_GAPS else gaps[-1]
    turned = came[-1] + max(LEAST_SILENCE, usual * _TIMES_ITS_LONGEST)
    return came[-1] if watched_since < turned < now else None


def _came_at(entry: Entry, watched_since: datetime) -> datetime:
    if entry.arrived_at > watched_since or entry.published_at is None:
        return entry.arrived_at
    return min(entry.published_at, entry.arrived_at)


def _place_of(url: str) -> tuple[str, str, str]:
    """The address but for what changes without anybody caring: its scheme, "www." and a last slash."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), parts.query


def _spell(since: datetime | None) -> str:
    return since.isoformat() if since is not None else ""
