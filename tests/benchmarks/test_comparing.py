"""Stories against events: what is merged, split and missed, and B³ on a case worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.comparing import Told, compare


def test_a_merged_a_split_and_a_missed_event_are_counted_and_b_cubed_is_right() -> None:
    events = {("a", "1"): "x", ("b", "1"): "x", ("c", "1"): "x", ("a", "2"): "y", ("a", "3"): "z"}
    stories = [Told(1, (("a", "1"), ("b", "1"), ("a", "2")), None), Told(2, (("c", "1"),), None)]

    figures = compare(stories, events)

    assert (figures["events"], figures["stories"], figures["events missed"]) == (3, 2, 1)
    assert figures["stories merged (several events)"] == 1
    assert figures["events split (several stories)"] == 1
    # a1, b1: 2 of 3 in their story; a2: 1 of 3; c1: 1 of 1. Of event x: 2, 2 and 1 of 3; of y: 1 of 1.
    assert figures["B³ precision"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert figures["B³ recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)


def test_the_same_address_at_two_outlets_is_two_articles() -> None:
    events = {("a", "storm"): "north", ("b", "storm"): "south"}

    figures = compare([Told(1, (("a", "storm"),), None), Told(2, (("b", "storm"),), None)], events)

    assert figures["B³ F1"] == pytest.approx(1.0)
    assert figures["events missed"] == 0


def test_nothing_placed_is_no_error() -> None:
    figures = compare([], {("a", "1"): "x"})

    assert figures["events missed"] == 1
    assert figures["B³ F1"] == 0
