"""Swapped roles: what is found, and what is no swap."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import check_claim, find_faults
from bot.core.types import Passage, PassageId, Support

AT = datetime(2026, 3, 10, tzinfo=UTC)


def faults(claim: str, source: str) -> set[str]:
    passage = Passage(PassageId("1.1"), 1, source, 0, len(source), 0)
    return {fault.kind for fault in find_faults(claim, [passage], {1: AT})}


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Town beat Rovers on Monday.", "Rovers beat Town on Monday."),
        ("Rovers were beaten by Town.", "Rovers beat Town."),
        ("The crew was thanked by Ana Vidal.", "Ana Vidal was thanked by the crew."),
        ("Two men arrested police in Karrow.", "Police arrested two men in Karrow."),
        ("Police were arrested in Karrow.", "Police arrested two men in Karrow."),
        ("The mayor accused Ana Vidal of lying.", "The mayor was accused by Ana Vidal of lying."),
    ],
)
def test_turned_roles_are_found(claim: str, source: str) -> None:
    assert "roles" in faults(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Town were beaten by Rovers on Monday.", "Rovers beat Town on Monday."),
        ("The mill closed in May.", "The company closed the mill in May."),
        ("The company closed the mill.", "The mill closed in May, and the company closed the mill for good."),
        ("Ana Vidal and Bo Linde met.", "Bo Linde and Ana Vidal met."),
        ("On Monday two men were arrested by police.", "Police arrested two men on Monday."),
    ],
)
def test_another_voice_is_no_other_role(claim: str, source: str) -> None:
    assert "roles" not in faults(claim, source)


def test_a_passive_of_the_same_words_is_supported() -> None:
    source = "The coast guard rescued 87 people from a sinking ferry off Nordhavn on Thursday afternoon."
    claim = "On Thursday afternoon 87 people were rescued by the coast guard from a sinking ferry off Nordhavn."
    passage = Passage(PassageId("1.1"), 1, source, 0, len(source), 0)
    assert check_claim(claim, [passage], {1: AT}).support is Support.SUPPORTED
