"""The words behind /why of an answer: who gave it, at what cost, and what became of the LLM's sentences."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.core.explaining_answers import compose_why_answer
from bot.core.types import AnswerKind, AnswerRecord, ChannelSettings, Dropped, Mended, Turn
from tests.fakes import plain
from tests.make import make_source, make_summary, make_turn

PASSAGES = make_summary().passages
BUILT_IN = AnswerRecord(kind=AnswerKind.ANSWERED, sentences=1)
ASKED = ("answering 1",)


def tell(turn: Turn) -> str:
    return plain(compose_why_answer(turn, PASSAGES))


def make_asked(**changes: object) -> Turn:
    fields = {
        "kind": AnswerKind.ANSWERED,
        "sentences": 1,
        "writer": "scripted-1",
        "prompts": ASKED,
        "tokens": 1020,
    }
    return make_turn(record=AnswerRecord(**(fields | changes)))  # type: ignore[arg-type]


def test_who_answered_is_told_with_calls_and_tokens() -> None:
    told = tell(make_asked())
    assert make_turn().question not in told
    assert "How this answer came about" in told
    assert "scripted-1 answered (1 call, 1,020 tokens; prompt: answering 1)" in told
    assert "Left out" not in told


def test_an_answer_of_code_alone_says_so() -> None:
    told = tell(make_turn(record=BUILT_IN))
    assert "AiBot's own search of the sources answered, without an LLM." in told


def test_where_the_built_in_answer_stands_in_it_says_why() -> None:
    told = tell(make_asked(writer="built-in", stood_in="its first sentence did not pass the checks"))
    assert (
        "the LLM's answer (1 call, 1,020 tokens; prompt: answering 1) was not used: its first sentence did not"
        in told
    )
    unasked = make_asked(writer="built-in", prompts=(), tokens=0, stood_in="The budget of the day is spent.")
    assert "no LLM was asked: The budget of the day is spent." in tell(unasked)


def test_a_mended_sentence_and_one_left_out_are_quoted_with_their_reasons() -> None:
    mended = Mended(PASSAGES[0].text.replace("10", "30"), PASSAGES[0].text, "30 in the text")
    told = tell(make_asked(mended=(mended,), dropped=(Dropped(PASSAGES[0].text, "no passage is cited"),)))
    assert "Of its 2 sentences 1 was mended and 1 was left out" in told
    assert f"became “{PASSAGES[0].text}” — 30 in the text" in told
    assert f"“{PASSAGES[0].text}” — no passage is cited" in told


def test_what_an_llm_made_up_is_counted_and_not_spread() -> None:
    invented = "Marl Dray fled to the coast."
    told = tell(
        make_asked(
            mended=(Mended(invented, PASSAGES[0].text, "“Marl Dray” is in no passage"),),
            dropped=(Dropped(invented, "“Marl Dray” is in no passage"), Dropped("", "no plain sentence")),
        )
    )
    assert "Dray" not in told
    assert told.count("they are not repeated here") == 1


def test_a_turn_from_before_the_record_says_that_there_is_none() -> None:
    assert "not recorded" in tell(make_turn())


def test_the_nearest_and_a_refusal_are_named_as_such() -> None:
    assert "the nearest they say" in tell(make_asked(kind=AnswerKind.CLOSEST))
    assert "Nothing in the sources answers it" in tell(
        make_turn(record=AnswerRecord(kind=AnswerKind.REFUSED, sentences=0))
    )


def test_when_it_was_answered_is_told_by_the_clock_of_the_chat() -> None:
    turn = make_turn(at=datetime(2026, 11, 16, 23, 30, tzinfo=UTC), record=BUILT_IN)
    told = plain(compose_why_answer(turn, PASSAGES, settings=ChannelSettings(timezone="Europe/Berlin")))
    assert ": November 17, 00:30 CET." in told


def test_a_passage_is_told_by_the_number_of_its_source_as_under_the_answer() -> None:
    source = make_source(number=2, article_id=4127)
    dropped = Dropped(PASSAGES[0].text, "30 in the text, 10 in passage 4127.3; 7 in the text, 9 in passage 5.0")
    told = plain(compose_why_answer(make_asked(dropped=(dropped,)), PASSAGES, (source,)))
    assert "30 in the text, 10 in passage 3 [2]; 7 in the text, 9 in passage 5.0" in told
