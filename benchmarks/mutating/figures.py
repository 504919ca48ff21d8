"""Figures gone wrong: a digit, a magnitude, a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.mutating.spans import MONTHS, capitalise, inside, pick, quoted_spans, replace

_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_FIGURE = re.compile(
    r"(?<![\w.,:/-])[$£€]?(?P<figure>\d+(?:,\d{3})*(?:\.\d+)?)(?![\d:/]|[.,]\d|st\b|nd\b|rd\b|th\b)"
)
_SPELLED = re.compile(rf"\b(?:{'|'.join(_WORDS + _TENS)})\b", re.IGNORECASE)
_DATED_AFTER = re.compile(rf"^(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)})\b|^ ?[ap]\.?m\b")
_DATED_BEFORE = re.compile(
    rf"(?:{'|'.join(MONTHS)}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.),? (?:\d{{1,2}}, )?$"
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_MAGNITUDES = {
    "thousand": "million", "million": "billion", "billion": "million", "trillion": "billion",
    "dozens": "hundreds", "hundreds": "thousands", "thousands": "millions", "millions": "billions",
    "hundred": "thousand",
}  # fmt: skip
_LETTERS = {"k": "m", "m": "bn", "bn": "m"}
_UNITS = {
    "kilometres": "metres", "kilometers": "miles", "km": "miles", "miles": "kilometres", "mile": "kilometre",
    "metres": "kilometres", "meters": "feet", "feet": "yards", "millimetres": "centimetres", "mm": "cm",
    "centimetres": "metres", "kilograms": "tonnes", "kg": "tonnes", "tonnes": "kilograms", "tons": "pounds",
    "pounds": "tons", "seconds": "minutes", "minutes": "hours", "hours": "days", "days": "weeks",
    "weeks": "months", "months": "years", "years": "months", "second": "minute", "minute": "hour",
    "hour": "day", "day": "week", "week": "month", "month": "year", "year": "month",
    "percentage points": "per cent", "per cent": "percentage points", "percent": "percentage points",
    "%": " percentage points", "euros": "dollars", "dollars": "euros", "crowns": "dollars", "euro": "dollar",
    "hectares": "square metres", "acres": "hectares", "barrels": "tonnes", "gallons": "barrels",
    "km/h": "mph", "mph": "km/h", "kilometres an hour": "miles an hour", "miles an hour": "kilometres an hour",
    "degrees Celsius": "degrees Fahrenheit", "degrees": "per cent", "litres": "gallons", "points": "per cent",
}  # fmt: skip
_SIGNS = {"$": "€", "€": "$", "£": "$"}
_NUMBER = rf"(?:\d[\d,.]*|{'|'.join(_WORDS + _TENS)}|million|billion|thousand|hundred|trillion|bn|m)"
_LONGEST_FIRST = sorted(_UNITS, key=len, reverse=True)
_UNIT = re.compile(
    rf"(?<![\w])(?i:{_NUMBER})(?P<gap>[ -]?)(?P<unit>{'|'.join(re.escape(unit) for unit in _LONGEST_FIRST)})"
    r"(?![\w/])"
)


def change_digits(text: str) -> Iterator[str]:
    """One digit of a figure, or a number word, is another; dates, years and quotations are left alone."""
    quoted = quoted_spans(text)
    for match in _FIGURE.finditer(text):
        if inside(match.start(), quoted) or _is_dated(text, match):
            continue
        start, figure = match.start("figure"), match["figure"]
        digits = [i for i, mark in enumerate(figure) if mark.isdigit()][:2]
        place = digits[pick(text + figure, len(digits))]
        old = int(figure[place])
        new = 1 + (old - 1 + 1 + pick(text, 8)) % 9 if old else 1 + pick(text, 9)
        yield replace(text, start + place, start + place + 1, str(new))
    for match in _SPELLED.finditer(text):
        if inside(match.start(), quoted) or _DATED_AFTER.match(text[match.end() :]):
            continue
        row = _WORDS if match.group().lower() in _WORDS else _TENS
        old = row.index(match.group().lower())
        word = row[(old + 1 + pick(text, len(row) - 1)) % len(row)]
        yield replace(text, *match.span(), capitalise(word) if match.group()[0].isupper() else word)


def _is_dated(text: str, match: re.Match[str]) -> bool:
    figure = match["figure"]
    before, after = text[: match.start()], text[match.end() :]
    if _DATED_AFTER.match(after) or _DATED_BEFORE.search(before):
        return True
    return bool(_YEAR.match(figure)) and not re.match(r" ?[a-z]{3,}s\b|%", after)


def change_magnitude(text: str) -> Iterator[str]:
    """A million for a billion, dozens for hundreds, a zero more."""
    quoted = quoted_spans(text)
    for match in re.finditer(rf"\b(?:{'|'.join(_MAGNITUDES)})\b", text):
        before = text[: match.start()]
        counted = re.search(rf"(?:{_NUMBER}|\ba|half a|several|few)[ -]$", before, re.IGNORECASE)
        plural = match.group().endswith("s") and text[match.end() :].startswith((" of", " more"))
        if not inside(match.start(), quoted) and (counted or plural):
            yield replace(text, *match.span(), _MAGNITUDES[match.group()])
    for match in re.finditer(r"(?<=\d)(k|m|bn)\b", text):
        if re.search(r"[$£€]\d[\d.]*$", text[: match.start()]) or match.group() != "m":
            yield replace(text, *match.span(), _LETTERS[match.group()])
    for match in re.finditer(r"(?<![\d.,])\d{1,3},\d{3}(?![\d,])", text):
        if not inside(match.start(), quoted):
            yield replace(text, *match.span(), f"{int(match.group().replace(',', '')) * 10:,}")


def change_unit(text: str) -> Iterator[str]:
    """Miles for kilometres, months for years, dollars for euros."""
    quoted = quoted_spans(text)
    for match in _UNIT.finditer(text):
        unit = match["unit"]
        if inside(match.start(), quoted) or (unit in {"second", "points"} and match["gap"] != " "):
            continue
        if text[match.end() :].startswith(("-old", " old")):
            continue  # an age: "34 months old" is nonsense rather than news
        yield replace(text, *match.span("unit"), _UNITS[unit])
    for match in re.finditer(r"[$£€](?=\d)", text):
        if not inside(match.start(), quoted):
            yield replace(text, *match.span(), _SIGNS[match.group()])
