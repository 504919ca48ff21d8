"""What closed lists know of each language that pieces are translated into: enough to check a translation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from bot.core.language import lexicon_rows as rows
from bot.core.language.lexicon_rows import LANGUAGES

_WORD = re.compile(r"[^\W\d_]+")
_NEVER = re.compile(r"(?!)")
_SHORT = 4  # words of a line that may do without any function word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's column. The patterns find a word or phrase of the meaning that is their key."""

    language: str
    function_words: frozenset[str]
    denials: re.Pattern[str]
    refusals: re.Pattern[str]
    no_denials: re.Pattern[str]
    doubts: Mapping[str, re.Pattern[str]]
    numbers: Mapping[str, float]
    magnitudes: Mapping[str, float]
    shares: Mapping[str, re.Pattern[str]]
    units: Mapping[str, re.Pattern[str]]
    bounds: Mapping[str, re.Pattern[str]]
    relative_days: Mapping[str, re.Pattern[str]]
    opposites: Mapping[str, re.Pattern[str]]
    ones: Mapping[str, re.Pattern[str]]
    months: tuple[re.Pattern[str], ...]  # January first
    weekdays: tuple[re.Pattern[str], ...]  # Monday first

    @property
    def decimal_comma(self) -> bool:
        return self.language != "en"


@lru_cache(maxsize=16)
def read_lexicon(language: str) -> Lexicon:
    """Raises ValueError for a language that the lists do not hold."""
    place = LANGUAGES.index(language)
    numbers = _column(rows.NUMBERS, place)
    return Lexicon(
        language=language,
        function_words=frozenset(_forms(_lines(rows.FUNCTION_WORDS)[place])),
        denials=_pattern(_forms(_lines(rows.DENIALS)[place])),
        refusals=_pattern(_forms(_lines(rows.REFUSALS)[place])),
        no_denials=_pattern(_forms(_lines(rows.NO_DENIALS)[place])),
        doubts=_patterns(rows.DOUBTS, place),
        numbers={word: float(value) for value, forms in numbers.items() for word in forms} | _compounds(language),
        magnitudes={
            word: float(value) for value, forms in _column(rows.MAGNITUDES, place).items() for word in forms
        },
        shares=_patterns(rows.SHARES, place),
        units=_patterns(rows.UNITS, place),
        bounds=_patterns(rows.BOUNDS, place),
        relative_days=_patterns(rows.RELATIVE_DAYS, place),
        opposites=_patterns(rows.OPPOSITES, place),
        ones=_patterns(rows.ONES, place),
        months=_calendar(language, "months", range(1, 13)),
        weekdays=_calendar(language, "days", range(7)),
    )


@lru_cache(maxsize=8_192)
def tell_language(text: str, least: int = 1) -> str | None:
    """The language most of whose commonest words the text holds, `least` of them; None when none or several are
    as likely."""
    words, counts = _count(text)
    best, second = sorted(counts.values(), reverse=True)[:2]
    if best < least or best == second or best * 8 < len(words):
        return None
    return max(counts, key=lambda one: counts[one])


def may_be(text: str, language: str) -> bool:
    """Whether no other language has more of the text's words; a line of a few words need not have any."""
    words, counts = _count(text)
    mine = counts[language]
    return mine == max(counts.values()) and (mine > 0 or len(words) <= _SHORT)


def _count(text: str) -> tuple[list[str], dict[str, int]]:
    """The words, and how many of them are among each language's commonest."""
    words = _WORD.findall(text.lower())
    return words, {one: sum(word in read_lexicon(one).function_words for word in words) for one in LANGUAGES}


@lru_cache(maxsize=8_192)
def is_plainly_another(text: str, told: str, declared: str, margin: int) -> bool:
    """Whether it has at least twice as many of the one language's commonest words as of the other's, and so many
    more: "a" and "in" are words of half a dozen languages."""
    _, counts = _count(text)
    return counts[told] >= 2 * counts[declared] + margin


def name_language(language: str) -> str:
    """In English: "German"; the tag itself where it has no name."""
    return str(Locale.parse("en").languages.get(language, language))


def find_language(named: str) -> str | None:
    """By its tag ("de", "pt-BR"), its English name or its own ("Deutsch"); None for one without lists."""
    wanted = named.strip().lower()
    tag = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9-]+)?", wanted)
    for one in LANGUAGES:
        own = Locale.parse(one).languages[one].lower()
        if wanted in {name_language(one).lower(), own} or (tag and tag[1] == one):
            return one
    return None


@lru_cache(maxsize=16)
def list_places(language: str) -> Mapping[str, str]:
    """Countries and great cities: their English name in lower case to their name in the language."""
    english, other = Locale.parse("en"), Locale.parse(language)
    places = {
        name.lower(): other.territories[code]
        for code, name in english.territories.items()
        if code.isalpha() and code in other.territories
    }
    for zone, named in english.time_zones.items():
        city = other.time_zones.get(zone, {}).get("city")
        plain = named.get("city") or zone.rpartition("/")[2].replace("_", " ")
        if city:
            places.setdefault(plain.lower(), city)
    for zone, named in other.time_zones.items():
        if "city" in named:
            places.setdefault(zone.rpartition("/")[2].replace("_", " ").lower(), named["city"])
    return places


# ---------------------------------------------------------------- the rows


def _lines(text: str) -> list[str]:
    return [line for line in text.strip().split("\n") if line]


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form.strip() for form in cell.split(",") if form.strip())


def _column(text: str, place: int) -> dict[str, tuple[str, ...]]:
    found = {}
    for line in _lines(text):
        key, _, cells = line.partition(": ")
        found[key] = _forms(cells.split(" | ")[place])
    return found


def _patterns(text: str, place: int) -> dict[str, re.Pattern[str]]:
    return {key: _pattern(forms) for key, forms in _column(text, place).items()}


def _pattern(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the forms as whole words, whatever their case; a sign such as "%" stands anywhere."""
    parts = []
    for form in sorted(forms, key=len, reverse=True):
        body = re.escape(form.strip("*")).replace(r"\ ", r"\s+").replace(r"\*", r"\w*").replace("'", "['’]")
        before = r"\w*" if form.startswith("*") else r"(?<!\w)" if form.strip("*")[0].isalnum() else ""
        after = r"\w*" if form.endswith("*") else r"(?!\w)" if form[-1].isalnum() else ""
        parts.append(f"{before}{body}{after}")
    return re.compile("|".join(parts), re.IGNORECASE) if parts else _NEVER


def _calendar(language: str, kind: str, places: range) -> tuple[re.Pattern[str], ...]:
    locale = Locale.parse(language)
    named = (locale.months if kind == "months" else locale.days)["format"]["wide"]
    ending = r"\w*" if language in {"de", "nl"} and kind == "days" else r"(?!\w)"  # "Dienstagabend"
    return tuple(re.compile(rf"(?<!\w){re.escape(named[place])}{ending}", re.IGNORECASE) for place in places)


def _compounds(language: str) -> dict[str, float]:
    """Tens and ones together, as each language joins them: "einundsechzig", "sixty-one", "trente-deux"."""
    place = LANGUAGES.index(language)
    small = {int(value): forms[0] for value, forms in _column(rows.NUMBERS, place).items()}
    ones = {**{one: small[one] for one in range(2, 10)}, 1: _ONE[language]}
    joined: dict[str, float] = {}
    for ten in range(20, 100, 10):
        for one, word in ones.items():
            joined[_JOINED[language].format(ten=small[ten], one=word)] = float(ten + one)
    return joined


_ONE = {"en": "one", "de": "ein", "fr": "un", "es": "uno", "it": "uno", "pt": "um", "nl": "een"}
_JOINED = {
    "en": "{ten}-{one}", "de": "{one}und{ten}", "fr": "{ten}-{one}", "es": "{ten} y {one}",
    "it": "{ten}{one}", "pt": "{ten} e {one}", "nl": "{one}ën{ten}",
}  # fmt: skip
