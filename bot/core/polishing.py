"""Light, reversible edits of a sentence taken from a source: no dateline in it,
and no day that only the source knew."""

from __future__ import annotations

import re
from datetime import datetime

from bot.core.language import find_dates
from bot.core.language.dates import word_day
from bot.core.language.mentions import DateMention

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z'’.\- ]{2,40})(?:, (?:[A-Z][a-z.]+ ?){1,3}(?:\d{1,2})?)?"
    r"\s*(?:\((?P<agency>[^)]{2,40})\))?\s*[–—-]{1,2}\s+(?=\S)"
)
_DATELINE_AGENCY = re.compile(
    r"^(?P<place>(?:[A-Z][\w'’.-]+ ?){1,4}),? \((?P<agency>[A-Z][\w .&'’-]{1,40})\)\s*[–—-]{1,2}\s+(?=\S)"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_PLAIN_WEEKDAY = re.compile(
    r"^(?:(?:last|next|this) )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    r"(?: (?:morning|afternoon|evening|night|noon|midnight))?(?P<whose>['’]s)?$",
    re.IGNORECASE,
)
_DAYTIMES = {
    "this morning": "morning",
    "this afternoon": "afternoon",
    "this evening": "evening",
    "tonight": "evening",
    "last night": "night",
}


def read_dateline(sentence: str) -> str | None:
    """The place in "PORT ELLORY (Meridian Press) – A ferry …", in ordinary capitals; None when there is none."""
    match = _DATELINE.match(sentence) or _DATELINE_AGENCY.match(sentence)
    if match is None:
        return None
    place = match["place"].strip(" ,")
    return " ".join(word.capitalize() if word.isupper() else word for word in place.split())


def strip_dateline(sentence: str) -> str:
    """The sentence without the dateline and agency credit around it; what is left is a stretch of it."""
    match = _DATELINE.match(sentence) or _DATELINE_AGENCY.match(sentence)
    return sentence[match.end() :] if match else sentence


def make_dates_absolute(sentence: str, published_at: datetime) -> str:
    """ "on Tuesday" becomes "on Tuesday, March 10"; "yesterday" becomes "on March 9". Quoted words stay."""
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    result = sentence
    for mention in reversed(find_dates(sentence, published_at)):
        inside = any(start <= mention.start < end for start, end in quoted)
        if mention.relative and mention.first == mention.last and not inside:
            worded = _word(mention, published_at, sentence)
            if worded:
                result = result[: mention.start] + worded + result[mention.end :]
    return result


def _word(mention: DateMention, published_at: datetime, sentence: str) -> str | None:
    if mention.first is None:
        return None
    if re.match(r" (?:week|lunchtime)\b", sentence[mention.end :]):
        return None  # "Saturday week" is another Saturday
    day, lower = word_day(mention.first, published_at), mention.text.lower()
    weekday = _PLAIN_WEEKDAY.match(mention.text)
    if weekday and weekday["whose"]:
        return f"The {day}" if mention.start == 0 else f"the {day}"
    if weekday:
        plain = re.sub(r"^(?:last|next|this) ", "", mention.text, flags=re.IGNORECASE)
        closing = "," if re.match(r" [a-z]", sentence[mention.end :]) else ""
        return f"{plain}, {day}{closing}"
    if lower in {"today", "yesterday", "tomorrow"}:
        opening = "On" if mention.start == 0 else "on"
        return f"{opening} {day}"
    if lower in _DAYTIMES:
        opening = "On" if mention.start == 0 else "on"
        return f"{opening} the {_DAYTIMES[lower]} of {day}"
    return None
