"""Dates gone wrong: another weekday, month, day, year or hour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.mutating.spans import MONTHS, WEEKDAYS, inside, pick, quoted_spans, replace

_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"\b(?:(?P<first>\d{{1,2}})(?= (?:{_MONTH})\b)|(?:(?:{_MONTH}) )(?P<second>\d{{1,2}})\b(?!:))")
_YEAR = re.compile(r"(?<![\d,.$£€/])(?:19[5-9]|20[0-3])\d(?![\d,/s]|\.\d| ?[a-z]+s\b|-)")
_CLOCK = re.compile(r"\b(?P<hour>1[0-2]|[1-9])(?=(?:[:.][0-5]\d)? ?[ap]\.?m\b)")
_SPANS = {
    "next week": "last week", "last week": "next week", "next year": "last year", "last year": "next year",
    "next month": "last month", "last month": "next month", "yesterday": "tomorrow", "tomorrow": "yesterday",
    "this week": "last week", "this year": "last year", "Last year": "This year", "last summer": "next summer",
}  # fmt: skip


def change_date(text: str) -> Iterator[str]:
    """A weekday, month, day of the month, year or hour is another; those inside quotations are left alone."""
    quoted = quoted_spans(text)
    changes = [*_weekdays(text), *_days(text), *_months(text), *_years(text), *_hours(text), *_spans(text)]
    for start, end, words in changes:
        if not inside(start, quoted):
            yield replace(text, start, end, words)


def _weekdays(text: str) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(rf"\b(?:{'|'.join(WEEKDAYS)})\b", text):
        if re.search(r"[A-Z][a-z]+ $", text[: match.start()]):
            continue  # "Carla Monday", "Black Friday"
        place = WEEKDAYS.index(match.group())
        yield (*match.span(), WEEKDAYS[(place + 1 + pick(text, 5)) % 7])


def _days(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _DAY.finditer(text):
        group = "first" if match["first"] else "second"
        new = (int(match[group]) - 1 + 2 + pick(text, 20)) % 28 + 1
        if new != int(match[group]):
            yield (*match.span(group), str(new))


def _months(text: str) -> Iterator[tuple[int, int, str]]:
    for match in re.finditer(rf"\b(?:{_MONTH})\b", text):
        before, after = text[: match.start()], text[match.end() :]
        if re.search(
            r"(?:\d|[Ii]n|[Ss]ince|[Bb]y|of|until|[Bb]efore|between|and|to|late|early|last|on|from) $", before
        ) or (re.match(r" \d", after)):
            place = MONTHS.index(match.group())
            yield (*match.span(), MONTHS[(place + 1 + pick(text, 10)) % 12])


def _years(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _YEAR.finditer(text):
        yield (*match.span(), str(int(match.group()) - 1 - pick(text, 6)))


def _hours(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CLOCK.finditer(text):
        yield (*match.span("hour"), str((int(match["hour"]) + 1 + pick(text, 9)) % 12 + 1))


def _spans(text: str) -> Iterator[tuple[int, int, str]]:
    for words, new in _SPANS.items():
        for match in re.finditer(rf"\b{words}\b", text):
            yield (*match.span(), new)
