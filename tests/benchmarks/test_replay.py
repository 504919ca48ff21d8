"""The command `replay` from the data to its figures, and what it says when it cannot begin."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from benchmarks.__main__ import app


def test_replay_runs_the_river_and_writes_figures_and_predictions(story_set: Path, tmp_path: Path) -> None:
    figures, predictions = tmp_path / "figures.json", tmp_path / "predictions.jsonl"
    result = CliRunner().invoke(
        app, ["replay", "--data", str(story_set), "--json", str(figures), "--predictions", str(predictions)]
    )

    assert result.exit_code == 0, result.output
    measured = json.loads(figures.read_text())
    assert (measured["outlets"], measured["articles read"], measured["events"]) == (3, 5, 3)
    assert (measured["events missed"], measured["stories"], measured["pieces"]) == (0, 3, 3)
    assert measured["B³ F1"] == 1
    assert measured["pieces from several outlets"] == 2
    assert measured["citations"] >= measured["sentences"] >= 3
    assert measured["seconds"] > 0 < measured["peak memory, MiB"]
    told = [json.loads(line) for line in predictions.read_text().splitlines()]
    assert {"harbour-post/n-1", "st-arle-s-echo-times/n-2"} in [set(story["articles"]) for story in told]
    assert all(story["headline"] and story["sentences"] for story in told)
    assert "Written by AiBot" in result.output
    assert "gold" not in result.output


def test_the_first_articles_by_date_can_be_had_alone_and_without_posts(story_set: Path) -> None:
    result = CliRunner().invoke(app, ["replay", "--data", str(story_set), "--limit", "1", "--quiet"])

    assert result.exit_code == 0, result.output
    assert "1 articles, 1 events" in result.output
    assert "Written by AiBot" not in result.output


def test_absent_and_unknown_data_are_said_in_a_sentence_and_end_with_2(tmp_path: Path) -> None:
    absent = CliRunner().invoke(app, ["replay", "--data", str(tmp_path / "basil-triples" / "dev")])
    unknown = CliRunner().invoke(app, ["replay", "--data", str(tmp_path)])

    assert (absent.exit_code, unknown.exit_code) == (2, 2)
    assert "The data is absent" in absent.output
    assert "none of the sets" in unknown.output
