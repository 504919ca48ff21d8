"""Turns of phrase: made those of the passages where these say the same, and left alone elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.phrases import as_phrased


@pytest.mark.parametrize(
    ("claim", "text", "phrased"),
    [
        ("The vote was postponed.", "They put off the vote.", "The vote was put off."),
        (
            "Drivers were told to avoid it.",
            "Drivers should keep away from it.",
            "Drivers were told to keep away from it.",
        ),
        ("The unpublished list grew.", "It was not published.", "The not published list grew."),
        ("Mr Linde left.", "Bo Linde left.", "Linde left."),
        ("He is currently abroad.", "He is abroad.", "He is abroad."),
        ("Another rise is possible.", "A second rise is possible.", "a second rise is possible."),
    ],
)
def test_a_phrase_becomes_what_the_passages_have_for_it(claim: str, text: str, phrased: str) -> None:
    assert as_phrased(claim, (text,)) == phrased


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("The vote was postponed.", "The vote was held."),
        ("Mr Linde left.", "Ms Linde left."),
        ("The vote was postponed.", "It was postponed, not put off for good."),
        ("The unpaid bills grew.", "The bills were paid."),
    ],
)
def test_what_the_passages_do_not_say_otherwise_stays(claim: str, text: str) -> None:
    assert as_phrased(claim, (text,)) == claim


@given(st.text(), st.lists(st.text(), max_size=2))
def test_any_text_is_read(claim: str, texts: list[str]) -> None:
    assert isinstance(as_phrased(claim, tuple(texts)), str)
