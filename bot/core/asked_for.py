"""The very sort of value a question asks for: a sum, a speed, an age, a count of just these, a name."""

from __future__ import annotations

import re
from datetime import datetime

from bot.core.language import content_stems, find_names, read_mentions, same_name
from bot.core.language.mentions import Name, Number, NumberKind
from bot.core.polishing import strip_dateline
from bot.core.question_words import read_term
from bot.core.questions import Question, read_terms

_SPEED = {"km/h", "mph", "knot", "m/s"}
_LENGTH = {"km", "m", "cm", "mm", "mile", "ft", "yd", "in", "nmi", "inch", "foot", "yard"}
_TIME = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"}
_MASS = {"kg", "g", "tonne", "lb", "oz", "ton", "mg", "stone"}
_AREA = {"sq km", "sq m", "ha", "acre", "sq mile", "sq ft", "hectare"}
_VOLUME = {"litre", "l", "ml", "gallon", "barrel", "cu m"}

# The units of which one must stand with a figure; the first wording that fits wins.
_MEASURES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(words, re.IGNORECASE), frozenset(units))
    for words, units in (
        (r"\bhow fast\b|\b(?:what|which) speed\b|\bspeed (?:was|is)\b", _SPEED),
        (r"\bhow (?:heavy|much .*\bweigh)\b|\bweigh\b", _MASS),
        (r"\bhow (?:tall|high|deep|far|wide)\b", _LENGTH),
        (r"\bhow long\b", _LENGTH | _TIME),
        (r"\bhow (?:hot|cold|warm)\b|\btemperature\b", frozenset({"°", "°c", "°f"})),
        (r"\bhow (?:big|large)\b", _LENGTH | _AREA | _VOLUME | _MASS | frozenset({"%", ""})),
    )
)
_MONEY = re.compile(
    r"\b(?:costs?|price|salary|earn(?:s|ed)?|wages?|fine[ds]?|fee|budget|worth|pa(?:y|id))\b", re.IGNORECASE
)
_HOW_MUCH = re.compile(r"\b(?:how much|what)\b", re.IGNORECASE)
_FREE = re.compile(r"\b(?:free|nothing|undisclosed|declined to say)\b", re.IGNORECASE)
_AGE = re.compile(r"\bhow old\b|\bwhat age\b", re.IGNORECASE)
_TOTAL = re.compile(r"\b(?:in all|in total|altogether|overall)\b", re.IGNORECASE)
_MINE = re.compile(r"\b(?:I|I['’](?:ve|d)|my)\b")  # what one person counted is no total
_WHICH_NUMBERS = re.compile(r"\b(?:which|what) (?:\w+ )?numbers?\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(?:what time|which hour)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\bnames? (?:of|is|are|was|were)\b|\b(?:is|are|was|were) .+ (?:called|named)\b|['’]s? names?\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow many (?:more |other |different )?(?P<what>[\w’'-]+(?: [\w’'-]+){0,2}?)"
    r"(?= (?:were|was|are|is|did|do|does|had|has|have|got|will|would|can|could|in|on|at|of|from|to|for|by|with"
    r"|during|after|before|since|when)\b|\?|$)",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    """person child children student pupil passeng worker resid member home household fan guest adult woman man
    boy girl victim patient crew spectat soldier offic voter teacher custom visitor tourist""".split()
)
_ANYBODY = frozenset("peopl person human kid".split())
_ROLES = """dead died killed injured arrested husband wife daughter son mother father brother sister driver
    captain pilot angler diver hiker rescuer suspect owner keeper fisherman sailor mayor minister chief manager"""
_PERSONS = _PEOPLE | _ANYBODY | frozenset(map(read_term, (*_PEOPLE, *content_stems(_ROLES))))


def asks_for_name(text: str) -> bool:
    """Whether it asks what somebody or something is called."""
    return bool(_NAMED.search(text))


def holds_sort(question: Question, text: str, published_at: datetime) -> bool:
    """Whether the sentence holds a value of the sort asked for that the question has not given itself. True where
    the question asks for no such value."""
    asked = question.text
    numbers = [
        n
        for n in read_mentions(text, published_at).numbers
        if not any(n.value == given.value and n.unit == given.unit for given in question.numbers)
    ]
    if _AGE.search(asked):
        return any(
            n.kind is NumberKind.AGE or n.unit in _TIME or (_is_bare(n) and not n.counted) for n in numbers
        )
    if _TOTAL.search(asked) and _MINE.search(text):
        return False
    if _WHICH_NUMBERS.search(asked):
        return any(_is_bare(n) and not n.counted for n in numbers)
    if _CLOCK.search(asked):
        return any(n.kind is NumberKind.TIME for n in numbers) or bool(_DAYTIME.search(text))
    for wording, units in _MEASURES:
        if wording.search(asked):
            sum_counts = "" in units  # "how big is the loss"
            return any(
                (n.unit in units and not (n.unit in _TIME and _POINTS_TO_DAY.match(text[n.end :])))
                or (sum_counts and (_is_bare(n) or n.kind is NumberKind.MONEY))
                for n in numbers
            )
    if _MONEY.search(asked) and _HOW_MUCH.search(asked):
        return any(n.kind is NumberKind.MONEY for n in numbers) or bool(_FREE.search(text))
    if asks_for_name(asked):
        return _names_them(question, text)
    if counted := _COUNTED.search(asked):
        what = frozenset(read_terms(counted["what"]))
        return any(_counts(n, what, text) for n in numbers) or _counts_roughly(what, text)
    return True


_DAYTIME = re.compile(
    r"\b(?:noon|midnight|dawn|dusk|half past|quarter (?:to|past)|shortly (?:before|after)"
    r"|(?:at|by|before|after|past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\s+(?:to|against)\s+\S+ (?:per cent|percent|%)")  # "61 to 39 per cent" counts nobody
_POINTS_TO_DAY = re.compile(r"\s+(?:before|after|earlier|later)\b", re.IGNORECASE)  # says when, not how long
_CLAUSE_ENDS = re.compile(r"[,;:](?=\s)|\s[-–—]\s|\s(?=(?:as|while|after|because|although|whose|where)\s)")
_ROUGHLY = re.compile(
    r"\b(?:no|none|nobody|no one|neither|nothing|several|dozens|hundreds|thousands|all|both)\b"
    r"(?P<after>(?:\s+[\w’'-]+){0,4})",
    re.IGNORECASE,
)
_PLACES = re.compile(
    r"\b(?:in|at|near|off|from|to|on|outside|into|towards?|across)\s+(?:the\s+)?$", re.IGNORECASE
)
_TELLS = re.compile(r"\b(?:according to|told|said)\s+(?:the\s+)?$", re.IGNORECASE)


def _is_bare(number: Number) -> bool:
    return number.kind is NumberKind.QUANTITY and not number.unit


def _counts(number: Number, what: frozenset[str], text: str) -> bool:
    """A figure of just these, or one that stands alone in a clause that speaks of them."""
    if number.kind is NumberKind.PERCENT:
        return bool(what & {"share", "part", "vote"})
    if number.kind is not NumberKind.QUANTITY or number.unit or _SHARES.match(text[number.end :]):
        return False
    if not what or what & _ANYBODY:
        return not number.counted or bool({number.counted} & (_PEOPLE | _ANYBODY)) or _is_person(number.counted)
    counted = frozenset(read_terms(number.counted)) | {number.counted} if number.counted else frozenset[str]()
    return bool(counted & what) or (not number.counted and bool(what & _read_clause(text, number.start)))


def _counts_roughly(what: frozenset[str], text: str) -> bool:
    """Whether it says "none" or "hundreds" of them: "all along the coast" counts no trees."""
    anybody = not what or bool(what & _ANYBODY)
    return any(anybody or what & set(read_terms(found["after"])) for found in _ROUGHLY.finditer(text))


def _read_clause(text: str, place: int) -> frozenset[str]:
    ends = [found.start() for found in _CLAUSE_ENDS.finditer(text)]
    first = max((end for end in ends if end < place), default=0)
    return frozenset(read_terms(text[first : min((end for end in ends if end >= place), default=len(text))]))


def _names_them(question: Question, text: str) -> bool:
    """A new name that is that of a person where persons are asked for: no place that something happened in, and
    nobody who only tells of it."""
    told = strip_dateline(text)
    names = [name for name in find_names(told) if _is_new(question, name)]
    asked = read_terms(question.text)
    if not _PERSONS.intersection(asked):
        return bool(names)
    places = {name.key for name in names if _PLACES.search(told[: name.start])}
    return any(name.key not in places and not _TELLS.search(told[: name.start]) for name in names)


def _is_person(counted: str) -> bool:
    """By form: "angler", "passenger", "firefighter", "scientist", "politician"."""
    return counted.endswith(("er", "or", "ist", "ian", "ant", "men", "eer", "ee"))


def _is_new(question: Question, name: Name) -> bool:
    words = set(read_terms(name.text))
    return not words <= question.terms and not any(same_name(name.key, one.key) for one in question.names)
