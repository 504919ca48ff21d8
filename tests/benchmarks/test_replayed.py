"""Replayed answers: what is right and supported may be lost, the rest is to be cut; refusals are neither."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.replayed import measure_replayed

FERRY = "The ferry Nordlys ran aground off Port Ansel on Monday. Captain Henrik Sorby was questioned by police."


def write(file: Path, rows: Sequence[Mapping[str, object]]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if file.suffix == ".gz":
        file.write_bytes(gzip.compress(text.encode()))
    else:
        file.write_text(text)


def test_refusals_are_left_aside_and_the_rest_is_counted_by_system(tmp_path: Path) -> None:
    folder = tmp_path / "realtimeqa-2026" / "dev"
    folder.mkdir(parents=True)
    asked = {"question_id": "20260303_1", "question": "Which captain was questioned by police?"}
    gold = {"answer_text": ["Henrik Sorby"], "gold_string_in_retrieved": True}
    dated = {"question_date": "2026/03/03", "retrieved_doc_ids": ["a"]}
    write(folder / "questions.jsonl", [{**asked, **gold, **dated}])
    page = {
        "doc_id": "a",
        "url": "https://post.example/1",
        "title": "Aground",
        "date": "2026/03/02",
        "text": FERRY,
    }
    write(folder / "docs.jsonl.gz", [page])
    told = {
        "one_gcs": "Captain Henrik Sorby",
        "two_gcs": "Ola Brandt",
        "three_gcs": "I cannot say from these articles.",
        "four": "Henrik Sorby",  # without articles: no part of it
    }
    rows = [
        {"system": system, "task": "GEN", "question_id": asked["question_id"], "prediction": text}
        for system, text in told.items()
    ]
    write(folder / "published_predictions.jsonl.gz", rows)
    figures = measure_replayed(folder).figures
    assert figures["answers"] == 2
    assert figures["one"] == "cut 0.000 (0), lost 0.000 (1)"
    assert figures["two"] == "cut 1.000 (1), lost 0.000 (0)"
