"""Drafted sentences: how they are read, halved and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.drafted import half_of, measure_drafts, read_drafts
from benchmarks.labelled_pairs import Half


def test_a_drafted_sentence_cites_the_passages_named_before_it(tmp_path: Path) -> None:
    lines = ("@ Six measles cases confirmed at Tarn Cross school", "~ cut 3 7: One child was in hospital.")
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    (one,) = read_drafts(tmp_path)
    assert (one.kind, one.right, one.text) == ("cut", True, "One child was in hospital.")
    assert [passage.text for passage in one.cited] == [
        "One child was in hospital in a stable condition.",
        "A vaccination clinic will open in the town hall on Wednesday.",
    ]


def test_a_line_that_is_no_drafted_sentence_is_not_passed_over(tmp_path: Path) -> None:
    lines = ("@ Six measles cases confirmed at Tarn Cross school", "One child was in hospital.")
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    with pytest.raises(ValueError, match="no drafted sentence"):
        read_drafts(tmp_path)


def test_more_than_200_right_and_200_wrong_sentences_lie_in_two_halves() -> None:
    drafted = read_drafts()
    assert sum(one.right for one in drafted) >= 200
    assert sum(not one.right for one in drafted) >= 200
    assert {half_of(one.title) for one in drafted} == {Half.TUNED, Half.KEPT}


def test_the_figures_tell_right_from_wrong() -> None:
    report = measure_drafts(Half.TUNED)
    assert {"refused though right", "found wrong"} <= set(report.figures)
