"""Parts that changed places: what is found, and what only moved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import check_claim, find_faults
from bot.core.types import Passage, PassageId, Support

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)


def faults(claim: str, source: str) -> list[str]:
    passage = Passage(PassageId("1.1"), 1, source, 0, len(source), 0)
    return [fault.words for fault in find_faults(claim, [passage], {1: AT})]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Prices fell to 4.1 per cent in May from 3.6.", "Prices fell to 3.6 per cent in May from 4.1."),
        ("The flood came after the dam burst.", "The dam burst after the flood came."),
        ("Hens that eat foxes are rare in the hills.", "Foxes that eat hens are rare in the hills."),
        ("Thieves killed 11 guards and wounded 16.", "Thieves wounded 11 guards and killed 16."),
        ("Growth was weakest in the north and strongest on the coast.",
         "Growth was strongest in the north and weakest on the coast."),
        ("Homes in Lisk were given a refund; those in Aumont get a voucher.",
         "Homes in Aumont were given a refund; those in Lisk get a voucher."),
        ("The bus is faster than the tram.", "The tram is faster than the bus."),
    ],
)  # fmt: skip
def test_parts_in_each_others_place_are_found(claim: str, source: str) -> None:
    assert any("each other's place" in words for words in faults(claim, source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("From 4.1 in April prices fell to 3.6 in May.", "Prices fell to 3.6 in May from 4.1 in April."),
        ("After the dam burst, the flood came.", "The flood came after the dam burst."),
        ("The men, women and children of Bresk left.", "The women, men and children of Bresk left."),
        ("Lisk and Aumont met in the final.", "Aumont and Lisk met in the final."),
        ("Lisk drew with Aumont on Sunday.", "Aumont drew with Lisk on Sunday."),
        ("Sales were weakest in May and strongest in June.", "Sales were strongest in June and weakest in May."),
        ("On Tuesday the bank raised its rate, Linde said.", "Linde said the bank raised its rate on Tuesday."),
        ("The city was sued by the firm in May.", "The firm sued the city in May."),
    ],
)
def test_what_only_moved_is_no_exchange(claim: str, source: str) -> None:
    assert not any("each other's place" in words for words in faults(claim, source))


def test_an_exchange_is_no_support_and_says_what_changed_places() -> None:
    source = "Vastia will free 41 prisoners and Norland 28."
    passage = Passage(PassageId("1.1"), 1, source, 0, len(source), 0)
    verdict = check_claim("Vastia will free 28 prisoners and Norland 41.", [passage], {1: AT})
    assert verdict.support is Support.CONTRADICTED
    assert "“28” and “41” stand in each other's place in passage 1.1" in verdict.reasons
