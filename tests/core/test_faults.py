"""Typed faults of figures, names and dates: what a single changed thing looks like, and what is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import find_faults
from bot.core.types import Passage, PassageId

AT = datetime(2026, 3, 12, 9, tzinfo=UTC)


def kinds(claim: str, *sources: str) -> set[str]:
    passages = [Passage(PassageId(f"1.{i}"), 1, text, 0, len(text), 0) for i, text in enumerate(sources, start=1)]
    return {fault.kind for fault in find_faults(claim, passages, {1: AT})}


@pytest.mark.parametrize(
    ("kind", "claim", "source"),
    [
        ("number", "They voted by five to five for it.", "They voted by five to two for it."),
        (
            "date",
            "Drivers will strike from Monday, their union said on Monday.",
            "Drivers will strike from Wednesday, their union said on Monday.",
        ),
        ("number", "Prices fell by a fifth.", "Prices fell by almost a fifth."),
        ("number", "They had to stay at home for three weeks.", "They had to stay at home for 20 days."),
        ("number", "All were at work at 2 p.m. in Karrow.", "All were at work at one o'clock in Karrow."),
        ("number", "It dried for no longer than three weeks.", "It dried for longer than three weeks."),
        (
            "number",
            "She said 40 cases were confirmed.",
            "She said six cases were confirmed and 40 children exposed.",
        ),
        ("roles", "Ana Vidal was promised aid.", "Ana Vidal flew over the area and promised aid."),
        (
            "negation",
            "The school will not stay open.",
            "The school will stay open; pupils not warned were told to wait.",
        ),
        ("time", "Work was completed in May, Vidal said.", "Work was to have been completed in May, Vidal said."),
        ("swap", "It helps after 72 hours of contact.", "It helps within 72 hours of contact."),
        ("swap", "It costs half as much as before.", "It costs twice as much as before."),
        ("cause", "The road closed because of rain.", "The road closed in heavy rain."),
        (
            "speaker",
            "Acme said Bo Linde had left.",
            "Bo Linde had left Acme, four people with knowledge of it said.",
        ),
        ("title", "Professor Ana Vidal spoke.", "Dr Ana Vidal spoke."),
        ("title", "Mayor Ana Vidal spoke.", "Dr Ana Vidal spoke."),
        ("number", "It began at 20:45 in Ellory.", "It began at about 20:45 in Ellory."),
        ("number", "Each got 2 billion of them.", "Each got 2 lakh of them."),
        (
            "date",
            "This year was the warmest, they said on Tuesday.",
            "Last year was the warmest, they said on Tuesday.",
        ),
        ("name", "Buses and Linde stopped.", "The buses and Vidal stopped."),
    ],
)
def test_one_changed_thing_is_found(kind: str, claim: str, source: str) -> None:
    assert kind in kinds(claim, source)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Buses stopped in Karrow.", "The buses stopped in Karrow."),
        ("Passenger Bo Linde fell.", "Then passenger Bo Linde fell."),
        ("Das kostet rund 2,5 Millionen Euro.", "Das kostet rund 2.500.000 Euro."),
        ("It fell by 12 and by 12.", "It fell by 12 and by 12."),
        ("They had to stay at home for three weeks.", "They had to stay at home for 21 days."),
        ("It helps within three days of contact.", "It helps within 72 hours of contact."),
        ("All were at work at 1 p.m. in Karrow.", "All were at work at one o'clock in Karrow."),
        ("An 81-year-old man was hurt by a chimney.", "A man of 81 was hurt by a chimney."),
        ("The 89-year-old Ana Vidal left Karrow.", "Ana Vidal (89) left Karrow."),
        ("It dried for more than three weeks.", "It dried for longer than three weeks."),
        ("Medical officer Ana Vidal spoke.", "Dr Ana Vidal, the medical officer, spoke."),
        ("Two of the crew said Bo Linde had left.", "Bo Linde had left, two of the crew said."),
        ("No one's life was in danger.", "Nobody's life was in danger."),
        ("Acme chief executive Bo Linde offered help.", "Bo Linde, chief executive of Acme, offered help."),
        ("Bo Linde, head of Acme, offered help.", "Acme's head, Bo Linde, offered help."),
    ],
)
def test_another_form_is_no_fault(claim: str, source: str) -> None:
    assert not kinds(claim, source)


def test_a_name_in_the_place_of_another_is_found_although_another_passage_has_it() -> None:
    sources = ("The judge praised Ana Vidal for her work.", "Bo Linde left the court.")
    assert "name" in kinds("The judge praised Bo Linde for her work.", *sources)
    assert "name" not in kinds("The judge praised Ana Vidal for her work.", *sources)


def test_what_another_told_is_not_given_to_the_claims_teller() -> None:
    sources = (
        "Ana Vidal said the road to Karrow was open again.",
        "Bo Linde said divers had found cracks in the bridge.",
    )
    joined = "Ana Vidal said the road to Karrow was open and that divers had found cracks in the bridge."
    assert "speaker" in kinds(joined, *sources)
    apart = (
        "Bo Linde said divers had found cracks in the bridge, while Ana Vidal said the road to Karrow was open."
    )
    assert "speaker" not in kinds(apart, *sources)
