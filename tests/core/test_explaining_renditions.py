"""The one line of /why on how a channel sees a piece in other words."""

from __future__ import annotations

from typing import Any

from bot.core.explaining import compose_why
from bot.core.explaining_renditions import say_how_shown
from bot.core.types import Manner, Rendition, Wording
from tests.fakes import plain
from tests.make import NOW, make_summary

GERMAN = Manner(language="de")
HURT = "At least 10 passengers were injured."
TOLD = Wording("Ferry runs aground", "Fähre läuft auf Grund")


def make_rendition(manner: Manner = GERMAN, **changes: Any) -> Rendition:
    fields: dict[str, Any] = {
        "writer": "scripted-1",
        "versions": ("translation 1",),
        "wordings": (TOLD,),
        "tokens": 1_240,
    }
    return Rendition(story_id=1, revision=1, manner=manner, made_at=NOW, **(fields | changes))


def stayed(reason: str, original: str = HURT) -> Wording:
    return Wording(original, original, reason)


def test_who_translated_it_with_the_prompt_and_the_tokens_is_told_in_one_line() -> None:
    told = say_how_shown(GERMAN, make_rendition())
    assert told == "Shown here in German: translated by scripted-1 (translation 1, 1,240 tokens)."
    assert told in plain(compose_why(make_summary(), shown=told))


def test_lines_that_stayed_are_counted_with_the_reasons() -> None:
    wordings = (TOLD, stayed("it is missing"), stayed("it is missing; it has more sentences than the original"))
    told = say_how_shown(GERMAN, make_rendition(wordings=wordings))
    assert told.endswith("1,240 tokens); 2 lines stayed English: it is missing.")


def test_a_reason_that_quotes_what_only_the_llm_said_is_told_without_the_words() -> None:
    told = say_how_shown(GERMAN, make_rendition(wordings=(TOLD, stayed("the original has no “950”"))))
    assert "950" not in told
    assert "1 line stayed English: it said what the original does not." in told
    named = say_how_shown(GERMAN, make_rendition(wordings=(TOLD, stayed("the figure “10” is missing"))))
    assert "the figure “10” is missing" in named


def test_plain_words_and_both_together_are_named() -> None:
    plainly = Manner(plain=True)
    assert say_how_shown(plainly, make_rendition(plainly, versions=("plain 1",))).startswith(
        "Shown here in plain words: reworded by scripted-1 (plain 1, "
    )
    both = Manner(plain=True, language="de")
    assert "in plain words and in German: translated by" in say_how_shown(both, make_rendition(both))


def test_where_the_piece_is_shown_as_it_was_written_it_says_why() -> None:
    assert "there is no wording of it in German" in say_how_shown(GERMAN, None)
    refused = make_rendition(wordings=(), note="3 of 5 lines did not pass the checks: the original has no “950”.")
    assert say_how_shown(GERMAN, refused) == (
        "Shown here as it was written, not in German: 3 of 5 lines did not pass the checks."
    )
