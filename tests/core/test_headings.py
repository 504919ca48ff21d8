"""Under which of a newspaper's headings a story belongs."""

from __future__ import annotations

import pytest

from bot.core.topics import Topic, choose_topics
from bot.core.types import Article
from tests.make import make_article


def article(title: str, text: str = "It was a Tuesday.", url: str = "https://harbourpost.example/a/1") -> Article:
    return make_article(title=title, text=text, url=url)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Parliament passes the pensions bill after a night of votes", Topic.POLITICS),
        ("Rebels take the border town as ceasefire collapses", Topic.WORLD),
        ("Shares in Corvane fall as profit warning shocks investors", Topic.BUSINESS),
        ("Man arrested after stabbing in Karrow, police say", Topic.CRIME),
        ("Earthquake shakes Vellmark; rescuers search collapsed school", Topic.DISASTERS),
        ("Carbon emissions fell last year as solar and wind grew", Topic.CLIMATE),
        ("Hospitals short of nurses as virus spreads among patients", Topic.HEALTH),
        ("Astronomers see a planet with two suns through the new telescope", Topic.SCIENCE),
        ("Smartphone maker's app leaked users' data", Topic.TECHNOLOGY),
        ("Rovers win the cup final with a late goal", Topic.SPORT),
        ("Film festival gives its first award to an actress of twelve", Topic.CULTURE),
    ],
)
def test_the_words_of_a_title_tell_its_topic(title: str, topic: Topic) -> None:
    assert choose_topics([article(title)])[0] is topic


def test_the_folders_of_an_address_tell_more_than_words() -> None:
    url = "https://harbourpost.example/sport/2026/film-about-the-cup"
    assert choose_topics([article("Film about the cup draws a crowd", url=url)])[0] is Topic.SPORT


def test_the_slug_of_an_address_is_no_section() -> None:
    assert choose_topics([article("A quiet day at the harbour", url="https://harbourpost.example/a/sport")]) == ()


def test_what_has_too_few_signs_has_no_topic() -> None:
    assert choose_topics([article("A quiet day at the harbour")]) == ()
    assert choose_topics([]) == ()


def test_the_bundle_that_brought_a_story_is_a_sign() -> None:
    assert choose_topics([article("A quiet day at the harbour")], ["climate"]) == (Topic.CLIMATE,)
    assert choose_topics([article("A quiet day at the harbour")], ["my-own-bundle"]) == ()
    assert (
        choose_topics([article("Fire destroys paint works, firefighters hurt")], ["world", "world"])[0]
        is Topic.DISASTERS
    )


def test_a_story_may_stand_under_two_headings() -> None:
    told = choose_topics([article("Senate drops vaccine bill as hospitals fill with patients")])
    assert set(told) == {Topic.POLITICS, Topic.HEALTH}


def test_a_long_story_does_not_gather_the_words_of_every_heading() -> None:
    storm = article("Storm Hedda cuts power to 34,000 homes", "Gusts of 120 kilometres an hour felled trees.")
    costs = article(
        "Storm Hedda to cost insurers 90 million",
        "Insurers expect claims; shares and profits of the industry fell.",
    )
    assert choose_topics([storm] * 6 + [costs])[0] is Topic.DISASTERS


@pytest.mark.parametrize(
    ("title", "opening", "wrong"),
    [
        ("Supreme Court overturns ban", "The ruling ends a rule that stood for 50 years.", Topic.DISASTERS),
        ("FBI probe into donations widens", "Agents searched an office on Monday.", Topic.SCIENCE),
        ("Cloud over talks as minister quits", "The minister left on Monday.", Topic.TECHNOLOGY),
        ("Country recalls ambassador", "The foreign ministry said so.", Topic.BUSINESS),
    ],
)
def test_a_word_of_several_headings_alone_puts_a_story_under_none_of_them(
    title: str, opening: str, wrong: Topic
) -> None:
    assert wrong not in choose_topics([make_article(title=title, text=opening, url="https://x.example/1")])
