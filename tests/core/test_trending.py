"""What is reported most now, and what belongs together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.related import rank_related
from bot.core.topics import choose_topics
from bot.core.trending import rank_trending
from bot.core.types import Source, Summary
from tests.core.test_demo_pieces import events, piece
from tests.make import NOW, at, make_claim, make_source, make_summary


def story(number: int, *sources: Source, **changes: Any) -> Summary:
    return make_summary(story_id=number, sources=sources, independent_outlets=len(sources), **changes)


def report(number: int, minute: float, **changes: Any) -> Source:
    return replace(make_source(), number=number, published_at=at(minute), **changes)


def test_what_more_outlets_report_comes_first() -> None:
    one, two = story(1, report(1, -60)), story(2, report(1, -60), report(2, -50))
    assert [each.story_id for each in rank_trending([one, two], NOW, 5)] == [2, 1]


def test_old_reports_count_for_less() -> None:
    old = story(1, *(report(number, -24 * 60) for number in (1, 2, 3)))
    new = story(2, report(1, -10))
    assert [each.story_id for each in rank_trending([old, new], NOW, 5)] == [2, 1]


def test_copies_and_further_articles_of_an_outlet_count_once() -> None:
    copied = story(1, report(1, -60), report(2, -50, copy_of=1), report(3, -40, counts_with=1))
    apart = story(2, report(1, -60), report(2, -50))
    assert [each.story_id for each in rank_trending([copied, apart], NOW, 5)] == [2, 1]


def test_what_is_long_over_or_taken_back_is_left_out() -> None:
    over, back = story(1, report(1, -48 * 60)), replace(story(2, report(1, -5)), independent_outlets=0)
    assert rank_trending([over, back], NOW, 5) == ()


def test_stories_that_share_rare_words_are_related_and_others_are_not() -> None:
    def about(number: int, title: str, *sentences: str) -> Summary:
        return make_summary(sentences, story_id=number, headline=make_claim(title, "1.0"))

    ferry = about(1, "Ferry Nordlys runs aground off Port Ansel", "The ferry Nordlys struck a reef in fog.")
    inquiry = about(
        2, "Inquiry into Nordlys grounding opens", "The ferry Nordlys had no radar when it struck the reef."
    )
    strike = about(3, "Teachers in Vellmark strike over pay", "Schools stay closed on Thursday.")
    cup = about(4, "Rovers win the cup", "A late goal decided the final in Port Ansel.")
    assert [one.story_id for one in rank_related(ferry, [strike, inquiry, cup, ferry], 5)] == [2]


def test_of_one_topic_those_are_related_that_share_names_which_few_stories_have() -> None:
    """In the demo the two matches of the Cup, and no two stories that only have towns or outlets in common."""
    pieces = {
        event: replace(piece(event), story_id=number, topics=choose_topics(articles))
        for number, (event, articles) in enumerate(sorted(events().items()), start=1)
    }
    found = {
        (one, other.story_id)
        for one, summary in pieces.items()
        for other in rank_related(summary, tuple(pieces.values()), 5)
    }
    cup, rovers = (pieces[event].story_id for event in ("athletic-cup", "rovers-cup"))
    assert found == {("athletic-cup", rovers), ("rovers-cup", cup)}
    without_topic = [replace(summary, topics=()) for summary in pieces.values()]
    assert rank_related(pieces["athletic-cup"], without_topic, 5) == ()
