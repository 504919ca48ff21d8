"""Other people's questions are put to the answerer, and what comes of them is counted as their sets count it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from benchmarks.answers import measure_answers
from benchmarks.report import Measured
from benchmarks.sets import SetAbsent

FERRY = "The ferry Nordlys ran aground off Port Ansel on Monday. Captain Henrik Sorby was questioned by police."
STRIKE = "Bus drivers in Karrow will strike on Friday over pay, their union said."


def write(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if name.endswith(".gz"):
        (folder / name).write_bytes(gzip.compress(text.encode()))
    else:
        (folder / name).write_text(text)


def measured(figures: Mapping[str, object], name: str) -> float:
    figure = figures[name]
    assert isinstance(figure, Measured)
    return figure.value


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    folder = tmp_path / "realtimeqa-2026" / "dev"
    base: dict[str, object] = {"question_date": "2026/03/03", "retrieved_doc_ids": ["a", "b"]}
    rows: list[dict[str, object]] = [
        {"question_id": "1", "question": "Which captain was questioned by police?"}
        | {"answer_text": ["Henrik Sorby"], "gold_string_in_retrieved": True},
        {"question_id": "2", "question": "Which film won the main prize in Venice?"}
        | {"answer_text": ["The Lighthouse"], "gold_string_in_retrieved": False},
    ]
    write(folder, "questions.jsonl", [{**base, **row} for row in rows])
    documents: list[dict[str, object]] = [
        {
            "doc_id": "a",
            "url": "https://post.example/1",
            "title": "Ferry aground",
            "date": "2026/03/02",
            "text": FERRY,
        },
        {"doc_id": "b", "url": "https://mail.example/2", "title": "Bus strike", "date": None, "text": STRIKE},
    ]
    write(folder, "docs.jsonl.gz", documents)
    return folder


def test_a_quiz_counts_gold_in_what_is_cited_and_refusals_where_there_is_none(quiz: Path) -> None:
    figures = measure_answers(quiz).figures
    assert measured(figures, "gold in the cited sentences, where present") == 1
    assert measured(figures, "refused where present") == 0
    assert measured(figures, "refused where absent") == 1


def test_without_gold_there_are_predictions_and_no_figures(quiz: Path) -> None:
    rows = [json.loads(line) for line in (quiz / "questions.jsonl").read_text().splitlines()]
    for row in rows:
        del row["answer_text"], row["gold_string_in_retrieved"]
    write(quiz, "questions.jsonl", rows)
    report = measure_answers(quiz)
    assert report.figures["refused where absent"] == "not given: nothing to compare with"
    first, second = report.predictions
    assert first["kind"] == "answered"
    assert "Henrik Sorby" in str(first["text"])
    assert second["kind"] == "refused"


def test_evidence_is_looked_for_among_all_facts(tmp_path: Path) -> None:
    folder = tmp_path / "multihop-rag-500" / "dev"
    fact = {"title": "", "published_at": "2026-03-02T08:00:00+00:00"}
    facts = [
        fact | {"fact_id": "f1", "url": "https://a.example", "source": "Tide", "fact": FERRY},
        fact | {"fact_id": "f2", "url": "https://b.example", "source": "Dune", "fact": STRIKE},
    ]
    write(folder, "evidence_facts.jsonl", facts)
    questions: list[dict[str, object]] = [
        {"id": "q1", "question": "When will bus drivers strike over pay?", "answer": "Friday"}
        | {"evidence_fact_ids": ["f2"]},
        {"id": "q2", "question": "Who trained Anders Holm?", "answer": "none", "evidence_fact_ids": []},
    ]
    write(folder, "questions.jsonl", questions)
    figures = measure_answers(folder).figures
    assert measured(figures, "evidence among the first 4") == 1
    assert measured(figures, "unanswerable, refused") == 1
    assert measured(figures, "answerable, refused") == 0


def test_of_falsified_passages_one_side_alone_is_counted_as_asserted(tmp_path: Path) -> None:
    folder = tmp_path / "rgb" / "dev"
    true = "The cup final was played in Karrow on Saturday."
    row = {"id": 1, "query": "Where was the cup final played?", "answer": "Karrow", "fakeanswer": "Askerby"}
    write(folder, "en_fact.jsonl", [row | {"positive": [true], "positive_wrong": [true]}])
    assert measured(measure_answers(folder).figures, "one side asserted") == 1


def test_absent_data_and_other_sets_say_so(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="none of the sets that answers knows"):
        measure_answers(tmp_path / "qags" / "dev")
    with pytest.raises(SetAbsent, match="The data is absent"):
        measure_answers(tmp_path / "rgb" / "dev")
