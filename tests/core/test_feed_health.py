"""How a feed does: what is a failure worth telling, what is silence, what is only the usual."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.feed_health import LEAST_SILENCE, decide_bulletins, fails_for_long, find_silence
from bot.core.feeds import decide_check
from bot.core.types import Bulletin, BulletinKind, Entry, Feed, FeedFetch, ParsedFeed, Rules
from bot.errors import FeedGone, FetchFailed, SourceError
from tests.make import NOW, make_entry, make_feed, make_parsed_entry

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WELL = FeedFetch(feed=ParsedFeed(title="Harbour Post", entries=(make_parsed_entry(),)))
FAILED = FetchFailed("harbourpost.example cannot be reached.")


def arrivals(*moments: datetime) -> tuple[Entry, ...]:
    return tuple(make_entry(id=number, arrived_at=at, published_at=at) for number, at in enumerate(moments, 1))


def every(gap: timedelta, count: int, last: datetime = NOW) -> tuple[Entry, ...]:
    """Entries that came one by one, the last of them then."""
    return arrivals(*(last - gap * step for step in reversed(range(count))))


def run(feed: Feed, fetches: Sequence[FeedFetch | SourceError]) -> list[tuple[datetime, Bulletin]]:
    """What is decided when the feed is visited whenever it is due, each kind and spell once."""
    told: dict[Bulletin, datetime] = {}
    for fetch in fetches:
        now = feed.next_check_at
        check = decide_check(feed, fetch, (), Rules(), now)
        for bulletin in check.bulletins:
            told.setdefault(bulletin, now)
        feed = check.feed
    return [(at, bulletin) for bulletin, at in told.items()]


# ---------------------------------------------------------------- failing, recovering, gone


def test_a_feed_that_fails_is_told_once_after_a_day_and_eight_checks() -> None:
    ((at, bulletin),) = run(make_feed(), [FAILED] * 20)
    assert bulletin == Bulletin(BulletinKind.FAILING, NOW.isoformat())
    assert at - NOW >= DAY


@pytest.mark.parametrize("count", [1, 3, 7])
def test_a_bad_night_is_no_news_and_neither_is_its_end(count: int) -> None:
    assert run(make_feed(), [FAILED] * count + [WELL]) == []


def test_many_failures_in_an_hour_are_no_long_failure() -> None:
    feed = make_feed(failures=30, failing_since=NOW - HOUR)
    assert not fails_for_long(feed, NOW)
    assert fails_for_long(feed, NOW + DAY)
    assert not fails_for_long(replace(feed, failures=7), NOW + DAY)


def test_a_recovery_is_told_of_the_same_spell_and_the_next_spell_is_another() -> None:
    told = run(make_feed(), [WELL, *[FAILED] * 9, WELL, *[FAILED] * 9, WELL])
    kinds = [bulletin.kind for _, bulletin in told]
    assert kinds == [BulletinKind.FAILING, BulletinKind.RECOVERED] * 2
    spells = [bulletin.spell for _, bulletin in told]
    assert spells[0] == spells[1] != spells[2] == spells[3]


def test_a_feed_that_is_gone_is_told_at_once_and_so_is_that_it_came_back() -> None:
    gone = decide_check(make_feed(), FeedGone("gone for good"), (), Rules(), NOW)
    assert gone.bulletins == (Bulletin(BulletinKind.GONE, NOW.isoformat()),)
    again = decide_check(gone.feed, FeedGone("gone for good"), (), Rules(), NOW + HOUR)
    assert again.bulletins == gone.bulletins, "asked again by hand, it is the same spell"
    back = decide_check(again.feed, WELL, (), Rules(), NOW + DAY)
    assert back.bulletins == (Bulletin(BulletinKind.RECOVERED, NOW.isoformat()),)


# ---------------------------------------------------------------- moved


def test_another_address_is_told_with_the_old_and_the_new_one() -> None:
    moved = replace(WELL, moved_to="https://newpost.example/feed.xml")
    check = decide_check(make_feed(), moved, (), Rules(), NOW)
    assert check.bulletins == (
        Bulletin(BulletinKind.MOVED, "https://harbourpost.example/feed.xml https://newpost.example/feed.xml"),
    )
    assert decide_check(check.feed, WELL, (), Rules(), NOW + HOUR).bulletins == ()


@pytest.mark.parametrize(
    "to",
    [
        "http://harbourpost.example/feed.xml",
        "https://www.harbourpost.example/feed.xml",
        "https://harbourpost.example/feed.xml/",
        "https://HARBOURPOST.example:443/feed.xml",
    ],
)
def test_the_same_place_written_otherwise_is_no_move(to: str) -> None:
    assert decide_check(make_feed(), replace(WELL, moved_to=to), (), Rules(), NOW).bulletins == ()


# ---------------------------------------------------------------- silent


def test_a_daily_feed_is_silent_after_four_of_its_longest_gaps() -> None:
    entries = every(DAY, 20)
    assert find_silence(entries, NOW + 4 * DAY) is None
    assert find_silence(entries, NOW + 4 * DAY + HOUR) == NOW


def test_a_busy_feed_is_given_three_days() -> None:
    entries = every(HOUR, 40)
    assert find_silence(entries, NOW + LEAST_SILENCE) is None
    assert find_silence(entries, NOW + LEAST_SILENCE + HOUR) == NOW


def test_pauses_that_come_again_are_its_habit_and_a_single_one_is_not() -> None:
    weekends = arrivals(*(NOW - 60 * DAY + timedelta(days=n) for n in range(60) if n % 7 not in (5, 6)))
    last = weekends[-1].arrived_at
    assert find_silence(weekends, last + 11 * DAY) is None
    assert find_silence(weekends, last + 13 * DAY) == last
    outage = (*every(DAY, 10, NOW - 30 * DAY), *every(DAY, 10, NOW))
    assert find_silence(outage, NOW + 5 * DAY) == NOW


def test_the_order_of_the_entries_does_not_matter() -> None:
    entries = every(DAY, 20)
    assert find_silence(entries[::-1], NOW + 9 * DAY) == find_silence(entries, NOW + 9 * DAY) == NOW


def test_a_feed_with_too_few_entries_has_no_habit() -> None:
    assert find_silence((), NOW) is None
    assert find_silence(every(DAY, 5), NOW + 300 * DAY) is None


def test_a_feeds_past_tells_its_habit_by_when_it_was_published() -> None:
    past = tuple(
        make_entry(id=number, arrived_at=NOW, published_at=NOW - number * DAY) for number in range(1, 20)
    )
    assert find_silence(past, NOW + 2 * DAY) is None
    assert find_silence(past, NOW + 4 * DAY) == NOW - DAY


def test_a_feed_that_was_silent_already_when_it_was_first_read_goes_silent_no_more() -> None:
    past = tuple(
        make_entry(id=number, arrived_at=NOW, published_at=NOW - (300 + number) * DAY) for number in range(1, 20)
    )
    assert find_silence(past, NOW + 30 * DAY) is None


def test_silence_is_told_at_a_check_that_went_well_and_once_per_silence() -> None:
    entries = every(DAY, 20)
    feed = make_feed(primed=True, checked_at=NOW)
    unchanged = FeedFetch(feed=None)
    first, second = (
        decide_check(feed, unchanged, entries, Rules(), NOW + days * DAY).bulletins for days in (5, 6)
    )
    assert first == second == (Bulletin(BulletinKind.SILENT, NOW.isoformat()),)
    assert decide_check(feed, FAILED, entries, Rules(), NOW + 5 * DAY).bulletins == ()


@given(
    st.lists(st.integers(0, 60 * 24 * 40), max_size=80),
    st.lists(st.integers(0, 60 * 24 * 400), max_size=10),
    st.integers(0, 60 * 24 * 400),
)
def test_silence_is_only_ever_longer_than_three_days_and_every_usual_gap(
    past: list[int], later: list[int], after: int
) -> None:
    entries = arrivals(*(NOW + timedelta(minutes=minute) for minute in (*past, *later)))
    now = max((entry.arrived_at for entry in entries), default=NOW) + timedelta(minutes=after)
    silent = find_silence(entries, now)
    if silent is not None:
        assert silent == max(entry.arrived_at for entry in entries)
        assert now - silent > LEAST_SILENCE


@given(st.lists(st.sampled_from(["well", "fails", "gone", "moves"]), max_size=40))
def test_whatever_happens_nothing_is_told_recovered_that_was_not_told_ill(events: list[str]) -> None:
    feed, heard = make_feed(), set[str]()
    for number, event in enumerate(events):
        fetches: dict[str, FeedFetch | SourceError] = {
            "well": WELL,
            "fails": FAILED,
            "gone": FeedGone("gone for good"),
            "moves": replace(WELL, moved_to=f"https://harbourpost.example/{number}.xml"),
        }
        now = feed.next_check_at
        check = decide_check(feed, fetches[event], (), Rules(), now)
        assert check.bulletins == decide_bulletins(feed, check.feed, check.added, now)
        for bulletin in check.bulletins:
            if bulletin.kind is BulletinKind.RECOVERED:
                assert bulletin.spell in heard
            elif bulletin.kind in (BulletinKind.FAILING, BulletinKind.GONE):
                heard.add(bulletin.spell)
        feed = check.feed
