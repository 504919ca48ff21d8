"""What a question narrows: an old article tells nothing of this week, and "the only" must be told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.answers import answer_from_sources
from bot.core.narrowed import is_of_its_time, tell_the_one
from bot.core.passages import read_passages
from bot.core.questions import read_question
from bot.core.retrieval import Found
from bot.core.types import AnswerKind
from tests.make import NOW, at, make_article

DAY = 24 * 60


def found(text: str, days_old: int = 0) -> Found:
    article = make_article(title="", text=text, published_at=at(-days_old * DAY))
    passage = next(one for one in read_passages(article) if one.start >= 0)
    return Found.of(passage, article, None)


@pytest.mark.parametrize(
    ("question", "days_old", "fits"),
    [
        ("Which crew was honoured in Tolna this week?", 6, True),
        ("Which crew was honoured in Tolna this week?", 66, False),
        ("Which crew was honoured in Tolna?", 66, True),
        ("The envoys met this week. Who founded the league?", 66, True),
        ("Which two lines are rumoured to be in merger talks?", 100, True),
        ("Which two lines are rumoured to be in merger talks?", 250, False),
        ("How old is she now?", 250, True),
    ],
)
def test_what_is_asked_of_these_days_no_old_article_tells(question: str, days_old: int, fits: bool) -> None:
    read = read_question(question, asked_at=NOW)
    assert is_of_its_time(read, found("The crew of the Nordlys was honoured in Tolna.", days_old)) is fits


def test_age_says_nothing_where_the_time_of_asking_is_not_known() -> None:
    old = found("The crew of the Nordlys was honoured in Tolna.", 400)
    assert is_of_its_time(read_question("Which crew was honoured in Tolna this week?"), old)


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("What is the only port with a lighthouse?", "Tolna has a lighthouse and a port.", False),
        ("What is the only port with a lighthouse?", "Tolna is the sole port with a lighthouse.", True),
        ("How old is the youngest child?", "One child was in hospital.", False),
        ("Which was the first ferry to land?", "The Nordlys made its debut in Tolna.", True),
        ("Which ferry was added recently?", "The Nordlys joined the fleet.", True),
        ("Which ferry does not stop in Tolna?", "The Nordlys stops in Tolna.", False),
        ("Which ferry does not stop in Tolna?", "The Nordlys will not stop in Tolna.", True),
        ("Which ferry does not stop in Tolna?", "The Nordlys will not sail on Monday.", False),
    ],
)
def test_what_only_one_of_several_is_must_be_told(question: str, text: str, told: bool) -> None:
    assert tell_the_one(read_question(question, asked_at=NOW), (found(text),)) is told


def test_a_story_of_two_months_ago_is_not_this_weeks() -> None:
    old = make_article(
        title="Crew of the Nordlys honoured in Tolna",
        text="The crew of the ferry Nordlys was honoured at the town hall in Tolna. The mayor shook every hand.",
        published_at=NOW - timedelta(days=66),
    )
    asked = "Which crew was honoured at the town hall in Tolna this week?"
    assert answer_from_sources(asked, 1, (old,), None, (), NOW).kind is AnswerKind.REFUSED
    young = make_article(title=old.title, text=old.text, published_at=at(-60))
    assert answer_from_sources(asked, 1, (young,), None, (), NOW).kind is AnswerKind.ANSWERED
