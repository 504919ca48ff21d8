"""How a piece is laid out: where it comes from."""

from __future__ import annotations

import pytest

from bot.core.desk import open_desk
from bot.core.layout import find_place
from tests.make import make_article


@pytest.mark.parametrize(
    "lead",
    [
        "The largest claim of its kind in U.S. history may be dismissed, to judge by Tuesday's hearing.",
        "The dairy was attacked by hackers and closed its plants in North America.",
        "Final language on the measures is being written in Congress, two members said.",
    ],
)
def test_a_state_or_continent_named_in_passing_is_not_where_the_piece_comes_from(lead: str) -> None:
    assert find_place(open_desk([make_article(id=1, text=lead)])) is None


def test_the_town_that_most_leads_name_is() -> None:
    articles = [
        make_article(id=1, text="A footbridge collapsed in Riverton on Tuesday."),
        make_article(id=2, outlet="Arle Echo", text="Nine people were hurt at noon in Riverton, the mayor said."),
    ]

    assert find_place(open_desk(articles)) == "Riverton"
