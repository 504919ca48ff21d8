"""What a headline names or counts that its piece does not tell."""

from __future__ import annotations

import pytest

from bot.core.untold import find_untold

TOLD = (
    "The Centers for Disease Control and Prevention said on Monday that 12 Iraqi soldiers had been treated.",
    "Republicans in the United States asked the Department of Justice for an inquiry into the coronavirus.",
)


@pytest.mark.parametrize(
    "headline",
    [
        "Twelve soldiers treated, CDC says",
        "Soldiers treated in Iraq",
        "Inquiry asked of DOJ by the GOP",
        "US inquiry into COVID-19",
        "The U.S. asks for an inquiry",
    ],
)
def test_another_form_of_a_name_is_told(headline: str) -> None:
    assert list(find_untold(headline, TOLD)) == []


@pytest.mark.parametrize(
    ("headline", "untold"),
    [
        ("Nine soldiers treated in Iraq", ["Nine"]),
        ("Soldiers treated in Iran", ["Iran"]),
        ("Soldiers treated, FDA says", ["FDA"]),
        ("Soldiers treated, Oskar Dorrell says", ["Oskar Dorrell"]),
    ],
)
def test_a_figure_or_name_that_stands_nowhere_is_not(headline: str, untold: list[str]) -> None:
    assert list(find_untold(headline, TOLD)) == untold
