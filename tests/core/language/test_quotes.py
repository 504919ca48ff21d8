"""Quotes: the words said, and who said them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import find_quotes, find_speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“We will stay,” Vidal told reporters.", "We will stay,", "Vidal"),
        ('"We will stay," said Ana Vidal, the minister.', "We will stay,", "Ana Vidal"),
        ("Ana Vidal, the minister, said: “We will stay.”", "We will stay.", "Ana Vidal"),
        ("Ana Vidal spoke first. “We will stay,” she said.", "We will stay,", "Ana Vidal"),
        ("“We will stay,” Vidal said. “We will not go.”", "We will not go.", "Vidal"),
        (
            "The firm said it was ‘working with the authorities’ on it.",
            "working with the authorities",
            "The firm",
        ),
        ("He called it a “very bad day”.", "very bad day", ""),
    ],
)
def test_direct_words_have_their_speaker(text: str, words: str, speaker: str) -> None:
    assert (words, speaker) in [(quote.text, quote.speaker) for quote in find_quotes(text) if quote.direct]


def test_reported_speech_is_kept_apart() -> None:
    (quote,) = find_quotes("Police said that 12 people were arrested.")
    assert (quote.text, quote.speaker, quote.direct) == ("12 people were arrested", "Police", False)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Twelve were hurt, according to the coast guard.", "the coast guard"),
        ("Police said 12 were hurt.", "Police"),
        ("The U.S. Army denied it.", "The U.S. Army"),
        ("Twelve were hurt, police said on Tuesday.", "police"),
        ("Twelve were hurt.", ""),
    ],
)
def test_the_speaker_of_a_sentence_is_found(text: str, speaker: str) -> None:
    assert find_speaker(text) == speaker


def test_an_apostrophe_opens_no_quotation() -> None:
    assert find_quotes("The ship's crew and the firm's owners left the ships' bows.") == ()


@given(st.text(alphabet="ab said “”\"'‘’,. X\n", max_size=80))
def test_offsets_hold(text: str) -> None:
    assert all(text[quote.start : quote.end] == quote.text for quote in find_quotes(text))


def test_a_long_quotation_is_no_slower_to_look_past_than_other_text() -> None:
    quotation = (
        "“I will not ask anyone to cross a bridge that I would not cross with my own children, " + "ever " * 30
    )
    times = []
    for again in range(3):
        started = time.process_time()
        assert find_speaker(f"{quotation}again and {again},” he said. Nobody was hurt.") == "he"
        times.append(time.process_time() - started)
    assert min(times) < 0.01


def test_a_figure_with_a_comma_does_not_end_a_who_clause() -> None:
    assert find_speaker("Quint, who earned $410,000 here and $38,500 there, said he was tired.") == "Quint"
