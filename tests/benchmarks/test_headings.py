"""The labels of headings fit the stories, and the measure counts what it says it counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.headings import Headed, measure_headings, read_headings, read_own_headings
from benchmarks.labelled_pairs import Half
from benchmarks.report import Measured
from benchmarks.sets import SetAbsent
from bot.core.topics import Topic
from tests.make import make_article


def headed(title: str, *headings: Topic) -> Headed:
    return Headed(title, (make_article(title=title, text="It was a Tuesday."),), headings)


def test_every_story_of_ours_has_a_label_and_every_heading_but_climate_comes_first_somewhere() -> None:
    stories = read_own_headings()
    assert {story.headings[0] for story in stories} >= set(Topic) - {Topic.CLIMATE}
    halves = [read_own_headings(half) for half in (Half.TUNED, Half.KEPT)]
    assert sorted(story.name for half in halves for story in half) == sorted(story.name for story in stories)


def test_a_heading_is_right_when_an_editor_would_take_it_and_untold_ones_are_counted_apart() -> None:
    stories = [
        headed("Earthquake shakes the valley", Topic.DISASTERS),
        headed("Rovers win the championship", Topic.SPORT),
        headed("Rovers win the championship again", Topic.CULTURE),
        headed("A quiet day", Topic.CULTURE),
    ]
    report = measure_headings(stories, "made")
    told, right = report.figures["told under a heading"], report.figures["of those, right"]
    assert isinstance(told, Measured)
    assert isinstance(right, Measured)
    assert (told.value, right.value) == (3 / 4, 2 / 3)
    assert [row["name"] for row in report.predictions] == ["Rovers win the championship again", "A quiet day"]


def test_facts_of_one_title_are_one_story_under_its_category(tmp_path: Path) -> None:
    folder = tmp_path / "multihop-rag-500" / "dev"
    folder.mkdir(parents=True)
    rows = [
        {"title": "Cup", "category": "sports", "fact": "They won."},
        {"title": "Cup", "category": "sports", "fact": "They lost."},
    ]
    (folder / "evidence_facts.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (story,) = read_headings(folder)
    assert story.headings == (Topic.SPORT,)
    assert story.articles[0].text == "They won.\n\nThey lost."


def test_a_set_without_sections_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="none of the sets with sections"):
        read_headings(tmp_path / "basil-triples" / "dev")
