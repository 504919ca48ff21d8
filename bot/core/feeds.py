"""Decides what a check of a feed leads to: new entries, changed ones, and when to look again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from statistics import median

from bot.core.feed_health import decide_bulletins
from bot.core.identity import match_entries, normalise_link
from bot.core.types import Entry, EntryState, Feed, FeedCheck, FeedFetch, ParsedEntry, ParsedFeed, Rules
from bot.errors import FeedGone, FetchFailed, SourceError

LONGEST_BACKOFF = timedelta(hours=24)
LOOK_AGAIN_WITHIN = timedelta(hours=48)
MOST_LOOKED_AT_AGAIN = 10
SHORTEST_REREAD_GAP = timedelta(minutes=15)

_HABIT_ENTRIES = 20
_FEW_ENTRIES = 3
_SPREAD = 0.1
_TITLE_WORDS = 14
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


def decide_check(
    feed: Feed, fetch: FeedFetch | SourceError, known: Sequence[Entry], rules: Rules, now: datetime
) -> FeedCheck:
    """What is to be saved after a visit to the feed. `known`: its stored entries, the newest arrived first.

    The first successful check is the feed's past: its newest `rules.first_entries` are to be read, the others
    SKIPPED. Later, an item older than `rules.story_window` when it first appears is past news too.
    """
    check = _decide(feed, fetch, known, rules, now)
    bulletins = decide_bulletins(feed, check.feed, (*check.added, *known), now)
    return replace(check, bulletins=bulletins)


def _decide(
    feed: Feed, fetch: FeedFetch | SourceError, known: Sequence[Entry], rules: Rules, now: datetime
) -> FeedCheck:
    if isinstance(fetch, SourceError):
        return FeedCheck(feed=_after_failure(feed, fetch, rules, now))
    url = fetch.moved_to or feed.url
    well = replace(feed, failures=0, failing_since=None, problem=None, gone=False)
    visited = replace(well, url=url, checked_at=now, succeeded_at=now)
    if fetch.feed is None:
        marked = replace(
            visited, etag=fetch.etag or feed.etag, last_modified=fetch.last_modified or feed.last_modified
        )
        return FeedCheck(
            feed=_schedule(marked, _dates(known), fetch.fresh_for, rules, now),
            changed=_second_looks(known, rules, now, MOST_LOOKED_AT_AGAIN),
        )
    return _after_listing(visited, fetch, fetch.feed, known, rules, now)


def _after_listing(
    feed: Feed, fetch: FeedFetch, listed: ParsedFeed, known: Sequence[Entry], rules: Rules, now: datetime
) -> FeedCheck:
    items = tuple(map(_name, listed.entries))
    matching = match_entries(items, known)
    read = _choose_to_read(matching.new, feed.primed, rules, now)
    added = tuple(_enter(item, feed.id, item in read, now) for item in _oldest_first(matching.new))
    revised = tuple(
        entry for item, stored in matching.known if (entry := _revise(stored, item, rules, now)) is not None
    )
    missed = _look_again(matching.missing, items, now)
    settled = {entry.id for entry in revised + missed}
    standing = [entry for entry in known if entry.id not in settled]
    seen = replace(
        feed,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
        title=listed.title or feed.title,
        site_url=listed.site_url or feed.site_url,
        primed=True,
    )
    return FeedCheck(
        feed=_schedule(seen, _dates((*added, *known)), fetch.fresh_for, rules, now),
        added=added,
        changed=revised + missed + _second_looks(standing, rules, now, MOST_LOOKED_AT_AGAIN - len(missed)),
    )


# ---------------------------------------------------------------- entries


def _choose_to_read(
    new: Sequence[ParsedEntry], primed: bool, rules: Rules, now: datetime
) -> frozenset[ParsedEntry]:
    if not primed:
        newest = sorted(new, key=lambda item: item.published_at or _BEFORE_ALL, reverse=True)
        return frozenset(newest[: rules.first_entries])
    return frozenset(
        item for item in new if item.published_at is None or item.published_at > now - rules.story_window
    )


def _oldest_first(items: Sequence[ParsedEntry]) -> Iterable[ParsedEntry]:
    """So that ids grow with time. Feeds list the newest first, which decides where dates are missing."""
    last_first = list(reversed(items))
    last_first.sort(key=lambda item: item.published_at or _BEFORE_ALL)
    return last_first


def _name(item: ParsedEntry) -> ParsedEntry:
    """An item without a title is named, and known again, by the first words of its text."""
    words = item.text.split()
    begun = " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
    return item if item.title else replace(item, title=begun)


def _enter(item: ParsedEntry, feed_id: int, to_read: bool, now: datetime) -> Entry:
    return Entry(
        feed_id=feed_id,
        key=item.key,
        url=item.url,
        title=item.title,
        text=item.text,
        author=item.author,
        published_at=item.published_at,
        updated_at=item.updated_at,
        arrived_at=now,
        state=EntryState.NEW if to_read else EntryState.SKIPPED,
        read_at=now if to_read else None,
    )


def _revise(entry: Entry, item: ParsedEntry, rules: Rules, now: datetime) -> Entry | None:
    """The entry as the feed gives it now, None when nothing worth storing changed. It is to be read again
    when its words or its date of update say that the article was edited."""
    edited = _is_edited(entry, item)
    moved = normalise_link(item.url) != normalise_link(entry.url) and item.url != ""
    renamed = item.key not in ("", entry.key)
    if not (edited or moved or renamed or entry.missing_since):
        return None
    revised = replace(
        entry,
        key=item.key or entry.key,
        url=item.url if moved else entry.url,
        title=item.title or entry.title,
        text=item.text or entry.text,
        author=item.author or entry.author,
        published_at=entry.published_at or item.published_at,
        updated_at=item.updated_at or entry.updated_at,
        missing_since=None,
    )
    return _read_again(revised, rules, now) if edited else revised


def _is_edited(entry: Entry, item: ParsedEntry) -> bool:
    """Whether words were changed, not only spaces or signs, or the publisher says there was an update."""
    if item.title and _words(item.title) != _words(entry.title):
        return True
    if item.text and _words(item.text) != _words(entry.text):
        return True
    if item.updated_at is None:
        return False
    return item.updated_at > (entry.updated_at or max(entry.arrived_at, entry.published_at or entry.arrived_at))


def _read_again(entry: Entry, rules: Rules, now: datetime) -> Entry:
    """Due once a while has passed since the last reading, the longer the older the article is: a feed whose
    texts flicker (counters, "5 minutes ago") must not have its pages fetched at every check."""
    age = now - (entry.published_at or entry.arrived_at)
    if entry.state not in (EntryState.READ, EntryState.FAILED) or age > rules.story_window:
        return entry
    rested = (entry.read_at or now) + max(SHORTEST_REREAD_GAP, age / 4)
    due = max(now, rested) if entry.state is EntryState.READ else now
    return replace(entry, state=EntryState.NEW, attempts=0, read_at=due)


def _look_again(missing: Sequence[Entry], items: Sequence[ParsedEntry], now: datetime) -> tuple[Entry, ...]:
    """Recent entries that left the feed although older ones are still listed: outlets take a retracted
    article out of the feed first. Each is read once more, a few at a check."""
    listed = sorted(item.published_at for item in items if item.published_at is not None)
    if not listed:
        return ()
    # A tenth of the list must be older: what is only pushed out by newer entries leaves at the old end.
    bound = listed[len(listed) // 10]
    suspicious = [
        entry
        for entry in missing
        if entry.state is EntryState.READ
        and entry.missing_since is None
        and now - entry.arrived_at < LOOK_AGAIN_WITHIN
        and entry.published_at is not None
        and entry.published_at > bound
    ]
    return tuple(
        replace(entry, state=EntryState.NEW, attempts=0, read_at=now, missing_since=now)
        for entry in suspicious[:MOST_LOOKED_AT_AGAIN]
    )


def _second_looks(known: Sequence[Entry], rules: Rules, now: datetime, most: int) -> tuple[Entry, ...]:
    """Articles to be read once more because they have stood for one of `rules.look_again`: pages are corrected
    and withdrawn without a word in the feed. The newest first, a few at a check."""
    due = (entry for entry in known if _is_to_be_seen_again(entry, rules, now))
    return tuple(replace(entry, state=EntryState.NEW, attempts=0, read_at=now) for entry in islice(due, most))


def _is_to_be_seen_again(entry: Entry, rules: Rules, now: datetime) -> bool:
    if entry.state is not EntryState.READ or entry.article_id is None or entry.read_at is None:
        return False
    since = min(entry.published_at or entry.arrived_at, entry.arrived_at)
    if since < now - rules.story_window:
        return False
    return any(entry.read_at < since + stood <= now for stood in rules.look_again)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


# ---------------------------------------------------------------- when to look again


def _after_failure(feed: Feed, error: SourceError, rules: Rules, now: datetime) -> Feed:
    """The wait doubles with each failure in a row, up to a day; a longer Retry-After is obeyed. What was
    learned of the feed (etag, title) is kept."""
    failures = feed.failures + 1
    wait = min(rules.check_every * 2 ** min(failures, 16), LONGEST_BACKOFF)
    if isinstance(error, FetchFailed) and error.after is not None:
        wait = max(wait, error.after)
    return replace(
        feed,
        checked_at=now,
        failures=failures,
        failing_since=feed.failing_since or now,
        problem=str(error),
        gone=isinstance(error, FeedGone),
        next_check_at=now + wait * (1 + _spread(feed)),
    )


def _schedule(
    feed: Feed, dates: Sequence[datetime], fresh_for: timedelta | None, rules: Rules, now: datetime
) -> Feed:
    wait = max(_habit(dates, rules, now), fresh_for or timedelta(0), rules.check_every)
    spread = wait * (1 + _spread(feed))
    return replace(feed, next_check_at=now + min(spread, rules.check_at_least_every))


def _habit(dates: Sequence[datetime], rules: Rules, now: datetime) -> timedelta:
    """Half of the usual gap between the latest entries; of a third of the silence since, if that is longer.
    A feed with too few dates to have a habit is visited often enough to learn it."""
    latest = sorted((date for date in dates if date <= now), reverse=True)[:_HABIT_ENTRIES]
    if len(latest) < _FEW_ENTRIES:
        return rules.check_every * 2
    gap = timedelta(seconds=median((later - earlier).total_seconds() for later, earlier in pairwise(latest)))
    return max(gap, (now - latest[0]) / 3) / 2


def _dates(entries: Iterable[Entry]) -> tuple[datetime, ...]:
    return tuple(entry.published_at for entry in entries if entry.published_at is not None)


def _spread(feed: Feed) -> float:
    """0 to 0.1, always the same for a feed: feeds added together are not all visited at the same moment."""
    digest = hashlib.sha256(f"{feed.id} {feed.added_as}".encode()).digest()
    return _SPREAD * digest[0] / 255
