"""What arrived together is placed together, in one order, and soon."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.batching import Arrivals, in_batch_order, is_time_to_place
from bot.core.types import Article
from tests.make import NOW, at, make_article

GATHER = timedelta(seconds=15)


@pytest.mark.parametrize(
    ("since", "more", "expected"),
    [
        (None, False, False),
        (None, True, False),
        (NOW, False, True),
        (NOW, True, False),
        (NOW - GATHER + timedelta(seconds=1), True, False),
        (NOW - GATHER, True, True),
    ],
)
def test_what_was_read_waits_for_what_is_being_read_but_not_for_long(
    since: datetime | None, more: bool, expected: bool
) -> None:
    assert is_time_to_place(Arrivals(since, more), NOW, GATHER) is expected


def test_without_patience_nothing_waits() -> None:
    assert is_time_to_place(Arrivals(NOW, more_to_come=True), NOW, timedelta(0))


PUBLISHED = [
    make_article(url=f"https://{name}.example/ferry", published_at=at(minute))
    for name, minute in (("coast", -9), ("harbour", -9), ("quay", -5), ("dock", -2))
]


@given(order=st.permutations(PUBLISHED))
def test_when_and_as_which_number_each_was_stored_does_not_change_the_order_of_a_batch(
    order: list[Article],
) -> None:
    stored = [replace(article, id=n, arrived_at=at(n / 60)) for n, article in enumerate(order, start=1)]
    assert [article.url for article in in_batch_order(stored)] == [article.url for article in PUBLISHED]
