"""Until when a chat is to be left alone, as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.pausing import read_until, show_until
from bot.core.types import ChannelSettings
from bot.errors import BadArguments
from tests.core.test_digests import utc
from tests.make import NOW

BERLIN = ChannelSettings(timezone="Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("3h", "2026-11-16 12:00"),
        ("for 2 days", "2026-11-18 09:00"),
        ("until 18:00", "2026-11-16 17:00"),  # in Berlin, where it is 10 now
        ("until 9:00", "2026-11-17 08:00"),
        ("Until TOMORROW", "2026-11-17 07:00"),
        ("until monday", "2026-11-23 07:00"),
        ("till wed", "2026-11-18 07:00"),
    ],
)
def test_an_end_is_a_length_an_hour_or_a_day(typed: str, until: str) -> None:
    assert read_until(typed, BERLIN, NOW) == utc(until)


@pytest.mark.parametrize("typed", ["", "forever", "For good"])
def test_no_end_is_no_end(typed: str) -> None:
    assert read_until(typed, BERLIN, NOW) is None


@pytest.mark.parametrize("typed", ["until", "soon", "until 25:00", "mon-fri", "0h", "9999 weeks"])
def test_what_is_no_end_is_refused_with_examples(typed: str) -> None:
    with pytest.raises(BadArguments):
        read_until(typed, BERLIN, NOW)


@given(st.text(max_size=100))
def test_whatever_is_typed_ends_later_than_now_or_never_or_is_refused(typed: str) -> None:
    try:
        until = read_until(typed, BERLIN, NOW)
    except BadArguments:
        return
    assert until is None or until > NOW


def test_an_end_is_shown_in_the_channels_timezone() -> None:
    assert show_until(utc("2026-11-16 17:00"), BERLIN) == "November 16, 2026, 18:00"
