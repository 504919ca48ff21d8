"""The demo's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import DemoClock

START = datetime(2026, 3, 10, 6, tzinfo=UTC)


def test_it_stands_still_until_it_is_moved() -> None:
    clock = DemoClock(START)
    assert clock.now() == clock.now() == START
    clock.advance(timedelta(minutes=10))
    assert clock.now() == START + timedelta(minutes=10)
    assert clock.now().tzinfo is UTC


def test_it_refuses_to_go_back_and_to_start_at_a_time_without_a_timezone() -> None:
    with pytest.raises(ValueError, match="forward"):
        DemoClock(START).advance(timedelta(seconds=-1))
    with pytest.raises(ValueError, match="timezone"):
        DemoClock(datetime(2026, 3, 10))
