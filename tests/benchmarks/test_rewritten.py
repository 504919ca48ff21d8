"""Rewritten sentences: how they are read, halved and counted."""

from __future__ import annotations

from pathlib import Path

from benchmarks.labelled_pairs import Half
from benchmarks.mutating.texts import read_own
from benchmarks.rewritten import OWN_REWRITTEN, half_of, measure_rewritten


def test_right_and_wrong_variants_stand_below_their_sentence(tmp_path: Path) -> None:
    lines = ("@ x 2026-03-05T14:00", "It rained.", "~ moved: Rain fell.", "! negation: It was dry.")
    (tmp_path / "a.txt").write_text("\n".join(lines), "utf-8")
    (told,) = read_own(tmp_path)
    assert told.rewordings == ((0, "moved", "Rain fell."),)
    assert told.wrongs == ((0, "negation", "It was dry."),)


def test_every_article_lies_in_one_half_and_both_halves_have_some() -> None:
    halves = [half_of(told) for told in read_own(OWN_REWRITTEN)]
    assert {Half.TUNED, Half.KEPT} == set(halves)


def test_at_least_150_right_and_100_wrong_variants_are_read() -> None:
    told = read_own(OWN_REWRITTEN)
    assert sum(len(one.rewordings) for one in told) >= 150
    assert sum(len(one.wrongs) for one in told) >= 100


def test_the_figures_tell_right_from_wrong() -> None:
    report = measure_rewritten(Half.TUNED)
    assert {"refused though right", "found wrong"} <= set(report.figures)
