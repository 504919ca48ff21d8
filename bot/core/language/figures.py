"""Whether two figures say the same: values, roundings, units and hedges compared."""

from __future__ import annotations

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
_SCALES = (_METRES, _GRAMS, _AREA, _SPEED, _SECONDS)
_LOOSE = ({"pound", "gbp"}, {"pound", "lb"}, {"°", "°c"}, {"°", "°f"}, {"cent", "usd"})


def same_unit(a: str, b: str) -> bool:
    """Equal, or one a looser word for the other ("pounds" are sterling or weight, "degrees" of any scale)."""
    return a == b or {a, b} in _LOOSE


def same_value(a: Number, b: Number) -> bool:
    """Whether the figures named are the same, whatever their hedges: exactly, or one a rounding of the other."""
    if a.kind != b.kind and not {a.kind, b.kind} <= {NumberKind.QUANTITY, NumberKind.MONEY}:
        return False
    if a.kind is NumberKind.SCORE:
        return (a.low, a.high) == (b.low, b.high)
    if not same_unit(a.unit, b.unit):
        return _is_million_or_metre(a, b) or _converts(a, b)
    if "range" in (a.hedge, b.hedge):
        return a.hedge == b.hedge and _close(a.low, b.low) and _close(a.high, b.high)
    return _close(a.value, b.value)


def same_figure(a: Number, b: Number) -> bool:
    """The same value said equally exactly: "at least 10" is not "10"."""
    return same_value(a, b) and a.hedge == b.hedge


def compatible(a: Number, b: Number) -> bool:
    """Whether both can be true of one measure: the intervals they leave open meet, or one rounds the other."""
    if same_value(a, b):
        return True
    return same_unit(a.unit, b.unit) and a.low <= b.high and b.low <= a.high


def is_rounding(a: float, b: float) -> bool:
    """Whether the rounder of two values (above 50) is what the other rounds to, within three per cent."""
    if max(abs(a), abs(b)) < 50 or a == b:
        return a == b
    rounder = min(abs(a), abs(b), key=_digits)
    return _digits(rounder) <= 2 and abs(a - b) <= 0.03 * max(abs(a), abs(b))


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1.0)


def _digits(value: float) -> int:
    """Significant digits of a whole number, or of a decimal as printed."""
    return len(f"{value:.6f}".rstrip("0").rstrip(".").replace(".", "").strip("0")) or 1


def _is_million_or_metre(a: Number, b: Number) -> bool:
    """`46m` read as metres is the "46 million" of another text."""
    metre, plain = (a, b) if a.unit == "m" else (b, a)
    return (
        metre.unit == "m"
        and metre.text.lower().endswith("m")
        and plain.unit == ""
        and _close(metre.value * 1e6, plain.value)
    )


def _converts(a: Number, b: Number) -> bool:
    for scale in _SCALES:
        if a.unit in scale and b.unit in scale:
            first, second = a.value * scale[a.unit], b.value * scale[b.unit]
            return abs(first - second) <= 0.02 * max(first, second)
    return False
