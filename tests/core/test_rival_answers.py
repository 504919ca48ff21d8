"""Two outlets that tell the same but for the very answer: both are shown, and lists are no dispute."""

from __future__ import annotations

import pytest

from bot.core.answers import DIFFER, answer_from_sources
from bot.core.types import Answer, AnswerKind, Article
from tests.make import NOW, at, make_article


def story(*texts: str) -> tuple[Article, ...]:
    outlets = ("Harbour Post", "Coast Radio", "Northern Ledger", "Evening Star")
    return tuple(
        make_article(id=number, outlet=outlet, title="", published_at=at(-60 * number), text=text)
        for number, (outlet, text) in enumerate(zip(outlets, texts, strict=False), 1)
    )


def ask(question: str, articles: tuple[Article, ...]) -> Answer:
    return answer_from_sources(question, 1, articles, None, (), NOW)


def words(answer: Answer) -> str:
    return " ".join(claim.text for claim in answer.claims)


@pytest.mark.parametrize(
    ("question", "one", "other", "values"),
    [
        (
            "Who won the cup final in Karrow?",
            "Mara Lind beat Jona Reyes in the cup final in Karrow to win the title on Saturday.",
            "Tove Riis beat Jona Reyes in the cup final in Karrow to win the title on Saturday.",
            ("Mara Lind", "Tove Riis"),
        ),
        (
            "Where was the cup final played?",
            "The cup final was played at the river stadium in Karrow before a full house.",
            "The cup final was played at the river stadium in Askerby before a full house.",
            ("Karrow", "Askerby"),
        ),
        (
            "When will the bridge over the Alder be opened?",
            "The bridge over the Alder will be opened on 3 March 2027, the council said.",
            "The bridge over the Alder will be opened on 13 March 2028, the council said.",
            ("3 March 2027", "13 March 2028"),
        ),
        (
            "Which film won the main prize of the festival?",
            "The Lighthouse has won the main prize of the festival, which was founded in 1951.",
            "Two Rivers has won the main prize of the festival, which was founded in 1951.",
            ("The Lighthouse", "Two Rivers"),
        ),
        (
            "Who directed the film about the lighthouse?",
            "The film about the lighthouse was directed by Mara Lind and written by Jona ...",
            "The film about the lighthouse was directed by Tove Riis and written by Jona ...",
            ("Mara Lind", "Tove Riis"),
        ),
    ],
)
def test_two_values_in_one_sentence_are_shown_with_who_gives_each(
    question: str, one: str, other: str, values: tuple[str, str]
) -> None:
    answer = ask(question, story(one, other))
    assert answer.kind is AnswerKind.ANSWERED
    assert answer.note == DIFFER
    told = words(answer)
    assert all(value in told for value in values)
    assert "According to Harbour Post" in told
    assert "According to Coast Radio" in told


def test_those_who_give_one_value_stand_together() -> None:
    right = "The cup final was played at the river stadium in Karrow before a full house."
    again = "On Saturday the cup final was played at the river stadium in Karrow before a full house."
    answer = ask("Where was the cup final played?", story(right, right.replace("Karrow", "Askerby"), again))
    assert answer.note == DIFFER
    assert len(answer.claims) == 2
    assert "According to Harbour Post and Northern Ledger" in words(answer)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Who was arrested?", "Mara Lind was arrested on Monday.", "Tove Riis was arrested on Monday."),
        (
            "Who was arrested at the harbour in Karrow?",
            "Mara Lind, 34, was arrested by police at the harbour in Karrow on Monday.",
            "Tove Riis, 51, was arrested by police at the harbour in Karrow on Monday.",
        ),
        (
            "Who was hurt in the fire at the school?",
            "Mara Lind, a teacher, was among the people hurt in the fire at the school.",
            "Tove Riis, a teacher, was among the people hurt in the fire at the school.",
        ),
        (
            "Who scored for Karrow in the cup final?",
            "Mara Lind scored for Karrow in the first half of the cup final. So did Tove Riis.",
            "Tove Riis scored for Karrow in the first half of the cup final. So did Mara Lind.",
        ),
        (
            "Where did the police close the road?",
            "The police close the road for a day, and many are angry about it, in Karrow.",
            "The police close the road for a day, since a tree fell, near the harbour of Askerby.",
        ),
    ],
)
def test_people_of_one_list_and_sentences_that_differ_in_more_are_no_dispute(
    question: str, one: str, other: str
) -> None:
    assert ask(question, story(one, other)).note != DIFFER


def test_what_the_question_does_not_touch_stays_untold() -> None:
    cup = "The cup final was played at the river stadium in Karrow before a full house."
    answer = ask("Who is the president of the United States?", story(cup, cup.replace("Karrow", "Askerby")))
    assert answer.kind is AnswerKind.REFUSED
