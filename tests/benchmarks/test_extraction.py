"""The measure of article text compares what the bot reads with what was marked, and hides nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.extraction import measure_extraction, score_by_page, score_in_all
from benchmarks.report import Measured, Report
from benchmarks.sets import SetAbsent

TEXT = (
    "The footbridge over the Arle in Riverton was closed on Monday after inspectors found rust on nine cables.",
    "The bridge carries 4,000 people a day, and a ferry will cross until the work is done, the engineer said.",
    "Work on new cables will begin in June and take about ten weeks, which is longer than the town had hoped.",
    "Shopkeepers on the northern bank fear for their summer; the mayor promised them a second landing stage.",
)
PAGE = (
    "<html lang='en'><head><title>Bridge closes</title></head><body><nav><a href='/'>Home</a></nav><article>"
    f"<h1>Bridge closes</h1>{''.join(f'<p>{line}</p>' for line in TEXT)}</article>"
    "<footer><p>All rights reserved.</p></footer></body></html>"
)
EMPTY = "<html><body><p>Nothing here.</p></body></html>"


def figure(report: Report, name: str) -> float:
    measured = report.figures[name]
    assert isinstance(measured, Measured)
    return measured.value


def pack(file: Path, html: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(html.encode()))


def test_a_page_read_well_and_a_refused_one_are_counted_by_shingles(tmp_path: Path) -> None:
    folder = tmp_path / "scrapinghub-articles" / "half"
    pack(folder / "html" / "a.html.gz", PAGE)
    pack(folder / "html" / "b.html.gz", EMPTY)
    rows = {
        "a": {"articleBody": "\n".join(TEXT), "url": "https://post.example/a"},
        "b": {"articleBody": "A long text that is not there at all", "url": "https://post.example/b"},
    }
    (folder / "ground-truth.json").write_text(json.dumps(rows))
    report = measure_extraction(folder)
    assert report.figures["pages"] == 2
    assert report.figures["refused"] == 1
    assert (figure(report, "precision"), figure(report, "recall")) == (1.0, 0.5)
    read, refused = report.predictions
    assert (read["url"], read["text"]) == ("https://post.example/a", "\n\n".join(TEXT))
    assert refused["text"] == ""
    assert "no article text" in str(refused["refused"])


def test_segments_that_must_and_must_not_be_there_are_counted(tmp_path: Path) -> None:
    folder = tmp_path / "trafilatura-eval" / "half"
    pack(folder / "html" / "a.html.gz", PAGE)
    marked = {"file": "a.html.gz", "with": ["rust  on\nnine cables", "a second landing stage", "never said"]}
    rows = {"https://post.example/a": {**marked, "without": ["All rights reserved", "the mayor promised"]}}
    (folder / "annotations.json").write_text(json.dumps(rows))
    report = measure_extraction(folder)
    assert figure(report, "precision") == pytest.approx(2 / 3)
    assert figure(report, "recall") == pytest.approx(2 / 3)


def test_the_formulas_are_those_of_the_sets_authors() -> None:
    units = [(8, 2, 0), (0, 0, 10), (0, 0, 0), (5, 5, 5)]
    # Means over pages: the empty answer has no precision, the page without text no recall.
    precision, recall = (0.8 + 0.5) / 2, (1.0 + 0.0 + 0.5) / 3
    assert score_by_page(units) == pytest.approx(
        (2 * precision * recall / (precision + recall), precision, recall)
    )
    assert score_in_all(units) == pytest.approx((2 * 13 / (2 * 13 + 7 + 15), 13 / 20, 13 / 28))
    assert score_by_page([(0, 0, 3)]) == score_in_all([(0, 0, 3)]) == (0.0, 0.0, 0.0)


def test_absent_data_and_other_sets_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="The data is absent"):
        measure_extraction(tmp_path / "scrapinghub-articles" / "dev")
    with pytest.raises(SetAbsent, match="none of the sets"):
        measure_extraction(tmp_path / "elsewhere" / "dev")
