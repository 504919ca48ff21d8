"""The measure of repetition: facts that a reader of the piece has met before, and only those."""

from __future__ import annotations

import pytest

from benchmarks.repetition import measure_repetition, read_piece
from bot.core.types import Section
from tests.make import make_claim, make_summary

LEDE = "Fourteen people were injured when the island ferry struck the North Pier, the harbour master said."


def _again(*texts: str) -> list[bool]:
    lede, *rest = (make_claim(text) for text in texts)
    told = read_piece("a", make_summary(lede=lede, sections=(Section(None, tuple(rest)),)))
    return [any(fact.again is not None for fact in facts) for _, facts in told.sentences]


@pytest.mark.parametrize(
    "second",
    [
        "The number of people injured rose to 14, Brandt said at noon.",
        "When the island ferry struck the pier, a nurse was knitting in the saloon.",
    ],
)
def test_the_same_figure_on_the_same_matter_and_most_of_a_clause_are_told_again(second: str) -> None:
    assert _again(LEDE, second) == [False, True]


@pytest.mark.parametrize(
    "second",
    [
        "Captain Thackery, who leads the inquiry, keeps 14 hens.",
        "The harbour master said on Tuesday that divers would look at the hull.",
        "One passenger was a nurse.",
    ],
)
def test_another_matter_and_who_said_it_are_not(second: str) -> None:
    assert _again(LEDE, second) == [False, False]


def test_a_sentence_is_idle_when_half_of_its_facts_had_been_told() -> None:
    lede, again = (
        make_claim(LEDE),
        make_claim("Fourteen people were injured when the island ferry struck the pier."),
    )
    told = read_piece("a", make_summary(lede=lede, sections=(Section(None, (again,)),)))

    assert told.idle == (again.text,)
    assert told.share > 0.4


def test_the_demo_is_read_event_by_event() -> None:
    report = measure_repetition(limit=2)

    assert report.figures["pieces"] == 2
    assert [row["name"] for row in report.predictions] == ["athletic-cup", "beekeeper-hats"]
