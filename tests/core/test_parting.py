"""A story that grew out of two events is cut in two; one event stays one, whatever its outlets dwell on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.grouping import build_index, decide_placement
from bot.core.likeness import weigh_merging
from bot.core.parting import FEWEST, Part, find_part
from bot.core.types import Article, Rules
from tests.make import at, make_article, make_story

DEPOT = (
    "Bus depot burns in Norrby|A fire destroyed forty buses in the Norrby depot, fire chief Ada Holm said.",
    "Forty buses lost in Norrby fire|Forty buses burned in the depot in Norrby. Ada Holm said nobody was hurt.",
    "Norrby depot fire: forty buses gone|The depot fire in Norrby took forty buses, Ada Holm told reporters.",
    "Buses burn at Norrby depot|Forty buses were burned when the depot in Norrby caught fire, said Ada Holm.",
)
SCHOOL = (
    "School burns in Velm|A fire destroyed the Velm primary school on the hill, fire chief Tor Lind said.",
    "Velm loses its primary school in a fire|The primary school of Velm burned down. Tor Lind said so.",
    "Velm school fire: the roof is gone|The school fire in Velm took the roof, Tor Lind told reporters.",
    "Primary school burns on the hill in Velm|The primary school in Velm caught fire, said Tor Lind.",
)
# Lower case, stemmed, without stop words: nothing tells a name from another word.
SPAM = (
    "video site fight comment spam|video site spam comment link user complain system filter update",
    "comment spam rise video site filter|comment system video site spam filter link update user angry",
    "video site update comment filter stem spam|spam comment video site link long filter system user",
)
TRAPS = (
    "satellite image show fish trap gulf|researcher count fish trap gulf satellite image catch unreported",
    "fish catch gulf unreported trap image|gulf fish trap catch researcher satellite coast country report",
    "study count fish trap gulf coast|study researcher fish trap gulf satellite image catch country",
)
BRIDGE = (
    "Footbridge falls in Riverton|A footbridge over the Arle in Riverton fell, fire chief Oda Brekke said.",
    "Dozens in the river at Riverton|Oda Brekke said 31 people fell into the Arle with the Riverton footbridge.",
    "Engineer of Riverton bridge questioned|Engineer Ivo Lund, who built the Riverton footbridge that fell into "
    "the Arle, was questioned, Oda Brekke said.",
    "Mayor Tamm promises bridge inquiry|Mayor Ilse Tamm of Riverton promised an inquiry into the footbridge "
    "that fell into the Arle.",
    "Riverton bridge: tenth person found|A tenth person was found in the Arle below the Riverton footbridge, "
    "Oda Brekke said.",
    "Hospital treats nine from Riverton bridge|Nine people from the footbridge over the Arle are in the "
    "Riverton hospital, fire chief Oda Brekke said.",
    "Riverton bridge opened in 1987|The footbridge over the Arle that fell in Riverton was opened in 1987, "
    "Mayor Ilse Tamm said.",
    "Arle searched below Riverton bridge|Divers were in the Arle below the Riverton footbridge, Oda Brekke said.",
)  # fmt: skip


def _articles(*events: Sequence[str]) -> tuple[Article, ...]:
    """In turn one of each event."""
    turns = [text for group in zip(*events, strict=True) for text in group]
    return tuple(
        make_article(
            id=number, outlet=f"Outlet {number}", title=text.split("|")[0], text=text.split("|")[1],
            published_at=at(number), arrived_at=at(number),
        )
        for number, text in enumerate(turns, 1)
    )  # fmt: skip


def _part(articles: Sequence[Article]) -> Part | None:
    return find_part(articles, build_index([(1, articles)], at(0)))


def test_two_events_of_one_kind_with_other_names_are_parted_and_the_names_are_the_reason() -> None:
    part = _part(_articles(DEPOT, SCHOOL))

    assert part is not None
    assert part.leaving == {2, 4, 6, 8}
    assert any("norrbi" in reason or "holm" in reason for reason in part.reasons)
    assert any("velm" in reason or "lind" in reason for reason in part.reasons)


def test_texts_without_any_name_are_parted_where_they_have_little_in_common() -> None:
    part = _part(_articles(SPAM, TRAPS))

    assert part is not None
    assert part.leaving == {2, 4, 6}


def test_one_event_stays_one_though_some_of_its_articles_dwell_on_somebody_else() -> None:
    assert _part(_articles(BRIDGE)) is None


def test_halves_of_one_event_are_merged_though_two_of_their_many_titles_are_alike_about_others() -> None:
    first, second = _articles(BRIDGE)[:4], _articles(BRIDGE)[4:]
    ours = replace(first[0], title="Riverton chief Oda Brekke counts people pulled out of cold water")
    theirs = replace(second[0], title="Arle diver Ivo Lund counts people pulled out of cold water")
    index = build_index([(1, (ours, *first[1:])), (2, (theirs, *second[1:]))], at(0))
    alone = build_index([(1, (ours,)), (2, (theirs,))], at(0))

    assert weigh_merging(index, index.stories[1], index.stories[2]) > 0
    assert weigh_merging(alone, alone.stories[1], alone.stories[2]) < 0


def test_a_part_of_two_articles_is_too_small_to_tell() -> None:
    assert _part(_articles(DEPOT[:2], SCHOOL[:2])) is None


def test_a_stored_story_keeps_the_older_part_and_loses_the_younger_with_what_just_arrived() -> None:
    *known, newest = _articles(DEPOT, SCHOOL)
    placement = decide_placement((newest,), [(make_story(id=7), tuple(known))], Rules(), at(60))

    assert placement.parted == ((7, (2, 4, 6, 8)),)
    assert placement.joined == ()


def test_what_was_parted_is_not_merged_again_at_once() -> None:
    articles = _articles(DEPOT, SCHOOL)
    active = [(make_story(id=7), articles[::2]), (make_story(id=8), articles[1::2])]
    late = replace(articles[0], id=20, arrived_at=at(20), title="Norrby buses: what burned in the depot")

    placement = decide_placement((late,), active, Rules(), at(60))

    assert placement.joined == ((20, 7),)
    assert (placement.merged, placement.parted) == ((), ())


@settings(deadline=None, max_examples=30)
@given(st.permutations(_articles(DEPOT, SCHOOL)))
def test_the_first_that_arrived_always_stays_and_the_order_of_the_list_does_not_matter(
    order: list[Article],
) -> None:
    index = build_index([(1, order)], at(0))
    part = find_part(order, index)

    assert part == find_part(sorted(order, key=lambda article: article.id), index)
    assert part is not None
    assert 1 not in part.leaving
    assert FEWEST <= len(part.leaving) <= len(order) - FEWEST


def test_a_story_of_hundreds_is_cut_by_a_sample_and_every_article_goes_where_its_like_went() -> None:
    known = _articles(DEPOT, SCHOOL)
    many = [
        replace(article, id=article.id + 8 * turn, arrived_at=at(article.id + 8 * turn))
        for turn in range(15)
        for article in known
    ]
    part = _part(many)

    assert part is not None
    assert part.leaving == {article.id for article in many if article.id % 2 == 0}
