"""The measures of two partings agree with what can be worked out by hand."""

from __future__ import annotations

import pytest

from benchmarks.partitions import Pair, Share, b_cubed, mutual_information, rand_index

MIXED = [Pair("a", 1), Pair("a", 1), Pair("b", 1), Pair("b", 2)]


def test_b_cubed_asks_for_each_article_who_is_with_it_and_who_is_missing() -> None:
    assert b_cubed(MIXED) == [Share(2 / 3, 1.0), Share(2 / 3, 1.0), Share(1 / 3, 0.5), Share(1.0, 0.5)]


def test_the_same_parting_under_other_names_is_perfect() -> None:
    same = [Pair("a", 7), Pair("a", 7), Pair("b", 3), Pair("c", 9)]
    assert mutual_information(same, "geometric") == pytest.approx(1.0)
    assert mutual_information(same, "arithmetic") == pytest.approx(1.0)
    assert rand_index(same) == pytest.approx(1.0)


def test_a_parting_that_knows_nothing_shares_no_information() -> None:
    crossed = [Pair("a", 1), Pair("a", 2), Pair("b", 1), Pair("b", 2)]
    assert mutual_information(crossed, "geometric") == pytest.approx(0.0, abs=1e-12)


def test_a_story_drawn_twice_counts_twice_and_one_not_drawn_not_at_all() -> None:
    twice = mutual_information([*MIXED, *MIXED[:2]], "geometric")
    assert mutual_information(MIXED, "geometric", {"a": 2, "b": 1}) == pytest.approx(twice)
    without = mutual_information([Pair("a", 1), Pair("b", 1), Pair("b", 2)], "geometric", {"a": 0, "b": 1})
    assert without == pytest.approx(mutual_information([Pair("b", 1), Pair("b", 2)], "geometric"))
