"""The figures of a sentence in a known language, made comparable with those of its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.language.lexicons import Lexicon, read_lexicon

_SPACE = "[ \u00a0\u202f]"
_CLOCK = (
    rf"(?P<hour>[01]?\d|2[0-4])(?:(?P<colon>:|{_SPACE}?h{_SPACE}?)(?P<minute>[0-5]\d)(?!\d)"
    rf"|\.(?P<dotted>[0-5]\d)(?={_SPACE}?(?:Uhr|uur|[ap]\.?m\b)))?"
    rf"(?:{_SPACE}?(?P<half>[ap])\.?{_SPACE}?m\b\.?|{_SPACE}(?P<uhr>Uhr|uur)\b)?"
)
_ENGLISH = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_OTHERS = rf"\d{{1,3}}(?:(?:\.|{_SPACE})\d{{3}}(?!\d))+(?:,\d+)?|\d+(?:[.,]\d+)?"
_ORDINAL = r"(?:(?:st|nd|rd|th|er|re|ère|e|ème|de|ste|º|ª|°|\.)(?!\w))?"
_LINK = re.compile(rf"{_SPACE}?(?:-|–|to|or|bis|oder|à|ou|a|o|tot|of){_SPACE}?")
_AND = re.compile(rf"{_SPACE}(?:and|und|et|y|e|ed|en){_SPACE}")
_BETWEEN = re.compile(rf"\b(?:between|zwischen|entre|tra|fra|tussen){_SPACE}$", re.IGNORECASE)
_LINKED = 1_000  # below which a figure may be of the next one's magnitude, and is no year
_SIGN = re.compile(r"[$€£]\s?$")
_OPENS = re.compile(r"(?:^|[.!?:;]\s+|[\"“„«‘'(–—-]\s?)$")  # where any word has a capital
_BARE_FROM = 3  # letters from which a magnitude counts by itself: "mil", "cien", never "m"
_BEFORE = 24  # characters before a figure in which a word may bound it
_NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` is a number, minutes after midnight for a time of day, or a share's key ("#3" of "a third").

    `unit` is normalised, "" when none stands behind it; `bound` is "at least", "at most", "about" or "";
    `half` tells "p.m.", after which another hour may be written.
    """

    text: str
    value: float | str
    unit: str = ""
    bound: str = ""
    clock: bool = False
    half: bool = False
    start: int = 0
    end: int = 0


@lru_cache(maxsize=4_096)
def read_figures(text: str, language: str) -> tuple[Figure, ...]:
    """Every figure in digits, and in the words that the lists hold, in order."""
    lexicon = read_lexicon(language)
    found: list[Figure] = []
    position = 0
    while match := _finder(language).search(text, position):
        figure = _read(text, match, lexicon)
        position = max(match.end(), figure.end if figure else 0)
        if figure is not None:
            found.append(replace(figure, bound=_bound(text, figure.start, lexicon)))
    return tuple(_share_units(text, found))


def is_same_figure(one: Figure, other: Figure) -> bool:
    """Equal in value and unit; an age may be told with its unit or without, "4 p.m." as 16:00 or as 4."""
    if isinstance(one.value, str) or isinstance(other.value, str):
        return one.value == other.value
    if one.clock and other.clock:
        apart = abs(one.value - other.value)
        return apart == 0 or (apart == _NOON and (one.half or other.half))
    if one.clock or other.clock:
        clock, plain = (one, other) if one.clock else (other, one)
        hour = float(clock.value) / 60
        return plain.value == hour or (plain.value == hour % 12 and (clock.half or plain.unit in {"", "hour"}))
    ages = {one.unit, other.unit} == {"", "year"}
    return abs(one.value - other.value) <= 1e-9 * abs(one.value) and (one.unit == other.unit or ages)


@lru_cache(maxsize=16)
def _finder(language: str) -> re.Pattern[str]:
    lexicon = read_lexicon(language)
    digits = _OTHERS if lexicon.decimal_comma else _ENGLISH
    numbers = "|".join(sorted(map(re.escape, lexicon.numbers), key=len, reverse=True))
    shares = "|".join(pattern.pattern for pattern in lexicon.shares.values())
    bare = [word for word in lexicon.magnitudes if len(word) >= _BARE_FROM and word not in {"mio", "mrd"}]
    magnitudes = "|".join(sorted(map(re.escape, bare), key=len, reverse=True))
    percent = lexicon.units["%"].pattern
    return re.compile(
        rf"(?<![\d.,:])(?P<clock>{_CLOCK})(?![\d:]|[.,]\d)|(?P<digits>{digits})|(?P<share>{shares})"
        rf"|(?P<percent>{percent})|(?<!\w)(?:(?P<number>{numbers})|(?P<magnitude>{magnitudes}))(?!\w)",
        re.IGNORECASE,
    )


def _read(text: str, match: re.Match[str], lexicon: Lexicon) -> Figure | None:
    start, end = match.span()
    if match["percent"]:
        return None  # "pour cent" behind a figure that was read already holds no hundred
    if match["clock"] and (match["colon"] or match["dotted"] or match["half"] or match["uhr"]):
        return _read_clock(match)
    if match["share"]:
        if text.startswith("-feira", end):
            return None  # a day of the week
        key = next(key for key, pattern in lexicon.shares.items() if pattern.fullmatch(match["share"]))
        return Figure(match["share"], key, start=start, end=end)
    if match["magnitude"]:
        value = lexicon.magnitudes[match["magnitude"].lower()]
    elif match["number"]:
        if match["number"][0].isupper() and not _OPENS.search(text[:start]):
            return None  # "Halvard Quince" is no fifteen
        value = lexicon.numbers[match["number"].lower()]
    else:
        digits = re.compile(_OTHERS if lexicon.decimal_comma else _ENGLISH).match(text, start)
        if digits is None:
            return None
        value, end = _value(digits.group(), lexicon), digits.end()
    value, end = _multiplied(text, value, end, lexicon)
    unit, end = _unit(text, start, end, lexicon)
    return Figure(text[start:end], value, unit, start=start, end=end)


def _read_clock(match: re.Match[str]) -> Figure:
    hour, minute = int(match["hour"]), int(match["minute"] or match["dotted"] or 0)
    half = (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return Figure(
        match.group(), hour * 60 + minute, clock=True, half=bool(half), start=match.start(), end=match.end()
    )


def _value(digits: str, lexicon: Lexicon) -> float:
    if not lexicon.decimal_comma:
        return float(digits.replace(",", ""))
    if re.fullmatch(rf"\d{{1,3}}(?:(?:\.|{_SPACE})\d{{3}})+(?:,\d+)?", digits):
        digits = re.sub(rf"\.|{_SPACE}", "", digits)
    return float(digits.replace(",", "."))


def _multiplied(text: str, value: float, end: int, lexicon: Lexicon) -> tuple[float, int]:
    words = "|".join(sorted(map(re.escape, lexicon.magnitudes), key=len, reverse=True))
    pattern = re.compile(rf"(?:{_SPACE}|-)?(?P<word>{words})(?!\w)\.?", re.IGNORECASE)
    percent = lexicon.units["%"]
    while (match := pattern.match(text, end)) and not percent.match(text, match.start("word")):
        value, end = value * lexicon.magnitudes[match["word"].lower()], match.end()
    return value, end


def _unit(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    gap = re.compile(rf"{_ORDINAL}(?:{_SPACE}|-)?(?:de |d['’]|di |of )?(?:US-|US |U\.S\. )?").match(text, end)
    behind = gap.end() if gap else end
    for unit, pattern in lexicon.units.items():
        if match := pattern.match(text, behind):
            return unit, match.end()
    for unit, pattern in lexicon.units.items():  # "el minuto 83"
        if any(match.end() == start - 1 for match in pattern.finditer(text, max(0, start - _BEFORE), start)):
            return unit, end
    if sign := _SIGN.search(text, max(0, start - 2), start):
        return next(unit for unit, pattern in lexicon.units.items() if pattern.match(sign.group()[0])), end
    return "", end


def _bound(text: str, start: int, lexicon: Lexicon) -> str:
    before = text[max(0, start - _BEFORE) : start]
    for name, pattern in lexicon.bounds.items():
        for match in pattern.finditer(before):
            if len(before[match.end() :].split()) <= 1:
                return name
    return ""


def _share_units(text: str, figures: list[Figure]) -> Iterator[Figure]:
    """ "4 to 6 million crowns": the first is millions of crowns too, where it has neither of its own."""
    for one, behind in zip(figures, [*figures[1:], None], strict=False):
        if behind is None or one.unit or one.clock or isinstance(one.value, str) or isinstance(behind.value, str):
            yield one
            continue
        between = text[one.end : behind.start]
        joined = _LINK.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(text[: one.start]))
        if behind.clock or not joined or (one.value >= _LINKED and not _has_letters(one.text)):
            yield one
            continue
        grown = one.value if _has_letters(one.text) else one.value * _scale(behind)
        yield replace(one, value=grown, unit=behind.unit)


def _scale(figure: Figure) -> float:
    """The magnitude told in words."""
    if isinstance(figure.value, str) or not _has_letters(figure.text):
        return 1
    return next((size for size in (1e12, 1e9, 1e6, 1e3) if figure.value >= size), 1)


def _has_letters(text: str) -> bool:
    return re.search(r"[^\W\d_]", text) is not None
