"""An index kept between placements decides as one that is built anew each time."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.grouping import build_index, place_all
from bot.core.story_index import Mark
from bot.core.types import Article, Placement
from tests.core.test_demo_pieces import events
from tests.make import NOW

WORLD = sorted((article for group in events().values() for article in group), key=lambda one: one.id)


def apply(placement: Placement, stories: dict[int, list[Article]], arrived: list[Article]) -> None:
    """What the database does with a placement: new stories get the next ids."""
    by_id = {article.id: article for article in arrived}
    for ends, takes_over in placement.merged:
        stories[takes_over].extend(stories.pop(ends))
    for article_id, story_id in placement.joined:
        stories[story_id].append(by_id[article_id])
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
    kept = build_index([], NOW - timedelta(days=999))
    for size in sizes:
        arrived, waiting = waiting[:size], waiting[size:]
        fresh = build_index(list(stories.items()), NOW - timedelta(days=999))
        placement = place_all(arrived, kept)
        assert placement == place_all(arrived, fresh)
        apply(placement, stories, arrived)
        homes = {article.id: key for key, group in stories.items() for article in group}
        for key in [key for key in kept.stories if key < 0]:
            kept.rename(key, homes[kept.stories[key].article_ids[0]])
        assert kept.homes == homes
        assert {key: sorted(story.article_ids) for key, story in kept.stories.items()} == {
            key: sorted(article.id for article in group) for key, group in stories.items()
        }


def test_a_mark_moves_with_what_is_founded_and_what_grows() -> None:
    assert Mark(2, 7, 5).after(founded={9}, grown={3, 4}) == Mark(3, 16, 8)
