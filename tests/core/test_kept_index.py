"""An index kept between placements decides as one that is built anew each time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.grouping import build_index, place_all
from bot.core.kept_index import KeptIndex, Mark
from bot.core.types import Article, Placement
from tests.core.test_demo_pieces import events
from tests.make import NOW

LONG_AGO = NOW - timedelta(days=999)
WORLD = sorted((article for group in events().values() for article in group), key=lambda one: one.id)


def apply(placement: Placement, stories: dict[int, list[Article]], arrived: list[Article]) -> None:
    """What the database does with a placement: new stories get the next ids."""
    by_id = {article.id: article for article in arrived}
    for ends, takes_over in placement.merged:
        stories[takes_over].extend(stories.pop(ends))
    for article_id, story_id in placement.joined:
        stories[story_id].append(by_id[article_id])
    for article_id, left, joined in placement.moved:
        (moving,) = [article for article in stories[left] if article.id == article_id]
        stories[left].remove(moving)
        stories[joined].append(moving)
    for story_id, leaving in placement.parted:
        there = [*stories[story_id], *arrived]
        stories[story_id] = [article for article in stories[story_id] if article.id not in leaving]
        stories[max(stories) + 1] = [article for article in there if article.id in leaving]
    for group in placement.founded:
        stories[max(stories, default=0) + 1] = [by_id[article_id] for article_id in group]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    chosen=st.sets(st.sampled_from(range(len(WORLD))), min_size=2, max_size=30),
    sizes=st.lists(st.integers(1, 5), min_size=30, max_size=30),
)
def test_a_kept_index_places_as_one_built_anew(chosen: set[int], sizes: list[int]) -> None:
    waiting = [WORLD[place] for place in sorted(chosen)]
    stories: dict[int, list[Article]] = {}
    kept = build_index([], LONG_AGO)
    for size in sizes:
        arrived, waiting = waiting[:size], waiting[size:]
        fresh = build_index(list(stories.items()), LONG_AGO)
        placement = place_all(arrived, kept)
        assert placement == place_all(arrived, fresh)
        apply(placement, stories, arrived)
        homes = {article.id: key for key, group in stories.items() for article in group}
        for key in [key for key in kept.stories if key < 0]:
            kept.rename(key, homes[kept.stories[key].articles[0].id])
        assert kept.homes == homes
        assert {key: sorted(article.id for article in story.articles) for key, story in kept.stories.items()} == {
            key: sorted(article.id for article in group) for key, group in stories.items()
        }


def test_a_kept_index_forgets_single_stories_and_is_then_as_if_it_had_never_held_them() -> None:
    first, second, third = WORLD[:3]
    kept = KeptIndex(build_index([(1, [first]), (2, [second])], LONG_AGO), {1: 4, 2: 1})
    assert kept.mark == Mark(stories=2, ids=3, revisions=5)
    kept.drop([2, 9])
    assert kept.mark == Mark(stories=1, ids=1, revisions=4)
    alone = build_index([(1, [first])], LONG_AGO)
    assert kept.index.stories == alone.stories
    assert kept.index.carriers == alone.carriers
    assert kept.index.postings.rows.keys() == alone.postings.rows.keys()
    for term in alone.postings.rows:
        assert dict(kept.index.postings.read(term)) == dict(alone.postings.read(term))
    assert kept.index.rarity("ferri") == alone.rarity("ferri")
    assert place_all([second, third], kept.index) == place_all([second, third], alone)


def test_an_index_is_shown_in_a_few_words_however_much_it_holds() -> None:
    index = build_index(list(enumerate([[article] for article in WORLD], start=1)), LONG_AGO)

    assert repr(index) == f"<StoryIndex of {len(WORLD)} stories, {len(WORLD)} articles>"
