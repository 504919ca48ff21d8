"""Whether a figure states the whole, present value of what it measures, and no part, forecast or other period."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from bot.core.language import find_hedges
from bot.core.language.mentions import Number, NumberKind

_SMALL_NUMBER = r"\w+teen|\w+ty|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
# ---- a part of the whole, or what comes on top of it
_PART = re.compile(
    r"^(?:\s\w+){0,2}?\s(?:(?:out )?of (?!(?:their|his|her) (?:homes?|houses?)\b)"
    r"(?:an?|the|them|those|these|whom|its|their|his|her|\d|all|which"
    rf"|{_SMALL_NUMBER})\b|(?:more|others?|further|additional|new|extra|fewer|newly)\b)",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:including|includes?|as well as|along with|alongside|together with|in addition to|plus"
    r"|among (?:them|those|the)|of (?:them|whom|which)|another|a further|(?:the )?other"
    r"|an additional|further|each|every|per|average(?: of)?|between them|(?:dead|victims|injured|wounded|killed"
    r"|arrested|missing) (?:are|were|is))\s+(?:the\s+|at least\s+)?$",
    re.IGNORECASE,
)
_PER_UNIT = re.compile(
    r"^(?:\s(?!and\b|after\b|in\b|with\b|for\b|from\b|to\b|at\b|on\b|by\b|as\b|when\b|of\b)[\w-]+)?\s(?:per|each|every|apiece"
    r"|an?\s(?:share|head|person|ton|tonne|barrel|litre|liter|gallon|day|week|month|year|hour|ticket|piece|unit|kilo|pound"
    r"|ounce|vote|seat|night|student|pupil|household|family|bottle|pack|game|metre|mile|square))\b",
    re.IGNORECASE,
)
_SEVERITY = re.compile(
    r"\b(?:seriously|critically|severely|gravely|badly|slightly|lightly|fatally)\s+(?:hurt|injured|wounded|ill"
    r"|burned)\b|\bin (?:a )?(?:critical|serious) condition\b|\bin intensive care\b",
    re.IGNORECASE,
)
# ---- what was said before, or is denied
_EARLIER = re.compile(
    r"\b(?:up from|down from|from|earlier (?:count|figure|toll|estimate|reports?|said)[^.;]{0,30}"
    r"|previous(?:ly)?[^.;]{0,30}|initial(?:ly)?[^.;]{0,30}|revised (?:up|down) from|not|instead of"
    r"|rather than|first (?:said|put|reported)[^.;]{0,30}|had (?:said|put|spoken)[^.;]{0,20}|compared (?:with|to)"
    r"|against|as opposed to|(?:record|high|low|peak) of|(?:more|fewer|less|higher|lower) than the"
    r"|rumou?rs? of|deni(?:ed|es)[^.;]{0,30}"
    r"|correct(?:ed|ing)[^.;]{0,30})\s+(?:the\s+|at least\s+)?$",
    re.IGNORECASE,
)
_EARLIER_AFTER = re.compile(
    r"^[^.;,]{0,25}\b(?:earlier (?:in|on|count|figure)|reported earlier|(?:before|until) (?:then|now)|(?:last"
    r"|the previous) (?:year|month|week)|(?:a )?(?:years?|months?|weeks?|decades?) (?:ago|earlier|before)"
    r"(?! [a-zA-Z]))\b",
    re.IGNORECASE,
)
# ---- another period, region or kind of value than the event's own
_OTHER_SCOPE = re.compile(  # of the clause in lower case
    r"\b(?:this (?:year|season|month|winter|summer|spring|autumn|fall)|last (?:year|month|season)"
    r"|since (?:the (?:beginning|start)|(?:mid-)?january"
    r"|february|march|april|may|june|july|august|september|october|november|december|late|early|last|at least"
    r"|(?:19|20)\d\d)"
    r"|so far this|in (?:19|20)\d\d|every (?:year|month|week|day)|a year|each (?:year|month|week|day)"
    r"|annual(?:ly)?|over (?:the|those|these) (?:past|last|years|\w+ (?:years|months|decades))"
    r"|in the (?:past|last|early|late|first \w+ (?:months|weeks|days))|in (?:all|the whole|the course) of the"
    r"|in (?:an?|one|more than an?|nearly an?) (?:decade|century|generation)"
    r"|in recent|historic|on average|seven-day|rolling|nation-?wide|world-?wide|across the (?:country|nation"
    r"|continent|globe|world|region|state)|in the (?:country|nation) as a whole|capacity"
    r"|designed|similar|averag(?:e|es|ed|ing)|median|limit|threshold|record of|typical(?:ly)?|licen[sc]ed"
    r"|usual(?:ly)?|normal(?:ly)?|in another|(?:second|third|fourth|fifth) (?:with|at)|during the \w+ war"
    r"|is called|are called|defined|(?:single|one) day|24 hours|daily|when (?:its|their) "
    r"|per (?:day|week|month|year)"
    r"|(?<!for )(?<!within )a (?:day|week|month)(?! (?:after|before|later|earlier|ago|since|into))"
    r"|(?:from|since|below|above) (?:its|their|a|an|the) (?:[\w-]+ ){0,3}(?:highs?|lows?|peaks?|record))\b",
)
# "a level not seen since 1954" says how rare the figure is, not since when it was counted.
_RARITY = re.compile(
    r"\b(?:(?:not )?seen|worst|highest|largest|deadliest|first|biggest|lowest|strongest|heaviest|most"
    r"|any(?: time)?)\b"
    r"[^,;.]{0,40}?\b(?:since|in|for)\b[^,;.]*",
)
_LIMIT = re.compile(r"(?:up to|as many as|as much as)\b", re.IGNORECASE)
_ROOM_BEFORE = re.compile(r"\b(?:room|seats) for\s+(?:about |some |nearly )?$", re.IGNORECASE)
# ---- others of the same group are told of beside them: "and the others were released"
_OTHERS = re.compile(
    r"\b(?:the (?:others|rest|remainder|remaining)\b|remain(?:s|ed)? in\b|(?:is|are|was|were) still in\b)",
    re.IGNORECASE,
)
# ---- not so, or not yet so
_UNREAL = re.compile(
    r"\b(?:could|might|may|if|unless|feared|risk(?:s|ed)?|expect(?:s|ed|ing|ation|ations)?|predict(?:s|ed|ions?)?"
    r"|forecasts?|project(?:ed|ions?)|potential(?:ly)?|anticipat\w+|hop(?:e|es|ed|ing)|aim(?:s|ed|ing)?|goals?"
    r"|targets?|need(?:s|ed)?|want(?:s|ed)?|seek(?:s|ing)?|sought|call(?:s|ed|ing)? for|ask(?:s|ed|ing)? for"
    r"|propos(?:e|es|ed|al|als|ing)|offer(?:s|ed|ing)? to|plan(?:s|ned|ning)? to|estimated at|at least until"
    r"|threaten(?:s|ed|ing)?|maximum|guidelines?|required|necessary|fac(?:e|es|ed|ing) (?:up to )?)\b"
)
_PLANNED = re.compile(r"\b(?:will|would|shall|is to|are to|set to|agreed to|decided to)\b")
_PERIOD = re.compile(
    r"\b(?:(?P<part>first|second|third|fourth|last) (?:\w+ )?(?P<span>quarter|half|months|weeks|days|year)"
    r"|(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:under|over|below|above|older than|younger than|aged|at least|more than|less than) \d+(?! per)\b",
    re.IGNORECASE,
)
_SHARE_OF = re.compile(
    r"\boverall\b|\b(?:against|among) [a-z]+(?: [a-z]+)?\b|\b(?:at|in) preventing [a-z]+(?: [a-z]+)?\b",
    re.IGNORECASE,
)
_BASIS = re.compile(r"\bexit poll", re.IGNORECASE)
_BASE = re.compile(
    r" of (?:all |the |its |their |his |her )*(?P<base>[^\W\d_][\w’'-]*(?: [^\W\d_][\w’'-]*){0,2})"
)
_CUT = re.compile(
    r";|,? (?:while|but|whereas|although|though)\s|: |, and (?=(?:the |\w+ )?\w+ (?:said|say|put|count))|[—–]"
)
_COMMA = re.compile(r",\s|\band that\b|[()]")


class Modality(StrEnum):
    """As what a figure is told: figures are compared with those of the same modality only."""

    FACT = "fact"
    PLAN = "plan"  # what somebody will do
    OTHER = "other"  # a part, a forecast, another period, an earlier value: compared with nothing


def read_modality(text: str, number: Number) -> Modality:
    """As what the figure is told in its sentence."""
    before, after = text[: number.start], text[number.end :]
    clause = clause_of(text, number)
    share = number.kind is NumberKind.PERCENT or number.unit == "fraction"
    part = _PART.match(after) and not (share and read_base(text, number))
    if part or _PART_BEFORE.search(before[-40:]) or _EARLIER.search(before[-50:]):
        return Modality.OTHER
    if _EARLIER_AFTER.match(after) or _OTHER_SCOPE.search(_RARITY.sub("", clause.lower())):
        return Modality.OTHER
    if _PER_UNIT.match(after[:40]):
        return Modality.OTHER
    if _LIMIT.match(number.text) or _ROOM_BEFORE.search(before[-40:]):
        return Modality.OTHER
    if number.counted and _OTHERS.search(after):
        return Modality.OTHER
    near = clause if before.count("(") > before.count(")") else narrow_clause(text, number)
    if _UNREAL.search(near) or "forecast" in find_hedges(near):
        return Modality.OTHER
    return Modality.PLAN if _PLANNED.search(near) else Modality.FACT


def read_severity(clause: str) -> frozenset[str]:
    """How badly those counted were hurt: the seriously injured are not all who were."""
    return frozenset(match.group().lower() for match in _SEVERITY.finditer(clause))


def read_periods(clause: str) -> frozenset[str]:
    """The years, quarters and halves that a clause names: figures of different ones do not differ."""
    return frozenset(
        (match["year"] or f"{match['part']} {match['span']}").lower() for match in _PERIOD.finditer(clause)
    )


def read_conditions(clause: str, number: Number) -> frozenset[str]:
    """For whom or what a figure holds: "in people under 60", "overall", "against severe illness"."""
    rest = clause.replace(number.text, " ")
    found = [match.group().lower() for match in _CONDITION.finditer(rest)]
    if number.kind is NumberKind.PERCENT:
        found += [match.group().lower() for match in _SHARE_OF.finditer(rest)]
    return frozenset(found)


def read_basis(text: str) -> frozenset[str]:
    """What a share rests on where it was not counted: an exit poll is no result."""
    return frozenset(match.group().lower() for match in _BASIS.finditer(text))


def read_base(text: str, number: Number) -> str:
    """The noun that a share is of, as worded: "island's forest" in "burned 20 percent of the island's forest"."""
    match = _BASE.match(text, number.end)
    return match["base"] if match else ""


def narrow_clause(text: str, number: Number) -> str:
    """The part of a clause between commas, brackets or "and that" in which the figure stands."""
    start, end = narrow_span(text, number)
    return text[start:end]


def narrow_span(text: str, number: Number) -> tuple[int, int]:
    start, end = clause_span(text, number)
    cuts = [match.span() for match in _COMMA.finditer(text, start, end)]
    left = max((right for _, right in cuts if right <= number.start), default=start)
    right = min((left for left, _ in cuts if left >= number.end), default=end)
    return left, right


def clause_of(text: str, number: Number) -> str:
    start, end = clause_span(text, number)
    return text[start:end]


def clause_span(text: str, number: Number) -> tuple[int, int]:
    cuts = _cuts(text)
    start = max([right for _, right in cuts if right <= number.start], default=0)
    end = min([left for left, _ in cuts if left >= number.end], default=len(text))
    return start, end


@lru_cache(maxsize=8_192)
def _cuts(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _CUT.finditer(text))
