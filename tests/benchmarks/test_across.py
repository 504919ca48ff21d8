"""What reports in different languages agree on: no look-alikes of our own set are joined, most reports are."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks.across import ALIKE, OTHER, SAME, measure_across, measure_real, read_reports
from benchmarks.labelled_pairs import Half
from benchmarks.sets import SetAbsent, SetArticle


def test_no_look_alikes_are_joined_and_most_reports_of_one_event_are() -> None:
    report = measure_across(read_reports())
    joined = [row["label"] for row in report.predictions if row["joins"]]
    labels = [row["label"] for row in report.predictions]
    assert joined.count(ALIKE) == joined.count(OTHER) == 0
    assert joined.count(SAME) >= 0.9 * labels.count(SAME)
    assert min(labels.count(label) for label in (SAME, ALIKE, OTHER)) >= 100


def test_the_set_holds_four_languages_in_either_half() -> None:
    for half in (Half.TUNED, Half.KEPT):
        assert {one.language for one in read_reports(half=half)} == {"en", "de", "fr", "es"}


def test_what_was_decided_is_told_with_its_reasons() -> None:
    rows = measure_across(read_reports(half=Half.KEPT)).predictions
    assert all(row["reasons"] for row in rows if row["joins"])
    assert any(row["against"] for row in rows)


def test_a_folder_without_reports_is_said_to_be_absent(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent):
        read_reports(tmp_path)


def test_real_articles_are_compared_where_they_share_a_name_of_one_day() -> None:
    english = [one for one in read_reports() if one.language == "en"]
    found = [
        SetArticle(
            f"{one.event} {day}", "Outlet", date(2026, 3, day), one.article.title, (one.article.text,), one.event
        )
        for one in english
        for day in (1, 2, 9)
    ]
    report = measure_real(found)
    assert report.predictions
    assert all(row["label"] == SAME for row in report.predictions if row["joins"])
