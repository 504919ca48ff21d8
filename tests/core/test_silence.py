"""A silence that is longer than the hours of other days have is told; nights, weekends and few pieces are not."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.silence import find_silence
from tests.make import NOW

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def day_by_day(days: int) -> list[datetime]:
    """A piece an hour from 6 to 22, nothing at night."""
    start = NOW - timedelta(days=days)
    return [start + timedelta(days=day, hours=hour) for day in range(days) for hour in range(17)]


def test_a_night_is_normal_and_a_day_without_a_piece_is_not() -> None:
    written = day_by_day(10)
    assert find_silence(written, written[-1] + 8 * HOUR) is None
    assert find_silence(written, written[-1] + 14 * HOUR) == 14 * HOUR


def test_hours_that_are_silent_by_day_are_noticed_before_the_next_morning() -> None:
    noon = NOW - DAY + 6 * HOUR
    written = [at for at in day_by_day(10) if at <= noon]
    assert find_silence(written, noon + 3 * HOUR) is None
    assert find_silence(written, noon + 6 * HOUR) == 6 * HOUR


def test_the_first_nights_of_all_are_no_silence_however_much_the_days_brought() -> None:
    for days in (1, 2, 3):
        written = day_by_day(days)
        assert all(find_silence(written, written[-1] + hours * HOUR) is None for hours in range(9))


def test_the_second_night_of_a_town_that_sleeps_for_ten_hours_after_a_busy_day_is_none() -> None:
    busy = [NOW + minutes * timedelta(minutes=1) for minutes in range(0, 14 * 60, 30)]
    written = busy + [at + DAY for at in busy]
    assert find_silence(written, written[-1] + 12 * HOUR) is None


def test_a_weekend_is_normal_where_the_last_one_was_as_quiet() -> None:
    written = [at for at in day_by_day(14) if (at - NOW).days % 7 not in {5, 6}]
    assert all(find_silence(written, written[-1] + hours * HOUR) is None for hours in range(56))


def test_one_outage_in_the_past_does_not_make_the_next_normal() -> None:
    written = [at for at in day_by_day(10) if not 2 <= (NOW - at).days <= 3]
    assert find_silence(written, written[-1] + 20 * HOUR) == 20 * HOUR


def test_too_few_pieces_tell_no_habit() -> None:
    assert find_silence([NOW - 100 * HOUR] * 19, NOW) is None
    assert find_silence([], NOW) is None


def test_two_pieces_a_day_are_missed_after_days_not_hours() -> None:
    written = [NOW - days * DAY + hours * HOUR for days in range(1, 14) for hours in (8, 17)]
    last = max(written)
    assert find_silence(written, last + 20 * HOUR) is None
    assert find_silence(written, last + 3 * DAY) == 3 * DAY


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=14)), max_size=60))
def test_a_short_silence_alarms_nobody(ages: list[timedelta]) -> None:
    written = [NOW - age for age in ages]
    found = find_silence(written, NOW)
    assert found is None or (found > 3 * HOUR and found == NOW - max(written))
