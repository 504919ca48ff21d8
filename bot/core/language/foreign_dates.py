"""Dates as other languages write them: "12. März 2026", "el 12 de marzo", "12 марта", "2026年3月12日"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Twelve names a language; those that English shares stand with English dates already.
_MONTHS = """
januar februar märz april mai juni juli august september oktober november dezember
jänner feber mär apr mai jun jul aug sept okt nov dez
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
januari februari maart april mei juni juli augustus september oktober november december
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
"""
_NUMBERS = {name: i for line in _MONTHS.split("\n") for i, name in enumerate(line.split(), start=1)}
_NAMES = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_WRITTEN = re.compile(
    rf"(?<![\w.,])(?P<day>{_DAY})(?:\.|er|º)? (?:de )?(?P<month>{_NAMES})\b"
    r"(?:,? (?:de |del )?(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d)[年년] ?)?(?P<month>1[0-2]|0?[1-9])[月월] ?(?P<day>{_DAY})[日일]"
)
# Signs behind a figure that make a year, a month, a day or an hour of it, where no length of time is meant.
_SIGN_PARTS = re.compile(
    r"(?:19|20)\d\d[年년]|(?<!\d)(?:(?:1[0-2]|0?[1-9])[月월]|(?:3[01]|[12]\d|0?[1-9])[日일]"
    r"|(?:2[0-4]|1?\d)(?:[時时시点點][0-5]?\d[分분]|[時时시]|[点點](?!\d)))(?![間间钟鐘])"
)
_STOPS = re.compile(rf"(?<![\w.,])(?P<day>{_DAY})\.(?P<month>1[0-2]|0?[1-9])\.(?P<year>(?:19|20)\d\d)\b")


def is_foreign_month(word: str) -> bool:
    return word.lower() in _NUMBERS


def find_foreign_dates(text: str) -> Iterator[tuple[int, int, int | None, int, int]]:
    """(start, end, year if given, month, day), not in order; the day may not exist in that month."""
    for match in _WRITTEN.finditer(text):
        yield (*match.span(), _year(match), _NUMBERS[match["month"].lower()], int(match["day"]))
    for pattern in (_SIGNS, _STOPS):
        for match in pattern.finditer(text):
            yield (*match.span(), _year(match), int(match["month"]), int(match["day"]))


def find_sign_parts(text: str) -> Iterator[tuple[int, int]]:
    """Where a year, month, day or hour stands by itself in signs: "12日", "5時30分"; not "3日間"."""
    return (match.span() for match in _SIGN_PARTS.finditer(text))


def _year(match: re.Match[str]) -> int | None:
    return int(match["year"]) if match["year"] else None
