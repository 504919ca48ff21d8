"""Figures in a text, typed: what value, how exact, of what unit, and what is counted."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from bot.core.language import figure_words as words
from bot.core.language.counted import find_counted
from bot.core.language.dates import absolute_spans
from bot.core.language.figure_shapes import (
    ATOM,
    ATOM_DECIMAL_COMMA,
    Core,
    read_core,
    read_fraction,
    read_minutes,
    read_ratio,
    read_seconds,
)
from bot.core.language.mentions import Number, NumberKind
from bot.core.language.tongue import writes_decimal_comma
from bot.core.language.words import stem

_RANGE = re.compile(r"\s?(?P<link>-|–|—| to | and | or )\s?(?P<sign>[$£€¥₹])?", re.IGNORECASE)
_KINDS = ("clock", "decade", "ordinal", "vague", "lap", "fraction", "ratio")
_CLOCK_SLACK = 15.0  # minutes
_SEASON = re.compile(r"\d{4}[-–/](?P<second>\d\d)(?![\d-])")  # "2019-20"
_MINUS = re.compile(r"\bminus $", re.IGNORECASE)
_OF_BIG = re.compile(r" of an? (?P<big>million|billion|trillion|dozen)\b")
_ARTICLE = re.compile(r"(?: of)? an?(?= )")
_NEXT_WORD = re.compile(r"[ \u00a0\u202f](?:de |di |d['’])?(?P<word>[^\W\d_]{3,})")
_YEARS = range(1500, 2101)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|of|from|until|till|during|year|before|after|the|early|late|mid|to|and|between|for"
    r"|through|season|summer|winter|spring|autumn|fall)[ -]$",
    re.IGNORECASE,
)
_PLURAL_AFTER = re.compile(r"^ (?:[a-z-]+ ){0,2}?(?:people|men|women|children|troops|police|[a-z]{3,}[^s\W]s)\b")
_AGE_AFTER = re.compile(r"^(?: ?- ?| )(?P<unit>year|month|week|day)s?(?: ?- ?| )olds?\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages|age of|ages of)(?: between)? $", re.IGNORECASE)
_AGE_APPOSITION = re.compile(
    r"(?:[A-Z][\w’'-]+|\b(?:man|woman|boy|girl|mother|father|son|daughter|student|driver|pensioner|victim|suspect))"
    r"(?:,\s|\s\()$"
)
_AGE_OF = re.compile(  # "a man of 81"
    r"\b(?:man|woman|boy|girl|child|pensioner|teenager|youth|widow|widower|pupil|student|driver|lady) of $",
    re.IGNORECASE,
)
_ID_BEFORE = re.compile(
    r"(?:\b(?:No|Nos|[Nn]umber|War|Flight|Boeing|Airbus|Apollo|Article|Section|Title|Chapter|Route|Highway|Interstate|Number"
    r"|Phase|Level|Group|Room|Gate|Unit|Block|Type"
    r"|Formula|Channel|Windows|iPhone|Area|Platform|Page|Line|Rule|Resolution|Bus|Train|Tram|Ward|Bay|Pier"
    r"|Dock|Berth|Hall|Stage|Junction|Exit|District|Zone|Terminal|Warehouse)\.?\s|#)$"
)
_GAME = re.compile(
    r"\b(?:w[io]ns?|beat(?:s|en|ing)?|lo(?:st|ses?)|dr[ae]wn?|victory|defeat(?:ed)?|scores?|lead|leads|led"
    r"|trail\w*|ahead|votes?|voted|ruled|margin|majority|result|match|game|set|finished|level)\b[^.]{0,40}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:from|rose|rising|risen|fell|fallen|dropped|increased|grew|up|down|revised|cut|raised)\b[^.;]{0,70}$"
    r"|\bby $",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"^ (?:high|tall|long|deep|wide|away|off|from|north|south|east|west|below|above|race|final|freestyle"
    r"|sprint|hurdles|butterfly|backstroke)\b"
)


@lru_cache(maxsize=8_192)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every figure in order, in digits or words, with its hedge, unit and what is counted.

    Figures inside dates ("March 10") and inside words ("F-16", "G7") are none. The span takes in sign,
    hedge words ("at least $3 million"), magnitude and unit.
    """
    decimal_comma = writes_decimal_comma(text)
    dates = absolute_spans(text)
    starts = [start for start, _ in dates]
    atom = ATOM_DECIMAL_COMMA if decimal_comma else ATOM
    found: list[Number] = []
    position = 0
    while match := atom.search(text, position):
        position = match.end()
        before = bisect_right(starts, match.start())  # the spans do not overlap: only the last one can hold it
        if before and _is_of_date(text, dates[before - 1][1], match.start()):
            continue
        number = _read(text, match, decimal_comma)
        if number is not None:
            found.append(number)
            position = max(position, number.end)
    return tuple(found)


def _is_code(text: str, core: Core) -> bool:
    """ "5G", "3D", "4x4": letters that are no unit stuck to digits."""
    stuck = (
        bool(core.digits) and text[core.end : core.end + 1].isascii() and text[core.end : core.end + 1].isalpha()
    )
    return stuck and not core.letter and not words.UNIT_AFTER.match(text, core.end)


def _is_of_date(text: str, end: int, start: int) -> bool:
    """Whether what starts there stands in the date that ends there, or ends a span of days: "March 10-12"."""
    return start < end or text[end:start] in {"-", "–"}


def _read(text: str, match: re.Match[str], decimal_comma: bool) -> Number | None:
    kind = next((name for name in _KINDS if match[name]), "digits")
    word = match[kind]
    if kind == "decade":
        first, years = _decade(word.lower()), len(word) == 5 and word[0].isdigit()
        shape = _plain(match, first, NumberKind.YEAR if years else NumberKind.AGE)
        return replace(shape, high=first + 9, hedge="range")
    if kind == "ordinal":
        return _read_ordinal(text, match, word)
    if kind == "vague":
        low, high = words.VAGUE[word.lower().rstrip()]
        return _dress(text, Core(low, match.start(), match.end()), low, high, "range")
    if kind == "lap":
        return replace(_plain(match, read_seconds(word), NumberKind.QUANTITY), unit="second")
    if kind == "clock":
        return _hedged(text, _plain(match, read_minutes(word), NumberKind.TIME), _CLOCK_SLACK)
    article = _ARTICLE.match(text, match.end()) if kind == "fraction" else None
    half = words.UNIT_AFTER.match(text, article.end()) if article else None
    if half:  # "half a mile"
        value = read_fraction(word)
        return _dress(text, Core(value, match.start(), half.start()), value, value, "")
    big = _OF_BIG.match(text, match.end()) if kind == "fraction" else None
    if big:  # "a quarter of a million"
        value = read_fraction(word) * (12 if big["big"] == "dozen" else words.MAGNITUDES[big["big"]])
        return _dress(text, Core(value, match.start(), big.end()), value, value, "")
    if kind in {"fraction", "ratio"}:
        value = read_fraction(word) if kind == "fraction" else read_ratio(word)
        return _hedged(text, replace(_plain(match, value, NumberKind.QUANTITY), unit="fraction"), value * 0.1)
    core = read_core(match, decimal_comma)
    if _is_code(text, core):
        return None
    if core.digits == "" and not _counts(text, match):
        return None
    return (
        _read_range(text, core, decimal_comma)
        or _read_year(text, core)
        or _dress(text, core, core.value, core.value, "")
    )


def _plain(match: re.Match[str], value: float, kind: NumberKind) -> Number:
    return Number(match.group(), value, value, value, kind, "", "", "", match.start(), match.end())


def _hedged(text: str, number: Number, slack: float) -> Number:
    """A time or a fraction with the hedge that stands with it; `slack` is how far "about" reaches."""
    start, end, hedge = _read_hedge(text, number.start, number.end, "")
    if not hedge:
        return number
    low, high = _interval(hedge, number.value, number.value)
    if hedge == "about":
        low, high = number.value - slack, number.value + slack
    return replace(number, text=text[start:end], start=start, end=end, low=low, high=high, hedge=hedge)


_ONE_IS_NO_FIGURE = re.compile(
    r"(?!(?: or two| to two)\b)(?: (?:of|another|day|thing|side|point|way|that|who|which|would|can|could|must"
    r"|should|has|is|was|in|and|at|to|by|or|as|more time|after another)\b|['’]s|[^\w\s]|$)",
    re.IGNORECASE,
)
_NO_ONE = re.compile(r"\b(?:no|any|every|some|each|this|that|which|the|another|square)[ -]$", re.IGNORECASE)
_AT_LEAST = re.compile(r"\bat least $", re.IGNORECASE)


def _counts(text: str, match: re.Match[str]) -> bool:
    """ "one" is often a pronoun; and a number word joined to a longer word counts nothing."""
    if match.group().lower() != "one":
        return True
    window = max(0, match.start() - 12)
    if _AT_LEAST.search(text, window, match.start()):
        return True
    return not _ONE_IS_NO_FIGURE.match(text, match.end()) and not _NO_ONE.search(text, window, match.start())


def _decade(word: str) -> int:
    if word[0].isdigit():
        return int(word[:-1])
    return words.TENS_WORDS[f"{word[:-3]}y"]


def _read_ordinal(text: str, match: re.Match[str], word: str) -> Number | None:
    if word[0].isdigit():
        value = float(re.sub(r"\D", "", word))
    else:
        tens, _, last = word.lower().rpartition("-")
        value = float(words.TENS_WORDS.get(tens, 0) + words.ORDINALS[last])
    return _plain(match, value, NumberKind.ORDINAL)


def _read_year(text: str, core: Core) -> Number | None:
    if (
        not re.fullmatch(r"\d{4}", core.digits)
        or core.magnitude != 1
        or core.letter
        or int(core.value) not in _YEARS
    ):
        return None
    before, after = text[max(0, core.start - 20) : core.start], text[core.end : core.end + 40]
    if words.CURRENCY_PREFIX.search(before) or words.UNIT_AFTER.match(after) or after.startswith("%"):
        return None
    if _PLURAL_AFTER.match(after) and not _YEAR_BEFORE.search(before):
        return None
    if (
        words.AT_LEAST_BEFORE.search(before)
        or words.ABOUT_BEFORE.search(before)
        or words.AT_MOST_BEFORE.search(before)
    ):
        return None
    return Number(
        core.digits, core.value, core.value, core.value, NumberKind.YEAR, "", "", "", core.start, core.end
    )


def _read_range(text: str, core: Core, decimal_comma: bool) -> Number | None:
    """ "50 to 70 people", "$3-4 million", "between 5 and 9": one figure with both ends; "2-1" is a score."""
    unit = words.UNIT_AFTER.match(text, core.end)
    link = _RANGE.match(text, unit.end() if unit else core.end) or _RANGE.match(text, core.end)
    atom = ATOM_DECIMAL_COMMA if decimal_comma else ATOM
    other = atom.match(text, link.end()) if link else None
    if link is None or other is None or not (other["digits"] or other["spelled"]):
        return None
    before = text[max(0, core.start - 90) : core.start]
    season = _SEASON.match(text, core.start)
    if season and _read_year(text, core):
        first, second = core.value, core.value // 100 * 100 + int(season["second"])
        return Number(
            season.group(), first, first, max(first, second), NumberKind.YEAR, "", "", "range", *season.span()
        )
    last = read_core(other, decimal_comma)
    joined = link["link"].strip()
    if joined in "-–—" and core.digits and _GAME.search(before) and core.value < 1_000:
        return _score(text, core, last)
    if last.magnitude > 1 and core.magnitude == 1:
        core = replace(core, value=core.value * last.magnitude, magnitude=last.magnitude)
    if last.letter and not core.letter and core.value < last.value:
        core = replace(core, letter=last.letter)
    if core.value >= last.value:
        return _score(text, core, last) if joined in "-–—" and core.digits and last.digits else None
    if joined == "and" and not re.search(r"\bbetween\s(?:\w+\s)?[$£€]?$", before, re.IGNORECASE):
        return None
    if joined == "or" and last.value > core.value * 2:
        return None
    if joined == "to" and _FROM.search(before):
        return None
    if _read_year(text, core) and _read_year(text, last):
        return None
    whole = replace(last, start=core.start, digits=core.digits and last.digits)
    return _dress(text, whole, core.value, last.value, "range")


def _score(text: str, core: Core, last: Core) -> Number:
    low, high = sorted((core.value, last.value))
    return Number(
        text[core.start : last.end], core.value, low, high, NumberKind.SCORE, "", "", "", core.start, last.end
    )


def _dress(text: str, core: Core, low: float, high: float, hedge: str) -> Number:
    """The figure with currency, unit, hedge, kind and what is counted."""
    start, end, unit, factor = core.start, core.end, "", 1.0
    currency = words.CURRENCY_PREFIX.search(text, max(0, start - 6), start)
    if currency:
        unit, start = words.read_currency(currency), currency.start()
    if core.letter:
        letter_unit, factor = _decide_letter(text, core, bool(unit))
        unit = unit or letter_unit
    after = words.UNIT_AFTER.match(text, end)
    age = _age(text, core)
    if after and not currency and not age and not (core.letter and unit == "m"):
        unit, end = words.read_unit(after), after.end()
    if _ID_BEFORE.search(text, max(0, start - 12), start):
        unit = "no."
    elif re.search(r"\bmagnitude[- ](?:of |as |at |was |is )?$", text[max(0, start - 16) : start], re.IGNORECASE):
        unit = "magnitude"
    kind = _kind(unit, age)
    minus = _MINUS.search(text, max(0, start - 7), start)
    if minus and not hedge:
        start, factor = minus.start(), -factor
    start, end, hedge = _read_hedge(text, start, end, hedge)
    low, high = _interval(hedge, low * factor, high * factor)
    value = core.value * factor if hedge != "range" else low
    counted = "" if kind in {NumberKind.AGE, NumberKind.PERCENT} else _counted(text, end, unit)
    return Number(text[start:end], value, low, high, kind, age or unit, counted, hedge, start, end)


def _counted(text: str, end: int, unit: str) -> str:
    """Elsewhere than in English simply the next word: plurals and verbs cannot be told there."""
    if not writes_decimal_comma(text):
        return find_counted(text, end, unit)
    following = _NEXT_WORD.match(text, end)
    return stem(following["word"]) if following and not unit else ""


def _decide_letter(text: str, core: Core, money: bool) -> tuple[str, float]:
    """What a letter stuck to a figure means: `£46m` is money, `46m viewers` a count, `46m high` metres."""
    letter = core.letter.lower()
    if letter != "m" or money:
        return "", words.MAGNITUDES[letter]
    following = text[core.end : core.end + 40]
    if _LENGTH.match(following):
        return "m", 1.0
    if _PLURAL_AFTER.match(following):
        return "", 1e6
    return "m", 1.0


def _age(text: str, core: Core) -> str:
    """The unit of an age ("year"), "" when the figure is none."""
    after = text[core.end : core.end + 20]
    stated = _AGE_AFTER.match(after)
    if stated:
        return stated["unit"].lower()
    before = text[max(0, core.start - 24) : core.start]
    if _AGE_BEFORE.search(before):
        return "year"
    can_be = 0 < core.value < 115 and core.value == int(core.value)
    of_age = _AGE_OF.search(before) and not _PLURAL_AFTER.match(after)
    apposed = _AGE_APPOSITION.search(before) and re.match(r"[,)]|\.(?:\s|$)| and\b", after)
    return "year" if can_be and (of_age or (core.digits.isdigit() and apposed)) else ""


def _kind(unit: str, age: str) -> NumberKind:
    if age:
        return NumberKind.AGE
    if unit in words.MONEY_UNITS:
        return NumberKind.MONEY
    return NumberKind.PERCENT if unit in {"%", "pp", "basis point"} else NumberKind.QUANTITY


def _read_hedge(text: str, start: int, end: int, hedge: str) -> tuple[int, int, str]:
    before, after = text[max(0, start - 32) : start], text[end : end + 16]
    for found, front, back in (
        ("about", words.ABOUT_BEFORE, words.ABOUT_AFTER),
        ("at least", words.AT_LEAST_BEFORE, words.AT_LEAST_AFTER),
        ("at most", words.AT_MOST_BEFORE, words.AT_MOST_AFTER),
    ):
        leading = front.search(before)
        trailing = back.match(after)
        if leading:
            return start - (len(before) - leading.start()), end, hedge or found
        if trailing:
            return start, end + trailing.end(), hedge or found
    between = re.search(r"\bbetween\s$", before, re.IGNORECASE) if hedge == "range" else None
    return (start - len(between.group()) if between else start), end, hedge


def _interval(hedge: str, low: float, high: float) -> tuple[float, float]:
    if hedge == "at least":
        return low, math.inf
    if hedge == "at most":
        return min(0.0, high), high
    if hedge == "about":
        slack = abs(high) * 0.1
        return low - slack, high + slack
    return low, high
