"""Articles find their story as they arrive; look-alike events stay apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.grouping import decide_placement
from bot.core.types import Article, Placement, Rules, Story
from tests.make import at, make_article, make_story

RULES = Rules()

BRIDGE = (
    ("Footbridge collapses in Riverton during marathon",
     "A footbridge over the Arle in Riverton collapsed on Tuesday as marathon spectators crossed it. "
     "Fire chief Oda Brekke said 31 people were pulled from the river. Mayor Ilse Tamm promised an inquiry."),
    ("Dozens fall into river as Riverton bridge gives way",
     "Dozens of marathon spectators fell into the Arle when a footbridge gave way in Riverton. "
     "Nine were taken to hospital, fire chief Oda Brekke said. The bridge over the Arle was opened in 1987."),
    ("Riverton marathon stopped after bridge collapse",
     "The Riverton marathon was stopped after a footbridge across the Arle collapsed under spectators. "
     "Oda Brekke of the fire brigade said crews pulled 31 people out of the water."),
)  # fmt: skip
MINE = (
    ("Roof falls in at Kestrel mine near Holloway",
     "Part of a roof came down in the Kestrel copper mine near Holloway, trapping seven miners. "
     "Owner Norrland Copper said it was in contact with them. Rescue leader Pia Venn said drilling had begun."),
    ("Seven trapped in Holloway copper mine",
     "Seven miners are trapped in the Kestrel mine near Holloway after a roof fall. "
     "Norrland Copper, the owner, said all seven had answered by radio. Drilling began, Pia Venn said."),
)  # fmt: skip
OTHER_BRIDGE = (
    ("Footbridge collapses in Eastmere during regatta",
     "A footbridge over the Sill in Eastmere collapsed on Tuesday as regatta spectators crossed it. "
     "Police chief Arvid Noor said 12 people were pulled from the river. Mayor Jonna Falk promised an inquiry."),
)  # fmt: skip


def _articles(*events: Sequence[tuple[str, str]]) -> tuple[Article, ...]:
    texts = [text for event in events for text in event]
    return tuple(
        make_article(
            id=number, outlet=f"Outlet {number}", title=title, text=text,
            published_at=at(number), arrived_at=at(number + 1),
        )
        for number, (title, text) in enumerate(texts, 1)
    )  # fmt: skip


class _Desk:
    """Applies placements as the database would."""

    def __init__(self) -> None:
        self.homes: dict[int, int] = {}
        self.articles: dict[int, Article] = {}
        self.founded = 0

    def active(self) -> list[tuple[Story, tuple[Article, ...]]]:
        members: dict[int, list[Article]] = {}
        for article_id, story_id in self.homes.items():
            members.setdefault(story_id, []).append(self.articles[article_id])
        return [(make_story(id=story_id), tuple(articles)) for story_id, articles in members.items()]

    def receive(self, arrived: Sequence[Article]) -> Placement:
        placement = decide_placement(arrived, self.active(), RULES, at(500))
        self.articles.update({article.id: article for article in arrived})
        self.homes.update(placement.joined)
        for group in placement.founded:
            self.founded += 1
            self.homes.update(dict.fromkeys(group, self.founded))
        for gone, into in placement.merged:
            self.homes.update({key: into for key, home in self.homes.items() if home == gone})
        return placement

    def stories(self) -> set[frozenset[int]]:
        return {
            frozenset(key for key, home in self.homes.items() if home == story) for story in self.homes.values()
        }


def test_articles_on_one_event_open_one_story_and_another_event_opens_its_own() -> None:
    placement = decide_placement(_articles(BRIDGE, MINE), (), RULES, at(60))

    assert placement == Placement(founded=((1, 2, 3), (4, 5)))


def test_an_article_joins_the_live_story_on_its_event() -> None:
    first, second, third = _articles(BRIDGE)
    active = [(make_story(id=7), (first, second)), (make_story(id=8), _numbered(_articles(MINE), 20))]

    assert decide_placement((third,), active, RULES, at(60)) == Placement(joined=((3, 7),))


def test_a_look_alike_event_with_other_places_and_people_stays_apart() -> None:
    *bridge, other = _articles(BRIDGE, OTHER_BRIDGE)

    placement = decide_placement((other,), [(make_story(id=7), tuple(bridge))], RULES, at(60))

    assert placement == Placement(founded=((4,),))


def test_a_match_report_of_other_teams_stays_apart() -> None:
    reports = (
        ("Rovers beat Albion 2-1 to go top", "Rovers beat Albion 2-1 on Saturday to go top of the league. "
         "Tomas Reis scored twice in the second half. Albion had led through Kai Moreau at half-time."),
        ("Wanderers beat Athletic 3-0 to go second", "Wanderers beat Athletic 3-0 on Saturday to go second in "
         "the league. Ivo Lindt scored twice in the second half. Athletic had lost Sven Adair at half-time."),
    )  # fmt: skip

    assert decide_placement(_articles(reports), (), RULES, at(60)).founded == ((1,), (2,))


def test_a_wire_copy_joins_its_original_whatever_its_title_says() -> None:
    wire = BRIDGE[0][1] + " Crews searched until midnight with boats and lamps. The race was stopped at 18:40."
    original = make_article(id=1, outlet="Meridian Press", title=BRIDGE[0][0], text=wire, arrived_at=at(1))
    copy = make_article(id=2, outlet="Daily Quay", title="What a night", text=wire, arrived_at=at(2))

    assert decide_placement((copy,), [(make_story(id=7), (original,))], RULES, at(3)).joined == ((2, 7),)


def test_the_same_words_a_week_later_are_another_story() -> None:
    first, second, third = _articles(BRIDGE)
    late = replace(third, published_at=at(7 * 24 * 60), arrived_at=at(7 * 24 * 60))
    active = [(make_story(id=7), (first, second))]

    assert decide_placement((late,), active, RULES, late.arrived_at).founded == ((3,),)


def test_titles_alone_are_enough() -> None:
    titles = [(title, "") for title, _ in (BRIDGE[0], BRIDGE[2], MINE[0])]

    assert decide_placement(_articles(titles), (), RULES, at(60)).founded == ((1, 2), (3,))


def test_two_stories_that_an_article_shows_to_be_one_are_merged_into_the_older() -> None:
    first, second, third = _articles(BRIDGE)
    active = [(make_story(id=9), (second,)), (make_story(id=7), (first,))]

    placement = decide_placement((third,), active, RULES, at(60))

    assert placement.merged == ((9, 7),)
    assert placement.joined == ((3, 7),)


def test_nothing_arrived_places_nothing() -> None:
    assert decide_placement((), [(make_story(id=7), _articles(BRIDGE))], RULES, at(60)) == Placement()


EVERYTHING = _articles(BRIDGE, MINE, OTHER_BRIDGE)


@settings(deadline=None, max_examples=40)
@given(st.permutations(EVERYTHING), st.integers(min_value=0, max_value=len(EVERYTHING)))
def test_every_article_is_placed_once_and_feeding_one_by_one_equals_feeding_at_once(
    order: list[Article], cut: int
) -> None:
    arriving = [replace(article, arrived_at=at(30 + place)) for place, article in enumerate(order)]
    one_by_one, halves = _Desk(), _Desk()
    for article in arriving:
        one_by_one.receive((article,))
    for part in (arriving[:cut], arriving[cut:]):
        placement = halves.receive(part)
        placed = [key for key, _ in placement.joined] + [key for group in placement.founded for key in group]
        assert sorted(placed) == sorted(article.id for article in part)

    assert one_by_one.stories() == halves.stories()
    assert one_by_one.stories() == {frozenset({1, 2, 3}), frozenset({4, 5}), frozenset({6})}


def _numbered(articles: Sequence[Article], start: int) -> tuple[Article, ...]:
    return tuple(replace(article, id=start + place) for place, article in enumerate(articles))


CUP_TIES = (
    ("Football: Harrow Rovers beat Dale Town 2-1 to reach Cup semi-finals",
     "Harrow Rovers beat Dale Town 2-1 on Tuesday to reach the semi-finals of the Cup. Ivo Lund headed the "
     "winner in the 88th minute at Mill Lane before a crowd of 9,100. Rovers meet Thursday's winners."),
    ("Football: Port Athletic beat Kell United 2-1 to reach Cup semi-finals",
     "Port Athletic beat Kell United 2-1 on Tuesday to reach the semi-finals of the Cup. Mara Dunn saved a "
     "penalty at the Basin before a crowd of 12,400. Harrow Rovers beat Dale Town 2-1 in the other tie."),
)  # fmt: skip


def test_the_same_words_about_others_tell_of_another_event() -> None:
    placement = decide_placement(_articles(CUP_TIES[:1], CUP_TIES[1:]), (), RULES, at(60))
    assert len(placement.founded) == 2
