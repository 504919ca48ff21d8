"""Chains of questions as people type them: each last one stands on its own feet after what was asked before."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from bot.core.answers import answer_from_sources, answer_inquiry, inquire
from bot.core.types import Answer, AnswerKind, Turn
from tests.make import NOW, at, make_article, make_turn

LAUNCH = (
    make_article(
        id=1,
        outlet="Fieldnote",
        title="Kittiwake reaches orbit",
        published_at=at(-120),
        text=(
            "The satellite Kittiwake reached orbit after a launch from Cape Torrin. "
            "The first attempt failed because a valve froze. "
            "The second attempt failed because a trawler had strayed into the zone. "
            '"She is healthy," said Paloma Reeve, who leads the mission. '
            "Reeve said the radar would be switched on in September."
        ),
    ),
    make_article(
        id=2,
        outlet="Coast Radio",
        title="Rocket noise wakes Cape Torrin",
        published_at=at(-60),
        text="The launch woke the village of Cape Torrin. Mayor Ugo Stenn said 40 windows broke in the blast.",
    ),
)


def ask_in_turn(*questions: str) -> Answer:
    turns: tuple[Turn, ...] = ()
    for question in questions:
        answer = answer_from_sources(question, 1, LAUNCH, None, turns[-4:], NOW)
        told = " ".join((answer.note or "", *(claim.text for claim in answer.claims))).strip()
        turns = (*turns, make_turn(question=question, answer=told or answer.kind.value))
    return answer


def told(answer: Answer) -> str:
    return " ".join((answer.note or "", *(claim.text for claim in answer.claims)))


@pytest.mark.parametrize(
    ("chain", "said"),
    [
        (("Why did the first attempt fail?", "And the second one?"), "trawler"),
        (("How many attempts were there?", "Why did the first one fail?", "And the second one?"), "trawler"),
        (("Who leads the mission?", "What did she say?"), "healthy"),
        (("Who leads the mission?", "What did she say?", "And the mayor?"), "40 windows"),
        (
            ("Where was the launch of Kittiwake?", "And why did the first attempt fail?", "And the second?"),
            "trawler",
        ),
        (("How many windows broke?", "Who said that?"), "Ugo Stenn"),
        (
            ("How many windows broke?", "Who said that?", "When was it known that 40 windows broke?"),
            "Coast Radio",
        ),
    ],
)
def test_the_last_question_of_a_chain_is_understood(chain: tuple[str, ...], said: str) -> None:
    assert said in told(ask_in_turn(*chain))


def test_when_something_was_known_is_told_by_the_first_source_that_had_it() -> None:
    answer = ask_in_turn("When was it known that 40 windows broke?")
    assert answer.kind is AnswerKind.ANSWERED
    assert (answer.note or "").startswith("Of these sources Coast Radio told it first, on ")


def test_a_word_about_knowing_is_no_premise() -> None:
    assert "asked about" not in told(ask_in_turn("When was it known that the rocket exploded?"))


def test_a_name_that_nobody_mentions_is_not_held_against_what_is_asked_next() -> None:
    assert "mentions Conrad Sallis" in told(ask_in_turn("Who is Conrad Sallis?", "Why was he there?"))
    for words in ("asdfgh", "windows"):
        assert "Sallis" not in told(ask_in_turn("Who is Conrad Sallis?", words))


def test_a_copy_under_the_agencys_dateline_is_not_told_a_second_time() -> None:
    text = "The former mayor of Merrowgate, Conrad Sallis, was jailed for six years on Wednesday."
    wired = make_article(id=1, outlet="Wire Press", text=f"MERROWGATE (Wire Press) – {text}")
    copied = make_article(id=2, outlet="Lantern", text=text)
    answer = answer_from_sources("Who is Conrad Sallis?", 1, (wired, copied), None, (), NOW)
    assert told(answer).count("The former mayor") == 1


FIRE = (
    make_article(
        id=1,
        outlet="Fieldnote",
        title="Three dead in Brannick fire, hospital says",
        published_at=at(-120),
        text=(
            "Three people died in the fire at the paint works in Brannick, Brannick General Hospital said. "
            "The fire killed them because a door was locked, the union said."
        ),
    ),
    make_article(
        id=2,
        outlet="Coast Radio",
        title="Five dead in Brannick fire, ministry says",
        published_at=at(-110),
        text="Five people died in the fire at the paint works in Brannick, the Health Ministry said.",
    ),
)


@pytest.mark.parametrize("question", ["Why?", "Where?"])
def test_why_and_where_are_not_answered_with_how_many(question: str) -> None:
    first = answer_from_sources("How many people died?", 1, FIRE, None, (), NOW)
    assert "differ" in told(first)
    turns = (make_turn(question="How many people died?", answer=told(first)),)
    then = answer_from_sources(question, 1, FIRE, None, turns, NOW)
    assert "differ" not in told(then)
    assert ("locked" if question == "Why?" else "Brannick") in told(then)


def test_the_hour_at_which_it_was_told_first_is_that_of_the_readers_clock() -> None:
    asked = "When was it known that 40 windows broke?"
    here = NOW.astimezone(ZoneInfo("Asia/Kolkata"))
    answer = answer_inquiry(inquire(asked, LAUNCH, None, (), here), asked, 1, LAUNCH, None, here)
    told_at = at(-60).astimezone(here.tzinfo)
    assert (answer.note or "").endswith(f"on {told_at:%B} {told_at.day} at {told_at:%H:%M} IST.")
