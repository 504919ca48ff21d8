"""The very sort of value a question asks for: a sum, a speed, an age, a count of just these, a name."""

from __future__ import annotations

import re
from datetime import datetime

from bot.core.language import find_names, read_mentions, same_name
from bot.core.language.mentions import Name, Number, NumberKind
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
_CLOCK = re.compile(r"\b(?:what time|which hour)\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\bnames? (?:of|is|are|was|were)\b|\b(?:is|are|was|were) .+ (?:called|named)\b|['’]s? names?\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\bhow many (?:more |other |different )?(?P<what>[\w’'-]+(?: [\w’'-]+){0,2}?)"
    r"(?= (?:were|was|are|is|did|do|does|had|has|have|got|will|would|can|could|in|on|at|of|from|to|for)\b|\?|$)",
    re.IGNORECASE,
)
_PEOPLE = frozenset(
    """person child children student pupil passeng worker resid member home household fan guest adult woman man
    boy girl victim patient crew spectat soldier offic voter teacher custom visitor tourist""".split()
)
_ANYBODY = frozenset("peopl person human kid".split())


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
    if _CLOCK.search(asked):
        return any(n.kind is NumberKind.TIME for n in numbers) or bool(_DAYTIME.search(text))
    for wording, units in _MEASURES:
        if wording.search(asked):
            sum_counts = "" in units  # "how big is the loss"
            return any(
                n.unit in units or (sum_counts and (_is_bare(n) or n.kind is NumberKind.MONEY)) for n in numbers
            )
    if _MONEY.search(asked) and _HOW_MUCH.search(asked):
        return any(n.kind is NumberKind.MONEY for n in numbers) or bool(_FREE.search(text))
    if _NAMED.search(asked):
        return any(_is_new(question, name) for name in find_names(text))
    if counted := _COUNTED.search(asked):
        return any(_counts(n, frozenset(read_terms(counted["what"])), text) for n in numbers) or bool(
            _NONE.search(text)
        )
    return True


_DAYTIME = re.compile(
    r"\b(?:noon|midnight|dawn|dusk|half past|quarter (?:to|past)|shortly (?:before|after)"
    r"|(?:at|by|before|after|past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)",
    re.IGNORECASE,
)
_SHARES = re.compile(r"\s+(?:to|against)\s+\S+ (?:per cent|percent|%)")  # "61 to 39 per cent" counts nobody
_NONE = re.compile(
    r"\b(?:no|none|nobody|no one|neither|nothing|dozens|hundreds|thousands|all|both)\b", re.IGNORECASE
)


def _is_bare(number: Number) -> bool:
    return number.kind is NumberKind.QUANTITY and not number.unit


def _counts(number: Number, what: frozenset[str], text: str) -> bool:
    """A figure of just these, or one that stands alone in a sentence that speaks of them."""
    if number.kind is NumberKind.PERCENT:
        return bool(what & {"share", "part", "vote"})
    if number.kind is not NumberKind.QUANTITY or number.unit or _SHARES.match(text[number.end :]):
        return False
    there = frozenset(read_terms(text))
    if not what or what & _ANYBODY:
        return not number.counted or bool({number.counted} & (_PEOPLE | _ANYBODY)) or _is_person(number.counted)
    counted = frozenset(read_terms(number.counted)) | {number.counted} if number.counted else frozenset[str]()
    return bool(counted & what) or (not number.counted and bool(what & there))


def _is_person(counted: str) -> bool:
    """By form: "angler", "passenger", "firefighter", "scientist", "politician"."""
    return counted.endswith(("er", "or", "ist", "ian", "ant", "men", "eer", "ee"))


def _is_new(question: Question, name: Name) -> bool:
    words = set(read_terms(name.text))
    return not words <= question.terms and not any(same_name(name.key, one.key) for one in question.names)
