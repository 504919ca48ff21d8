"""Translated sentences, right ones and the same broken by code: how many are lost, how many wrong ones pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

from benchmarks.labelled_pairs import Half
from benchmarks.report import Figure, Measured, Report
from bot.core.language.lexicon_figures import read_figures
from bot.core.language.lexicons import read_lexicon
from bot.core.language.quotes import quoted_spans
from bot.core.named_across import find_lost_names, list_named
from bot.core.prompts import TRANSLATION
from bot.core.protocol import estimate_tokens
from bot.core.translations import check_translation, count_denials, find_doubts

OWN_PAIRS = Path(__file__).parent / "own" / "renditions" / "pairs.txt"
_ADDED = {
    "sentence": {
        "de": " Die Behörden ermitteln.",
        "fr": " Les autorités enquêtent.",
        "es": " Las autoridades investigan.",
    },
    "clause": {
        "de": ", was Fachleute seit langem befürchtet und mehrfach öffentlich angemahnt hatten",
        "fr": ", ce que des spécialistes craignaient depuis longtemps et avaient dit en public",
        "es": ", algo que los expertos temían desde hacía mucho y habían advertido en público",
    },
    "denial": {"de": "nicht", "fr": "ne pas", "es": "no"},
    "figure": {"de": " nach 72 Stunden", "fr": " après 72 heures", "es": " tras 72 horas"},
    "name": {"de": " laut Marta Kovacs", "fr": ", selon Marta Kovacs", "es": ", según Marta Kovacs"},
}
_OTHER_DAY = {
    "de": {"Dienstag": "Donnerstag", "Mittwoch": "Freitag", "Samstag": "Sonntag", "März": "Mai", "April": "Juni"},
    "fr": {"mardi": "jeudi", "mercredi": "vendredi", "samedi": "dimanche", "mars": "mai", "avril": "juin"},
    "es": {"martes": "jueves", "miércoles": "viernes", "sábado": "domingo", "marzo": "mayo", "abril": "junio"},
}
_OPPOSITE = {
    "de": {"stiegen": "fielen", "stieg": "fiel", "steigen": "sinken", "fiel": "stieg", "geschlossen": "geöffnet"},
    "fr": {
        "augmenter": "baisser",
        "ont augmenté": "ont baissé",
        "a reculé": "a progressé",
        "fermées": "ouvertes",
    },
    "es": {
        "subirán": "bajaron",
        "subió": "cayó",
        "subieron": "cayeron",
        "cayeron": "subieron",
        "cerradas": "abiertas",
    },
}
_NAME = re.compile(r"(?<=[\w,] )(?!Millionen|Milliarden)[A-Z][\w’'-]+")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A sentence told in another language; `way` is how it was broken, "" where it is right."""

    original: str
    language: str
    text: str
    way: str = ""


class Pairs(StrEnum):
    PAIRS = "pairs"  # German, French, Spanish, in two halves
    LATER = "later"  # the same, written when the rules stood
    OTHERS = "others"  # Italian, Portuguese, Dutch: broken only in ways that need no words of theirs


def measure_renditions(half: Half = Half.ALL, which: Pairs = Pairs.PAIRS) -> Report:
    """Halves are drawn by the original sentence."""
    pairs = read_pairs(OWN_PAIRS.with_name(f"{which}.txt"))
    right = [one for one in pairs if half in (Half.ALL, half_of(one.original))]
    wrong = [broken for one, behind in pairwise([*right, right[0]]) for broken in _break(one, behind, right)]
    named = list_named(one.original for one in pairs)
    rows = [
        (one, check_translation(one.original, one.text, "en", one.language, named=named))
        for one in (*right, *wrong)
    ]
    figures: dict[str, Figure] = {}
    for language in dict.fromkeys(one.language for one in right):
        told = [reasons for one, reasons in rows if not one.way and one.language == language]
        figures[f"right ones lost, {language}"] = Measured(
            _share([bool(one) for one in told]), len(told), goal="≤ .05"
        )
    lost = [bool(reasons) for one, reasons in rows if not one.way]
    passed = [not reasons for one, reasons in rows if one.way]
    figures["right ones lost"] = Measured(_share(lost), len(lost), goal="≤ .05")
    figures["wrong ones published"] = Measured(_share(passed), len(passed), goal="≤ .01")
    for way in Counter(one.way for one, _ in rows if one.way):
        found = [not reasons for one, reasons in rows if one.way == way]
        figures[f"published: {way}"] = Measured(_share(found), len(found))
    predictions = [
        {"way": one.way, "language": one.language, "en": one.original, "text": one.text, "reasons": list(reasons)}
        for one, reasons in rows
    ]
    figures["lines with nothing to compare"] = Measured(_share([_is_bare(one) for one in right]), len(right))
    figures["tokens of the fixed words"] = estimate_tokens(TRANSLATION.words)
    figures["tokens of a line, asked"] = _mean([estimate_tokens(one.original) for one in right])
    figures["tokens of a line, told"] = _mean([estimate_tokens(one.text) for one in right])
    return Report(f"renditions, {which}, {half}", figures, predictions)


def half_of(original: str) -> Half:
    return Half.KEPT if blake2b(original.encode(), digest_size=2).digest()[0] % 2 else Half.TUNED


def read_pairs(file: Path = OWN_PAIRS) -> list[Rendering]:
    """The form is explained in pairs.txt."""
    found: list[Rendering] = []
    original = ""
    for line in file.read_text("utf-8").splitlines():
        language, mark, text = line.partition(": ")
        if not mark or line.startswith("#"):
            continue
        if language == "en":
            original = text
        else:
            found.append(Rendering(original, language, text))
    return found


def _share(found: Sequence[bool]) -> float:
    return sum(found) / len(found) if found else 0.0


def _is_bare(one: Rendering) -> bool:
    """Whether the original holds no figure, name, quotation, denial or doubt: only length and language tell."""
    text = one.original
    if read_figures(text, "en") or find_lost_names(text, "", "en", one.language) or quoted_spans(text):
        return False
    return not count_denials(text, "en") and not find_doubts(text, "en")


def _mean(numbers: Sequence[int]) -> float:
    return sum(numbers) / len(numbers)


# ---------------------------------------------------------------- the ways to break one


def _break(one: Rendering, behind: Rendering, all_right: Sequence[Rendering]) -> Iterator[Rendering]:
    for way, breaking in _WAYS.items():
        text = breaking(one)
        if text is not None and text != one.text:
            yield Rendering(one.original, one.language, text, way)
    others = [other for other in all_right if other.original == one.original and other.language != one.language]
    yield Rendering(one.original, one.language, others[0].text, "another language")
    yield Rendering(one.original, one.language, one.original, "left in English")
    mixed = next((o for o in all_right if o.language == one.language and o.original == behind.original), None)
    mixed = mixed if behind.original != one.original else _next_of(one, all_right)
    if mixed is not None and mixed.original != one.original:
        yield Rendering(one.original, one.language, mixed.text, "mixed numbering")


def _next_of(one: Rendering, all_right: Sequence[Rendering]) -> Rendering | None:
    same = [other for other in all_right if other.language == one.language]
    place = same.index(one)
    return same[(place + 1) % len(same)]


def _other_figure(one: Rendering) -> str | None:
    match = re.search(r"\d+", one.text)
    return None if match is None else f"{one.text[: match.start()]}{int(match[0]) + 3}{one.text[match.end() :]}"


def _other_unit(one: Rendering) -> str | None:
    swaps = (
        ("Millionen", "Milliarden"), ("millions", "milliards"), ("millones", "billones"), (" Prozent", ""),
        (" %", ""), ("Kilometer", "Meter"), ("kilomètres", "mètres"), ("kilómetros", "metros"),
        ("Minuten", "Stunden"), ("minutes", "heures"), ("minutos", "horas"), ("Wochen", "Monate"),
        ("semaines", "mois"), ("semanas", "meses"),
        ("Jahren", "Monaten"), (" ans", " mois"), (" años", " meses"), ("Kronen", "Euro"),
    )  # fmt: skip
    return next((one.text.replace(old, new, 1) for old, new in swaps if old in one.text), None)


def _without_name(one: Rendering) -> str | None:
    original = {match.group() for match in _NAME.finditer(one.original)}
    name = next((match for match in _NAME.finditer(one.text) if match.group() in original), None)
    return None if name is None else one.text[: name.start()].rstrip() + one.text[name.end() :]


def _other_name(one: Rendering) -> str | None:
    original = {match.group() for match in _NAME.finditer(one.original)}
    name = next((match for match in _NAME.finditer(one.text) if match.group() in original), None)
    return None if name is None else f"{one.text[: name.start()]}Kovacs{one.text[name.end() :]}"


def _without(pattern_of: Callable[[str], re.Pattern[str]]) -> Callable[[Rendering], str | None]:
    def remove(one: Rendering) -> str | None:
        if one.language not in _OPPOSITE and pattern_of is not _denial_words:
            return None
        text = pattern_of(one.language).sub("", one.text)
        return text if text != one.text else None

    return remove


def _denial_words(language: str) -> re.Pattern[str]:
    return read_lexicon(language).denials


def _doubt_words(language: str) -> re.Pattern[str]:
    return {
        "de": re.compile(r" (?:wahrscheinlich|wahrscheinliche|könnte|plant|sollen|kündigte an)(?!\w)"),
        "fr": re.compile(r" (?:probablement|probable|qui pourrait|prévoit|doivent)(?!\w)"),
        "es": re.compile(r" (?:probablemente|probable|que podría|prevé)(?!\w)"),
    }[language]


def _bound_words(language: str) -> re.Pattern[str]:
    return {
        "de": re.compile(r" (?:mindestens|etwa|bis zu)(?= \d| ein)"),
        "fr": re.compile(r" (?:au moins|environ|d'environ|jusqu'à)(?= \d| un)"),
        "es": re.compile(r" (?:al menos|unos|alrededor de|hasta)(?= \d| un)"),
    }[language]


def _added(what: str) -> Callable[[Rendering], str | None]:
    def add(one: Rendering) -> str | None:
        words = _ADDED[what].get(one.language)
        if words is None:
            return None
        if what == "denial":
            if _denial_words(one.language).search(one.text):
                return None
            first, _, rest = one.text.partition(" ")
            return f"{first} {words} {rest}"
        end = len(one.text.rstrip("."))
        if what == "sentence":
            return f"{one.text[:end]}.{words}"
        return one.text[:end] + words + one.text[end:]

    return add


def _swapped(pairs: dict[str, dict[str, str]]) -> Callable[[Rendering], str | None]:
    def swap(one: Rendering) -> str | None:
        for old, new in pairs.get(one.language, {}).items():
            changed = re.sub(rf"(?<!\w){old}(?!\w)", new, one.text, count=1)
            if changed != one.text:
                return changed
        return None

    return swap


def _without_marks(one: Rendering) -> str | None:
    spans = quoted_spans(one.text)
    if not spans:
        return None
    start, end = spans[0]
    return one.text[:start] + one.text[start + 1 : end - 1].strip() + one.text[end:]


def _half_of_it(one: Rendering) -> str | None:
    words = one.text.split()
    return " ".join(words[: len(words) // 2]) + "."


_WAYS: dict[str, Callable[[Rendering], str | None]] = {
    "another figure": _other_figure,
    "another unit": _other_unit,
    "a figure more": _added("figure"),
    "a name dropped": _without_name,
    "another name": _other_name,
    "a name more": _added("name"),
    "another day or month": _swapped(_OTHER_DAY),
    "a denial dropped": _without(_denial_words),
    "a denial more": _added("denial"),
    "a doubt dropped": _without(_doubt_words),
    "a bound dropped": _without(_bound_words),
    "the opposite": _swapped(_OPPOSITE),
    "quotation marks dropped": _without_marks,
    "a sentence more": _added("sentence"),
    "a clause more": _added("clause"),
    "half of it": _half_of_it,
}
