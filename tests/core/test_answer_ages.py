"""What is asked of these days, no old article answers; what holds for long, any."""

from __future__ import annotations

import pytest

from bot.core.answer_ages import EVENT_DAYS, NEWS_DAYS, SEASON_DAYS, find_oldest
from bot.core.questions import read_question
from tests.make import NOW


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("Which ferry ran aground this week?", NEWS_DAYS),
        ("With whom is the navy now patrolling the strait?", NEWS_DAYS),
        ("Which stocks are dwindling, according to a new report?", NEWS_DAYS),
        ("Where will the ferry sail this summer?", SEASON_DAYS),
        ("Which country knocked Norland out of the cup?", EVENT_DAYS),
        ("The envoys met this week. Who founded the league?", EVENT_DAYS),
        ("How many islands does Norland have?", None),
        ("When was the harbour built?", None),
        ("Where did the first games take place in 1924?", None),
    ],
)
def test_an_article_may_be_as_old_as_the_question_lets_it(question: str, days: int | None) -> None:
    assert find_oldest(read_question(question), NOW) == days
