"""Sets: read by date, gold kept apart, absence said clearly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.sets import SetAbsent, read_set


def test_articles_come_by_date_with_the_catalogues_marks_off_their_outlets(story_set: Path) -> None:
    articles = read_set(story_set)

    assert [article.id for article in articles] == ["n-1", "n-2", "n-3", "n-4", "n-5"]
    assert [article.outlet for article in articles][:4] == [
        "Harbour Post",
        "St. Arle's Echo & Times",
        "Harbour Post",
        "Daily Quay (Opinion)",
    ]
    assert articles[0].paragraphs[1].startswith("The bridge carries 4,000 people a day.")


def test_basil_is_read_with_its_outlets_whole_names(tmp_path: Path) -> None:
    folder = tmp_path / "basil-triples" / "dev"
    folder.mkdir(parents=True)
    row = {
        "id": "b-1",
        "triplet": "t-1",
        "outlet": "HPO",
        "date": "2014-02-01",
        "title": "Bakers walk out",
        "paragraphs": ["Bakers in Karrow walked out."],
    }
    (folder / "articles.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")

    (article,) = read_set(folder)

    assert (article.outlet, article.event) == ("HuffPost", "t-1")


def test_articles_that_share_an_id_are_told_apart(story_set: Path) -> None:
    file = story_set / "articles.jsonl"
    rows = [json.loads(line) | {"id": "empty"} for line in file.read_text().splitlines()]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))

    ids = [article.id for article in read_set(story_set)]

    assert sorted(ids) == ["empty", "empty-2", "empty-3", "empty-4", "empty-5"]


def test_an_absent_an_unknown_and_an_empty_set_are_each_named(tmp_path: Path) -> None:
    absent, unknown, empty = (tmp_path / name / "dev" for name in ("basil-triples", "other", "allsides-stories"))
    empty.mkdir(parents=True)
    (empty / "articles.jsonl").write_text("\n", encoding="utf-8")

    for folder, words in (
        (absent, "absent"),
        (unknown, "basil-triples, allsides-stories"),
        (empty, "no article"),
    ):
        with pytest.raises(SetAbsent, match=words):
            read_set(folder)
