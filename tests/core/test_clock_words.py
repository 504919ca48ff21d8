"""Hours, days and lengths of time, as people type them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clock_words import (
    read_hours,
    read_length,
    read_minutes,
    read_weekdays,
    show_length,
    show_minutes,
    show_weekdays,
)
from bot.errors import BadArguments


@given(st.integers(0, 24 * 60 - 1))
def test_an_hour_as_shown_is_read_as_the_same(minutes: int) -> None:
    assert read_minutes(show_minutes(minutes)) == minutes


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("22:00-7:00", (1320, 420)),
        ("22-7", (1320, 420)),
        ("22 to 7", (1320, 420)),
        ("From 22.30 until 6:15", (1350, 375)),
        ("9h – 17h", (540, 1020)),
        ("0 6", (0, 360)),
    ],
)
def test_hours_are_read_from_when_to_when(typed: str, hours: tuple[int, int]) -> None:
    assert read_hours(typed) == hours


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("Fri - Mon", (0, 4, 5, 6)),
        ("sun, sat", (5, 6)),
        ("we th", (2, 3)),
        ("daily", (0, 1, 2, 3, 4, 5, 6)),
        ("weekend", (5, 6)),
        ("Monday", (0,)),
    ],
)
def test_days_are_read_in_any_order_and_over_sunday(typed: str, days: tuple[int, ...]) -> None:
    assert read_weekdays(typed) == days


@given(st.sets(st.integers(0, 6), min_size=1))
def test_days_as_shown_are_read_as_the_same(days: set[int]) -> None:
    shown = str(show_weekdays(tuple(sorted(days)))).replace("every day", "daily")
    shown = shown.replace("Monday to Friday", "mon-fri").replace("at weekends", "weekend")
    assert read_weekdays(shown) == tuple(sorted(days))


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("3h", 180), ("90 min", 90), ("1 day", 1440), ("7d", 10080), ("2 weeks", 20160), ("45 m", 45)],
)
def test_a_length_of_time_is_read_with_its_unit(typed: str, minutes: int) -> None:
    assert read_length(typed) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["", "3", "0h", "h", "3 moons", "9999d", "367 days", "-1h", "٣h"])
def test_what_is_no_length_of_time_is_none(typed: str) -> None:
    assert read_length(typed) is None


def test_a_length_is_shown_in_its_largest_whole_unit() -> None:
    assert [show_length(minutes) for minutes in (1, 45, 60, 90, 2880)] == [
        "1 minute",
        "45 minutes",
        "1 hour",
        "90 minutes",
        "2 days",
    ]


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_or_refused_in_words(typed: str) -> None:
    for read in (read_minutes, read_hours, read_weekdays):
        try:
            read(typed)
        except BadArguments as error:
            assert len(str(error)) < 200  # noqa: PT017 - what is refused is quoted in part only
    read_length(typed)
