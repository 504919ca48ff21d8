"""Whether two figures say the same: values, roundings, units and hedges compared."""

from __future__ import annotations

import math
import re
from dataclasses import replace

from bot.core.language.figure_words import VAGUE
from bot.core.language.mentions import Number, NumberKind

_METRES = {
    "mm": 0.001,
    "cm": 0.01,
    "inch": 0.0254,
    "foot": 0.3048,
    "yard": 0.9144,
    "m": 1.0,
    "km": 1_000.0,
    "mile": 1_609.344,
    "nautical mile": 1_852.0,
}
_GRAMS = {"g": 1.0, "ounce": 28.3495, "lb": 453.592, "kg": 1_000.0, "tonne": 1e6, "ton": 907_185.0}
_AREA = {
    "sq m": 1.0,
    "sq foot": 0.0929,
    "acre": 4_046.86,
    "hectare": 10_000.0,
    "sq km": 1e6,
    "sq mile": 2_589_988.0,
}
_SPEED = {"km/h": 1.0, "mph": 1.609344, "knot": 1.852}
_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0, "week": 604_800.0}
_MONTHS = {"month": 1.0, "year": 12.0, "decade": 120.0}
_DAYS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_HALF_DAY = 720  # minutes
_CONVERSION = 0.02
_SCALES = (_METRES, _GRAMS, _AREA, _SPEED, _SECONDS, _DAYS, _MONTHS)
_DIMENSIONS = {
    "length": ("m", _METRES),
    "weight": ("g", _GRAMS),
    "area": ("sq m", _AREA),
    "speed": ("km/h", _SPEED),
    "time": ("second", _SECONDS),
    "long time": ("month", _MONTHS),
}
_LOOSE = ({"pound", "gbp"}, {"pound", "lb"}, {"°", "°c"}, {"°", "°f"}, {"cent", "usd"})


def same_unit(a: str, b: str) -> bool:
    """Equal, or one a looser word for the other ("pounds" are sterling or weight, "degrees" of any scale)."""
    return a == b or {a, b} in _LOOSE


def same_value(a: Number, b: Number) -> bool:
    """Whether the figures named are the same, whatever their hedges: exactly, or one a rounding of the other."""
    if a.kind != b.kind and not {a.kind, b.kind} <= {NumberKind.QUANTITY, NumberKind.MONEY}:
        return _same_share(a, b)
    if a.kind is NumberKind.SCORE:
        return (a.low, a.high) == (b.low, b.high)
    if not same_unit(a.unit, b.unit):
        return _is_million_or_metre(a, b) or _converts(a, b) or _same_share(a, b)
    if a.kind is NumberKind.TIME and (_is_spoken(a) or _is_spoken(b)):
        return _close(a.value % _HALF_DAY, b.value % _HALF_DAY)
    if "range" in (a.hedge, b.hedge):
        return a.hedge == b.hedge and _close(a.low, b.low) and _close(a.high, b.high)
    return _close(a.value, b.value)


def _is_spoken(clock: Number) -> bool:
    """ "One o'clock", "half past eight": of the morning or of the afternoon."""
    return re.search(r"o['’]clock| (?:past|to) ", clock.text) is not None


def same_figure(a: Number, b: Number) -> bool:
    """The same value said equally exactly: "at least 10" is not "10"."""
    return same_value(a, b) and a.hedge == b.hedge


def compatible(a: Number, b: Number) -> bool:
    """Whether both can be true of one measure: the intervals they leave open meet, or one rounds the other."""
    if same_value(a, b):
        return True
    return same_unit(a.unit, b.unit) and a.low <= b.high and b.low <= a.high


def is_rounding(a: float, b: float) -> bool:
    """Whether the rounder of two values (above 50) is what the other rounds to, within three per cent: two
    digits at most, or the other one at its last place (741 and 740.5)."""
    if max(abs(a), abs(b)) < 50 or a == b:
        return a == b
    rounder = min(abs(a), abs(b), key=_digits)
    near = abs(a - b) <= 0.03 * max(abs(a), abs(b))
    return near and (_digits(rounder) <= 2 or abs(a - b) <= 0.5 * _last_place(rounder))


def is_vague(number: Number) -> bool:
    """ "Hundreds", "tens of thousands": an order of magnitude, which nobody contradicts with a figure."""
    return any(number.text.lower().endswith(word) for word in VAGUE)


def in_base_unit(number: Number) -> tuple[Number, str]:
    """The figure in the base unit of what it can be compared with, and the name of that: miles and metres are
    "length", dollars "money usd", a bare count "count". Degrees and fractions are made Celsius and per cent."""
    if number.kind is NumberKind.MONEY or number.unit == "pound":
        return number, f"money {'gbp' if number.unit == 'pound' else number.unit}"
    if number.unit == "fraction":
        return _scaled(number, 100.0, "%"), "%"
    if number.unit == "°f":
        return _blurred(_scaled(_scaled(number, 1.0, "°c", -32.0), 5 / 9, "°c"), 5 / 9), "degree"
    if number.unit in {"°c", "°"}:
        return replace(number, unit="°c"), "degree"
    for name, (base, scale) in _DIMENSIONS.items():
        if number.unit in scale:
            return _blurred(_scaled(number, scale[number.unit], base), scale[number.unit]), name
    return number, number.unit or "count"


def _blurred(number: Number, factor: float) -> Number:
    """A figure that was converted from another system: outlets round what they convert."""
    if abs(math.log10(factor) - round(math.log10(factor))) < 1e-9:
        return number
    return replace(number, low=number.low * (1 - _CONVERSION), high=number.high * (1 + _CONVERSION))


def _scaled(number: Number, factor: float, unit: str, shift: float = 0.0) -> Number:
    low, value, high = ((x + shift) * factor for x in (number.low, number.value, number.high))
    return replace(number, low=low, value=value, high=high, unit=unit)


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1.0)


def _digits(value: float) -> int:
    """Significant digits of a whole number, or of a decimal as printed."""
    return len(f"{value:.6f}".rstrip("0").rstrip(".").replace(".", "").strip("0")) or 1


def _last_place(value: float) -> float:
    """What the last significant digit counts: 1 in 741, 1e9 in 741 billion, 100 in 3,900."""
    place = 1e-6
    while abs(value / (place * 10) - round(value / (place * 10))) < 1e-9:
        place *= 10
    return place


def _is_million_or_metre(a: Number, b: Number) -> bool:
    """`46m` read as metres is the "46 million" of another text."""
    metre, plain = (a, b) if a.unit == "m" else (b, a)
    return (
        metre.unit == "m"
        and metre.text.lower().endswith("m")
        and plain.unit == ""
        and _close(metre.value * 1e6, plain.value)
    )


def _same_share(a: Number, b: Number) -> bool:
    """A fifth is 20 per cent, and a quarter of a point 0.25 points."""
    if "fraction" not in (a.unit, b.unit):
        return False
    fraction, other = (a, b) if a.unit == "fraction" else (b, a)
    if other.unit == "%":
        return _close(fraction.value * 100, other.value)
    return other.unit == "" and other.value % 1 != 0 and _close(fraction.value, other.value)


def _converts(a: Number, b: Number) -> bool:
    for scale in _SCALES:
        if a.unit in scale and b.unit in scale:
            first, second = a.value * scale[a.unit], b.value * scale[b.unit]
            return abs(first - second) <= 0.02 * max(first, second)
    return False
