"""News of other languages is grouped as English news is: one story an event, look-alike events apart."""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import pytest

from bot.core.grouping import decide_placement
from bot.core.types import Article, Rules
from tests.make import at, make_article

LINES = (Path(__file__).parent / "news_in_other_tongues.txt").read_text(encoding="utf-8").splitlines()
TONGUES = sorted({line.split()[0] for line in LINES})
ORDERS = 6  # of arrival, the first that of the file


def _read(tongue: str) -> dict[int, tuple[str, Article]]:
    """Number → event and article, of one language or ("") of all."""
    told: dict[int, tuple[str, Article]] = {}
    for number, line in enumerate(LINES, 1):
        event, title, text = (field.strip() for field in line.split("|"))
        article = make_article(id=number, outlet=f"Outlet {number}", title=title, text=text)
        if event.startswith(tongue):
            told[number] = event, article
    return told


def _stories(told: dict[int, tuple[str, Article]], order: int) -> set[frozenset[str]]:
    """Each story as its events, with how many articles it has of each."""
    numbers = list(told)
    if order:
        random.Random(order).shuffle(numbers)
    arriving = [
        make_article(
            id=number, outlet=f"Outlet {number}", title=told[number][1].title, text=told[number][1].text,
            published_at=at(place), arrived_at=at(place),
        )
        for place, number in enumerate(numbers)
    ]  # fmt: skip
    placement = decide_placement(arriving, (), Rules(), at(100))
    stories = set()
    for group in placement.founded:
        counts: dict[str, int] = defaultdict(int)
        for number in group:
            counts[told[number][0]] += 1
        stories.add(frozenset(f"{event} {count}" for event, count in counts.items()))
    return stories


@pytest.mark.parametrize("order", range(ORDERS))
@pytest.mark.parametrize("tongue", TONGUES)
def test_each_event_is_one_story_in_its_language(tongue: str, order: int) -> None:
    told = _read(tongue)
    assert _stories(told, order) == {frozenset({f"{event} 3"}) for event in {event for event, _ in told.values()}}


@pytest.mark.parametrize("order", range(ORDERS))
def test_all_languages_live_side_by_side(order: int) -> None:
    told = _read("")
    assert _stories(told, order) == {frozenset({f"{event} 3"}) for event in {event for event, _ in told.values()}}
