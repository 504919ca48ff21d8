"""A single article that joined the wrong story is called back by its own; what belongs to both stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.core.grouping import build_index, decide_placement, place_all
from bot.core.story_index import VECTORS_KEPT, StoryIndex
from bot.core.straying import find_stray
from bot.core.types import Article, Rules
from tests.core.test_parting import DEPOT, SCHOOL
from tests.make import at, make_article, make_story


def _articles(texts: Sequence[str], first: int) -> tuple[Article, ...]:
    return tuple(
        make_article(
            id=number, outlet=f"Outlet {number}", title=text.split("|")[0], text=text.split("|")[1],
            published_at=at(number), arrived_at=at(number),
        )
        for number, text in enumerate(texts, first)
    )  # fmt: skip


DEPOTS, SCHOOLS = _articles(DEPOT, 1), _articles(SCHOOL, 11)
MIXED = (*DEPOTS[:3], SCHOOLS[0])


def test_an_article_that_joined_another_story_is_called_back_when_its_own_has_grown() -> None:
    active = [(make_story(id=7), MIXED), (make_story(id=8), SCHOOLS[1:3])]

    placement = decide_placement(SCHOOLS[3:], active, Rules(), at(60))

    assert placement.joined == ((14, 8),)
    assert placement.moved == ((11, 7, 8),)
    assert (placement.merged, placement.parted, placement.founded) == ((), (), ())


def test_the_story_that_holds_the_stray_gives_it_up_too_when_it_grows_itself() -> None:
    active = [(make_story(id=7), (*DEPOTS[:2], SCHOOLS[0])), (make_story(id=8), SCHOOLS[1:])]

    placement = decide_placement(DEPOTS[3:], active, Rules(), at(60))

    assert placement.moved == ((11, 7, 8),)


def test_an_article_that_arrived_just_now_is_simply_placed_where_it_belongs() -> None:
    index = build_index([(7, DEPOTS[:3]), (8, SCHOOLS[1:3])], at(0))
    index.add(SCHOOLS[0], index.see(SCHOOLS[0]), 7)

    stray = find_stray(8, [7], index, lambda article, into: True)

    assert stray is not None
    assert (stray.article_id, stray.joins) == (11, 8)
    assert any("rest of its story" in reason for reason in stray.reasons)


def test_once_called_back_nothing_is_called_again() -> None:
    index = build_index([(7, MIXED), (8, SCHOOLS[1:3])], at(0))
    place_all(SCHOOLS[3:], index)

    assert find_stray(7, [8], index, lambda article, into: True) is None
    assert find_stray(8, [7], index, lambda article, into: True) is None


def test_an_article_of_two_is_not_taken_from_the_other_and_a_stored_one_joins_no_unstored_story() -> None:
    pair = build_index([(7, (DEPOTS[0], SCHOOLS[0])), (8, SCHOOLS[1:3])], at(0))
    mixed = build_index([(7, MIXED), (8, SCHOOLS[1:3])], at(0))

    assert find_stray(8, [7], pair, lambda article, into: True) is None
    assert find_stray(8, [7], mixed, lambda article, into: False) is None


def test_an_article_on_both_events_stays_where_it_is() -> None:
    both = replace(
        SCHOOLS[0],
        title="Fires in Norrby and Velm: depot and primary school burn",
        text=f"{DEPOTS[0].text} {SCHOOLS[0].text} Forty buses were lost in Norrby.",
    )
    index = build_index([(7, (*DEPOTS[:3], both)), (8, SCHOOLS[1:])], at(0))

    assert find_stray(8, [7], index, lambda article, into: True) is None


def _holds_each_vector(index: StoryIndex, key: int) -> bool:
    """Whether a vector stands for each of the story's articles, in their order, and they add up to the story."""
    story = index.stories[key]
    fits = all(
        whole.keys() <= set(index.weigh(article).profile.terms)
        for article, whole in zip(story.articles, story.wholes, strict=True)
    )
    total = {term: sum(whole.get(term, 0.0) for whole in story.wholes) for term in story.whole}
    return fits and total == pytest.approx(story.whole)


def test_a_story_holds_the_vector_of_each_article_after_joining_merging_parting_and_moving() -> None:
    index = build_index([(7, DEPOTS[:3]), (8, SCHOOLS[:1]), (9, SCHOOLS[1:])], at(0))
    assert index.stories[8].wholes == []
    assert _holds_each_vector(index, 7)

    index.merge(9, 8)
    assert _holds_each_vector(index, 8)
    index.merge(8, 7)
    assert _holds_each_vector(index, 7)
    index.part(7, {article.id for article in SCHOOLS}, 8)
    index.move(DEPOTS[0].id, 8)

    assert _holds_each_vector(index, 7)
    assert _holds_each_vector(index, 8)


def test_of_a_large_story_no_vectors_are_kept_however_it_grew() -> None:
    many = [replace(DEPOTS[0], id=number, text=f"{DEPOTS[0].text} {number}") for number in range(100, 126)]
    index = build_index([(7, many[:VECTORS_KEPT]), (8, many[VECTORS_KEPT:])], at(0))
    assert _holds_each_vector(index, 7)

    index.add(SCHOOLS[0], index.see(SCHOOLS[0]), 7)
    assert index.stories[7].wholes == []
    index.merge(8, 7)
    assert index.stories[7].wholes == []
