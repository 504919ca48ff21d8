"""Figures: one line per wording, "text => value kind [unit] what is counted (hedge)", several split by ";"."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import find_numbers
from bot.core.language.figures import compatible, is_rounding, same_figure, same_value
from bot.core.language.mentions import Number

CASES = """
12 people were arrested => 12 quantity peopl
twelve people were arrested => 12 quantity peopl
thirty-three missiles hit the base => 33 quantity missil
Thirty three missiles hit the base => 33 quantity missil
3,800 homes => 3800 quantity home
3’800 homes => 3800 quantity home
a hundred people => 100 quantity peopl
one hundred and five people => 105 quantity peopl
two thousand three hundred people => 2300 quantity peopl
a dozen people => 12 quantity peopl
two dozen people => 24 quantity peopl
half a dozen arrests => 6 quantity arrest
half a million people => 500000 quantity peopl
a million people => 1000000 quantity peopl
1.5 million people => 1500000 quantity peopl
1.5m viewers => 1500000 quantity viewer
46m viewers => 46000000 quantity viewer
a 46m wave => 46 quantity [m]
the mast is 46m high => 46 quantity [m]
£46m => 46000000 money [gbp]
£50million => 50000000 money [gbp]
£50 million => 50000000 money [gbp]
£50-million => 50000000 money [gbp]
$3.5bn => 3500000000 money [usd]
$3.5 billion => 3500000000 money [usd]
US$2 million => 2000000 money [usd]
A$20 => 20 money [aud]
C$1.2m => 1200000 money [cad]
€1,250,000 => 1250000 money [eur]
€5 => 5 money [eur]
¥500 => 500 money [jpy]
₹40 => 40 money [inr]
20 euros => 20 money [eur]
20 Australian dollars => 20 money [aud]
412 crowns => 412 money [krona]
1.5 million crowns => 1500000 money [krona]
20 pounds => 20 quantity [pound]
50p => 50 money [penny]
5.5 per cent => 5.5 percent [%]
5.5% => 5.5 percent [%]
5.5 percent => 5.5 percent [%]
5.5pc => 5.5 percent [%]
12 percentage points => 12 percent [pp]
25 basis points => 25 percent [basis point]
half of the homes => 0.5 quantity [fraction]
two thirds of voters => 0.666667 quantity [fraction]
a quarter of the staff => 0.25 quantity [fraction]
three-quarters of the town => 0.75 quantity [fraction]
at least 10 missiles => 10 quantity missil (at least)
At least ten missiles => 10 quantity missil (at least)
more than 10 missiles => 10 quantity missil (at least)
no fewer than 10 people => 10 quantity peopl (at least)
over 300 homes => 300 quantity home (at least)
10 or more people => 10 quantity peopl (at least)
10-plus people => 10 quantity peopl (at least)
10+ people => 10 quantity peopl (at least)
up to 40 people => 40 quantity peopl (at most)
as many as 40 people => 40 quantity peopl (at most)
no more than 40 people => 40 quantity peopl (at most)
fewer than 40 people => 40 quantity peopl (at most)
less than £5m => 5000000 money [gbp] (at most)
under 30 minutes => 30 quantity [minute] (at most)
about 50 people => 50 quantity peopl (about)
around 50 people => 50 quantity peopl (about)
roughly 50 people => 50 quantity peopl (about)
some 200 firefighters => 200 quantity firefight (about)
nearly 3,000 people => 3000 quantity peopl (about)
almost 3,000 people => 3000 quantity peopl (about)
close to 3,000 people => 3000 quantity peopl (about)
an estimated 500 people => 500 quantity peopl (about)
just over 500 people => 500 quantity peopl (about)
50 or so people => 50 quantity peopl (about)
50-odd people => 50 quantity peopl (about)
more than a million people => 1000000 quantity peopl (at least)
at least $3 million => 3000000 money [usd] (at least)
50 to 70 people => 50..70 quantity peopl (range)
50-70 people => 50..70 quantity peopl (range)
50–70 people => 50..70 quantity peopl (range)
between 50 and 70 people => 50..70 quantity peopl (range)
$3-4 million => 3000000..4000000 money [usd] (range)
$3m to $4m => 3000000..4000000 money [usd] (range)
3 to 5 per cent => 3..5 percent [%] (range)
two or three men => 2..3 quantity men (range)
one or two men => 1..2 quantity men (range)
rose from 10 to 14 => 10 quantity; 14 quantity
fell from 8 per cent to 6 per cent => 8 percent [%]; 6 percent [%]
dozens of people => 24..99 quantity peopl (range)
scores of people => 40..199 quantity peopl (range)
hundreds of homes => 200..999 quantity home (range)
thousands of people => 2000..9999 quantity peopl (range)
tens of thousands of people => 20000..99999 quantity peopl (range)
hundreds of thousands of people => 200000..999999 quantity peopl (range)
millions of pounds => 2000000..999000000 quantity pound (range)
eight of 14 detainees => 8 quantity detaine; 14 quantity detaine
eight of the 14 detainees => 8 quantity detaine; 14 quantity detaine
eight out of 14 people => 8 quantity peopl; 14 quantity peopl
a 34-year-old man => 34 age [year]
a man aged 34 => 34 age [year]
John Smith, 34, said => 34 age [year]
Ana Vidal (34) said => 34 age [year]
children aged between 5 and 9 => 5..9 age [year] (range)
a six-month-old baby => 6 age [month]
she is 34 years old => 34 age [year]
a woman in her sixties => 60..69 age (range)
a woman in her 60s => 60..69 age (range)
the 1990s => 1990..1999 year (range)
in 2019 => 2019 year
since 1987 the coast => 1987 year
in 2019 police said => 2019 year
the 2018 World Cup => 2018 year
2,019 people => 2019 quantity peopl
2020 people marched => 2020 quantity peopl
1066 voters => 1066 quantity voter
May 2020 =>
March 10 =>
on 10 March 2026 =>
March 10, 2026 =>
2026-03-10 =>
on April 1, 12 people => 12 quantity peopl
at 5 p.m. => 1020 time
at 5pm => 1020 time
at 10:30 => 630 time
at 06:48 => 408 time
at 10.30 a.m. => 630 time
at 0745 GMT => 465 time
at noon => 720 time
at 5 o'clock => 300 time
between 1:05 a.m. and 1:32 a.m. => 65 time; 92 time
the third man => 3 ordinal
21st century => 21 ordinal
the twenty-first person => 21 ordinal
the 7th floor => 7 ordinal
won 2-1 => 2 score
a 3-0 defeat => 3 score
voted 7-2 => 7 score
a 52-48 vote => 52 score
3-4 people => 3..4 quantity peopl (range)
five to two => 5 quantity; 2 quantity
10 km => 10 quantity [km]
10km => 10 quantity [km]
10 miles => 10 quantity [mile]
10-mile queue => 10 quantity [mile]
300 metres => 300 quantity [m]
1.4 metres above => 1.4 quantity [m]
6ft => 6 quantity [foot]
5 feet => 5 quantity [foot]
205lb => 205 quantity [lb]
20kg => 20 quantity [kg]
5 tonnes => 5 quantity [tonne]
31 hectares => 31 quantity [hectare]
100 sq km => 100 quantity [sq km]
120 km/h => 120 quantity [km/h]
70mph => 70 quantity [mph]
110 to 125 kilometres an hour => 110..125 quantity [km/h] (range)
4 degrees Celsius => 4 quantity [°c]
-3°C => -3 quantity [°c]
30°C => 30 quantity [°c]
magnitude 6.2 => 6.2 quantity [magnitude]
a 6.2-magnitude earthquake => 6.2 quantity [magnitude]
6.2 magnitude quake => 6.2 quantity [magnitude]
two-year deal => 2 quantity [year]
a two-year contract worth £3m => 2 quantity [year]; 3000000 money [gbp]
12 months => 12 quantity [month]
48 hours => 48 quantity [hour]
the last 10 days => 10 quantity [day]
14 other people => 14 quantity peopl
three more firefighters => 3 quantity firefight
another five people => 5 quantity peopl
12 of the protesters => 12 quantity protest
12 short-range ballistic missiles => 12 quantity missil
31 pupils of the school => 31 quantity pupil
nine crew => 9 quantity crew
212 passengers and nine crew => 212 quantity passeng; 9 quantity crew
four were injured => 4 quantity
injuring four people => 4 quantity peopl
three dead => 3 quantity
three people dead => 3 quantity peopl
No. 5 => 5 quantity [no.]
Flight 370 => 370 quantity [no.]
Boeing 737 => 737 quantity [no.]
Route 66 => 66 quantity [no.]
F-16 =>
AK-47 =>
Covid-19 =>
G7 =>
A380 =>
9/11 =>
24/7 =>
one person died => 1 quantity person
one of the men =>
no one was hurt =>
one man => 1 quantity man
at least one person => 1 quantity person (at least)
10,000-seat stadium => 10000 quantity
40-minute crossing => 40 quantity [minute]
$1 => 1 money [usd]
0.5 per cent => 0.5 percent [%]
1,000,000 => 1000000 quantity
1.234.567 people => 1234567 quantity peopl
five hundred => 500 quantity
1m people => 1000000 quantity peopl
2k runners => 2000 quantity runner
300k people => 300000 quantity peopl
3bn => 3000000000 quantity
70-year-old => 70 age [year]
aged 12 to 17 => 12..17 age [year] (range)
the five => 5 quantity
the five-member panel => 5 quantity
10 Downing Street => 10 quantity
no more than 40 => 40 quantity (at most)
50p a day => 50 money [penny]
24/7 =>
in her sixties => 60..69 age (range)
3’800 homes => 3800 quantity home
30 miles an hour => 30 quantity [mph]
5.5pc => 5.5 percent [%]
at 5 p.m. => 1020 time
won 3-1 on => 3 score
"""
ROWS = [tuple(part.strip() for part in line.split("=>")) for line in CASES.strip().splitlines()]


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
    assert len(ROWS) >= 150


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
