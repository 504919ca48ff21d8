"""How a report is shown and saved."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

from rich.console import Console

from benchmarks.report import Measured, Report

REPORT = Report(
    "grouping",
    {
        "stories": 12,
        "B³ F1": Measured(0.9043, n=677, interval=(0.88, 0.92), goal="≥ .86", beside={"batch HAC": 0.809}),
    },
    [{"id": "a", "story": 1}],
)


def test_a_judged_figure_shows_its_n_interval_goal_and_what_stands_beside_it() -> None:
    text = StringIO()
    REPORT.show(Console(file=text, width=120))
    line = next(line for line in text.getvalue().splitlines() if "B³ F1" in line)
    assert [part.strip() for part in line.strip("│").split("│")] == [
        "B³ F1",
        "0.904",
        "677",
        "0.880 to 0.920",
        "≥ .86",
        "batch HAC 0.809",
    ]


def test_figures_and_predictions_are_saved_as_json(tmp_path: Path) -> None:
    REPORT.save(tmp_path / "figures.json", tmp_path / "predictions.jsonl")
    saved = json.loads((tmp_path / "figures.json").read_text())
    assert saved["stories"] == 12
    assert saved["B³ F1"]["value"] == 0.9043
    assert saved["B³ F1"]["interval"] == [0.88, 0.92]
    assert json.loads((tmp_path / "predictions.jsonl").read_text()) == {"id": "a", "story": 1}
