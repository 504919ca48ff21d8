"""Dates of a claim compared with those of its passages, each read from the day its article was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.alignment import surroundings
from bot.core.fault_words import say_otherwise
from bot.core.faults import Evidence, Fault
from bot.core.language import find_dates
from bot.core.language.mentions import DateMention
from bot.core.saying import tr
from bot.core.types import Passage, Support

_SPEECH_DAYS = frozenset("today yesterday tomorrow today, yesterday, tomorrow,".split())
_SPANS = frozenset("week weekend month year".split())


def find_date_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Every date of the claim that its passages do not bear out."""
    dated = [
        (passage, found)
        for passage in evidence.passages
        for found in find_dates(passage.text, evidence.time_of(passage))
    ]
    told = find_dates(claim, evidence.newest)
    yield from _repeated(told, [found for _, found in dated])
    for wanted in told:
        other = _other_span(wanted, [found for _, found in dated])
        if not other and any(_same_date(wanted, found) for _, found in dated):
            continue
        rival = next(((p, f) for p, f in dated if _is_rival(claim, wanted, p, f)), None)
        if rival:
            words = say_otherwise(wanted.text, rival[1].text, rival[0])
            yield Fault("date", Support.CONTRADICTED, words)
        else:
            yield Fault("date", Support.UNSUPPORTED, tr("{text} is in none of the passages", text=wanted.text))


def _repeated(told: Sequence[DateMention], dated: Sequence[DateMention]) -> Iterator[Fault]:
    """A day that stands more often in the claim than in the passages took the place of another: "will strike from
    Monday, they said on Monday" for "from Wednesday"."""
    for wanted in told:
        alike = [one for one in told if _are_one_day(one, wanted)]
        there = sum(_same_date(wanted, found) for found in dated)
        if 0 < there < len(alike) and wanted is alike[-1]:
            yield Fault(
                "date", Support.UNSUPPORTED, tr("{text} stands more often than in the passages", text=wanted.text)
            )


def _are_one_day(one: DateMention, other: DateMention) -> bool:
    """In the same words, or by the calendar: only what stands around them tells two Mondays apart."""
    dated = one.first is not None and (one.first, one.last) == (other.first, other.last)
    return dated or one.text.lower() == other.text.lower()


def _other_span(wanted: DateMention, dated: Sequence[DateMention]) -> bool:
    """ "This year" where the passages only know "last year": that a day of theirs lies in it does not matter."""
    span = wanted.text.lower().split()[-1]
    if not wanted.relative or span not in _SPANS:
        return False
    same = [found for found in dated if found.relative and found.text.lower().split()[-1] == span]
    return bool(same) and all((found.first, found.last) != (wanted.first, wanted.last) for found in same)


def _same_date(wanted: DateMention, found: DateMention) -> bool:
    """The same words, the same day, or a wider span that holds it (a day's month)."""
    if wanted.text.lower() == found.text.lower():
        return True
    if wanted.relative and found.text.lower().startswith(wanted.text.lower()):
        return True
    if wanted.first is None or wanted.last is None or found.first is None or found.last is None:
        return _is_its_weekday(wanted, found)
    return wanted.first <= found.first and found.last <= wanted.last


def _is_its_weekday(wanted: DateMention, found: DateMention) -> bool:
    """ "Wednesday night" for "last night": a weekday alone may be of any week, but a relative date is near."""
    if wanted.first is not None or found.first is None or not found.relative:
        return False
    words = wanted.text.lower().split()
    return f"{found.first:%A}".lower() in words and not _SPEECH_DAYS & set(words)


def _is_rival(claim: str, wanted: DateMention, passage: Passage, found: DateMention) -> bool:
    ours = surroundings(claim, wanted.start, wanted.end)
    return len(ours & surroundings(passage.text, found.start, found.end)) >= min(2, len(ours))
