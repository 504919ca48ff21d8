"""A question in a language that no source is in is told so, instead of being looked for in vain."""

from __future__ import annotations

import pytest

from bot.core.answers import answer_from_sources
from bot.core.types import AnswerKind, Article
from tests.make import NOW, at, make_article

ENGLISH = (
    make_article(
        id=1,
        title="Ferry runs aground off Port Ansel",
        published_at=at(-60),
        text=(
            "The ferry Nordlys ran aground on a reef off Port Ansel on Monday morning, the coast guard said. "
            "At least 10 passengers were injured and taken to St Brigid Hospital. "
            "The captain, Wer Lund, was questioned by the police."
        ),
    ),
)
GERMAN = (
    make_article(
        id=1,
        title="Fähre vor Port Ansel auf Grund gelaufen",
        published_at=at(-60),
        language="de",
        text=(
            "Die Fähre Nordlys ist am Montag vor Port Ansel auf ein Riff gelaufen, wie die Küstenwache sagte. "
            "Mindestens 10 Menschen wurden verletzt und in ein Krankenhaus gebracht."
        ),
    ),
)


def ask(question: str, articles: tuple[Article, ...] = ENGLISH) -> tuple[AnswerKind, str]:
    answer = answer_from_sources(question, 1, articles, None, (), NOW)
    return answer.kind, answer.note or ""


@pytest.mark.parametrize(
    "question",
    [
        "Wie viele Menschen wurden verletzt?",
        "Combien de blessés ?",
        "¿Cuántos heridos hay?",
        "Сколько раненых?",
        "Quanti feriti ci sono?",
        "Quantos feridos?",
        "Hoeveel gewonden zijn er?",
    ],
)
def test_a_question_in_a_language_of_no_source_is_told_in_which_to_ask(question: str) -> None:
    kind, note = ask(question)
    assert kind is AnswerKind.REFUSED
    assert "in their language, English" in note


@pytest.mark.parametrize(
    "question",
    [
        "How many people were injured?",
        "Who painted the reef?",
        "What does Die Zeit say?",
        "Was anyone injured?",
        "Who is Wer Lund?",
        "injured?",
        "Comment from the harbour master?",
    ],
)
def test_a_question_in_the_language_of_the_sources_is_never_told_so(question: str) -> None:
    assert "their language" not in ask(question)[1]


def test_nor_is_one_in_the_language_of_the_sources_where_that_is_not_english() -> None:
    assert "their language" not in ask("Wie viele Menschen wurden verletzt?", GERMAN)[1]
