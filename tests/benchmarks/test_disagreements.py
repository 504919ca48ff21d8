"""The labelled pairs are sound, and the measure counts what it says it counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.disagreements import find_naively, judge, measure_disagreements, precision, publish, recall
from benchmarks.labelled_pairs import LONGER_SET, OUTLETS, OWN_SET, Half, Pair, read_pairs
from benchmarks.report import Measured
from benchmarks.sets import SetAbsent
from bot.core.disagreements import find_disagreements

ARRESTS = Pair(
    id="arrests",
    topic="March in Karrow",
    texts=(
        "Police said 12 people were arrested at the march. It rained.",
        "Organisers said 31 people were arrested at the march. It was cold.",
    ),
    gap=timedelta(minutes=20),
    relation="conflict",
    measure="count",
    values=("12", "31"),
    who=("Police", "Organisers"),
    why="",
)
RAIN = replace(
    ARRESTS, id="rain", texts=("Rain fell for 12 hours.", "The march lasted 31 minutes."), relation="none"
)


@pytest.mark.parametrize(("file", "fewest"), [(OWN_SET, 240), (LONGER_SET, 90)])
def test_the_sets_are_large_enough_and_every_label_stands_in_its_excerpt(file: Path, fewest: int) -> None:
    pairs = read_pairs(file)
    relations = Counter(pair.relation for pair in pairs)
    assert len({pair.id for pair in pairs}) == len(pairs) >= fewest
    assert 0.38 < relations["conflict"] / len(pairs) < 0.48
    for pair in pairs:
        assert pair.relation in {"conflict", "update", "compatible", "none"}, pair.id
        if pair.relation == "conflict":
            assert len(pair.values) == len(pair.who) == 2, pair.id
            for who, text in zip(pair.who, pair.texts, strict=True):
                assert who.strip(",").lower() in text.lower(), pair.id


def test_the_two_halves_share_nothing_and_make_the_whole() -> None:
    tuned, kept = read_pairs(half=Half.TUNED), read_pairs(half=Half.KEPT)
    assert len(tuned) + len(kept) == len(read_pairs())
    assert not {pair.id for pair in tuned} & {pair.id for pair in kept}


def test_no_label_is_handed_to_the_finder() -> None:
    pair = replace(ARRESTS, values=("gold-a", "gold-b"), who=("gold-c", "gold-d"), why="gold-e")
    assert "gold" not in repr(pair.articles())


def test_a_conflict_found_is_right_only_with_both_values() -> None:
    found = judge(ARRESTS, find_disagreements)
    assert (found.right, found.wrong, found.named) == (True, 0, True)
    other = judge(replace(ARRESTS, values=("12", "44")), find_disagreements)
    assert (other.right, other.wrong) == (False, 1)


def test_a_dispute_in_a_pair_that_has_none_is_wrong() -> None:
    outcome = judge(replace(ARRESTS, relation="none", values=(), who=()), find_disagreements)
    assert (outcome.right, outcome.wrong) == (False, 1)


def test_precision_and_recall_are_taken_over_all_pairs() -> None:
    outcomes = [
        judge(ARRESTS, find_disagreements),
        judge(RAIN, find_disagreements),
        judge(replace(ARRESTS, texts=("Nothing.", "Nothing.")), find_disagreements),
    ]
    assert (precision(outcomes), recall(outcomes)) == (1.0, 0.5)


def test_the_naive_finder_takes_any_two_figures_of_one_unit() -> None:
    assert len(find_naively(ARRESTS.articles())) == 1
    assert find_naively(RAIN.articles()) == ()


def test_publishing_says_whether_the_reader_sees_both_sides() -> None:
    published = publish(ARRESTS)
    told = (published.both, published.named, published.unreconciled, published.one_sided)
    assert told == (True, True, False, False)


def test_the_report_has_goals_and_a_row_for_each_pair() -> None:
    report = measure_disagreements((ARRESTS, RAIN))
    measured = report.figures["precision"]
    assert isinstance(measured, Measured)
    assert measured.goal == "≥ .85"
    assert {row["id"] for row in report.predictions} == {"arrests", "rain"}


def test_an_absent_set_is_said(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="pairs are absent"):
        read_pairs(tmp_path / "disagreements.toml")


def test_the_outlets_are_two() -> None:
    assert len({outlet.domain for outlet in OUTLETS}) == 2
