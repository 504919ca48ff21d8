"""Quiet hours and pauses: when a channel is left alone, and when it is told what was held."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.quiet_hours import (
    POSTS_AFTER_QUIET,
    choose_occasion,
    is_breaking,
    is_paused,
    must_hold,
    next_wake_at,
    plan_release,
    quiet_until,
    wake_after_change,
)
from bot.core.types import ChannelSettings, DeliveryKind, Occasion, Rhythm
from tests.core.test_digests import ZONES, utc
from tests.make import NOW, at, make_delivery, make_source, make_summary

MINUTE = st.integers(0, 24 * 60 - 1)
MOMENT = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))
POST, FOLLOW_UP, EDIT, DIGEST = DeliveryKind.POST, DeliveryKind.FOLLOW_UP, DeliveryKind.EDIT, DeliveryKind.DIGEST


def quiet(zone: str, start: int, end: int) -> ChannelSettings:
    return ChannelSettings(timezone=zone, quiet_hours=(start, end))


NIGHT = quiet("UTC", 22 * 60, 7 * 60)


@pytest.mark.parametrize(
    ("zone", "hours", "now", "until"),
    [
        ("UTC", (1320, 420), "2026-11-16 21:59", None),
        ("UTC", (1320, 420), "2026-11-16 22:00", "2026-11-17 07:00"),
        ("UTC", (1320, 420), "2026-11-17 06:59", "2026-11-17 07:00"),
        ("UTC", (1320, 420), "2026-11-17 07:00", None),
        ("UTC", (600, 720), "2026-11-17 11:00", "2026-11-17 12:00"),
        ("Europe/Berlin", (1320, 420), "2026-07-01 20:30", "2026-07-02 05:00"),
        ("Europe/Berlin", (1320, 420), "2026-12-01 20:30", None),
        # Clocks go forward and back in the middle of the night.
        ("Europe/Berlin", (1320, 420), "2026-03-28 22:00", "2026-03-29 05:00"),
        ("Europe/Berlin", (1320, 420), "2026-10-24 21:00", "2026-10-25 06:00"),
        # They end at 02:30, which comes twice (the first counts) or not at all (it is the moment of the jump).
        ("Europe/Berlin", (1320, 150), "2026-10-25 00:29", "2026-10-25 00:30"),
        ("Europe/Berlin", (1320, 150), "2026-10-25 01:15", None),
        ("Europe/Berlin", (1320, 150), "2026-03-28 23:00", "2026-03-29 01:00"),
        # All of them lie in the hour that is jumped over.
        ("Europe/Berlin", (130, 170), "2026-03-29 01:00", None),
    ],
)
def test_quiet_hours_are_those_of_the_channels_own_clocks(
    zone: str, hours: tuple[int, int], now: str, until: str | None
) -> None:
    assert quiet_until(quiet(zone, *hours), utc(now)) == (None if until is None else utc(until))


@given(st.sampled_from(ZONES), MINUTE, MINUTE, MOMENT)
def test_it_is_quiet_exactly_while_clocks_show_so_but_on_days_when_they_are_changed(
    zone: str, start: int, end: int, now: datetime
) -> None:
    there = ZoneInfo(zone)
    day = timedelta(days=1)
    offsets = {(now + count * timedelta(hours=6)).astimezone(there).utcoffset() for count in range(-5, 6)}
    if start == end or len(offsets) > 1:
        return
    local = now.astimezone(there)
    minute = local.hour * 60 + local.minute
    inside = start <= minute < end if start < end else (minute >= start or minute < end)
    until = quiet_until(quiet(zone, start, end), now)
    assert (until is not None) is inside
    if until is not None:
        assert now < until <= now + day
        ends = until.astimezone(there)
        assert ends.hour * 60 + ends.minute == end


@given(st.sampled_from(ZONES), MINUTE, MINUTE, MOMENT)
def test_what_is_held_in_quiet_hours_is_told_the_moment_they_end_whatever_the_clocks_do(
    zone: str, start: int, end: int, now: datetime
) -> None:
    settings = quiet(zone, start, end)
    if start == end:
        return
    until, wake = quiet_until(settings, now), next_wake_at(settings, now)
    assert wake is not None
    assert wake > now
    assert quiet_until(settings, wake) is None or wake == until
    if until is not None:
        assert wake <= until
        assert choose_occasion(settings, wake) is Occasion.QUIET
    assert wake <= now + timedelta(days=3)


@pytest.mark.parametrize(
    ("kind", "held"),
    [(POST, True), (FOLLOW_UP, True), (EDIT, False), (DIGEST, False), (DeliveryKind.NOTICE, False)],
)
def test_in_quiet_hours_and_pauses_only_what_makes_a_sound_is_held(kind: DeliveryKind, held: bool) -> None:
    night = utc("2026-11-16 23:00")
    assert must_hold(NIGHT, kind, night, breaking=False) is held
    assert must_hold(replace(NIGHT, quiet_hours=None, paused_since=night), kind, night, breaking=True) is held
    assert not must_hold(NIGHT, kind, NOW, breaking=False)


def test_breaking_news_comes_through_only_where_that_is_wished_and_never_in_a_pause() -> None:
    night = utc("2026-11-16 23:00")
    assert must_hold(NIGHT, POST, night, breaking=True)
    wishing = replace(NIGHT, breaking=True)
    assert not must_hold(wishing, POST, night, breaking=True)
    assert must_hold(wishing, POST, night, breaking=False)
    assert must_hold(replace(wishing, paused_since=night), POST, night, breaking=True)


def reports(*minutes: float, copy_of: int | None = None) -> tuple[object, ...]:
    return tuple(
        make_source(number=number, published_at=at(minute), copy_of=copy_of)
        for number, minute in enumerate(minutes, 1)
    )


def test_breaking_is_what_four_independent_outlets_report_within_an_hour_and_lately() -> None:
    assert is_breaking(make_summary(sources=reports(-60, -40, -20, 0)), NOW)
    assert not is_breaking(make_summary(sources=reports(-61, -40, -20, 0)), NOW)
    assert is_breaking(make_summary(sources=reports(-600, -61, -40, -20, -10, -1)), NOW)
    assert not is_breaking(make_summary(sources=reports(-20, -10, 0)), NOW)
    assert not is_breaking(make_summary(sources=reports(-60, -40, -20, 0, copy_of=9)), NOW)
    assert not is_breaking(make_summary(sources=reports(-60, -40, -20, 0)), at(181))


def test_a_pause_lasts_until_its_end_or_for_good() -> None:
    for_good = ChannelSettings(paused_since=NOW)
    assert is_paused(for_good, at(10**6))
    assert next_wake_at(for_good, NOW) is None
    hour = ChannelSettings(paused_since=NOW, paused_until=at(60))
    assert is_paused(hour, at(59))
    assert not is_paused(hour, at(60))
    assert next_wake_at(hour, NOW) == at(60)
    assert choose_occasion(hour, at(60)) is Occasion.PAUSE
    assert not is_paused(ChannelSettings(), NOW)


def test_a_pause_that_ends_in_quiet_hours_is_told_after_them() -> None:
    settings = replace(NIGHT, paused_since=NOW, paused_until=utc("2026-11-16 23:00"))
    assert next_wake_at(settings, NOW) == utc("2026-11-17 07:00")
    assert choose_occasion(settings, utc("2026-11-17 07:00")) is Occasion.PAUSE_AND_QUIET
    assert choose_occasion(settings, utc("2026-11-18 07:00")) is Occasion.QUIET


def test_a_pause_within_quiet_hours_held_nothing_that_they_did_not() -> None:
    settings = replace(NIGHT, paused_since=utc("2026-11-16 23:00"), paused_until=utc("2026-11-17 02:00"))
    assert choose_occasion(settings, utc("2026-11-17 07:00")) is Occasion.QUIET
    over_a_day = replace(settings, paused_until=utc("2026-11-18 02:00"))
    assert choose_occasion(over_a_day, utc("2026-11-18 07:00")) is Occasion.PAUSE_AND_QUIET


def test_what_nothing_holds_any_longer_is_told_at_once() -> None:
    night = utc("2026-11-16 23:00")
    assert wake_after_change(NIGHT, ChannelSettings(), None, night) == night
    assert wake_after_change(NIGHT, ChannelSettings(), None, NOW) is None
    assert wake_after_change(ChannelSettings(), NIGHT, None, NOW) == utc("2026-11-17 07:00")
    paused = ChannelSettings(paused_since=NOW)
    assert wake_after_change(paused, replace(paused, paused_until=at(5)), None, at(5)) == at(5)
    digest = ChannelSettings(rhythm=Rhythm.DIGEST)
    assert wake_after_change(digest, NIGHT, None, night) == utc("2026-11-17 07:00")
    assert wake_after_change(replace(digest, paused_since=NOW), paused, None, NOW) is None


def test_what_is_overdue_when_a_setting_is_changed_stays_so() -> None:
    morning = utc("2026-11-17 07:00")
    changed = replace(NIGHT, silent=True)
    assert wake_after_change(NIGHT, changed, morning, morning + timedelta(seconds=3)) == morning
    assert wake_after_change(NIGHT, changed, morning, morning - timedelta(seconds=3)) == morning


@given(st.integers(0, 12), st.integers(1, 8), st.sampled_from(Occasion))
def test_what_was_held_is_sent_or_bundled_and_never_both(count: int, limit: int, occasion: Occasion) -> None:
    pending = [make_delivery(id=number, kind=DIGEST, story_id=number) for number in range(1, count + 1)]
    chosen = [make_summary(story_id=number) for number in range(1, count + 1)]
    release = plan_release(occasion, pending, chosen, limit)
    assert not (release.sent and release.bundle)
    assert release.held == count
    alone = occasion is Occasion.LIMIT and count == 1
    if alone or (occasion is Occasion.QUIET and count <= POSTS_AFTER_QUIET):
        assert release.sent == tuple(pending)
    else:
        assert release.bundle == tuple(chosen[:limit])
