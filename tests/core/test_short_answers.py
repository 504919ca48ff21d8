"""A bare answer is borne out by the passage that gives it to this very question, or by none."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.questions import read_question
from bot.core.retrieval import rank_passages
from bot.core.short_answers import BORNE_OUT, find_bearing, is_short
from tests.make import NOW, at, make_article

STORY = (
    make_article(
        id=1,
        outlet="Harbour Post",
        title="Ferry Nordlys runs aground",
        published_at=at(-90),
        text=(
            "The ferry Nordlys ran aground off Port Ansel on Monday. Ten passengers were injured. "
            "The minister flew to Tolna to open a school. The old ferry Skarn is for sale for $4 million. "
            "It was the third grounding of the ferry Nordlys this year."
        ),
    ),
    make_article(
        id=2,
        outlet="Coast Radio",
        title="A look back",
        published_at=at(-90) - timedelta(days=300),
        text="The ferry Nordlys ran aground off Pell in a storm.",
    ),
)


def share(question: str, said: str) -> float:
    asked = read_question(question)
    borne = find_bearing(asked, said, rank_passages(asked, STORY), NOW)
    return borne.share if borne is not None else 0.0


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where did the ferry Nordlys run aground?", "Port Ansel"),
        ("How many passengers were injured?", "10"),
        ("How many passengers were injured?", "ten passengers"),
        ("Where did the ferry Nordlys run aground?", "Pell"),
        ("Where did the ferry Nordlys run aground?", "Off a small harbour town (Port Ansel)"),
        ("For how much is the old ferry Skarn for sale?", "4 million"),
    ],
)
def test_an_answer_that_a_source_gives_to_the_question_is_borne_out(question: str, said: str) -> None:
    assert share(question, said) >= BORNE_OUT


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Where did the ferry Nordlys run aground?", "Rotterdam"),
        ("Where did the ferry Nordlys run aground?", "the ferry Nordlys"),
        ("How many passengers were injured?", "11"),
        ("How many ferries like the Nordlys had a grounding this year?", "3"),
        ("What did passengers who were injured get?", "$10"),
        ("Where did the ferry Nordlys run aground this week?", "Pell"),
    ],
)
def test_any_other_is_not(question: str, said: str) -> None:
    assert share(question, said) < BORNE_OUT


def test_a_bare_answer_is_a_few_words() -> None:
    assert is_short("Port Ansel")
    assert not is_short("")
    assert not is_short("The ferry ran aground off Port Ansel on Monday morning, and ten passengers were hurt")
