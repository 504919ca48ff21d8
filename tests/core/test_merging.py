"""Passages joined in one sentence: accepted where one goes over into the other, not where people are mixed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.checking import check_claim
from bot.core.passages import read_passages
from bot.core.types import Support
from tests.make import make_article

TIME = datetime(2026, 3, 12, 9, tzinfo=UTC)
PASSAGES = read_passages(
    make_article(
        id=4,
        title="",
        published_at=TIME,
        text=(
            "Bo Linde, chief executive of Acme, offered to keep the milk price until the end of 2027.\n\n"
            "He confirmed that around 150 jobs would be lost.\n\n"
            "The central bank raised its key rate to 3.75 per cent on Wednesday.\n\n"
            "The decision was carried by five votes to two.\n\n"
            "Ana Vidal, president of the Farmers' Federation, called for a wider inquiry."
        ),
    )
)


def support(text: str, *places: int) -> Support:
    cited = [PASSAGES[place - 1] for place in places]
    return check_claim(text, cited, {4: TIME}, lambda p: PASSAGES[: PASSAGES.index(p)]).support


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Bo Linde, chief executive of Acme, confirmed that around 150 jobs would be lost.", (1, 2)),
        ("The central bank raised its key rate on Wednesday, a decision carried by five votes to two.", (3, 4)),
        ("Bo Linde offered to keep the milk price and confirmed that around 150 jobs would be lost.", (1, 2)),
    ],
)
def test_two_passages_told_as_one_are_supported(text: str, places: tuple[int, ...]) -> None:
    assert support(text, *places) is Support.SUPPORTED


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "Ana Vidal, president of the Farmers' Federation, confirmed that around 150 jobs would be lost.",
            (5, 2),
        ),
        ("Bo Linde, chief executive of Acme, called for a wider inquiry.", (1, 5)),
        ("Ana Vidal called for a wider inquiry and confirmed that around 150 jobs would be lost.", (5, 2)),
        ("The central bank confirmed that around 150 jobs would be lost.", (3, 2)),
        (
            "Bo Linde, chief executive of Acme, offered to keep the milk price because 150 jobs would be lost.",
            (1, 2),
        ),
    ],
)
def test_the_words_of_one_are_not_given_to_the_other(text: str, places: tuple[int, ...]) -> None:
    assert support(text, *places) is not Support.SUPPORTED
