"""Light, reversible edits of a sentence taken from a source: no dateline in it,
and no day that only the source knew."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.core.language import find_dates
from bot.core.language.dates import MONTHS, word_day
from bot.core.language.mentions import DateMention

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z'’.\- ]{2,40})(?:, (?:[A-Z][a-z.]+ ?){1,3}(?:\d{1,2})?)?"
    r"\s*(?:\((?P<agency>[^)]{2,40})\))?\s*[–—-]{1,2}\s+(?=\S)"
)
_DATELINE_AGENCY = re.compile(
    r"^(?P<place>(?:[A-Z][\w'’.-]+ ?){1,4}),? \((?P<agency>[A-Z][\w .&'’-]{1,40})\)\s*[–—-]{1,2}\s+(?=\S)"
)
_DATELINE_GLUED = re.compile(  # "Washington (CNN)The": a page's markup went missing
    r"^(?P<place>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}) (?P<agency>\([A-Z]{2,5}\))(?=[A-Z“\"])"
)
DATED_CREDIT = re.compile(  # "Sept 2 (Calder Wire) - Cloud company …": a dateline without a place
    r"^(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}"
    r" \([A-Z][\w.&'’/ -]{1,40}\)\s*[-–—:]+\s*"
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
    match = _match_dateline(sentence)
    if match is None:
        return None
    place = match["place"].strip(" ,-–—")
    return " ".join(word.capitalize() if word.isupper() else word for word in place.split())


def strip_dateline(sentence: str) -> str:
    """The sentence without the dateline and agency credit around it; what is left is a stretch of it."""
    match = _match_dateline(sentence)
    return DATED_CREDIT.sub("", sentence[match.end() :] if match else sentence)


def _match_dateline(sentence: str) -> re.Match[str] | None:
    return _DATELINE.match(sentence) or _DATELINE_AGENCY.match(sentence) or _DATELINE_GLUED.match(sentence)


def make_dates_absolute(sentence: str, published_at: datetime) -> str:
    """ "on Tuesday" becomes "on Tuesday, March 10", "yesterday" "on March 9", "last year" "in 2025", "this week"
    "in the week of March 9". Quoted words stay."""
    sentence = _name_owned_spans(sentence, published_at)
    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    result = sentence
    mentions = find_dates(sentence, published_at)
    for place, mention in reversed(tuple(enumerate(mentions))):
        inside = any(start <= mention.start < end for start, end in quoted)
        near = any(_names_again(other, mention) for other in mentions[:place] + mentions[place + 1 :])
        if mention.relative and not inside and not near:
            one_day = mention.first == mention.last
            word = _word if one_day else _word_span
            worded = word(mention, published_at, sentence)
            if worded:
                result = result[: mention.start] + worded + result[mention.end :]
    return result


_SPAN_OWNS = re.compile(r"\b(?P<which>[Ll]ast|[Tt]his|[Nn]ext) (?P<span>week|month|year)['’]s (?=[a-z])")


def _name_owned_spans(sentence: str, published_at: datetime) -> str:
    """ "last year's march" becomes "the 2025 march"; "this week's deal" is "the deal"."""
    spans = {mention.start: mention for mention in find_dates(sentence, published_at) if mention.relative}

    def word(match: re.Match[str]) -> str:
        mention = spans.get(match.start())
        if (
            mention is None
            or mention.first is None
            or (match["span"], match["which"].lower()) == ("week", "last")
        ):
            return match.group()
        article = "The" if match["which"][0].isupper() else "the"
        if match["span"] == "week":
            return f"{article} " if match["which"].lower() == "this" else match.group()
        return f"{article} {_name_span(match['span'], mention.first, published_at)} "

    quoted = [match.span() for match in _QUOTED.finditer(sentence)]
    return _SPAN_OWNS.sub(
        lambda match: (
            match.group() if any(start <= match.start() < end for start, end in quoted) else word(match)
        ),
        sentence,
    )


def _names_again(other: DateMention, mention: DateMention) -> bool:
    """Whether the same day stands dated in the same phrase ("Tuesday (10 March)")."""
    gap = max(other.start - mention.end, mention.start - other.end)
    return not other.relative and other.first == mention.first and gap <= _SAME_PHRASE


def _word(mention: DateMention, published_at: datetime, sentence: str) -> str | None:
    if mention.first is None:
        return None
    before, after = sentence[: mention.start], sentence[mention.end :]
    if re.match(r" (?:lunchtime|time)\b|['’]s\b", after):  # "Tuesday night's fire" has no room for a date
        return None
    day, lower = word_day(mention.first, published_at), mention.text.lower()
    if _WHOSE.search(lower):
        return f"The {day}" if mention.start == 0 else f"the {day}"
    wording = mention.text.removesuffix(" week")  # "Saturday week" is another Saturday
    if _PLAIN_WEEKDAY.match(wording):
        plain = re.sub(r"^(?:last|next|this) ", "", wording, flags=re.IGNORECASE)
        closing = "," if re.match(r" [a-z]", after) else ""
        name, _, time = plain.partition(" ")
        if time in {"noon", "midnight"} and _PREPOSITION.search(before) and not before.endswith("on "):
            return f"{time} on {name}, {day}{closing}"
        return f"{plain}, {day}{closing}"
    on = "" if _PREPOSITION.search(before) else "On " if mention.start == 0 else "on "
    if lower.partition(",")[0] in {"today", "yesterday", "tomorrow"}:
        return f"{on}{day}"
    return f"{on}the {_DAYTIMES[lower]} of {day}" if lower in _DAYTIMES else None


_SPAN = re.compile(r"^(?P<which>last|next|this|earlier this|later this) (?P<span>week|weekend|month|year)$")


def _word_span(mention: DateMention, published_at: datetime, sentence: str) -> str | None:
    """A week, weekend, month or year by its date; None where the wording leaves no room for one."""
    match = _SPAN.match(mention.text.lower())
    before, after = sentence[: mention.start], sentence[mention.end :]
    if match is None or mention.first is None or re.search(r"\b(?:the|on|by|as of)\s$", before, re.IGNORECASE):
        return None  # "the last year" is twelve months up to now
    if re.match(r"['’]s\b", after):
        return None
    named = _name_span(match["span"], mention.first, published_at)
    lead_in = "" if _IN.search(before) else "on " if match["span"] == "weekend" else "in "
    worded = lead_in + named
    return worded[0].upper() + worded[1:] if mention.start == 0 else worded


_IN = re.compile(r"\b(?:in|since|until|till|during|of|for|from|to|than|before|after)\s$", re.IGNORECASE)


def _name_span(span: str, first: date, published_at: datetime) -> str:
    match span:
        case "year":
            return str(first.year)
        case "month":
            name = MONTHS[first.month - 1].capitalize()
            return name if first.year == published_at.year else f"{name} {first.year}"
        case _:
            return f"the {span} of {word_day(first, published_at)}"
