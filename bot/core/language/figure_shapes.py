"""The shapes of figures: digits, number words, clock times, fractions; and the value each names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.language import figure_words as words

_UNIT = "|".join([*words.UNITS_WORDS][1:])
_TENS = "|".join(words.TENS_WORDS)
_SMALL = rf"(?:(?:{_TENS})(?:[ -](?:one|two|three|four|five|six|seven|eight|nine)\b)?|(?:{_UNIT}))"
_GROUP = rf"(?:(?:(?:a|{_SMALL})[ -]hundred(?:(?: and)? {_SMALL})?|{_SMALL})\b)"
_BIG = r"(?:thousand|million|billion|trillion|lakh|crore)"
_BIG_WORDS = frozenset("thousand million billion trillion lakh crore".split())
_SPELLED = (
    rf"(?:half a (?:dozen|million|billion)|(?:a|{_SMALL}) dozen(?!s)|(?:a[ -]){_BIG}"
    rf"|{_GROUP}(?:[ -]{_BIG}(?:,? (?:and )?{_GROUP})?)*)"
)
_AND_A_HALF = (
    r"(?P<rest> and (?:a half|a quarter|three quarters))"
    r"(?: (?P<big>thousand|million|billion|trillion)\b)?"
)
_SPACE = "\u00a0\u202f\u2009"
_MARKED = r"(?:per cent|percent|%|pc\b|points?\b|thousand|million|billion|trillion|km|miles?|metres?|meters?|kg)"
# In English a comma groups by three, in India the rest by two; "3, 800" and "98. 7 per cent" are what tokenisers
# leave of them. Where decimals have a comma, stops and spaces group.
DIGITS = (
    rf"(?:\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?:\.\d+)?(?![\d,])|\d{{1,3}}(?:[,{_SPACE}'’]\d{{3}})+(?:\.\d+)?"
    rf"|\d{{1,3}}(?:, \d{{3}})+(?![\d,])(?= (?:- )?[^\W\d_])|\d{{1,3}}(?:\.\d{{3}}){{2,}}"
    rf"|\d+\. \d{{1,2}}(?= ?{_MARKED})|\d+(?:\.\d+)?(?!\.\d)|\.\d+)"
)
DIGITS_DECIMAL_COMMA = (
    rf"(?:\d{{1,3}}(?:[.{_SPACE}'’ ]\d{{3}})+(?!\d)(?:,\d+)?|\d+,\d+|\d+(?:\.\d{{1,2}}(?!\d))?)"
)
_MAGNITUDE = (
    rf"(?:(?:[ -]|(?<=\d))(?P<magnitude>{'|'.join(sorted(words.LONG_MAGNITUDES, key=len, reverse=True))})(?!\w)"
    r"(?:(?<=mio)\.|(?<=mrd)\.)?"
    r"|(?P<asian>[万萬亿億만억])|(?:(?<=\d)| (?=m\b))(?P<letter>k|K|m|M|b|B)(?![\w²]))"
)
_HOUR_WORDS = "one two three four five six seven eight nine ten eleven twelve".split()
_CLOCK = (
    r"(?P<clock>\b(?:1[0-2]|0?\d)(?:[:.][0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b)|\b(?:[01]?\d"
    r"|2[0-3]):[0-5]\d\b(?![:.]\d)(?:\sUhr\b)?|\b(?:[01]?\d|2[0-4])(?:\.[0-5]\d)?\sUhr\b"
    r"|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:GMT|UTC|BST|CEST|CET|EST|EDT|hours|hrs)\b|\b(?:12 )?(?:noon|midnight)\b"
    rf"|\b(?:half past|(?:a )?quarter (?:past|to)) (?:{'|'.join(_HOUR_WORDS)}|\d{{1,2}})\b"
    rf"|\b(?:1[0-2]|\d|{'|'.join(_HOUR_WORDS)}) o['’]clock\b)"
)
_ENGLISH_WORDS = (
    r"|(?P<decade>\b(?:1[5-9]|20)\d0s\b|\b[1-9]0s\b|\b(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b)"
    rf"|(?P<ordinal>(?<![\w.,])\d[\d,]*(?:st|nd|rd|th)\b|\b(?:(?:{_TENS})-)?(?:{'|'.join(words.ORDINALS)})\b)"
    r"|(?P<vague>\b(?:(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions"
    r"|billions)\b(?= of| more|\s*[.,]| [a-z])"
    r"|\ba couple of(?= (?!dozen|hundred|thousand|million|billion)[a-z]))"
    r"|(?P<lap>\b\d{1,2}:[0-5]\d:[0-5]\d(?:\.\d+)?\b)"
    r"|(?P<ratio>\b(?:one|two|three|four|nine|\d) (?:in(?: every)?|out of every) (?:two|three|four|five|six"
    r"|seven|eight|nine|ten|twenty|\d{1,3})\b"
    r"(?! (?:minute|hour|day|week|month|year|game|match|attempt|place|case|countr)))"
    r"|(?P<fraction>\b(?:(?:a|one|two|three|four)[ -](?:third|quarter|fifth|tenth)s?|half)(?= of\b| the\b"
    r"| its\b| their\b| an?\b(?! (?:dozen|million|billion)))"
    r"|(?:(?<=\bby )|(?<=most )|(?<=about )|(?<=ly )|(?<=than ))"
    r"(?:a|one) (?:third|quarter|fifth|tenth)\b"
    r"|\b(?:two|three|four)[ -](?:thirds|fifths|tenths)\b"
    r"|[½¼¾⅓⅔])"
)
_NO_WORDS = "".join(f"|(?P<{name}>(?!))" for name in ("decade", "ordinal", "vague", "lap", "ratio", "fraction"))
_EASTERN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # written without spaces
_DIGITS_BEFORE = (
    rf"(?:(?<![\w.,/])|(?<=[{_EASTERN}]))(?:(?<![A-Za-z]-)|(?<=mid-)|(?<=magnitude-))(?:(?<![\w-])[-−])?"
)


# Every shape begins with a digit, a sign, a stop or one of these letters: most places need no closer look.
_FIRST = r"(?=[\d½¼¾⅓⅔.−-]|\b[abdefhmnoqst])"


def _pattern(digits: str, english: bool) -> re.Pattern[str]:
    spelled = rf"\b{_SPELLED}\b(?:{_AND_A_HALF})?" if english else r"(?!)(?P<rest>)(?P<big>)"
    return re.compile(
        _FIRST
        + "(?:"
        + _CLOCK
        + (_ENGLISH_WORDS if english else _NO_WORDS)
        + rf"|(?P<digits>{_DIGITS_BEFORE}{digits}(?P<part>[½¼¾⅓⅔])?(?![/]?\d){_MAGNITUDE}?)"
        + rf"|(?P<spelled>{spelled}))",
        re.IGNORECASE,
    )


ATOM = _pattern(DIGITS, english=True)
ATOM_DECIMAL_COMMA = _pattern(DIGITS_DECIMAL_COMMA, english=False)
_PLAIN_DIGITS = re.compile(r"[-−]?" + DIGITS)
_PLAIN_DIGITS_DECIMAL_COMMA = re.compile(r"[-−]?" + DIGITS_DECIMAL_COMMA)
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_RESTS = {"a half": 0.5, "a quarter": 0.25, "three quarters": 0.75}


@dataclass(frozen=True, slots=True)
class Core:
    """A figure before its surroundings are read. `letter` is an undecided `m` or `k` stuck to it."""

    value: float
    start: int
    end: int
    letter: str = ""
    magnitude: float = 1.0
    digits: str = ""


def read_core(match: re.Match[str], decimal_comma: bool) -> Core:
    """The value of a match of either pattern, when it is digits or number words."""
    if match["spelled"]:
        rest = _RESTS[match["rest"].lower()[5:]] if match["rest"] else 0.0
        spelled = match["spelled"].lower().partition(match["rest"].lower() if match["rest"] else "\0")[0]
        big = words.MAGNITUDES[match["big"].lower()] if match["big"] else 1.0
        last = spelled.split()[-1]
        magnitude = big if big > 1 else words.MAGNITUDES.get(last, 1.0) if last in _BIG_WORDS else 1.0
        value = (read_spelled(spelled) + rest) * big
        return Core(value, match.start(), match.end(), magnitude=magnitude)
    shape = _PLAIN_DIGITS_DECIMAL_COMMA if decimal_comma else _PLAIN_DIGITS
    plain_digits = shape.match(
        match.string, match.start("digits")
    )  # with what follows, which some shapes ask for
    plain = plain_digits.group() if plain_digits else match["digits"]
    word = match["magnitude"] or match["asian"]
    magnitude = words.MAGNITUDES[word.lower().rstrip(".")] if word else 1.0
    value = (_to_float(plain, decimal_comma) + _PARTS.get(match["part"] or "", 0.0)) * magnitude
    return Core(value, match.start(), match.end(), match["letter"] or "", magnitude, plain)


def _to_float(plain: str, decimal_comma: bool) -> float:
    stripped = re.sub(rf"[{_SPACE}'’ ]", "", plain).replace("−", "-")
    if not decimal_comma:
        stripped = stripped.replace(",", "")
        return float(stripped.replace(".", "") if stripped.count(".") > 1 else stripped)
    if re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?", stripped):
        stripped = stripped.replace(".", "")
    return float(stripped.replace(",", "."))


def read_spelled(text: str) -> float:
    """ "Two thousand three hundred" is 2,300."""
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


def read_minutes(word: str) -> float:
    """A clock time as minutes after midnight."""
    lower = word.lower()
    if lower.endswith(("noon", "midnight")):
        return 720.0 if lower.endswith("noon") else 0.0
    if " past " in lower or " to " in lower:
        return _read_spoken_clock(lower)
    if lower.endswith("clock") and not lower[0].isdigit():
        return 60.0 * (_HOUR_WORDS.index(lower.split()[0]) + 1)
    figures = [int(part) for part in re.findall(r"\d+", lower)]
    if (len(figures) == 1 and figures[0] > 24) or re.match(r"\d{4}", lower):
        return float(figures[0] // 100 * 60 + figures[0] % 100)
    hour, minute = figures[0], figures[1] if len(figures) > 1 else 0
    if re.search(r"[ap]\.?m", lower):
        hour = hour % 12 + (12 if re.search(r"p\.?m", lower) else 0)
    return float(hour * 60 + minute)


def _read_spoken_clock(lower: str) -> float:
    """ "Half past three" is 210: like "3 o'clock", it does not tell morning from afternoon."""
    part, way, hour = re.match(r"(.+) (past|to) (\S+)", lower).groups()  # type: ignore[union-attr]
    minutes = {"half": 30, "quarter": 15, "a quarter": 15}[part]
    hours = int(hour) if hour.isdigit() else _HOUR_WORDS.index(hour) + 1
    return float(hours * 60 + (minutes if way == "past" else -minutes))


def read_seconds(word: str) -> float:
    """A time on a stopwatch: "2:19:47"."""
    hours, minutes, seconds = word.split(":")
    return int(hours) * 3_600 + int(minutes) * 60 + float(seconds)


def read_fraction(word: str) -> float:
    """ "Three-quarters" is 0.75."""
    if word in _PARTS:
        return _PARTS[word]
    parts = re.split(r"[ -]", word.lower())
    many = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}.get(parts[0], 1)
    return many * words.FRACTIONS[parts[-1]]


def read_ratio(word: str) -> float:
    """ "One in five" is 0.2; "nought" where it is more than all, and so none."""
    part, whole = re.match(r"(\S+) (?:in|out of) (?:every )?(\S+)", word.lower()).groups()  # type: ignore[union-attr]
    return _count(part) / max(1.0, _count(whole))


def _count(word: str) -> float:
    return float(word) if word.isdigit() else float(words.UNITS_WORDS.get(word) or words.TENS_WORDS.get(word, 0))
