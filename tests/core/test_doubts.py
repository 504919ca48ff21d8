"""Denials and hedges lost and added, and rewordings that only move them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import check_claim, find_faults
from bot.core.types import Passage, PassageId, Support

AT = datetime(2026, 3, 10, tzinfo=UTC)


def passage(text: str) -> Passage:
    return Passage(PassageId("1.1"), 1, text, 0, len(text), 0)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The bridge might open on Friday, said the mayor.", "The bridge would open on Friday, said the mayor."),
        ("The bridge would open on Friday, said the mayor.", "The bridge may open on Friday, said the mayor."),
        ("The bridge opened on Friday for good.", "The bridge would open on Friday for good."),
        ("The judge will sentence Moll on Friday.", "The judge is scheduled to sentence Moll on Friday."),
        ("The bridge may open and the port will close.", "The bridge may open and the port may close."),
    ],
)
def test_a_hedge_lost_or_added_is_found(claim: str, source: str) -> None:
    assert "hedge" in {fault.kind for fault in find_faults(claim, [passage(source)], {1: AT})}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The museum does have the money to raise it.", "The museum does not have the money to raise it."),
        ("Moll had pleaded guilty and wept.", "Moll had pleaded not guilty and wept."),
        ("The club did not sue Ana Vidal.", "The club sued Ana Vidal."),
    ],
)
def test_a_denial_lost_or_added_is_found(claim: str, source: str) -> None:
    assert "negation" in {fault.kind for fault in find_faults(claim, [passage(source)], {1: AT})}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Since October Harrow have not lost at home.", "Harrow have not lost at home since October."),
        (
            "A broken rail has not been ruled out by investigators.",
            "Investigators have not ruled out a broken rail.",
        ),
        ("Lund had never been beaten by Kolar before.", "Kolar had never beaten Lund before."),
        ("The bridge would open on Friday, Ana Vidal said.", "“The bridge will open on Friday,” Ana Vidal said."),
        ("Ana Vidal announced that the bridge was closed.", "Ana Vidal said that the bridge was closed."),
        ("According to Ana Vidal, the bridge was closed.", "The bridge was closed, Ana Vidal said."),
        (
            "Passenger Bo Linde saw the bridge fall.",
            "The bridge, which passenger Bo Linde saw fall, saw the bridge fall.",
        ),
    ],
)
def test_a_rewording_that_keeps_them_passes(claim: str, source: str) -> None:
    assert check_claim(claim, [passage(source)], {1: AT}).support is Support.SUPPORTED


def test_verbs_of_deeds_are_not_taken_for_saying() -> None:
    source = "Ana Vidal cancelled a new line to the coast."
    verdict = check_claim("Ana Vidal announced a new line to the coast.", [passage(source)], {1: AT})
    assert verdict.support is not Support.SUPPORTED
