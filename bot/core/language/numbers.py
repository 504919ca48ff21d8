"""Figures in a text, typed: what value, how exact, of what unit, and what is counted."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.language import figure_words as words
from bot.core.language.counted import find_counted
from bot.core.language.dates import absolute_spans
from bot.core.language.mentions import Number, NumberKind

_UNIT = "|".join([*words.UNITS_WORDS][1:])
_TENS = "|".join(words.TENS_WORDS)
_SMALL = rf"(?:(?:{_TENS})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine)\b)?|(?:{_UNIT}))"
_GROUP = rf"(?:(?:(?:a|{_SMALL})[ -]hundred(?:(?: and)? {_SMALL})?|{_SMALL})\b)"
_BIG = r"(?:thousand|million|billion|trillion)"
_SPELLED = (
    rf"(?:half a (?:dozen|million|billion)|(?:a|{_SMALL}) dozen(?!s)|(?:a[ -]){_BIG}"
    rf"|{_GROUP}(?:[ -]{_BIG}(?:,? (?:and )?{_GROUP})?)*)"
)
_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f\u2009'’]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?)"
_MAGNITUDE = (
    r"(?:(?:[ -]|(?<=\d))(?P<magnitude>hundred|thousand|million|billion|trillion|mln|bln|trn|mn|bn|tn)\b"
    r"|(?P<letter>k|K|m|M|b|B)(?![\w²]))"
)
_ATOM = re.compile(
    r"(?P<clock>\b(?:1[0-2]|0?\d)(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b)|\b(?:[01]?\d"
    r"|2[0-3]):[0-5]\d\b(?![:.]\d)"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:GMT|UTC|BST|CEST|CET|EST|EDT|hours|hrs)\b|\b(?:[Nn]oon|[Mm]idnight)\b"
    r"|\b(?:1[0-2]|\d) o['’]clock\b)"
    r"|(?P<decade>\b(?:1[5-9]|20)\d0s\b|\b[1-9]0s\b|\b(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b)"
    rf"|(?P<ordinal>(?<![\w.,])\d[\d,]*(?:st|nd|rd|th)\b|\b(?:(?:{_TENS})-)?(?:{'|'.join(words.ORDINALS)})\b)"
    r"|(?P<vague>\b(?:(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions"
    r"|billions)\b(?= of| more|\s*[.,]| [a-z]))"
    r"|(?P<fraction>\b(?:(?:a|one|two|three|four)[ -](?:third|quarter|fifth)s?|[Hh]alf)(?= of\b| the\b| its\b"
    r"| their\b))"
    rf"|(?P<digits>(?<![\w.,/])(?:(?<![A-Za-z]-)|(?<=mid-))(?:(?<![\w-])[-−])?{_DIGITS}(?![/]?\d){_MAGNITUDE}?)"
    rf"|(?P<spelled>\b{_SPELLED}\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s?(?P<link>-|–|—| to | and | or )\s?(?P<sign>[$£€¥₹])?", re.IGNORECASE)
_YEARS = range(1500, 2101)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|of|from|until|till|during|year|before|after|the|early|late|mid|to|and|between|for"
    r"|through|season|summer|winter|spring|autumn|fall)[ -]$",
    re.IGNORECASE,
)
_PLURAL_AFTER = re.compile(r"^ (?:[a-z-]+ ){0,2}?(?:people|men|women|children|troops|police|[a-z]{3,}[^s\W]s)\b")
_AGE_AFTER = re.compile(r"^[- ](?P<unit>year|month|week|day)s?[- ]olds?\b", re.IGNORECASE)
_AGE_BEFORE = re.compile(r"\b(?:aged?|age of|ages of)(?: between)? $", re.IGNORECASE)
_AGE_APPOSITION = re.compile(r"[A-Z][\w’'-]+(?:,\s|\s\()$")
_ID_BEFORE = re.compile(
    r"(?:\b(?:No|Nos|Flight|Boeing|Airbus|Apollo|Article|Section|Title|Chapter|Route|Highway|Interstate|Number"
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
    r"\b(?:from|rose|rising|risen|fell|fallen|dropped|increased|grew|up|down|revised|cut|raised)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"^ (?:high|tall|long|deep|wide|away|off|from|north|south|east|west|below|above|race|final|freestyle"
    r"|sprint|hurdles|butterfly|backstroke)\b"
)


@dataclass(frozen=True, slots=True)
class _Core:
    """A figure before its surroundings are read. `letter` is an undecided `m` or `k` stuck to it."""

    value: float
    start: int
    end: int
    letter: str = ""
    magnitude: float = 1.0
    digits: str = ""


@lru_cache(maxsize=8_192)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Every figure in order, in digits or words, with its hedge, unit and what is counted.

    Figures inside dates ("March 10") and inside words ("F-16", "G7") are none. The span takes in sign,
    hedge words ("at least $3 million"), magnitude and unit.
    """
    dates = absolute_spans(text)
    found: list[Number] = []
    position = 0
    while match := _ATOM.search(text, position):
        position = match.end()
        if any(start <= match.start() < end for start, end in dates):
            continue
        number = _read(text, match)
        if number is not None:
            found.append(number)
            position = max(position, number.end)
    return tuple(found)


def _read(text: str, match: re.Match[str]) -> Number | None:
    kind = match.lastgroup if match.lastgroup not in {"magnitude", "letter"} else "digits"
    word = match.group(kind or 0)
    if kind == "clock":
        return _plain(match, _minutes(word), NumberKind.TIME)
    if kind == "decade":
        first, years = _decade(word.lower()), len(word) == 5 and word[0].isdigit()
        shape = _plain(match, first, NumberKind.YEAR if years else NumberKind.AGE)
        return replace(shape, high=first + 9, hedge="range")
    if kind == "ordinal":
        return _read_ordinal(text, match, word)
    if kind == "vague":
        low, high = words.VAGUE[word.lower()]
        return _dress(text, _Core(low, match.start(), match.end()), low, high, "range")
    if kind == "fraction":
        return replace(_plain(match, _fraction(word), NumberKind.QUANTITY), unit="fraction")
    core = _core(match)
    if core.digits == "" and not _counts(text, match):
        return None
    return _read_range(text, core) or _read_year(text, core) or _dress(text, core, core.value, core.value, "")


def _plain(match: re.Match[str], value: float, kind: NumberKind) -> Number:
    return Number(match.group(), value, value, value, kind, "", "", "", match.start(), match.end())


def _core(match: re.Match[str]) -> _Core:
    if match["spelled"]:
        return _Core(_spelled(match["spelled"].lower()), match.start(), match.end())
    digits = re.match(r"[-−]?" + _DIGITS, match["digits"])
    plain = digits.group() if digits else match["digits"]
    stripped = re.sub(r"[,\u00a0\u202f\u2009'’]", "", plain).replace("−", "-")
    if stripped.count(".") > 1:
        stripped = stripped.replace(".", "")
    magnitude = words.MAGNITUDES[match["magnitude"].lower()] if match["magnitude"] else 1.0
    return _Core(
        float(stripped) * magnitude, match.start(), match.end(), (match["letter"] or ""), magnitude, plain
    )


def _spelled(text: str) -> float:
    if text.startswith("half a "):
        return {"dozen": 6, "million": 5e5, "billion": 5e8}[text.split()[-1]]
    total = group = 0.0
    for word in re.split(r"[\s,-]+", text):
        if word in words.UNITS_WORDS or word in words.TENS_WORDS:
            group += words.UNITS_WORDS.get(word, words.TENS_WORDS.get(word, 0))
        elif word == "a":
            group += 1
        elif word == "hundred":
            group *= 100
        elif word == "dozen":
            group *= 12
        elif word in words.MAGNITUDES:
            total += (group or 1) * words.MAGNITUDES[word]
            group = 0
    return total + group


_ONE_IS_NO_FIGURE = re.compile(
    r"^(?!(?: or two| to two)\b)(?: (?:of|another|day|thing|side|point|way|that|who|which|would|can|could|must"
    r"|should|has|is|was|in|and|at|to|by|or|as|more time)\b|['’]s|[^\w\s]|$)",
    re.IGNORECASE,
)
_NO_ONE = re.compile(r"\b(?:no|any|every|some|each|this|that|which|the|another|square)[ -]$", re.IGNORECASE)


def _counts(text: str, match: re.Match[str]) -> bool:
    """ "one" is often a pronoun; and a number word joined to a longer word counts nothing."""
    if match.group().lower() != "one":
        return True
    if re.search(r"\bat least $", text[: match.start()], re.IGNORECASE):
        return True
    return not _ONE_IS_NO_FIGURE.match(text[match.end() :]) and not _NO_ONE.search(text[: match.start()])


def _decade(word: str) -> int:
    if word[0].isdigit():
        return int(word[:-1])
    return words.TENS_WORDS[f"{word[:-3]}y"]


def _minutes(word: str) -> float:
    lower = word.lower()
    if lower in {"noon", "midnight"}:
        return 720.0 if lower == "noon" else 0.0
    figures = [int(part) for part in re.findall(r"\d+", lower)]
    if (len(figures) == 1 and figures[0] > 24) or re.match(r"\d{4}", lower):
        return float(figures[0] // 100 * 60 + figures[0] % 100)
    hour, minute = figures[0], figures[1] if len(figures) > 1 else 0
    if re.search(r"[ap]\.?m", lower):
        hour = hour % 12 + (12 if re.search(r"p\.?m", lower) else 0)
    return float(hour * 60 + minute)


def _fraction(word: str) -> float:
    parts = re.split(r"[ -]", word.lower())
    many = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get(parts[0], 1)
    return many * words.FRACTIONS[parts[-1]]


def _read_ordinal(text: str, match: re.Match[str], word: str) -> Number | None:
    if word[0].isdigit():
        value = float(re.sub(r"\D", "", word))
    else:
        tens, _, last = word.lower().rpartition("-")
        value = float(words.TENS_WORDS.get(tens, 0) + words.ORDINALS[last])
        if last == "second" and re.match(r"s?\b", text[match.end() :]) is None:
            return None
    return _plain(match, value, NumberKind.ORDINAL)


def _read_year(text: str, core: _Core) -> Number | None:
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


def _read_range(text: str, core: _Core) -> Number | None:
    """ "50 to 70 people", "$3-4 million", "between 5 and 9": one figure with both ends; "2-1" is a score."""
    unit = words.UNIT_AFTER.match(text, core.end)
    link = _RANGE.match(text, unit.end() if unit else core.end) or _RANGE.match(text, core.end)
    other = _ATOM.match(text, link.end()) if link else None
    if link is None or other is None or not (other["digits"] or other["spelled"]):
        return None
    before = text[max(0, core.start - 60) : core.start]
    last = _core(other)
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


def _score(text: str, core: _Core, last: _Core) -> Number:
    low, high = sorted((core.value, last.value))
    return Number(
        text[core.start : last.end], core.value, low, high, NumberKind.SCORE, "", "", "", core.start, last.end
    )


def _dress(text: str, core: _Core, low: float, high: float, hedge: str) -> Number:
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
    elif re.search(r"\bmagnitude[- ](?:of )?$", text[max(0, start - 16) : start], re.IGNORECASE):
        unit = "magnitude"
    kind = _kind(unit, age)
    start, end, hedge = _read_hedge(text, start, end, hedge)
    low, high = _interval(hedge, low * factor, high * factor)
    value = core.value * factor if hedge != "range" else low
    counted = "" if kind in {NumberKind.AGE, NumberKind.PERCENT} else find_counted(text, end, unit)
    return Number(text[start:end], value, low, high, kind, age or unit, counted, hedge, start, end)


def _decide_letter(text: str, core: _Core, money: bool) -> tuple[str, float]:
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


def _age(text: str, core: _Core) -> str:
    """The unit of an age ("year"), "" when the figure is none."""
    after = text[core.end : core.end + 20]
    stated = _AGE_AFTER.match(after)
    if stated:
        return stated["unit"].lower()
    before = text[max(0, core.start - 24) : core.start]
    if _AGE_BEFORE.search(before):
        return "year"
    whole = core.digits.isdigit() and 0 < core.value < 115
    return (
        "year" if whole and _AGE_APPOSITION.search(before) and re.match(r"[,)]|\.(?:\s|$)| and\b", after) else ""
    )


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


def iter_bare(numbers: tuple[Number, ...]) -> Iterator[Number]:
    """Those that state a quantity, an amount or a share: what a facts table or a comparison can use."""
    kinds = {NumberKind.QUANTITY, NumberKind.MONEY, NumberKind.PERCENT}
    return (number for number in numbers if number.kind in kinds and number.unit != "no.")
