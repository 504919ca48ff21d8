"""The bootstrap interval: what it holds, and that it is the same on every run."""

from __future__ import annotations

from statistics import mean

import pytest

from benchmarks.resampling import interval


def test_the_interval_holds_the_mean_and_narrows_with_more_units() -> None:
    few, many = [0.0, 1.0] * 5, [0.0, 1.0] * 500
    low, high = interval(few, mean)
    assert 0.1 <= low < 0.5 < high <= 0.9
    closer_low, closer_high = interval(many, mean)
    assert low < closer_low < 0.5 < closer_high < high


def test_the_interval_is_the_same_on_every_run() -> None:
    assert interval(range(30), mean) == interval(range(30), mean)


def test_the_interval_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        interval((), mean)
