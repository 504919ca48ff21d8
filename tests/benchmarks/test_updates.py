"""The measure of updates: stories played batch by batch, and what the channel got against an editor's marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.developing import Part, Play, read_developing
from benchmarks.report import Measured
from benchmarks.sets import SetAbsent
from benchmarks.updates import measure_updates
from bot.core.types import Rules

GROWING = """
kind = "a count that grows"
starts = 2027-03-02T06:00:00Z

[[batch]]
[[batch.article]]
key = "post"
outlet = "Lunn Post"
minute = 0
title = "Fire on ferry off Lunn Head"
text = "Nine people were injured in a fire on a ferry off Lunn Head on Tuesday, the coast guard said."

[[batch]]
push = true
developments = ["seventeen|17"]
changed = [{ now = "seventeen|17", earlier = "nine|9" }]
[[batch.article]]
key = "wire"
outlet = "Calder Wire"
minute = 120
title = "More hurt in ferry fire off Lunn Head"
text = "Seventeen people were injured in the fire on a ferry off Lunn Head on Tuesday, the coast guard said."
"""
CORRECTED = """
kind = "an article that is corrected"
starts = 2027-03-02T06:00:00Z

[[batch]]
[[batch.article]]
key = "post"
outlet = "Borrow Argus"
minute = 0
title = "Coach overturns near Borrow"
text = "Police said that 26 people were injured when a coach overturned near Borrow on Tuesday."

[[batch]]
push = true
correction = true
developments = ["16"]
changed = [{ now = "16", earlier = "26" }]
[[batch.article]]
key = "post"
outlet = "Borrow Argus"
minute = 60
title = "Coach overturns near Borrow"
text = "Police said that 16 people were injured when a coach overturned near Borrow on Tuesday."

[[batch]]
push = true
correction = true
developments = ["withdrawn|withdrew"]
[[batch.article]]
key = "post"
outlet = "Borrow Argus"
minute = 300
title = "Withdrawn: coach overturns near Borrow"
text = "This article has been withdrawn."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "growing.toml").write_text(GROWING, "utf-8")
    (tmp_path / "corrected.toml").write_text(CORRECTED, "utf-8")
    return tmp_path


def test_what_a_channel_gets_is_compared_with_the_marks(folder: Path) -> None:
    report = measure_updates(read_developing(folder))

    values = {
        name: figure.value if isinstance(figure, Measured) else figure for name, figure in report.figures.items()
    }
    assert values["batches after the first"] == 3
    assert values["push precision"] == values["push recall"] == values["developments told"] == 1.0
    assert values["changed figures told as now and earlier"] == 1.0
    assert values["corrections shown as such"] == 1.0
    assert values["corrections shown that are none"] == 0
    assert values["minutes between messages, fewest"] == 240.0
    assert [row["missing"] for row in report.predictions] == [[], [], []]


def test_a_mark_that_nothing_said_is_missed(folder: Path) -> None:
    text = GROWING.replace('developments = ["seventeen|17"]', 'developments = ["captain"]')
    (folder / "growing.toml").write_text(text.replace("push = true", "push = false"), "utf-8")

    report = measure_updates(read_developing(folder))

    rows = {row["story"]: row for row in report.predictions}
    assert rows["growing"]["missing"] == ["captain"]
    precision = report.figures["push precision"]
    assert isinstance(precision, Measured)
    assert precision.value == pytest.approx(2 / 3)


def test_the_first_batch_is_the_post_and_no_message_under_it(folder: Path) -> None:
    for story in read_developing(folder):
        first, *_ = Play(Rules()).run(story.batches)
        assert first.sent == ()


def test_what_stood_in_the_channel_before_is_known_for_each_message(folder: Path) -> None:
    (story,) = (one for one in read_developing(folder) if one.name == "growing")
    _, second = Play(Rules()).run(story.batches)

    (sent,) = second.sent
    assert any("Nine people were injured in" in text for text in sent.told)
    assert not any("Seventeen" in text for text in sent.told)


def test_a_story_is_kept_aside_by_its_name_alone(folder: Path) -> None:
    tune, kept = read_developing(folder, Part.TUNE), read_developing(folder, Part.KEPT)

    assert sorted(one.name for one in (*tune, *kept)) == ["corrected", "growing"]


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(SetAbsent, match="holds no story"):
        read_developing(tmp_path)


def test_the_set_of_our_own_has_twenty_stories_of_four_batches() -> None:
    stories = read_developing(Path("benchmarks/own/updates"))

    assert len(stories) >= 20
    assert {len(story.batches) for story in stories} == {4}
    assert {part: sum(one.part is part for one in stories) for part in Part} == {
        Part.TUNE: 17,
        Part.KEPT: 12,
        Part.SECOND: 10,
        Part.THIRD: 6,
        Part.FOURTH: 8,
        Part.FOURTH_KEPT: 12,
        Part.FIFTH: 8,
        Part.ALL: 0,
    }
    assert all(not labels.developments or labels.push for story in stories for labels in story.labels)
