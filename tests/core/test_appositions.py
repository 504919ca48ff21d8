"""Appositions: an office with its body and its holder reads the same either way round."""

from __future__ import annotations

import pytest

from bot.core.appositions import are_paired

BEHIND = "Bo Linde, chief executive of Acme, offered to keep the price."


@pytest.mark.parametrize(
    "text",
    [
        "Acme chief executive Bo Linde offered to keep the price.",
        "Acme's chief executive, Bo Linde, offered to keep the price.",
        "The chief executive of Acme, Bo Linde, offered to keep the price.",
    ],
)
def test_one_office_joins_the_same_two_names(text: str) -> None:
    assert are_paired("bo linde", "acme", text, BEHIND)
    assert are_paired("Acme", "Bo Linde", text, BEHIND)


@pytest.mark.parametrize(
    "text", ["Acme sued Bo Linde over the price.", "Acme said Bo Linde had resigned.", "Bo Linde left Acme."]
)
def test_a_verb_between_them_joins_no_office(text: str) -> None:
    assert not are_paired("bo linde", "acme", text, BEHIND)
