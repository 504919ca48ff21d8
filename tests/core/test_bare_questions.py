"""Questions that say little: a bare "Why?", "And then?", a name with one word that no source has."""

from __future__ import annotations

import pytest

from bot.core.answers import answer_from_sources
from bot.core.types import AnswerKind
from tests.core.test_answers import FERRY, ask, words
from tests.make import NOW, make_article, make_summary


@pytest.mark.parametrize(
    "question", ["Who painted the Nordlys?", "Which yard built the Nordlys?", "Who insures Tolna Lines?"]
)
def test_sentences_that_share_only_a_name_with_the_question_are_not_the_closest(question: str) -> None:
    answer = ask(question)
    assert answer.kind is AnswerKind.REFUSED, words(answer)
    assert answer.covers


def test_sentences_that_share_one_of_several_words_with_the_question_are_not_the_closest() -> None:
    text = (
        "The ferry Nordlys Star is the oldest of Nordlys Lines. It was built 38 years ago. The Accident Board "
        "will look at the engine controls. The head of Nordlys Lines said the company was sorry."
    )
    asked = "Which company built the engines of the Nordlys Star?"
    story = (make_article(id=1, outlet="Harbour Post", title="Ferry Nordlys Star runs aground", text=text),)
    answer = answer_from_sources(asked, 1, story, None, (), NOW)
    assert answer.kind is AnswerKind.REFUSED, words(answer)


def test_the_only_word_beside_a_name_is_enough_to_be_close() -> None:
    story = (
        make_article(
            id=1,
            outlet="Harbour Post",
            title="Hats of Julian Purbright",
            text="What worries him is the weak spring.",
        ),
    )
    answer = answer_from_sources("What does Julian Purbright worry about?", 1, story, None, (), NOW)
    assert "weak spring" in words(answer)


def test_the_count_that_is_asked_for_and_one_word_are_enough_to_be_close() -> None:
    told = (
        "Purbright made hats for funerals until 1989. The firm employs 38 people, most of whom can tell by touch "
        "whether a veil will keep out a bee."
    )
    story = (
        make_article(
            id=1, outlet="Harbour Post", title="How a hat maker came to supply half the world", text=told
        ),
    )
    asked = "How many people does the hat maker Purbright employ?"
    assert "38 people" in words(answer_from_sources(asked, 1, story, None, (), NOW))


def test_a_question_made_of_a_name_alone_is_told_what_there_is_of_it() -> None:
    assert "Captain Henrik Sorby" in words(ask("Who is Henrik Sorby?"))


@pytest.mark.parametrize(
    ("question", "told"),
    [("Why?", "radar had failed"), ("when?", "Monday morning"), ("where?", "Port Ansel"), ("how many?", "143")],
)
def test_a_bare_question_word_is_about_the_story_and_told_the_closest(question: str, told: str) -> None:
    answer = answer_from_sources(question, 1, FERRY, make_summary(), (), NOW)
    assert answer.kind is AnswerKind.CLOSEST
    assert told in words(answer)


@pytest.mark.parametrize("question", ["And then?", "what next?", "What happened next?"])
def test_and_then_asks_for_what_is_new(question: str) -> None:
    assert words(ask(question)) == words(ask("What is new?"))
