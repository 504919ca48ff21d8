"""Stories found by words."""

from __future__ import annotations

from bot.core.finding import find_stories
from tests.make import make_claim, make_summary

FERRY = make_summary(story_id=1)
STORM = make_summary(
    ("A storm cut power to 8,000 homes.", "It also broke the pier that a ferry had damaged."),
    story_id=2,
    headline=make_claim("Storm cuts power", "1.0"),
)


def test_every_word_must_occur_in_whatever_form() -> None:
    assert find_stories("damaging ferries", (STORM, FERRY)) == (STORM,)
    assert find_stories("ferry volcano", (STORM, FERRY)) == ()


def test_a_story_about_the_words_comes_before_a_newer_one_that_mentions_them() -> None:
    assert find_stories("ferry", (STORM, FERRY)) == (FERRY, STORM)


def test_among_stories_about_the_words_the_order_given_stays() -> None:
    other = make_summary(story_id=3)
    assert find_stories("ferry", (other, FERRY)) == (other, FERRY)


def test_words_without_content_find_nothing() -> None:
    assert find_stories("the and", (STORM, FERRY)) == ()
