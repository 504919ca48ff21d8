"""What is too old, too far or of somebody else is no answer and corrects nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.presumed import is_of_asker
from bot.core.types import AnswerKind
from tests.core.test_answers import ask
from tests.make import at, make_article


def test_what_happened_long_ago_is_no_answer_to_what_happened_this_week() -> None:
    flood = "Historic flooding hit the river town of Karrow in the state of Ohio, officials said."
    old = make_article(id=1, outlet="Harbour Post", text=flood, published_at=at(-60 * 24 * 400))
    question = "Which US state was hit by historic flooding this week?"
    assert ask(question, (old,)).kind is AnswerKind.REFUSED
    assert ask(question, (replace(old, published_at=at(-60 * 24)),)).kind is AnswerKind.ANSWERED


@pytest.mark.parametrize("question", ["How do I open a harbour café?", "Where can I buy a cheap ferry?"])
def test_advice_that_shares_a_word_with_the_story_is_refused(question: str) -> None:
    assert ask(question).kind is AnswerKind.REFUSED


def test_a_figure_of_somebody_else_corrects_nobody() -> None:
    team = make_article(
        id=1,
        outlet="Tide",
        title="",
        text="The team of Askerby reached its first final since 1941, the league said.",
    )
    cup = make_article(id=2, outlet="Dune", title="", text="Karrow Rovers will play for the Alder Cup in May.")
    answer = ask("Which team of the Alder Cup reached its first final since 1999?", (team, cup))
    assert "not 1999" not in (answer.note or "")


def test_one_of_many_is_not_the_one_who_asks() -> None:
    assert not is_of_asker("Which festival, one of the largest of the year, begins on Friday?")
    assert is_of_asker("How does one become a harbour master?")
