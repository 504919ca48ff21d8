"""When a channel's next digest is due, and which stories it tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.digests import choose_digest, longest_gap, next_digest_at
from bot.core.quiet_hours import wake_after_change
from bot.core.types import ChannelSettings, Rhythm
from tests.make import NOW, at, make_summary

ZONES = (
    "UTC",
    "Europe/Vienna",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",  # goes forward by half an hour
    "Africa/Casablanca",  # goes back for a month
    "America/Santiago",  # skips midnight
    "Antarctica/Troll",  # goes forward by two hours
    "Pacific/Chatham",
)


def daily(zone: str, *minutes: int) -> ChannelSettings:
    return ChannelSettings(rhythm=Rhythm.DIGEST, timezone=zone, digest_minutes=minutes)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "minutes", "after", "due"),
    [
        ("UTC", (480,), "2026-11-16 07:59", "2026-11-16 08:00"),
        ("UTC", (480,), "2026-11-16 08:00", "2026-11-17 08:00"),  # strictly after
        ("UTC", (480, 1080), "2026-11-16 08:00", "2026-11-16 18:00"),
        ("UTC", (1080, 480), "2026-11-16 18:00", "2026-11-17 08:00"),
        ("Europe/Vienna", (480,), "2026-07-01 05:59", "2026-07-01 06:00"),
        ("Europe/Vienna", (480,), "2026-12-01 06:00", "2026-12-01 07:00"),
        ("Asia/Kathmandu", (0,), "2026-11-16 18:00", "2026-11-16 18:15"),
        ("Pacific/Kiritimati", (60,), "2026-11-16 10:00", "2026-11-16 11:00"),  # a day ahead
        ("Pacific/Pago_Pago", (1430,), "2026-11-16 10:00", "2026-11-16 10:50"),  # a day behind
        # 02:30 does not exist on 29 March 2026 in Vienna: clocks jump from 02:00 to 03:00 at 01:00 UTC.
        ("Europe/Vienna", (150,), "2026-03-28 12:00", "2026-03-29 01:00"),
        ("Europe/Vienna", (150,), "2026-03-29 01:00", "2026-03-30 00:30"),
        # 02:30 exists twice on 25 October 2026: the first time counts.
        ("Europe/Vienna", (150,), "2026-10-24 12:00", "2026-10-25 00:30"),
        ("Europe/Vienna", (150,), "2026-10-25 00:30", "2026-10-26 01:30"),
        # Two hours that do not exist fall together.
        ("Europe/Vienna", (130, 150), "2026-03-28 12:00", "2026-03-29 01:00"),
        ("Europe/Vienna", (130, 150), "2026-03-29 01:00", "2026-03-30 00:10"),
        # Midnight does not exist on 6 September 2026 in Santiago: 24:00 is 01:00, at 04:00 UTC.
        ("America/Santiago", (0,), "2026-09-05 12:00", "2026-09-06 04:00"),
        # Samoa had no 30 December 2011.
        ("Pacific/Apia", (480,), "2011-12-29 18:00", "2011-12-30 10:00"),
        ("Pacific/Apia", (480,), "2011-12-30 10:00", "2011-12-30 18:00"),
    ],
)
def test_the_hour_is_the_channels_own(zone: str, minutes: tuple[int, ...], after: str, due: str) -> None:
    assert next_digest_at(daily(zone, *minutes), utc(after)) == utc(due)


def test_a_channel_without_digests_has_no_hour() -> None:
    assert next_digest_at(ChannelSettings(rhythm=Rhythm.INSTANT), NOW) is None
    assert next_digest_at(daily("UTC"), NOW) is None


@given(
    st.sampled_from(ZONES),
    st.integers(0, 24 * 60 - 1),
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
)
def test_a_digest_comes_once_a_day_at_its_time_or_right_after_the_gap(
    zone: str, minute: int, after: datetime
) -> None:
    settings, there = daily(zone, minute), ZoneInfo(zone)
    due = next_digest_at(settings, after)
    assert due is not None
    assert after < due <= after + timedelta(days=1, hours=3)
    local = due.astimezone(there)
    late = (local.hour * 60 + local.minute - minute) % (24 * 60)
    if late:  # only because clocks went forward at this very moment, over the wished time
        jump = local.utcoffset() or timedelta()
        before = (due - timedelta(seconds=1)).astimezone(there).utcoffset() or timedelta()
        assert timedelta(minutes=late) <= jump - before
    following = next_digest_at(settings, due)
    assert following is not None
    assert (following.astimezone(there).date() - local.date()).days in (0, 1)
    assert following - due >= timedelta(hours=21)


@given(
    st.sampled_from(ZONES),
    st.sets(st.integers(0, 24 * 60 - 1), min_size=1, max_size=3),
    st.sets(st.integers(0, 6), min_size=1),
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
)
def test_digests_come_on_their_weekdays_and_on_each_of_them(
    zone: str, minutes: set[int], weekdays: set[int], after: datetime
) -> None:
    settings = replace(daily(zone, *sorted(minutes)), digest_weekdays=tuple(sorted(weekdays)))
    daily_settings, there = daily(zone, *sorted(minutes)), ZoneInfo(zone)
    due, every, ends = [after], [after], after + timedelta(days=9)
    while due[-1] < ends and (next_at := next_digest_at(settings, due[-1])) is not None:
        due.append(next_at)
    while every[-1] < ends and (next_at := next_digest_at(daily_settings, every[-1])) is not None:
        every.append(next_at)
    assert len(due) > 1
    # A wished hour that is jumped over at midnight may fall to the next day: such days are left out here.
    clear = [at for at in every[1:] if (at.astimezone(there).hour * 60 + at.astimezone(there).minute) in minutes]
    wished = [at for at in clear if at.astimezone(there).weekday() in weekdays and at < ends]
    assert [at for at in due[1:] if at in clear and at < ends] == wished


def test_stories_more_outlets_tell_come_first_then_the_newest() -> None:
    told = [
        make_summary(story_id=1, independent_outlets=2, written_at=at(1)),
        make_summary(story_id=2, independent_outlets=5, written_at=at(0)),
        make_summary(story_id=3, independent_outlets=2, written_at=at(9)),
        make_summary(story_id=4, independent_outlets=1, written_at=at(9)),
    ]
    assert [summary.story_id for summary in choose_digest(told, {}, 10)] == [2, 3, 1, 4]
    assert [summary.story_id for summary in choose_digest(told, {}, 2)] == [2, 3]


def test_a_story_comes_once_at_its_newest_revision() -> None:
    told = [make_summary(revision=revision) for revision in (1, 3, 2)]
    assert [summary.revision for summary in choose_digest(told, {}, 10)] == [3]


def test_what_an_earlier_digest_told_comes_again_only_when_it_grew() -> None:
    told = [make_summary(story_id=1, revision=2), make_summary(story_id=2, revision=2)]
    assert [summary.story_id for summary in choose_digest(told, {1: 2, 2: 1}, 10)] == [2]


def test_turning_from_digests_to_stories_as_they_happen_sends_what_was_kept_at_once() -> None:
    instant, morning, evening = ChannelSettings(), daily("UTC", 480), daily("UTC", 1080)
    eight = NOW.replace(hour=8, minute=0, second=0, microsecond=0)
    assert wake_after_change(morning, instant, None, NOW) == NOW
    assert wake_after_change(instant, instant, None, NOW) is None
    assert wake_after_change(instant, morning, None, eight - timedelta(hours=1)) == eight
    assert wake_after_change(morning, evening, None, eight) == eight + timedelta(hours=10)


@given(
    st.sampled_from(ZONES),
    st.sets(st.integers(0, 6), min_size=1),
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),
)
def test_no_two_digests_lie_further_apart_than_the_longest_gap(
    zone: str, weekdays: set[int], after: datetime
) -> None:
    settings = replace(daily(zone, 480), digest_weekdays=tuple(weekdays))
    first = next_digest_at(settings, after)
    assert first is not None
    second = next_digest_at(settings, first)
    assert second is not None
    assert second - first <= longest_gap(settings)


STORIES = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 4), st.integers(1, 5)), max_size=12)


@given(STORIES, st.dictionaries(st.integers(1, 6), st.integers(1, 4)), st.integers(0, 5), st.randoms())
def test_each_story_comes_once_newer_than_told_within_the_limit_in_whatever_order_it_came(
    found: list[tuple[int, int, int]], already: dict[int, int], limit: int, chance: Random
) -> None:
    outlets = {(story, revision): count for story, revision, count in found}
    told = [
        make_summary(story_id=story, revision=revision, independent_outlets=count)
        for (story, revision), count in outlets.items()
    ]
    chosen = choose_digest(told, already, limit)
    ids = [one.story_id for one in chosen]
    newest = {story: max(revision for other, revision in outlets if other == story) for story, _ in outlets}
    grown = {story for story, revision in newest.items() if revision > already.get(story, 0)}
    assert len(ids) == len(set(ids)) == min(limit, len(grown))
    assert all(one.revision == newest[one.story_id] and one.story_id in grown for one in chosen)
    chance.shuffle(told)
    assert choose_digest(told, already, limit) == chosen


@given(st.integers(1, 12), st.integers(1, 5))
def test_digest_after_digest_tells_every_story_and_none_twice_until_it_grows(count: int, limit: int) -> None:
    kept = [make_summary(story_id=number, independent_outlets=number % 3) for number in range(1, count + 1)]
    told: dict[int, int] = {}
    for _ in range(-(-count // limit)):
        chosen = choose_digest(kept, told, limit)
        assert chosen
        assert not {one.story_id for one in chosen} & told.keys()
        told |= {one.story_id: one.revision for one in chosen}
    assert told.keys() == set(range(1, count + 1))
    assert choose_digest(kept, told, limit) == ()
    grown = make_summary(story_id=1, revision=2)
    assert choose_digest([*kept, grown], told, limit) == (grown,)
