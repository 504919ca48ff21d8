"""Sentences: where they end, where they do not, and offsets that hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. The sea rose.", ["It rained.", "The sea rose."]),
        ("Dr. Ana Vidal spoke. He left.", ["Dr. Ana Vidal spoke.", "He left."]),
        ("Gen. Michael E. Langley said so.", ["Gen. Michael E. Langley said so."]),
        ("The U.S. Army came. The U.S. said no.", ["The U.S. Army came.", "The U.S. said no."]),
        ("It cost $3.5 million. Nobody paid.", ["It cost $3.5 million.", "Nobody paid."]),
        ("It began at 5 p.m. Officers came.", ["It began at 5 p.m.", "Officers came."]),
        ("It began at 5 p.m. Tuesday in town.", ["It began at 5 p.m. Tuesday in town."]),
        (
            "“We waited. Nobody came,” Lind said. It was late.",
            ["“We waited. Nobody came,” Lind said.", "It was late."],
        ),
        ("“Stop!” Mara Lind said. They did not.", ["“Stop!” Mara Lind said.", "They did not."]),
        ('"Why?" he asked.', ['"Why?" he asked.']),
        ("Well... perhaps. Yes.", ["Well... perhaps.", "Yes."]),
        ("No. 5 won. No. They lost.", ["No. 5 won.", "No.", "They lost."]),
        (
            "Acme Inc. shares fell. Acme Inc. The rest rose.",
            ["Acme Inc. shares fell.", "Acme Inc.", "The rest rose."],
        ),
        ("One\nline goes on.\n\nNext paragraph", ["One\nline goes on.", "Next paragraph"]),
        ("The list:\n- first item\n- second item", ["The list:", "- first item", "- second item"]),
        ("Het regent. Élan vital.", ["Het regent.", "Élan vital."]),
        ("今日は雨。明日は晴れ。", ["今日は雨。", "明日は晴れ。"]),
        ("It was called off on Jan. 5. Fans left.", ["It was called off on Jan. 5.", "Fans left."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == expected


def test_paragraphs_are_counted_from_zero() -> None:
    assert [s.paragraph for s in split_sentences("A one. A two.\n\nB one.")] == [0, 0, 1]


@given(st.text(alphabet="aB1 .!?\n\"“”’'-•,$", max_size=120))
def test_offsets_hold_and_no_word_is_lost(text: str) -> None:
    sentences = split_sentences(text)
    assert all(text[s.start : s.end] == s.text for s in sentences)
    assert all(a.end <= b.start for a, b in itertools.pairwise(sentences))
    kept = "".join(s.text for s in sentences)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The bid was won .\nthe council met .", ["The bid was won .", "the council met ."]),
        ("He works for Acme Inc.\nand lives here.", ["He works for Acme Inc.\nand lives here."]),
        ("Three things:\n\n1. The bridge is shut.\n2. Ferries run. All day.", None),
        ("1. The bridge is shut. 2. Ferries run.", ["1. The bridge is shut.", "2. Ferries run."]),
    ],
)
def test_a_line_that_ends_in_a_stop_ends_a_sentence_and_a_list_number_is_none(
    text: str, sentences: list[str] | None
) -> None:
    expected = sentences or ["Three things:", "1. The bridge is shut.", "2. Ferries run.", "All day."]
    assert [sentence.text for sentence in split_sentences(text)] == expected
