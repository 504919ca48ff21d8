"""Hours, days of the week and lengths of time, read from what a person typed and shown as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.core.saying import Phrase, tr, trn
from bot.errors import BadArguments

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_WORKDAYS, _WEEKEND = (0, 1, 2, 3, 4), (5, 6)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = (tr("Mon"), tr("Tue"), tr("Wed"), tr("Thu"), tr("Fri"), tr("Sat"), tr("Sun"))
_SETS = {
    "daily": EVERY_DAY,
    "every day": EVERY_DAY,
    "all": EVERY_DAY,
    "weekdays": _WORKDAYS,
    "workdays": _WORKDAYS,
    "weekend": _WEEKEND,
    "weekends": _WEEKEND,
}
_HOUR = re.compile(r"(\d{1,2})(?:[:.h](\d{2})?)?(?: ?(?P<half>[ap])\.?m\.?)?", re.ASCII)
_ONE = r"([\d:.h]{1,5}(?: ?[ap]m)?)"
_RANGE = re.compile(rf"(?:from )?{_ONE} ?(?:-|–|to|until| ) ?{_ONE}", re.ASCII)
_LENGTH = re.compile(r"(\d{1,4}) ?(?:(m|min|minutes?)|(h|hours?)|(d|days?)|(w|weeks?))", re.ASCII)
_LONGEST = timedelta(days=366)


def read_minutes(hour: str) -> int:
    """Minutes after midnight of "8", "8:00", "18.30", "7h" or "6pm"."""
    match = _HOUR.fullmatch(hour.lower())
    if not match or not _is_hour(int(match[1]), match["half"]) or int(match[2] or 0) > 59:
        raise BadArguments(
            tr("“{hour}” is not an hour of the day. Write hours such as 8:00 or 18:30.", hour=hour[:40])
        )
    half = {"a": 0, "p": 12 * 60}.get(match["half"] or "")
    hours = int(match[1]) if half is None else int(match[1]) % 12
    return hours * 60 + int(match[2] or 0) + (half or 0)


def _is_hour(number: int, half: str | None) -> bool:
    """On a clock of 24 hours, or of twelve where it is said which half of the day is meant."""
    return number <= 23 if half is None else 1 <= number <= 12


def read_hours(value: str) -> tuple[int, int]:
    """From and to, of "22:00-7:00", "22 to 7" or "22 7"."""
    match = _RANGE.fullmatch(" ".join(value.lower().split()))
    if match is None:
        raise BadArguments(tr("Write from when to when, such as 22:00-7:00, or “off”."))
    start, end = read_minutes(match[1]), read_minutes(match[2])
    if start == end:
        raise BadArguments(tr("They begin and end at the same minute. To be left alone write /pause."))
    return start, end


def read_length(value: str) -> timedelta | None:
    """ "3h", "90 min", "7d" or "2 weeks"; None for what is no length of time, or one of none or over a year."""
    match = _LENGTH.fullmatch(value.strip().lower())
    if match is None:
        return None
    minutes, hours, days, weeks = (int(match[1]) if match[place] else 0 for place in range(2, 6))
    length = timedelta(minutes=minutes, hours=hours, days=days, weeks=weeks)
    return length if timedelta() < length <= _LONGEST else None


def read_weekdays(value: str) -> tuple[int, ...]:
    """Days of "mon-fri", "mon wed fri", "weekend" or "daily", as numbers from Monday's 0."""
    wanted = " ".join(value.lower().replace(",", " ").replace("–", "-").split())
    if wanted in _SETS:
        return _SETS[wanted]
    days: set[int] = set()
    for part in wanted.replace(" - ", "-").split():
        first, _, last = part.partition("-")
        start = _read_day(first)
        days.update(_between(start, _read_day(last) if last else start))
    if not days:
        raise BadArguments(tr("Name days of the week, such as mon-fri, or: sat sun; or write “daily”."))
    return tuple(sorted(days))


def _read_day(word: str) -> int:
    found = [place for place, day in enumerate(_DAYS) if len(word) >= 2 and day.startswith(word.rstrip("."))]
    if len(found) != 1:
        raise BadArguments(
            tr("“{word}” is not a day of the week. Name days such as mon-fri, or: sat sun.", word=word[:40])
        )
    return found[0]


def _between(start: int, end: int) -> Iterable[int]:
    """Over Sunday where the first is later: fri-mon."""
    return ((start + count) % 7 for count in range((end - start) % 7 + 1))


def show_minutes(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def show_weekdays(days: Sequence[int]) -> Phrase | str:
    named = {EVERY_DAY: tr("every day"), _WORKDAYS: tr("Monday to Friday"), _WEEKEND: tr("at weekends")}
    return named.get(tuple(days)) or _list_days(days)


def _list_days(days: Sequence[int]) -> Phrase | str:
    first, *others = (_DAY_NAMES[day] for day in days)
    listed: Phrase = first
    for day in others:
        listed = tr("{days}, {day}", days=listed, day=day)
    return listed


def show_length(minutes: int) -> Phrase:
    """In the largest unit that divides it."""
    if minutes % (24 * 60) == 0:
        return trn("{number} day", "{number} days", minutes // (24 * 60))
    if minutes % 60 == 0:
        return trn("{number} hour", "{number} hours", minutes // 60)
    return trn("{number} minute", "{number} minutes", minutes)
