"""Dates: what a wording means on the day an article was published."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import find_dates

THURSDAY = datetime(2026, 3, 12, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "first", "last", "relative"),
    [
        ("on March 10", date(2026, 3, 10), None, False),
        ("on 10 March 2025", date(2025, 3, 10), None, False),
        ("on the 3rd of May", date(2026, 5, 3), None, False),
        ("on December 30", date(2025, 12, 30), None, False),
        ("on Tuesday, March 10, it rained", date(2026, 3, 10), None, False),
        ("on Tuesday morning, March 10", date(2026, 3, 10), None, False),
        ("on 2026-03-09", date(2026, 3, 9), None, False),
        ("in March 2024", date(2024, 3, 1), date(2024, 3, 31), False),
        ("on Tuesday police came", date(2026, 3, 10), None, True),
        ("on Thursday", date(2026, 3, 12), None, True),
        ("last Thursday", date(2026, 3, 5), None, True),
        ("next Monday", date(2026, 3, 16), None, True),
        ("The court will meet on Monday", date(2026, 3, 16), None, True),
        ("The storm is forecast to arrive on Saturday", date(2026, 3, 14), None, True),
        ("it happened yesterday", date(2026, 3, 11), None, True),
        ("two days ago", date(2026, 3, 10), None, True),
        ("last week", date(2026, 3, 2), date(2026, 3, 8), True),
        ("last month", date(2026, 2, 1), date(2026, 2, 28), True),
        ("last year", date(2025, 1, 1), date(2025, 12, 31), True),
    ],
)
def test_a_wording_resolves_to_its_days(text: str, first: date, last: date | None, relative: bool) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert (found.first, found.last, found.relative) == (first, last or first, relative)


@pytest.mark.parametrize(
    "text", ["they may march on", "Sundays are quiet", "on 31 February", "March of the penguins"]
)
def test_what_is_no_day_resolves_to_none(text: str) -> None:
    assert all(found.first is None for found in find_dates(text, THURSDAY))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Abara plays Karel Vinten, half a point behind, on Saturday evening, after a test", date(2026, 3, 14)),
        ("The draw for the semi-finals is on Saturday at noon", date(2026, 3, 14)),
        ("The bridge stays closed until Monday", date(2026, 3, 16)),
        ("The ministers are to meet on Monday", date(2026, 3, 16)),
        ("The race, due to be rowed on Saturday, was moved", date(2026, 3, 14)),
        ("The council said it will open on Monday", date(2026, 3, 16)),
        ("The firm pays less if all are reconnected by Monday", date(2026, 3, 16)),
        ("On Monday the two sides will meet", date(2026, 3, 16)),
        ("The minister said on Monday that trains would run", date(2026, 3, 9)),
        ("Police said Monday they will search the house", date(2026, 3, 9)),
        ("The clinic, which opened on Monday, will close", date(2026, 3, 9)),
        ("During a short speech late Tuesday, Mr. Cantor did not speak", date(2026, 3, 10)),
        ("On Monday the police arrested him", date(2026, 3, 9)),
        ("It has stood at twenty past two since Monday", date(2026, 3, 9)),
        ("Fire destroyed a hall late on Thursday", date(2026, 3, 12)),
        ("It costs more from today, Thursday", date(2026, 3, 12)),
    ],
)
def test_tense_and_cue_words_tell_whether_a_weekday_lies_ahead(text: str, day: date) -> None:
    (found,) = find_dates(text, THURSDAY)
    assert found.first == found.last == day


@pytest.mark.parametrize(
    "text",
    [
        "Police arrest 12 on Tuesday",
        "Supporters left to see him on Monday",
        "The board will discuss what was said about Saturday's match",
        "Trains run from Monday",
        "The company will pay more than the price on Wednesday",
        "open today, Saturday",
    ],
)
def test_a_weekday_whose_direction_is_open_resolves_to_no_day(text: str) -> None:
    assert [found.first for found in find_dates(text, THURSDAY)] == [None]


@given(
    st.lists(st.sampled_from("on Tuesday March 10 2026 , last week May 3rd of yesterday 's".split()), max_size=9)
)
def test_offsets_hold(words: list[str]) -> None:
    text = " ".join(words)
    assert all(text[found.start : found.end] == found.text for found in find_dates(text, THURSDAY))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A man was killed by a falling tree on Monday.", date(2026, 3, 9)),
        ("They travelled from Karrow on Monday.", date(2026, 3, 9)),
        ("The bridge was closed after an inspection on Monday.", date(2026, 3, 9)),
        ("After beating Town 2-1 on Saturday, Rovers are second.", date(2026, 3, 7)),
        ("It will reopen after an inspection on Friday.", date(2026, 3, 13)),
        ("The court may hear the case on Thursday.", date(2026, 3, 12)),
        ("Most would be reconnected by the evening and the last 5,000 on Thursday.", date(2026, 3, 12)),
        ("Ministers meet to discuss it on Thursday.", date(2026, 3, 12)),
        ("The price is above the value at the close of trading on Tuesday.", date(2026, 3, 10)),
        ("Doors at eight on Thursday.", date(2026, 3, 12)),
        ("Town are home to Wanderers in the league on Saturday at three.", date(2026, 3, 14)),
        ("It was ordered to pay on Friday.", None),
        ("The strike, from Friday, is the third.", None),
    ],
)
def test_a_preposition_before_something_else_leaves_the_weekday_to_the_verb(text: str, day: date | None) -> None:
    (mention,) = find_dates(text, datetime(2026, 3, 11, 18, tzinfo=UTC))
    assert mention.first == day


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("It opened in January.", "January", date(2026, 1, 1), date(2026, 1, 31)),
        ("It closed in early November.", "November", date(2025, 11, 1), date(2025, 11, 30)),
        ("It opens in the week of March 9.", "the week of March 9", date(2026, 3, 9), date(2026, 3, 15)),
        ("It ran on the weekend of March 7.", "the weekend of March 7", date(2026, 3, 7), date(2026, 3, 8)),
    ],
)
def test_a_bare_month_and_a_named_week_are_spans(text: str, words: str, first: date, last: date) -> None:
    (mention,) = find_dates(text, datetime(2026, 3, 11, 18, tzinfo=UTC))
    assert (mention.text, mention.first, mention.last, mention.relative) == (words, first, last, False)
