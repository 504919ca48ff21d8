"""Days made absolute in a source's sentence: right, grammatical, and said once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import check_claim
from bot.core.polishing import make_dates_absolute, read_dateline, strip_dateline
from bot.core.types import Passage, PassageId, Support

TUESDAY = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("It fell in the 24 hours to Tuesday noon, enough to count.", "to noon on Tuesday, March 10, enough to"),
        ("It costs more from today, Tuesday.", "It costs more from March 10."),
        ("It rained today.", "It rained on March 10."),
        ("Yesterday it rained.", "On March 9 it rained."),
        ("It is why today's clinic matters.", "why the March 10 clinic matters"),
        ("He has been missing since yesterday.", "since March 9."),
        ("It opens on Friday (13 March) at noon.", "It opens on Friday (13 March) at noon."),
        ("She plays on Thursday evening in Karrow.", "on Thursday evening, March 12, in Karrow"),
        ("Police arrest 12 people on Friday.", "Police arrest 12 people on Friday."),
        ("Sales last year were 9.3 million crowns.", "Sales in 2025 were 9.3 million crowns."),
        ("It expects no more this year.", "It expects no more in 2026."),
        ("Prices rose 3 per cent from last year.", "from 2025."),
        ("Prices rose in the last year.", "Prices rose in the last year."),
        ("Last month the council closed the bridge.", "In February the council closed the bridge."),
        ("The council will vote next month on the plan.", "vote in April on the plan"),
        ("The deal, announced late last month, is off.", "announced late in February, is off"),
        ("It is described this week in the Journal.", "described in the week of March 9 in the Journal"),
        ("The fair was held last weekend.", "was held on the weekend of March 7."),
        ("He had led last year's march.", "He had led the 2025 march."),
        ("She named this week's pay deal.", "She named the pay deal."),
        ("It plans another on Saturday week.", "It plans another on Saturday, March 21."),
        ("Monday night's fire is out.", "Monday night's fire is out."),
        ("He voted in last week's poll.", "He voted in last week's poll."),
        ("“Last year was hard,” said Mr Dow.", "“Last year was hard,” said Mr Dow."),
    ],
)
def test_a_day_is_made_absolute_in_good_grammar_or_left(told: str, wanted: str) -> None:
    assert wanted in make_dates_absolute(told, TUESDAY)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ("Sales last year were 9.3 million crowns.", "Sales in 2024 were 9.3 million crowns."),
        ("The council closed the bridge last month.", "The council closed the bridge in January."),
        ("It is described this week in the Journal.", "It is described in the week of March 2 in the Journal."),
    ],
)
def test_another_year_month_or_week_is_not_accepted(told: str, wrong: str) -> None:
    passage = Passage(PassageId("1.1"), 1, told, 0, len(told), 0)
    right = check_claim(make_dates_absolute(told, TUESDAY), (passage,), {1: TUESDAY})
    assert right.support is Support.SUPPORTED
    assert check_claim(wrong, (passage,), {1: TUESDAY}).support is not Support.SUPPORTED


def test_no_date_is_accepted_for_a_weekday_whose_direction_is_open() -> None:
    passage = Passage(PassageId("1.1"), 1, "Police arrest 12 people in Karrow on Friday.", 0, 44, 0)
    for day in ("March 6", "March 13"):
        verdict = check_claim(f"Police arrest 12 people in Karrow on Friday, {day}.", (passage,), {1: TUESDAY})
        assert verdict.support is not Support.SUPPORTED


def test_the_place_of_a_dateline_is_free_of_its_dash() -> None:
    assert read_dateline("WASHINGTON -- The court met on Monday.") == "Washington"


def test_a_dateline_that_lost_the_blank_behind_its_agency_is_one() -> None:
    told = "Port Ellory (CNN)Police closed the pier on Monday."
    assert (read_dateline(told), strip_dateline(told)) == ("Port Ellory", "Police closed the pier on Monday.")


def test_a_name_with_its_initials_is_no_dateline() -> None:
    told = "Karrow Harbour Authority (KHA) Director Ilse Tamm resigned on Monday."
    assert (read_dateline(told), strip_dateline(told)) == (None, told)
