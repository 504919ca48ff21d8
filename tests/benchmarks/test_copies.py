"""The labelled stories of copies are sound, and the measure counts what it says it counts."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from benchmarks.copied import Copied, Told, read_copied
from benchmarks.copies import group, measure_copies, precision, recall, rightly_counted
from benchmarks.labelled_pairs import Half
from benchmarks.report import Measured
from benchmarks.sets import SetAbsent
from tests.make import make_article

WIRE = (
    "A footbridge over the Arle gave way on Tuesday evening as a marathon crowd crossed it. Crews pulled 31 "
    "people from the river within an hour and took nine to hospital. The bridge will stay closed until Friday."
)
OWN = "Ilse Tamm had opened the bar early. Then the windows shook, and somebody shouted that the bridge was gone."


def tell(number: int, text: str, origin: str, outlet: str) -> Told:
    return Told(str(number), make_article(id=number, outlet=outlet, text=text), origin, outlet, "told")


STORY = Copied(
    "bridge",
    (
        tell(1, WIRE, "wire", "Harbour Post"),
        tell(2, WIRE, "wire", "Daily Quay"),
        tell(3, OWN, "own", "Arle Echo"),
    ),
)


def test_the_set_is_large_enough_and_every_origin_is_an_article_or_an_agency() -> None:
    stories = read_copied()
    assert sum(len(list(combinations(story.told, 2))) for story in stories) >= 120
    for story in stories:
        keys = {told.key for told in story.told}
        assert len(keys) == len(story.told), story.name
        shared = [told.origin for told in story.told if told.origin != told.key]
        assert all(origin in keys or shared.count(origin) > 1 for origin in shared), story.name
        assert not any("@" in told.article.text for told in story.told), story.name


def test_the_two_halves_share_nothing_and_make_the_whole() -> None:
    tuned, kept = read_copied(half=Half.TUNED), read_copied(half=Half.KEPT)
    assert {story.name for story in tuned} | {story.name for story in kept} == {s.name for s in read_copied()}
    assert not {story.name for story in tuned} & {story.name for story in kept}


def test_no_label_is_handed_to_the_code_that_groups() -> None:
    told = replace(tell(1, WIRE, "gold-origin", "Harbour Post"), owner="gold-owner", how="gold-how")
    assert "gold" not in repr(told.article)


def test_what_an_outlet_prints_of_others_makes_it_no_part_of_their_voice() -> None:
    printed = (*STORY.told, replace(tell(4, OWN, "wire", "Town Radio"), owner="Arle Echo"))
    assert replace(STORY, told=printed).voices == (frozenset({1, 2, 4}), frozenset({3}))


def test_what_is_found_missed_and_wrongly_joined_is_counted() -> None:
    found = group(STORY)
    assert (precision([found]), recall([found]), rightly_counted([found])) == (1.0, 1.0, 1.0)

    missed = replace(found, voices=frozenset(), counted=3)
    assert (precision([missed]), recall([missed]), rightly_counted([missed])) == (1.0, 0.0, 0.0)

    wrong = replace(found, voices=frozenset({frozenset({1, 2}), frozenset({1, 3})}), counted=1)
    assert (precision([wrong]), recall([wrong])) == (0.5, 1.0)


def test_the_report_names_what_was_missed_and_gives_intervals() -> None:
    report = measure_copies([STORY])
    assert isinstance(report.figures["precision of pairs"], Measured)
    assert report.figures["rightly placed: told"] == "3 of 3"
    assert report.predictions[0]["missed"] == report.predictions[0]["false"] == []


def test_an_absent_set_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(SetAbsent, match="absent"):
        read_copied(tmp_path_factory.mktemp("empty"))
