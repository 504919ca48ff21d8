"""The measure of feeds compares value by value with the reference and survives whatever it is given."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.parsing import measure_parsing
from benchmarks.report import Measured, Report
from benchmarks.sets import SetAbsent

FEED = """<rss version="2.0"><channel><title>Post</title>
<item><guid isPermaLink="false">a</guid><title>Bridge closes</title><link>/bridge</link>
<pubDate>Mon, 16 Nov 2026 09:30:00 GMT</pubDate></item>
<item><title>Bakers walk out</title><link>https://post.example/bakers</link></item></channel></rss>"""


def lay_out(folder: Path, documents: dict[str, str], reference: dict[str, dict[str, Any]]) -> None:
    (folder / "files").mkdir(parents=True)
    manifest = []
    for name, body in documents.items():
        (folder / "files" / name).write_text(body)
        manifest.append({"path": f"files/{name}", "role": "input"})
    manifest.append({"path": "files/expected.json", "role": "expected"})
    rows = [{"path": f"files/{name}", **row} for name, row in reference.items()]
    for file, lines in (("manifest.jsonl", manifest), ("reference_feedparser_6.0.14.jsonl", rows)):
        (folder / file).write_text("".join(f"{json.dumps(line)}\n" for line in lines))


def entry(id_: str | None, title: str, link: str | None, published: str | None = None) -> dict[str, str | None]:
    return {"id": id_, "title": title, "link": link, "published": published, "updated": published}


def shares(report: Report) -> dict[str, tuple[float, int | None]]:
    return {
        name: (figure.value, figure.n) for name, figure in report.figures.items() if isinstance(figure, Measured)
    }


def test_values_are_compared_one_by_one_and_differences_shown(tmp_path: Path) -> None:
    theirs = [
        entry("a", "Bridge closes", "/bridge", "2026-11-16T09:30:01Z"),
        entry(None, "Bakers go back", "https://post.example/bakers", "2026-11-16T09:30:00Z"),
    ]
    lay_out(
        tmp_path / "feeds" / "half",
        {"good.xml": FEED, "junk.xml": "no feed at all", "deep.json": '{"a":' * 100_000},
        {
            "good.xml": {"n_entries": 2, "entries": theirs},
            "junk.xml": {"n_entries": 0, "entries": []},
            "deep.json": {"n_entries": 1, "entries": [entry("x", "y", "z")]},
        },
    )
    report = measure_parsing(tmp_path / "feeds" / "half")
    assert [report.figures[name] for name in ("documents", "exceptions", "hung", "refused as no feed")] == [
        3,
        0,
        0,
        2,
    ]
    assert shares(report) == {
        "number of entries": (pytest.approx(2 / 3), 3),
        "id": (1.0, 1),
        "title": (0.5, 2),
        "link": (1.0, 2),
        "date": (0.5, 2),
        "title, read as text": (0.5, 2),
        "link, on the web": (1.0, 2),
        "date, as shown": (0.5, 2),
    }
    good, junk, _ = report.predictions
    shown = {
        "title": "Bridge closes",
        "link": "http://feeds.example/bridge",
        "published": "2026-11-16T09:30:00+00:00",
    }
    assert good["entries"] == [
        {"id": "a", **shown, "shown": shown},
        {
            "id": "",
            "title": "Bakers walk out",
            "link": "https://post.example/bakers",
            "published": None,
            "shown": {"title": "Bakers walk out", "link": "https://post.example/bakers", "published": None},
        },
    ]
    differing = {told["field"] for told in good["differing"]}  # type: ignore[attr-defined]
    assert differing == {"title", "title, read as text", "date", "date, as shown"}
    assert "neither RSS" in str(junk["refused"])


def test_what_the_feed_gives_and_what_readers_get_are_compared_each_with_its_own(tmp_path: Path) -> None:
    feed = FEED.replace("Bridge closes", "&lt;b&gt;Bridge&lt;/b&gt; closes").replace("/bridge", "tag:bridge")
    theirs = [entry("a", "<b>Bridge</b> closes", "tag:bridge", "2026-11-16T09:30:00Z")]
    reference = {"marked.xml": {"n_entries": 2, "entries": theirs}}
    lay_out(tmp_path / "feeds" / "half", {"marked.xml": feed}, reference)
    report = measure_parsing(tmp_path / "feeds" / "half")
    assert shares(report) == {
        "number of entries": (1.0, 1),
        **dict.fromkeys(("id", "title", "link", "date", "title, read as text", "date, as shown"), (1.0, 1)),
    }
    (row,) = report.predictions
    assert row["entries"][0]["title"] == "<b>Bridge</b> closes"  # type: ignore[index]
    assert row["entries"][0]["shown"]["title"] == "Bridge closes"  # type: ignore[index]


def test_absent_data_and_other_sets_are_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="The data is absent"):
        measure_parsing(tmp_path / "feeds" / "dev")
    with pytest.raises(SetAbsent, match="no folder of the set feeds"):
        measure_parsing(tmp_path / "elsewhere" / "dev")
