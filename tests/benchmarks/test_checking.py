"""Checking against people's judgements: what is read of the sets, and how scores become figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.__main__ import app
from benchmarks.checking import judge, measure_checking
from benchmarks.judged import JudgedClaim, read_judged
from benchmarks.report import Measured
from benchmarks.sets import SetAbsent
from bot.core.types import Support

SOURCE = (
    "Police arrested 12 people on Tuesday after a protest at the harbour in Port Ellory. "
    "Repairs to the pier will cost 50 million crowns, the mayor said."
)
TRUE = "Police arrested 12 people after a protest at the harbour in Port Ellory."
FALSE = "Police shot 40 tourists during a riot near the airport of Karrow."
QAGS_ROW = {
    "id": "q-1",
    "article": SOURCE,
    "consistency": 0.5,
    "sentences": [
        {"sentence": TRUE, "supported": True, "responses": ["yes", "yes", "yes"]},
        {"sentence": FALSE, "supported": False, "responses": ["no", "no", "no"]},
    ],
}


def write(folder: Path, name: str, *rows: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture
def qags(tmp_path: Path) -> Path:
    folder = tmp_path / "qags" / "dev"
    other = {
        **QAGS_ROW,
        "id": "q-2",
        "consistency": 1.0,
        "sentences": [{"sentence": TRUE, "supported": True, "responses": []}],
    }
    write(folder, "cnndm.jsonl", QAGS_ROW, other)
    write(folder, "xsum.jsonl", QAGS_ROW)
    return folder


def test_claims_are_told_apart_and_every_sentence_gets_its_row(qags: Path) -> None:
    report = measure_checking(qags)
    auc = report.figures["cnndm: AUC"]
    assert isinstance(auc, Measured)
    assert (auc.value, auc.n, auc.goal) == (1.0, 3, "≥ .88")
    agreement = report.figures["cnndm: Pearson r of a summary's mean"]
    assert isinstance(agreement, Measured)
    assert agreement.value == pytest.approx(1.0)
    assert [(row["id"], row["sentence"], row["verdict"]) for row in report.predictions][:2] == [
        ("q-1", TRUE, "supported"),
        ("q-1", FALSE, "unsupported"),
    ]


def test_a_summary_is_as_good_as_its_worst_sentence() -> None:
    good = JudgedClaim("1", SOURCE, TRUE, supported=True)
    mixed = replace(good, claim=f"{TRUE} {FALSE}")
    assert judge(good).support is Support.SUPPORTED
    assert judge(mixed).support is Support.UNSUPPORTED
    assert judge(mixed).score < judge(good).score


def test_what_people_and_others_said_does_not_reach_checking() -> None:
    one = JudgedClaim("1", SOURCE, TRUE, supported=True)
    other = JudgedClaim("2", SOURCE, TRUE, supported=False, consistency=0.0, others={"hhem": 0.0})
    assert (judge(one).support, judge(one).score) == (judge(other).support, judge(other).score)


def test_xsumfaith_and_faithbench_are_read_with_what_released_systems_scored(tmp_path: Path) -> None:
    row = {"id": "x", "document": SOURCE, "summary": TRUE, "supported": True}
    write(
        tmp_path / "xsumfaith" / "dev", "pairs.jsonl", row, {**row, "precomputed": {"Entailment": 0.9, "R1": 1}}
    )
    write(
        tmp_path / "faithbench" / "dev",
        "samples.jsonl",
        {"id": "f", "source": SOURCE, "summary": FALSE, "hallucinated": True, "metadata": {"gpt_4o": 0}},
    )
    pairs = read_judged(tmp_path / "xsumfaith" / "dev")["xsumfaith"]
    assert [dict(claim.others) for claim in pairs] == [{}, {"Entailment": 0.9}]
    (sample,) = read_judged(tmp_path / "faithbench" / "dev")["faithbench"]
    assert (sample.supported, dict(sample.others)) == (False, {"gpt_4o": 0})


def test_an_absent_or_unknown_set_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="none of the sets"):
        read_judged(tmp_path / "other" / "dev")
    result = CliRunner().invoke(app, ["checking", "--data", str(tmp_path / "qags" / "dev")])
    assert result.exit_code == 2
    assert "absent" in result.output


def test_where_the_judgements_are_taken_out_the_verdicts_are_told_all_the_same(qags: Path) -> None:
    report = measure_checking(qags)
    bare = {"id": "q-1", "article": SOURCE, "sentences": [{"sentence": TRUE}, {"sentence": FALSE}]}
    write(qags, "cnndm.jsonl", bare)
    write(qags, "xsum.jsonl", bare)
    without = measure_checking(qags)

    assert without.predictions[:2] == report.predictions[:2]
    assert "not given" in str(without.figures["cnndm: people's judgements"])
    assert without.figures["cnndm: claims"] == 2
