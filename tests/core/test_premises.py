"""What a question takes for granted, against what the sources say: mistakes are named, no others."""

from __future__ import annotations

import pytest

from bot.core.answers import answer_from_sources, inquire
from bot.core.premises import OTHERWISE
from bot.core.types import AnswerKind, Article
from tests.make import NOW, at, make_article

CUP = (
    make_article(
        id=1,
        outlet="Harbour Post",
        title="Tolna beat Ansel to win the cup",
        published_at=at(-90),
        text=(
            "Tolna beat Ansel 2-1 in the cup final on Saturday. "
            "Transport Minister Ola Brandt handed over the cup. "
            "Ansel were fined by the league because their fans had thrown flares. "
            "The league said it would not replay the match. "
            '"My boy asked if we were drowning," said coach Mara Lindqvist. '
            "The stadium will stay open, the club said. "
            "Some 14,000 fans watched the match."
        ),
    ),
    make_article(
        id=2,
        outlet="Coast Radio",
        title="Cup for Tolna",
        published_at=at(-60),
        text=(
            "Tolna won the cup. Transport Minister Ola Brandt said it was a great day. "
            "Sallow Foods bought the club."
        ),
    ),
)


def note(question: str, articles: tuple[Article, ...] = CUP) -> str:
    return inquire(question, articles, None, (), NOW).premise.note or ""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did Ansel beat Tolna?", OTHERWISE),
        ("Why did the league replay the match?", OTHERWISE),
        ("Why was the stadium closed by the club?", OTHERWISE),
        (
            "Why did the referee faint?",
            "there is nothing on “referee” or “faint” in them.",
        ),
        ("How many fans drowned?", "“drowned” is only asked about"),
        ("How did 20,000 fans watch the match?", "some 14,000, not 20,000"),
        (
            "Why did Interior Minister Ola Brandt come?",
            "call Ola Brandt transport minister, not interior minister",
        ),
        ("Why did Pell lose the final?", "None of the 2 sources mentions Pell."),
        ("Why was Tolna fined by the league?", OTHERWISE),
    ],
)
def test_a_mistake_is_named(question: str, said: str) -> None:
    assert said in note(question)


@pytest.mark.parametrize(
    "question",
    [
        "Why did Tolna win?",
        "How did Tolna beat Ansel?",
        "Why were Ansel fined?",
        "Who bought the club?",
        "How many fans watched?",
        "Is the stadium closed?",
        "Did the referee faint?",
        "What did Transport Minister Ola Brandt say?",
        "Why won't the league replay the match?",
        "What did the coach say?",
    ],
)
def test_nothing_is_held_against_a_question_that_is_right_or_only_asks_whether(question: str) -> None:
    assert note(question) == ""


def test_what_the_sources_tell_otherwise_is_shown() -> None:
    answer = answer_from_sources("Why did Ansel beat Tolna?", 1, CUP, None, (), NOW)
    assert (answer.kind, answer.note) == (AnswerKind.ANSWERED, OTHERWISE)
    assert "Tolna beat Ansel" in answer.claims[0].text


@pytest.mark.parametrize("question", ["How do I learn to referee?", "Where can I buy a cheap boat?"])
def test_questions_about_the_askers_own_life_are_refused(question: str) -> None:
    assert answer_from_sources(question, 1, CUP, None, (), NOW).kind is AnswerKind.REFUSED
