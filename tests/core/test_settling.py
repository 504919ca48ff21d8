"""Looking again at stories settles: without news a second look changes nothing, and what was parted stays so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.core.grouping import Changes, build_index, look_again, place
from bot.core.story_index import StoryIndex
from bot.core.types import Article
from tests.core.test_demo_pieces import events
from tests.core.test_parting import BRIDGE, DEPOT, SCHOOL, SPAM, TRAPS
from tests.make import NOW, at, make_article

EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ROUNDS = 4  # after so many looks at every story nothing may be left to do
SOME = st.sets(st.integers(0, 3))  # of four articles
LIVE = 5  # stories of the demo's, at most, with all their articles


def _articles(texts: Sequence[str]) -> tuple[Article, ...]:
    return tuple(
        make_article(
            id=number, outlet=f"Outlet {number}", title=text.split("|")[0], text=text.split("|")[1],
            published_at=at(number), arrived_at=at(number),
        )
        for number, text in enumerate(texts, 1)
    )  # fmt: skip


def _review(index: StoryIndex) -> None:
    """A look at each story, as if each had just grown."""
    for key in sorted(index.stories):
        if key in index.stories:
            look_again(key, index, Changes(last_key=min([0, *index.stories])))


def _partition(index: StoryIndex) -> frozenset[frozenset[int]]:
    return frozenset(frozenset(article.id for article in story.articles) for story in index.stories.values())


def _settle(index: StoryIndex) -> list[frozenset[frozenset[int]]]:
    """How the articles lie after each round."""
    found = [_partition(index)]
    for _ in range(ROUNDS):
        _review(index)
        found.append(_partition(index))
    return found


@EXAMPLES
@given(st.permutations(_articles((*DEPOT, *SCHOOL, *BRIDGE, *SPAM, *TRAPS))))
def test_reviewing_without_news_comes_to_rest(order: Sequence[Article]) -> None:
    index = build_index([], NOW)
    changes = Changes()
    for article in order:
        place(article, index, changes)

    rounds = _settle(index)

    assert rounds[-1] == rounds[-2]
    changed = [one != after for one, after in pairwise(rounds)]
    assert len(set(rounds)) == sum(changed) + 1  # no arrangement came twice


@EXAMPLES
@given(st.sets(st.sampled_from(sorted(events())), min_size=1, max_size=LIVE), st.integers(1, 6))
def test_wrongly_mixed_stories_of_the_demo_come_to_rest_too(chosen: set[str], mixed: int) -> None:
    articles = [article for event in sorted(chosen) for article in events()[event]]
    index = build_index(
        [(1 + place, articles[place::mixed]) for place in range(min(mixed, len(articles)))], at(-99)
    )

    rounds = _settle(index)

    assert rounds[-1] == rounds[-2]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(towns=SOME, chiefs=SOME, together=st.booleans())
@example(towns={0, 1}, chiefs={2, 3}, together=False)  # merged and parted by turns without a margin
def test_two_events_that_share_their_town_or_their_chief_in_part_come_to_rest(
    towns: set[int], chiefs: set[int], together: bool
) -> None:
    """Between one event and two, where likeness and names stand at the threshold."""
    school = [text.replace("Velm", "Norrby") if place in towns else text for place, text in enumerate(SCHOOL)]
    school = [text.replace("Tor Lind", "Ada Holm") if one in chiefs else text for one, text in enumerate(school)]
    articles = _articles((*DEPOT, *school))
    index = build_index([(1, articles)] if together else [(1, articles[:4]), (2, articles[4:])], at(0))

    rounds = _settle(index)

    assert len(set(rounds)) == sum(one != after for one, after in pairwise(rounds)) + 1
    assert rounds[-1] == rounds[-2]


@EXAMPLES
@given(st.lists(st.booleans(), min_size=8, max_size=8), st.permutations(range(8)))
def test_once_two_events_are_parted_arrivals_by_turns_never_merge_them(
    turns: list[bool], order: list[int]
) -> None:
    both = _articles((*DEPOT, *SCHOOL))
    index = build_index([(1, both)], at(0))
    look_again(1, index, Changes())
    apart = _partition(index)
    assert apart == {frozenset(range(1, 5)), frozenset(range(5, 9))}

    for turn, (of_the_school, place_) in enumerate(zip(turns, order, strict=True)):
        again = both[4 + place_ % 4 if of_the_school else place_ % 4]
        newest = make_article(
            id=100 + turn, outlet=f"Late {turn}", title=again.title, text=again.text, arrived_at=at(60 + turn)
        )
        changes = Changes(last_key=min(index.stories))
        place(newest, index, changes)
        for key in sorted(index.stories):
            look_again(key, index, changes)
        assert not changes.successors
        assert not changes.origins
        assert len(index.stories) == 2
