"""What would be pushed of several outlets' articles is measured against an editor's summary of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.report import Measured
from benchmarks.sets import SetAbsent
from benchmarks.summaries import measure_summaries, read_items, write

BRIDGE = [
    {
        "title": "Bridge at Riverton closed after cracks are found",
        "text": "The bridge at Riverton was closed on Tuesday after inspectors found cracks in two of its piers. "
        "About 9,000 cars cross it on a working day.",
    },
    {
        "title": "Cracks shut Riverton bridge",
        "text": "Riverton's bridge was shut on Tuesday because of cracks in its piers, the council said. "
        "Repairs will take three weeks.",
    },
    {
        "title": "Riverton bridge shut for three weeks",
        "text": "The council closed Riverton's bridge on Tuesday. Repairs to its piers will take three weeks.",
    },
]


@pytest.fixture
def half(tmp_path: Path) -> Path:
    folder = tmp_path / "neus-allsides-mds" / "dev"
    folder.mkdir(parents=True)
    row = {
        "id": "one",
        "articles": BRIDGE,
        "ref_title": "Riverton Bridge Closed",
        "ref_summary": "The bridge at Riverton was closed on Tuesday because of cracks in its piers.",
    }
    (folder / "val.jsonl").write_text(json.dumps(row) + "\n")
    return folder


def measured(figures: Mapping[str, object], name: str) -> Measured:
    figure = figures[name]
    assert isinstance(figure, Measured)
    return figure


def test_the_piece_is_compared_with_the_editors_and_stands_beside_plain_leads(half: Path) -> None:
    report = measure_summaries(half)

    first = measured(report.figures, "ROUGE-1 F")
    assert first.n == 1
    assert 0.4 < first.value < 1
    assert 0.4 < first.beside["first sentence of each"] < 1
    assert report.figures["items without a piece"] == 0


def test_every_predicted_sentence_cites_articles_of_its_item(half: Path) -> None:
    (row,) = measure_summaries(half).predictions

    assert row["id"] == "one"
    sentences = row["sentences"]
    assert isinstance(sentences, list)
    assert len(sentences) > 1
    assert all(set(sentence["citations"]) & {1, 2, 3} for sentence in sentences)
    assert str(row["text"]).startswith(f"{sentences[0]['text']}. {sentences[1]['text']}")


def test_the_editors_summary_reaches_nothing_that_writes(half: Path) -> None:
    (item,) = read_items(half)

    told = " ".join(f"{article.title} {article.text} {article.url}" for article in item.articles)

    assert "Bridge Closed" not in told
    assert "because of cracks in its piers." not in told


def test_the_day_made_up_for_the_articles_is_in_no_sentence(half: Path) -> None:
    (item,) = read_items(half)

    text = write(item).text

    assert "on Tuesday" in text
    assert "March" not in text


def test_days_that_the_sources_give_stay(half: Path) -> None:
    (item,) = read_items(half)
    dated = [replace(one, text=one.text.replace("on Tuesday", "on March 2")) for one in item.articles]

    assert "on March 2" in write(replace(item, articles=tuple(dated))).text


def test_released_outputs_of_the_half_stand_beside_ours(half: Path) -> None:
    (half / "system_outputs").mkdir()
    (half / "system_outputs" / "copyist.txt").write_text(
        "Riverton Bridge Closed. The bridge at Riverton was closed on Tuesday because of cracks in its piers.\n"
    )

    report = measure_summaries(half)

    assert measured(report.figures, "ROUGE-2 F").beside["copyist"] == pytest.approx(1)


def test_absent_data_is_said_outright(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="absent"):
        measure_summaries(tmp_path / "neus-allsides-mds" / "dev")
    with pytest.raises(SetAbsent, match="no half of"):
        measure_summaries(tmp_path / "other" / "dev")


def test_where_the_editors_summaries_are_taken_out_the_pieces_are_told_all_the_same(half: Path) -> None:
    report = measure_summaries(half)
    (half / "val.jsonl").write_text(json.dumps({"id": "one", "articles": BRIDGE}) + "\n")
    without = measure_summaries(half)

    assert without.predictions == report.predictions
    assert "ROUGE-2 F" in report.figures
    assert "not given" in str(without.figures["the editors' summaries"])
