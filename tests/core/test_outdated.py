"""What later articles have overtaken is left out of a piece."""

from __future__ import annotations

import pytest

from bot.core.candidates import read_candidates
from bot.core.outdated import find_outdated
from tests.make import at, make_article

FIRST = "The ferry struck the pier before seven and some of the people on board have been hurt."
COUNTED = "Fourteen people were injured when the ferry struck the pier, the harbour master said."


def outdated(*texts: str) -> list[str]:
    articles = [
        make_article(
            id=number,
            outlet=f"Outlet {number}",
            title="Ferry strikes pier",
            text=text,
            published_at=at(number * 60),
        )
        for number, text in enumerate(texts, start=1)
    ]
    candidates = read_candidates(articles)
    found = find_outdated(articles, candidates)
    return [candidate.text for candidate in candidates if candidate.passage.id in found]


def test_some_were_hurt_is_overtaken_by_an_article_that_counts_them() -> None:
    assert outdated(FIRST, COUNTED) == [FIRST]


@pytest.mark.parametrize(
    "later",
    [
        "Fourteen ferries were held in port, the harbour master said.",
        "Three people died when the ferry struck the pier, the harbour master said.",
    ],
)
def test_a_count_of_something_else_overtakes_nothing(later: str) -> None:
    assert outdated(FIRST, later) == []


def test_the_newest_article_may_say_some() -> None:
    assert outdated(COUNTED, FIRST) == []


MISSING = "Fire engulfed the paint works and several workers were unaccounted for, the fire service said."
DEAD = "Three people died in the fire at the paint works, the hospital said."


def test_several_were_missing_is_overtaken_by_a_count_of_the_dead_when_nobody_is_missing_any_more() -> None:
    assert outdated(MISSING, DEAD) == [MISSING]
    assert outdated(MISSING, f"{DEAD} The fire service said two people were still missing.") == [MISSING]
    assert outdated(MISSING, f"{DEAD} Relatives of the missing waited at the gate.") == []
