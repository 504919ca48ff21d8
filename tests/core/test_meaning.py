"""Vectors of meaning, and the order of passages that is made of words and meaning."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.meaning import cosine, fuse_orders, unit
from bot.core.passages import read_passages
from bot.core.retrieval import Found
from bot.core.types import PassageId
from tests.make import make_article

ARTICLE = make_article(id=1, text="The ferry ran aground. Ten people were hurt. Fog hid the reef. Divers came.")
FOUND = [Found.of(passage, ARTICLE, None) for passage in read_passages(ARTICLE)]
IDS = [found.passage.id for found in FOUND]
FLOATS = st.floats(-1e6, 1e6)


@given(st.lists(FLOATS, min_size=1, max_size=8))
@example([5.805771847185525e-162])
@example([5e-324, 5e-324])
def test_a_unit_vector_is_as_near_as_can_be_to_itself(values: list[float]) -> None:
    vector = unit(values)
    if vector is not None:
        assert cosine(vector, vector) == pytest.approx(1)


@pytest.mark.parametrize("values", [[], [0.0, 0.0], [math.nan, 1.0], [math.inf, 1.0]])
def test_what_has_no_direction_is_no_vector(values: list[float]) -> None:
    assert unit(values) is None


def test_vectors_of_two_sizes_say_nothing_of_each_other() -> None:
    assert cosine((1.0,), (1.0, 0.0)) == 0


def order(ranked: list[int], others: list[int], nearness: dict[int, float]) -> list[int]:
    fused = fuse_orders(
        [FOUND[one] for one in ranked], [FOUND[one] for one in others], {IDS[k]: v for k, v in nearness.items()}
    )
    return [IDS.index(found.passage.id) for found in fused]


def test_what_both_orders_like_comes_first() -> None:
    assert order([1, 2, 3], [], {1: 0.1, 2: 0.9, 3: 0.5})[0] == 2


def test_a_passage_without_a_common_word_comes_in_by_its_meaning() -> None:
    assert order([1, 2, 3], [4], {1: 0.2, 2: 0.1, 3: 0.0, 4: 0.9}) == [1, 4, 2, 3]
    assert order([1, 2], [3, 4], {4: 0.9}) == [1, 4, 2]


def test_without_any_nearness_the_order_of_words_stands() -> None:
    assert order([3, 1, 2], [4], {}) == [3, 1, 2]


@given(
    st.permutations(range(5)),
    st.integers(0, 5),
    st.dictionaries(st.integers(0, 4), st.floats(-1, 1)),
)
def test_no_passage_of_the_order_of_words_is_lost_or_told_twice(
    places: list[int], cut: int, nearness: dict[int, float]
) -> None:
    ranked, others = places[:cut], places[cut:]
    fused = order(ranked, others, nearness)
    assert len(set(fused)) == len(fused)
    assert set(fused) == set(ranked) | (set(others) & nearness.keys())
    assert fused == order(ranked, others, dict(reversed(nearness.items())))


def test_ids_are_those_of_the_article() -> None:
    assert IDS[1] == PassageId("1.1")
