"""The measure of grouping shows the code under test no gold, and the same figures every time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.grouping import measure_grouping
from benchmarks.report import Measured, Report
from benchmarks.sets import SetAbsent

FERRY = (
    "The ferry Nordlys ran aground off Port Ansel. Harbour master Mara Lindqvist said fog had hidden the reef."
)
STRIKE = "Teachers in Vellmark voted for a strike over pay. Education minister Jon Ask said schools would close."
ROWS = [
    {"id": "a", "story": 6111, "date": "2021-04-22", "outlet": "Quay (Online News)", "title": "Ferry Nordlys "
     "runs aground off Port Ansel", "lead": FERRY, "url": "https://quay.example/gold", "topic": "gold"},
    {"id": "b", "story": 6111, "date": "2021-04-22", "outlet": "Echo", "title": "Ferry Nordlys aground in fog "
     "off Port Ansel", "lead": f"{FERRY} Nobody was hurt.", "url": "", "topic": "gold"},
    {"id": "c", "story": 6112, "date": "2021-04-21", "outlet": "Echo", "title": "Vellmark teachers vote to "
     "strike", "lead": STRIKE, "url": "", "topic": "gold"},
]  # fmt: skip


def lay_out(folder: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    folder.mkdir(parents=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    for name in ("articles.jsonl", "docs.jsonl", "items.jsonl"):
        (folder / name).write_text(lines, encoding="utf-8")
    return folder


def figure(report: Report, name: str) -> float:
    found = report.figures[name]
    assert isinstance(found, Measured)
    return found.value


def test_articles_of_one_event_land_in_one_story(tmp_path: Path) -> None:
    report = measure_grouping(lay_out(tmp_path / "allsides-stories" / "other", ROWS))

    assert figure(report, "B³ F1") == 1.0
    stories = {row["id"]: row["story"] for row in report.predictions}
    assert stories["a"] == stories["b"] != stories["c"]


def test_other_gold_changes_the_figures_and_never_the_stories(tmp_path: Path) -> None:
    report = measure_grouping(lay_out(tmp_path / "1" / "allsides-stories" / "dev", ROWS))
    lying = [{**row, "story": place, "topic": str(place), "url": ""} for place, row in enumerate(ROWS)]
    lied_to = measure_grouping(lay_out(tmp_path / "2" / "allsides-stories" / "dev", lying))

    assert report.predictions == lied_to.predictions
    assert figure(lied_to, "B³ precision") < 1.0


@pytest.mark.parametrize("name", ["ecbplus-docs", "gnews-clusters", "basil-triples"])
def test_every_set_is_read(name: str, tmp_path: Path) -> None:
    rows = [
        {
            "id": row["id"], "event": row["story"], "cluster": row["story"], "triplet": str(row["story"]),
            "date": row["date"], "outlet": row["outlet"], "title": row["title"], "snippet": row["lead"],
            "paragraphs": [row["lead"]], "sentences": [row["title"], row["lead"]],
        }
        for row in ROWS
    ]  # fmt: skip
    report = measure_grouping(lay_out(tmp_path / name / "dev", rows), order=3)

    assert [row["id"] for row in report.predictions] == ["a", "b", "c"]
    assert figure(report, "B³ F1") == 1.0


def test_data_that_is_absent_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="none of the sets"):
        measure_grouping(tmp_path / "dev")
    result = CliRunner().invoke(app, ["grouping", "--data", str(tmp_path / "gnews-clusters" / "dev")])
    assert result.exit_code == 2
    assert "The data is absent" in result.output


def test_where_the_gold_is_taken_out_the_stories_are_told_all_the_same(tmp_path: Path) -> None:
    report = measure_grouping(lay_out(tmp_path / "1" / "allsides-stories" / "dev", ROWS))
    bare = [{name: value for name, value in row.items() if name not in {"story", "topic"}} for row in ROWS]
    without = measure_grouping(lay_out(tmp_path / "2" / "allsides-stories" / "heldout", bare))

    assert without.predictions == report.predictions
    assert "B³ F1" in report.figures
    assert "B³ F1" not in without.figures
    assert "not given" in str(without.figures["the set's own stories"])
