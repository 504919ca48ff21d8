"""Dates as worded, resolved against the day the article was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.core.language.foreign_dates import find_foreign_dates, find_sign_parts
from bot.core.language.mentions import DateMention
from bot.core.language.tongue import writes_decimal_comma

MONTHS = "january february march april may june july august september october november december".split()
_EASTERN = re.compile("[年년]|\\d[月월]")
_SIGN = re.compile("\\d[年년月월日일時时시点點]")
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_LEAD = (
    rf"(?:(?:{_WEEKDAY}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.?)"
    r"(?:\s+(?:morning|afternoon|evening|night|noon|midnight))?,?\s+(?:the\s+)?"
    r"|(?:morning|afternoon|evening|night) of )?"
)
ABSOLUTE = re.compile(
    rf"\b{_LEAD}(?:"
    rf"(?P<month_first>{_MONTH})\s+(?P<day_second>{_DAY})(?:st|nd|rd|th)?(?![\d:%]"
    rf"|[.,]\d(?!\d{{3}}))(?:,?\s+(?P<year_third>(?:19|20)\d\d)\b)?"
    rf"|(?P<day_first>{_DAY})(?:st|nd|rd"
    rf"|th)?(?:\s+of)?\s+(?P<month_second>{_MONTH})(?:,?\s+(?P<year_last>(?:19|20)\d\d)\b)?"
    rf"|(?P<month_only>{_MONTH}),?\s+(?:of\s+)?(?P<year_only>(?:19|20)\d\d)\b"
    rf"|(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\b"
    r")"
)
# One of these stands in every date of either kind; most sentences have none, and are read no further.
_MONTH_OR_SIGNS = re.compile(r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d-\d")
_SPANS = ("day", "night", "orrow", "week", "month", "year", "morning", "afternoon", "evening")
_RELATIVE = re.compile(
    rf"\b(?:(?P<shift>last|next|this|this coming|this past|past|the previous"
    rf"|the following)\s+)?(?P<weekday>{_WEEKDAY})(?!s\b)"
    r"(?P<after> week\b(?!['’-]))?(?:['’]s)?(?:\s+(?:morning|afternoon|evening|night|lunchtime|noon|midnight))?"
    r"|\b(?P<day>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast night|[Tt]his (?:morning|afternoon"
    rf"|evening))\b(?:['’]s\b|,? (?P<named>{_WEEKDAY})\b(?!['’]))?"
    r"|\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his|[Ee]arlier this|[Ll]ater this)\s+(?P<span>week|weekend|month|year)\b"
    r"|\b(?P<count>\d{1,2}|a|two|three|four|five|six|seven|eight|nine|ten)\s+(?P<unit>day|week|month"
    r"|year)s?\s+(?P<way>ago|earlier)\b"
)
_MONTH_ALONE = re.compile(
    r"\b(?i:in|since|until|till|during|early|late|mid)[ -](?:early |late |mid-)?"
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"(?!,? (?:the )?\d)"
)
_WEEK_OF = re.compile(r"\b(?:the )?(?P<span>week|weekend) of $")
# What tells whether a bare weekday lies ahead or behind; longer cues first, so that "to be held" is no
# past tense.
_DIRECTION = re.compile(
    r"\b(?:(?P<ahead>(?:may|might)(?! have\b)|"
    r"(?:will|would|shall|due|scheduled|expect(?:s|ed)?|forecasts?|plan(?:s|ned)?"
    r"|hop(?:es?|ing)|set"
    r"|vow(?:s|ed)?|promis(?:es|ed)|agreed|intends?|aims?|postponed)"
    r"(?:(?: not)? (?:to )?(?:be|have)(?: \w+(?:ed|en|wn))?| to \w+)?|(?:is|are)(?: going)? to \w+"
    r"|to be \w+(?:ed|en|wn)"
    r"|next|coming|upcoming|deadline|called for|ahead of|starting|until|till"
    r"|plays?|meets?"
    r"|(?:opens?|begins?|starts?|closes?|ends?|returns?)(?! of\b)"
    r"|faces?|travels?|votes?|reaches|resumes?|takes|arrives?"
    r"|kicks off|(?:is|are) (?:at )?(?:home|away|back)|(?:is|are)(?= (?:on )?$))"
    r"|(?P<unsure>to (?!the\b|an?\b)[a-z]+|could|can)"
    r"|(?P<behind>since|was|were|had|did|has|have|said|told|went|came|took|gave|made|found|fell|rose|won"
    r"|lost|beat"
    r"|began|broke|brought|built|caught|cut|died|drew|drove|fought|flew|grew|held|hit|kept|left|led|met"
    r"|paid|ran|saw"
    r"|sold|sent|shot|shut|sank|sat|spoke|spent|stood|struck|swept|swore|taught|thought|threw|wrote|woke"
    r"|(?<!is )(?<!are )(?!(?:indeed|hundred|united|speed|exceed|proceed|succeed|need)\b)[a-z]{2,}ed))\b",
    re.IGNORECASE,
)
_EDGE = re.compile(r"\b(?:from|between|before|after|by) $")  # of a span, which may lie either way
_AFTER_EVENT = re.compile(
    r"\b(?:after|following) (?!that\b)(?:[\w’'-]+[ ,]+){1,12}?(?:on |in the early hours of )?$", re.IGNORECASE
)
_WEEK_LESS_ONE = 6  # days: the weekday of yesterday or tomorrow is not said of the one nearly a week off
_CLAUSE = re.compile(r"[;:!?]\s|[“”\"]|,? (?:but|while|whereas|although|though)\s", re.IGNORECASE)
_LONGEST_CLAUSE = 300  # characters; cues farther off are not looked for
_SMALL = {word: i for i, word in enumerate("zero a two three four five six seven eight nine ten".split())}


@lru_cache(maxsize=4_096)
def find_dates(text: str, published_at: datetime) -> tuple[DateMention, ...]:
    """Every date but bare years, in order; relative ones resolved against the day of publication (UTC).

    A month and day without a year means the year that brings it nearest to the publication.
    """
    today = published_at.date()
    found = list(_absolute(text, today))
    found += _months_alone(text, today, tuple(found))
    taken = [(mention.start, mention.end) for mention in found]
    for match in _find_relative(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        first, last = _resolve_relative(match, text, today)
        found.append(DateMention(match.group(), first, last, True, *match.span()))
    return tuple(sorted(found, key=lambda mention: mention.start))


def absolute_spans(text: str) -> list[tuple[int, int]]:
    """Where dates with a month stand (in signs also years, days and hours alone), so that their figures are not
    taken for quantities. In order, none overlaps another."""
    spans = [match.span() for match in _find_absolute(text)]
    spans += [(start, end) for start, end, *_ in _foreign(text)]
    if _SIGN.search(text):
        spans += [part for part in find_sign_parts(text) if not any(_overlap(part, span) for span in spans)]
    return sorted(spans)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _foreign(text: str) -> list[tuple[int, int, int | None, int, int]]:
    """The dates of other languages, where the text is of one, but those that read like English ones."""
    if not (writes_decimal_comma(text) or _EASTERN.search(text)):
        return []
    english = [match.span() for match in _find_absolute(text)]
    return [found for found in find_foreign_dates(text) if not any(_overlap(found[:2], span) for span in english)]


@lru_cache(maxsize=4_096)
def date_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where dates of any wording stand."""
    absolute = [(_with_week(text, match.start())[0], match.end()) for match in _find_absolute(text)]
    months = [match.span("month") for match in _find_months(text)]
    absolute += [(start, end) for start, end, *_ in _foreign(text)]
    return tuple(absolute + [match.span() for match in _find_relative(text)] + months)


def _find_absolute(text: str) -> Iterable[re.Match[str]]:
    return ABSOLUTE.finditer(text) if _MONTH_OR_SIGNS.search(text) else ()


def _find_months(text: str) -> Iterable[re.Match[str]]:
    return _MONTH_ALONE.finditer(text) if _MONTH_OR_SIGNS.search(text) else ()


def _find_relative(text: str) -> Iterable[re.Match[str]]:
    return _RELATIVE.finditer(text) if any(span in text for span in _SPANS) else ()


def word_day(day: date, published_at: datetime) -> str:
    """ "March 10", with the year when it is not the year of publication."""
    plain = f"{MONTHS[day.month - 1].capitalize()} {day.day}"
    return plain if day.year == published_at.year else f"{plain}, {day.year}"


def _absolute(text: str, today: date) -> Iterator[DateMention]:
    for match in _find_absolute(text):
        first, last = _resolve_absolute(match, today)
        start, span = _with_week(text, match.start())
        if span and first is not None:
            first, last = _resolve_span("this", span, first)
        yield DateMention(text[start : match.end()], first, last, False, start, match.end())
    for start, end, year, month, day in _foreign(text):
        first, last = _day(year, month, day) if year else _nearest(month, day, today)
        yield DateMention(text[start:end], first, last, False, start, end)


def _with_week(text: str, start: int) -> tuple[int, str | None]:
    """Where a date begins that a week or weekend is named after ("the week of March 9"), and which of the two."""
    named = _WEEK_OF.search(text, max(0, start - len("the weekend of ")), start)
    return (named.start(), named["span"]) if named else (start, None)


def _months_alone(text: str, today: date, dated: Sequence[DateMention]) -> Iterator[DateMention]:
    """A bare month is the one nearest to the day of writing."""
    for match in _find_months(text):
        start, end = match.span("month")
        if any(one.start < end and start < one.end for one in dated):
            continue
        month = _month_number(match["month"])
        near = [_whole_month(year, month) for year in (today.year - 1, today.year, today.year + 1)]
        first, last = min(near, key=lambda span: abs((span[0] + (span[1] - span[0]) / 2 - today).days))
        yield DateMention(match["month"], first, last, False, start, end)


def _resolve_absolute(match: re.Match[str], today: date) -> tuple[date | None, date | None]:
    if match["iso"]:
        return _day(*(int(part) for part in match["iso"].split("-")))
    month = _month_number(match["month_first"] or match["month_second"] or match["month_only"])
    if match["month_only"]:
        return _whole_month(int(match["year_only"]), month)
    day = int(match["day_second"] or match["day_first"])
    year = match["year_third"] or match["year_last"]
    if year:
        return _day(int(year), month, day)
    return _nearest(month, day, today)


def _nearest(month: int, day: int, today: date) -> tuple[date | None, date | None]:
    """The day in the year that brings it nearest to the day of writing."""
    near = [found for y in (today.year - 1, today.year, today.year + 1) if (found := _day(y, month, day)[0])]
    best = min(near, key=lambda option: abs((option - today).days), default=None)
    return best, best


def _month_number(word: str) -> int:
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _day(year: int, month: int, day: int) -> tuple[date | None, date | None]:
    try:
        found = date(year, month, day)
    except ValueError:
        return None, None
    return found, found


def _whole_month(year: int, month: int) -> tuple[date, date]:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def _resolve_relative(match: re.Match[str], text: str, today: date) -> tuple[date | None, date | None]:
    if match["weekday"]:
        day = _resolve_weekday(match, text, today)
        return day, day
    if match["day"]:
        shift = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(match["day"].lower(), 0)
        day = today + timedelta(days=shift)
        if match["named"] and WEEKDAYS[day.weekday()] != match["named"].lower():
            return None, None  # "today, Saturday" in words published on Friday
        return day, day
    if match["span"]:
        return _resolve_span(match["which"].lower(), match["span"], today)
    if match["way"] == "earlier":
        return None, None  # earlier than something else in the text
    return _ago(match["count"], match["unit"], today)


def _resolve_weekday(match: re.Match[str], text: str, today: date) -> date | None:
    """The day meant; None where the words leave open whether it lies ahead or behind."""
    wanted = WEEKDAYS.index(match["weekday"].lower())
    shift = match["shift"]
    back = (today.weekday() - wanted) % 7
    ahead = (wanted - today.weekday()) % 7
    if match["after"]:
        return today + timedelta(days=7 + (ahead or 7))  # "Saturday week" is not the coming one
    if shift in {"next", "this coming", "the following"}:
        return today + timedelta(days=ahead or 7)
    if shift in {"last", "this past", "past", "the previous"}:
        return today - timedelta(days=back or 7)
    if not back:
        return today
    direction = _read_direction(match, text)
    if direction is None and _WEEK_LESS_ONE in {back, ahead}:
        direction = "ahead" if back == _WEEK_LESS_ONE else "behind"
    if direction == "ahead" and ahead < _WEEK_LESS_ONE:
        return today + timedelta(days=ahead)
    return today - timedelta(days=back) if direction == "behind" and back < _WEEK_LESS_ONE else None


def _read_direction(match: re.Match[str], text: str) -> str | None:
    """The cue nearest before the weekday in its clause decides, else the first one after it."""
    nearby = max(0, match.start() - _LONGEST_CLAUSE), match.end() + _LONGEST_CLAUSE
    clause = max((cut.end() for cut in _CLAUSE.finditer(text, nearby[0], match.start())), default=nearby[0])
    cues = [cue.lastgroup for cue in _DIRECTION.finditer(text, clause, match.start())]
    if match.group().endswith(("'s", "’s")) and len(set(cues)) > 1:
        return None  # "will discuss Saturday's match": the verb says nothing of the match's day
    before = text[clause : match.start()]
    if before.endswith("by ") and cues[-1:] != ["behind"]:
        return "ahead"  # "by Friday": a deadline, unless what was done by then is told
    if _EDGE.search(before) and not match.group().endswith(("'s", "’s")):
        return None
    if "ahead" not in cues and _AFTER_EVENT.search(before):
        return "behind"  # what something came after has been
    if cues[-2:] == ["ahead", "unsure"]:
        return "ahead"  # "will meet to discuss it"
    if cues:
        return cues[-1]
    following = _CLAUSE.search(text, match.end(), nearby[1])
    cue = _DIRECTION.search(text, match.end(), following.start() if following else nearby[1])
    return cue.lastgroup if cue else None


def _resolve_span(which: str, span: str, today: date) -> tuple[date | None, date | None]:
    step = {"last": -1, "next": 1}.get(which, 0)
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=step)
    if span == "week":
        return monday, monday + timedelta(days=6)
    if span == "weekend":
        return monday + timedelta(days=5), monday + timedelta(days=6)
    if span == "month":
        index = today.year * 12 + today.month - 1 + step
        return _whole_month(index // 12, index % 12 + 1)
    return date(today.year + step, 1, 1), date(today.year + step, 12, 31)


def _ago(count: str, unit: str, today: date) -> tuple[date | None, date | None]:
    number = int(count) if count.isdigit() else _SMALL[count]
    if unit == "day":
        day = today - timedelta(days=number)
        return day, day
    if unit == "week":
        monday = today - timedelta(days=today.weekday(), weeks=number)
        return monday, monday + timedelta(days=6)
    if unit == "month":
        index = today.year * 12 + today.month - 1 - number
        return _whole_month(index // 12, index % 12 + 1)
    return date(today.year - number, 1, 1), date(today.year - number, 12, 31)
