"""What of an article can be compared with one in another language: names, places, figures, victims, days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import pairwise

from bot.core.credits import drop_credit
from bot.core.language import find_dates, split_sentences
from bot.core.language.lexicon_events import find_before_places, list_exonyms, list_victims
from bot.core.language.lexicon_figures import Figure, read_figures
from bot.core.language.lexicon_rows import LANGUAGES
from bot.core.language.lexicons import list_places, read_lexicon
from bot.core.leading_language import read_language
from bot.core.named_across import NOUNS_IN_CAPITALS, calendar_words, is_translated
from bot.core.types import Article

READ = 1_500  # characters of the text: what an event is, its report tells early
_LEAD_SENTENCES = 2  # behind the title
_SHORTEST = 3  # letters of a name's word
_FIRST_TELLING = 3  # two of something are in every other report
_YEARS = range(1900, 2101)
_REACH_BEFORE, _REACH_BEHIND = 60, 40  # characters between a count and what happened to those counted

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_OPENS = re.compile(r"(?:^|[.!?:…|]\s+|[\"“„«‚‘'(–—-]\s?)$")
_PARTICLE = frozenset("de del della di da do dos du des der den la le el los las van von y e".split())
_ELISION = re.compile(r"^(?:[dlDL]|[Dd]ell|[Aa]ll|[Nn]ell|[Dd]all|[Ss]ull|[Qq]u)['’]")
_SCORE = re.compile(r"(?<![\d.,:-])(\d{1,2})(?:\s?[-–]\s?|:)(\d)(?![\d:.-])(?!\s?(?:%|per|Uhr|uur|[ap]\.?m\b))")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words, folded ("ilse", "kranz"). `leads`: it stands in title or first sentences;
    `known`: a country or a city that everybody writes of, under its English name or the code of its own."""

    words: tuple[str, ...]
    leads: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """`names` are empty where every noun has a capital: there `words` only say what stands in the text.

    `places`: names behind a word such as "near", in order. Of the title and first sentences: `victims` (class →
    counts, and whether each is told as the least), `measured` (unit → values), `scores`, `days` (weekdays, Monday
    0), `dates` (days of a month), `directions` (of the title: up, down, open, shut).
    """

    language: str
    names: tuple[Name, ...]
    words: frozenset[str]
    known: frozenset[str]
    places: tuple[Name, ...] = ()
    figures: frozenset[tuple[float, str]] = frozenset()
    victims: Mapping[str, frozenset[tuple[float, bool]]] = field(default_factory=dict)
    measured: Mapping[str, frozenset[float]] = field(default_factory=dict)
    scores: frozenset[tuple[int, int]] = frozenset()
    days: frozenset[int] = frozenset()
    dates: frozenset[date] = frozenset()
    directions: frozenset[str] = frozenset()


def fold(word: str) -> str:
    """Lower case without accents and without a possessive: "Müller's" and "MULLER" are one."""
    plain = re.sub(r"['’]s?$", "", _ELISION.sub("", word)).replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    marked = unicodedata.normalize("NFKD", plain.casefold())
    return "".join(one for one in marked if not unicodedata.combining(one))


def read_told(article: Article) -> Told | None:
    """Remembered for as long as title and text stay as they are; None for a language without lists."""
    language = read_language(article)
    if language not in LANGUAGES:
        return None
    return _read(article.title, drop_credit(article.text)[:READ], language, article.published_at.date())


@lru_cache(maxsize=4_096)
def _read(title: str, text: str, language: str, day: date) -> Told:
    first = [sentence.text for sentence in split_sentences(text)[:_LEAD_SENTENCES]]
    lead = " | ".join((title, *first))
    whole = f"{title} | {text}"
    lexicon = read_lexicon(language)
    runs = list(_list_runs(title, text, language))
    figures = [figure for one in (title, text) for figure in _telling(one, language)]
    told_first = [figure for one in (title, *first) for figure in _telling(one, language)]
    noon = _noon(day)
    named_days = [mention for mention in find_dates(lead, noon) if not mention.relative]
    return Told(
        language=language,
        names=() if language in NOUNS_IN_CAPITALS else _join_names(runs, lead, language),
        words=_list_words(whole),
        known=_list_known(whole, language),
        places=_list_places(" | ".join(first) if _is_in_capitals(title) else lead, language),
        figures=frozenset((float(one.value), one.unit) for one in figures),
        victims=_count_victims((title, *first), language),
        measured=_by_unit(told_first),
        scores=frozenset((max(pair), min(pair)) for pair in _read_scores(lead)),
        days=frozenset(place for place, pattern in enumerate(lexicon.weekdays) if pattern.search(lead)),
        dates=frozenset(one.first for one in named_days if one.first and one.first == one.last),
        directions=frozenset(
            one for one in ("up", "down", "open", "shut") if lexicon.opposites[one].search(title)
        ),
    )


# ---------------------------------------------------------------- names and places


def _list_runs(title: str, text: str, language: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Runs of capitalised words with the text that they stand in, and whether they open a sentence there.

    A word that also stands in small letters is none, nor is a title in capitals read for any.
    """
    others = {fold(word) for word in _WORD.findall(text) if word[0].islower()}
    others |= {fold(word) for word in (*calendar_words(language), *read_lexicon(language).function_words)}
    for one in (title, text):
        if one is title and _is_in_capitals(title):
            continue
        yield from ((one, run, opens) for run, opens in _list_runs_of(one, others))


def _is_in_capitals(title: str) -> bool:
    """ "Ferry Runs Aground": there capitals tell nothing."""
    words = _WORD.findall(title)
    return 2 * sum(1 for word in words if word[0].isupper()) > len(words) + 2


def _list_runs_of(text: str, others: set[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """`others` are no names. What opens a sentence with a second capital behind it does so as a name does."""
    run: list[str] = []
    start = end = 0
    for match in _WORD.finditer(text):
        word = _ELISION.sub("", match.group())
        plain = fold(word)
        named = word[0].isupper() and plain not in others and not is_translated(word)
        joined = text[end : match.start()] in {" ", "-", "’", "'"}
        if run and joined and word[0].isupper() and not named:  # "Kestle Foods"
            yield tuple(run), False
            run = []
        elif run and not joined:
            yield tuple(run), bool(_OPENS.search(text[:start])) and len(run) == 1
            run = []
        if named:
            start, end, run = (match.start() if not run else start), match.end(), [*run, plain]
        elif run and plain in _PARTICLE and word[0].islower():
            end = match.end()
        elif run:
            yield tuple(run), bool(_OPENS.search(text[:start])) and len(run) == 1
            run = []
    if run:
        yield tuple(run), bool(_OPENS.search(text[:start])) and len(run) == 1


def _join_names(runs: list[tuple[str, tuple[str, ...], bool]], lead: str, language: str) -> tuple[Name, ...]:
    """Each name once, in its longest form. A single word that only ever opens sentences may be any word."""
    inside = {word for _, run, opens in runs if not opens for word in run}
    inside |= {word for _, run, opens in runs if opens for word in run[1:]}
    kept = [
        part
        for _, run, _ in runs
        for part in _apart_from_places(tuple(w for w in run if w in inside and len(w) >= _SHORTEST), language)
    ]
    first = {fold(word) for word in _WORD.findall(lead)}
    names: list[Name] = []
    for run in sorted(dict.fromkeys(filter(None, kept)), key=lambda one: -len(one)):
        if not any(set(run) <= set(name.words) for name in names):
            names.append(Name(run, run[-1] in first, find_known(" ".join(run), language) is not None))
    return tuple(names)


def _apart_from_places(run: tuple[str, ...], language: str) -> Iterator[tuple[str, ...]]:
    """ "Musée Arnim de Munich" is a museum, and a city."""
    if find_known(" ".join(run), language) is not None:
        yield run
        return
    places = [word for word in run if find_known(word, language) is not None]
    yield tuple(word for word in run if word not in places)
    yield from ((place,) for place in places)


def _list_places(lead: str, language: str) -> tuple[Name, ...]:
    before = find_before_places(language)
    if before is None:
        return ()
    calendar = {fold(word) for word in calendar_words(language)}
    found: dict[tuple[str, ...], Name] = {}
    for match in before.finditer(lead):
        words: list[str] = []
        for word in lead[match.end() :].split():
            plain = fold(word.strip(',.;:|()«»“”"'))
            if not word[0].isupper() or plain in calendar:
                break
            words.append(plain)
            if word[-1] in ",.;:|)»”":
                break
            if re.search(r"['’]s?$", word):  # "in Biden's circle"
                words = []
                break
        if words and not is_translated(words[-1]):  # "in Alpine Cup semi-final"
            run = tuple(words)
            found.setdefault(run, Name(run, True, find_known(" ".join(run), language) is not None))
    return tuple(found.values())


@lru_cache(maxsize=16)
def _list_known_names(language: str) -> Mapping[str, str]:
    """Countries and great cities as the language names them, folded, to what they are called in English."""
    named = [*list_places(language).items()]
    if language == "en":
        named = [(english, english) for one in LANGUAGES for english in list_places(one)]
    places = {" ".join(map(fold, _WORD.findall(own))): english for english, own in named}
    exonyms = {fold(own): english for own, english in list_exonyms(language).items()}
    return {name: english for name, english in (places | exonyms).items() if len(name) >= _SHORTEST}


def find_known(name: str, language: str) -> str | None:
    """The English name of a country or great city, None for what is none."""
    return _list_known_names(language).get(name)


def _list_words(text: str) -> frozenset[str]:
    """With the parts of compounds: "Arnim-Museum"."""
    words = _WORD.findall(text)
    return frozenset(fold(part) for word in words for part in (word, *re.split(r"[-’']", word)) if part)


def _list_known(text: str, language: str) -> frozenset[str]:
    words = [fold(match.group()) for match in _WORD.finditer(text) if match.group()[0].isupper()]
    names = (*words, *(f"{one} {other}" for one, other in pairwise(words)))
    return frozenset(found for name in names if (found := find_known(name, language)) is not None)


# ---------------------------------------------------------------- figures


def _telling(text: str, language: str) -> Iterator[Figure]:
    """Figures that few reports share by chance: no time of day, year, day of a month or very small count."""
    months = read_lexicon(language).months
    for figure in read_figures(text, language):
        if figure.clock or isinstance(figure.value, str):
            continue
        bare = not figure.unit
        behind, before = text[figure.end : figure.end + 14], text[max(0, figure.start - 12) : figure.start]
        if bare and (figure.value < _FIRST_TELLING or figure.value in _YEARS):
            continue
        if bare and figure.value <= 31 and any(one.search(behind) or one.search(before) for one in months):
            continue
        if figure.unit in {"day", "hour", "week", "month", "year"} and figure.value < _FIRST_TELLING:
            continue
        yield figure


def _by_unit(figures: list[Figure]) -> Mapping[str, frozenset[float]]:
    units = dict.fromkeys(figure.unit for figure in figures if figure.unit)
    return {unit: frozenset(float(figure.value) for figure in figures if figure.unit == unit) for unit in units}


def _count_victims(sentences: tuple[str, ...], language: str) -> Mapping[str, frozenset[tuple[float, bool]]]:
    found: dict[str, set[tuple[float, bool]]] = {}
    for sentence in sentences:
        figures = [one for one in read_figures(sentence, language) if not (one.clock or one.unit)]
        for name, pattern in list_victims(language).items():
            for match in pattern.finditer(sentence):
                count = _find_count(sentence, match, figures, language)
                if count is not None and not isinstance(count.value, str):
                    found.setdefault(name, set()).add((float(count.value), count.bound == "at least"))
    return {name: frozenset(values) for name, values in found.items()}


def _find_count(sentence: str, match: re.Match[str], figures: list[Figure], language: str) -> Figure | None:
    """The count before the word, or else behind it, with nobody else's fate between."""
    others = list(list_victims(language).values())
    before = [one for one in figures if 0 <= match.start() - one.end <= _REACH_BEFORE]
    if before:
        between = sentence[before[-1].end : match.start()]
        if not any(pattern.search(between) for pattern in others) and "." not in between:
            return before[-1]
    behind = next((one for one in figures if 0 <= one.start - match.end() <= _REACH_BEHIND), None)
    if behind is None:
        return None
    rest, between = sentence[behind.end : behind.end + _REACH_BEFORE], sentence[match.end() : behind.start]
    if re.search(r"[,;]", between) or any(pattern.search(rest) for pattern in others):
        return None
    return behind


def _read_scores(text: str) -> Iterator[tuple[int, int]]:
    for match in _SCORE.finditer(text):
        yield int(match[1]), int(match[2])


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
