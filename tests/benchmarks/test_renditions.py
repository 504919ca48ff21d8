"""The measure of translations: right ones broken in many ways, and the goals held on the half kept aside."""

from __future__ import annotations

from benchmarks.labelled_pairs import Half
from benchmarks.renditions import measure_renditions, read_pairs
from benchmarks.report import Measured


def test_every_sentence_stands_in_three_languages() -> None:
    pairs = read_pairs()
    by_original: dict[str, set[str]] = {}
    for one in pairs:
        by_original.setdefault(one.original, set()).add(one.language)
    assert len(by_original) >= 40
    assert all(languages == {"de", "fr", "es"} for languages in by_original.values())


def test_few_right_translations_are_lost_and_few_wrong_ones_pass() -> None:
    report = measure_renditions(Half.KEPT)
    lost, passed = report.figures["right ones lost"], report.figures["wrong ones published"]
    assert isinstance(lost, Measured)
    assert isinstance(passed, Measured)
    assert lost.value <= 0.05
    assert passed.value <= 0.01
    broken = {str(row["way"]) for row in report.predictions} - {""}
    assert len(broken) >= 16
