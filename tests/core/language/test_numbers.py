"""Figures: one line per wording, "text => value kind [unit] what is counted (hedge)", several split by ";"."""

from __future__ import annotations

import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import find_numbers
from bot.core.language.figures import compatible, is_rounding, same_figure, same_value
from bot.core.language.mentions import Number

CASES = (Path(__file__).parent / "number_cases.txt").read_text("utf-8")
ROWS = [
    tuple(part.strip() for part in line.split("=>"))
    for line in CASES.splitlines()
    if line and not line.startswith("# ")
]


def describe(number: Number) -> str:
    """ "50..70 quantity peopl (range)": how a row of the table reads."""
    parts = [_plain(number.value) + (f"..{_plain(number.high)}" if number.hedge == "range" else "")]
    parts += [number.kind.value, f"[{number.unit}]" if number.unit else "", number.counted]
    parts += [f"({number.hedge})" if number.hedge else ""]
    return " ".join(part for part in parts if part)


def _plain(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 or math.isinf(value) else str(int(value))


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_a_figure_is_read_as_a_reader_reads_it(text: str, expected: str) -> None:
    assert "; ".join(describe(number) for number in find_numbers(text)) == expected


def test_the_table_is_long_enough() -> None:
    assert len(ROWS) >= 500


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 10 people", 10, math.inf),
        ("up to 40 people", 0, 40),
        ("about 50 people", 45, 55),
        ("50 to 70 people", 50, 70),
        ("12 people", 12, 12),
    ],
)
def test_a_hedge_opens_the_interval(text: str, low: float, high: float) -> None:
    (number,) = find_numbers(text)
    assert (number.low, number.high) == (low, high)


def only(text: str) -> Number:
    (number,) = find_numbers(text)
    return number


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("12 people", "twelve people", True),
        ("£50m", "£50 million", True),
        ("46m viewers", "46 million viewers", True),
        ("10 km", "6.2 miles", True),
        ("20 pounds", "£20", True),
        ("£50 million", "$50 million", False),
        ("12 people", "13 people", False),
        ("12 per cent", "12 people", False),
        ("50 to 70 people", "50 people", False),
        ("2-1", "1-2", True),
        ("8 weeks", "8 months", False),
    ],
)
def test_equal_values_are_told_from_different_ones(a: str, b: str, same: bool) -> None:
    if "-" in a:
        a, b = f"won {a}", f"lost {b}"
    assert same_value(only(a), only(b)) is same


def test_the_same_value_with_another_hedge_is_not_the_same_figure() -> None:
    assert not same_figure(only("at least 10 people"), only("10 people"))
    assert compatible(only("at least 10 people"), only("33 people"))
    assert not compatible(only("10 people"), only("33 people"))


@pytest.mark.parametrize(("a", "b", "expected"), [(4_000, 4_100, True), (12, 13, False), (1_506, 1_569, False)])
def test_roundings_are_told_from_other_values(a: float, b: float, expected: bool) -> None:
    assert is_rounding(a, b) is expected


WORDS = st.sampled_from(
    "at least about 12 31 3,800 twelve thirty - three of 14 £ $ 50 m million km % , . to and 2019 one".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_offsets_hold_and_figures_never_overlap(text: str) -> None:
    numbers = find_numbers(text)
    assert all(text[n.start : n.end] == n.text for n in numbers)
    assert all(n.low <= n.value <= n.high for n in numbers)
    cores = [n.end for n in numbers]
    assert cores == sorted(cores)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert all(text[n.start : n.end] == n.text for n in find_numbers(text))


@given(st.integers(1_000, 999_999_999))
def test_a_whole_number_is_the_same_however_it_is_grouped(value: int) -> None:
    plain = f"{value:,}"
    for grouped in (plain, plain.replace(",", "\u00a0"), plain.replace(",", "’")):
        (number,) = find_numbers(f"They counted {grouped} of them.")
        assert number.value == value
    (number,) = find_numbers(f"Sie haben rund {plain.replace(',', '.')} von ihnen gezählt.")
    assert number.value == value


@given(st.integers(1, 999), st.sampled_from(["million", "billion", "thousand"]))
def test_a_magnitude_is_the_same_however_it_is_written(value: int, magnitude: str) -> None:
    short = {"million": "m", "billion": "bn", "thousand": "k"}[magnitude]
    values = {only(f"£{value}{form}").value for form in (f" {magnitude}", magnitude, f"-{magnitude}", short)}
    assert len(values) == 1


def test_time_grows_with_the_length_of_the_text_alone() -> None:
    def cost(sentences: int) -> float:
        text = " ".join(
            f"On {i % 28 + 1} March {i} men, one of {i} and ${i}.5 million." for i in range(sentences)
        )
        started = time.process_time()
        find_numbers(text)
        return time.process_time() - started

    cost(50)
    assert cost(1_600) < 8 * cost(400)  # four times the text; sixteen times would be the square
