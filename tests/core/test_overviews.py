"""The stories of the last day about a topic, told as one message."""

from __future__ import annotations

from bot.core.finding import find_about
from bot.core.overviews import choose_overview, compose_overview
from bot.core.types import Summary
from tests.core.test_finding import FERRY, STORM
from tests.fakes import plain
from tests.make import at, make_source, make_summary


def make_story(number: int, outlets: int = 1, minute: float = 0) -> Summary:
    sources = tuple(make_source(number=place, outlet=f"Outlet {place}") for place in range(1, outlets + 1))
    return make_summary(story_id=number, sources=sources[:1], independent_outlets=outlets, written_at=at(minute))


def test_a_story_is_about_what_its_headline_or_lede_names_and_not_about_what_it_mentions() -> None:
    assert find_about("ferry", (STORM, FERRY)) == (FERRY,)
    assert find_about("storm pier", (STORM, FERRY)) == (STORM,)
    assert find_about("blackouts", (make_summary(["An outage hit 8,000 homes."]), FERRY)) != ()
    assert find_about("", (STORM, FERRY)) == (STORM, FERRY)
    assert find_about("volcano", (STORM, FERRY)) == ()


def test_what_most_outlets_report_comes_first_and_then_the_newest() -> None:
    stories = [make_story(1, 1, 5), make_story(2, 3, 1), make_story(3, 1, 9)]
    assert [each.story_id for each in choose_overview("", stories, (), 8).told] == [2, 3, 1]


def test_what_all_its_sources_took_back_is_left_out() -> None:
    withdrawn = make_summary(story_id=1, independent_outlets=0)
    overview = choose_overview("ferry", [withdrawn], [withdrawn], 8)
    assert (overview.told, overview.older) == ((), None)


def test_every_story_is_told_once_with_number_cited_lede_and_outlets() -> None:
    overview = choose_overview("ferry", [make_story(7, 3), make_story(9)], (), 8)
    message = compose_overview(overview)
    assert plain(message).splitlines() == [
        "Ferry: 2 stories of the last day, from one outlet",
        "1. Ferry runs aground off Port Ansel (story 7)",
        "A ferry ran aground off Port Ansel on Monday, the coast guard said. [1]",
        "3 independent outlets: Outlet 1",
        "2. Ferry runs aground off Port Ansel (story 9)",
        "A ferry ran aground off Port Ansel on Monday, the coast guard said. [1]",
        "One outlet: Outlet 1",
    ]
    assert message.story_ids == (7, 9)
    assert [button.action for row in message.buttons for button in row] == ["story:7", "story:9"]


def test_what_does_not_fit_is_counted() -> None:
    overview = choose_overview("", [make_story(number) for number in range(1, 12)], (), 8)
    assert plain(compose_overview(overview)).endswith(
        "3 more stories, which fewer outlets report; /search finds them by their words."
    )


def test_where_the_day_brought_nothing_the_newest_older_story_is_offered() -> None:
    message = compose_overview(choose_overview("ferry", (), [make_story(4), make_story(3)], 8))
    said = plain(message)
    assert said.startswith(
        "Nothing about “ferry” came in during the last day. The newest from before is of November 16:"
    )
    assert "(story 4)" in said
    assert "[1]" in said
    assert message.story_ids == (4,)


def test_where_there_is_nothing_at_all_that_is_said() -> None:
    message = compose_overview(choose_overview("", (), (), 8))
    assert plain(message) == "Nothing came in during the last day."
    assert message.buttons == ()
