"""The measure of cost gives a figure for each of the inner loops."""

from __future__ import annotations

from benchmarks.cost import measure_cost


def test_every_inner_loop_has_its_figures() -> None:
    report = measure_cost([20], events=3)
    assert all(isinstance(figure, float) and figure >= 0 for figure in report.figures.values())
    for what in (
        "placing",
        "rebuilding",
        "memory",
        "choosing",
        "checking and laying out",
        "names",
        "quotations",
        "checking a sentence",
    ):
        assert any(what in name for name in report.figures)
