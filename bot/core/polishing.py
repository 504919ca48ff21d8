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
    r"(?: (?:morning|afternoon|evening|night|noon|midnight))?$",
    re.IGNORECASE,
)
_WHOSE = re.compile(r"^(?:(?!tonight|this|last)\w+)['’]s$")
_PREPOSITION = re.compile(
    r"\b(?:from|since|until|till|by|of|for|on|before|after|to|than|between|as of)\s$", re.IGNORECASE
)
_SAME_PHRASE = 3  # characters between the two wordings of one day
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
    place = match["place"].strip(" ,-–—")
    return " ".join(word.capitalize() if word.isupper() else word for word in place.split())


def strip_dateline(sentence: str) -> str:
    """The sentence without the dateline and agency credit around it; what is left is a stretch of it."""
    match = _DATELINE.match(sentence) or _DATELINE_AGENCY.match(sentence)
    return sentence[match.end() :] if match else sentence


def make_dates_absolute(sentence: str, published_at: datetime) -> str:
    """ "on Tuesday" becomes "on Tuesday, March 10"; "yesterday" becomes "on March 9". Quoted words stay."""
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    result = sentence
    mentions = find_dates(sentence, published_at)
    for place, mention in reversed(tuple(enumerate(mentions))):
        inside = any(start <= mention.start < end for start, end in quoted)
        near = any(_names_again(other, mention) for other in mentions[:place] + mentions[place + 1 :])
        if mention.relative and mention.first == mention.last and not inside and not near:
            worded = _word(mention, published_at, sentence)
            if worded:
                result = result[: mention.start] + worded + result[mention.end :]
    return result


def _names_again(other: DateMention, mention: DateMention) -> bool:
    """Whether the same day stands dated in the same phrase ("Tuesday (10 March)")."""
    gap = max(other.start - mention.end, mention.start - other.end)
    return not other.relative and other.first == mention.first and gap <= _SAME_PHRASE


def _word(mention: DateMention, published_at: datetime, sentence: str) -> str | None:
    if mention.first is None:
        return None
    before, after = sentence[: mention.start], sentence[mention.end :]
    if re.match(r" (?:week|lunchtime|time)\b", after):
        return None  # "Saturday week" is another Saturday
    day, lower = word_day(mention.first, published_at), mention.text.lower()
    if _WHOSE.search(lower):
        return f"The {day}" if mention.start == 0 else f"the {day}"
    if _PLAIN_WEEKDAY.match(mention.text):
        plain = re.sub(r"^(?:last|next|this) ", "", mention.text, flags=re.IGNORECASE)
        closing = "," if re.match(r" [a-z]", after) else ""
        name, _, time = plain.partition(" ")
        if time in {"noon", "midnight"} and _PREPOSITION.search(before) and not before.endswith("on "):
            return f"{time} on {name}, {day}{closing}"
        return f"{plain}, {day}{closing}"
    on = "" if _PREPOSITION.search(before) else "On " if mention.start == 0 else "on "
    if lower.partition(",")[0] in {"today", "yesterday", "tomorrow"}:
        return f"{on}{day}"
    return f"{on}the {_DAYTIMES[lower]} of {day}" if lower in _DAYTIMES else None
