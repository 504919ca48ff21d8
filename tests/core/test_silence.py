"""A silence that is longer than is normal is told; nights and few pieces are not."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.silence import find_silence
from tests.make import NOW

HOUR = timedelta(hours=1)


def day_by_day(days: int) -> list[datetime]:
    """A piece an hour from 6 to 22, nothing at night."""
    start = NOW - timedelta(days=days)
    return [start + timedelta(days=day, hours=hour) for day in range(days) for hour in range(17)]


def test_a_night_is_normal_and_a_day_without_a_piece_is_not() -> None:
    written = day_by_day(10)
    assert find_silence(written, written[-1] + 8 * HOUR) is None
    assert find_silence(written, written[-1] + 14 * HOUR) == 14 * HOUR


def test_one_outage_in_the_past_does_not_make_the_next_normal() -> None:
    written = [at for at in day_by_day(10) if not 2 <= (NOW - at).days <= 3]
    assert find_silence(written, written[-1] + 20 * HOUR) == 20 * HOUR


def test_too_few_pieces_tell_no_habit() -> None:
    assert find_silence([NOW - 100 * HOUR] * 19, NOW) is None
    assert find_silence([], NOW) is None


@given(st.lists(st.timedeltas(timedelta(0), timedelta(days=14)), max_size=60))
def test_a_short_silence_alarms_nobody(ages: list[timedelta]) -> None:
    written = [NOW - age for age in ages]
    found = find_silence(written, NOW)
    assert found is None or (found > 3 * HOUR and found == NOW - max(written))
