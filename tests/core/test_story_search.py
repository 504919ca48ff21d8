"""Which of many stories a question is about, and words that are no question at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.small_talk import answer_small_talk
from bot.core.story_search import choose_stories, find_beginnings, fits_better, has_words, rank_stories
from bot.core.types import Summary
from tests.make import make_summary


def story(number: int, *sentences: str) -> Summary:
    return make_summary(sentences, story_id=number)


FERRY = story(1, "The ferry Nordlys ran aground off Port Ansel.", "At least 10 passengers were injured.")
STRIKE = story(2, "Teachers in Vellmark voted for a strike over pay.", "Schools will stay closed on Thursday.")
STORM = story(3, "A storm flooded Port Ansel.", "Two people were injured.")
ALL = (FERRY, STRIKE, STORM)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("When did the teachers vote for the strike?", (2,)),
        ("How many passengers of the ferry were injured?", (1,)),
        ("What did the storm do in Port Ansel?", (3,)),
        ("Who won the chess tournament?", ()),
        ("Did teachers vote for a strike in Norway?", ()),
        ("Why?", ()),
    ],
)
def test_the_story_that_tells_most_of_the_question_is_meant(question: str, found: tuple[int, ...]) -> None:
    assert choose_stories(rank_stories(question, ALL)) == found


def test_stories_that_fit_as_well_are_all_named() -> None:
    assert set(choose_stories(rank_stories("Who was injured in Port Ansel?", ALL))) == {1, 3}


def test_the_story_shown_last_gives_way_only_to_one_that_fits_far_better() -> None:
    asked = "When did the teachers vote for the strike?"
    assert fits_better(asked, 1, rank_stories(asked, ALL))
    for question in (
        "Who was injured in Port Ansel?",
        "Why?",
        "Who is the captain of the ferry?",
        "And the strike?",
    ):
        assert not fits_better(question, 1, rank_stories(question, ALL)), question


def test_nothing_is_found_among_no_stories() -> None:
    assert rank_stories("When did the teachers vote?", ()) == ()
    assert has_words("When did the teachers vote?")
    assert not has_words("Why?")


@pytest.mark.parametrize(
    "words",
    [
        *("hi", "Hello there!", "thanks", "Thank you so much", "ok", "you are stupid", "Stupid bot!"),
        *("Who are you?", "hello bot, what can you do?", "stop", "Please stop sending news", "🔥", "👍", "???"),
        *("Danke!", "muchas gracias", "merci", "Obrigada", "спасибо", "Guten Tag", "hola", "стоп"),
    ],
)
def test_small_talk_gets_one_kind_sentence(words: str) -> None:
    reply = answer_small_talk(words)
    assert reply is not None
    assert len(reply) < 120


@pytest.mark.parametrize(
    "words",
    [
        "Why?",
        "Hello, who was injured?",
        "thanks, and how many were hurt?",
        "Was the decision stupid?",
        "Who thanked the crew?",
        "What is the bridge called?",
        "Stop the strike?",
        "Did it stop?",
    ],
)
def test_a_question_is_never_taken_for_small_talk(words: str) -> None:
    assert answer_small_talk(words) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [("fer", [1]), ("FERRY nord", [1]), ("port ans", [1, 3]), ("erry", []), ("", []), ("  ", []), ("…", [])],
)
def test_half_typed_words_find_what_begins_so(typed: str, found: list[int]) -> None:
    told = [replace(one, headline=replace(one.headline, text=one.lede.text)) for one in ALL]
    assert [summary.story_id for summary in find_beginnings(typed, told)] == found
