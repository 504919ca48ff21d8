"""What the figures of a sentence state: how much of what, of whom, in which event, by whose word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import inf

from bot.core.language import find_names, find_numbers, stem, tokenize
from bot.core.language.figures import in_base_unit
from bot.core.language.mentions import Name, Number, NumberKind, Token
from bot.core.language.senses import sense
from bot.core.language.verb_forms import is_verb
from bot.core.language.verbs import base_stem
from bot.core.measures import PERSONS, group_of, outcomes_of
from bot.core.scopes import (
    Modality,
    clause_span,
    narrow_span,
    read_base,
    read_basis,
    read_conditions,
    read_modality,
    read_periods,
    read_severity,
)
from bot.core.speakers import speaker_of

_SAYING = frozenset(
    stem(word)
    for word in """said says say told according announced confirmed reported reports report estimates
    estimated put puts counted counts added spokesman spokeswoman spokesperson statement officials
    reporters percent per cent number total toll figure people person magnitude""".split()
)
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|off|outside|around|above|below|over|on|of|from|to) (?:the )?(?:[a-z]+ )?$", re.IGNORECASE
)
_CHANGE = re.compile(r"\bby (?:about |nearly |almost |some |around )?$|\b(?:rose|fell|grew|climbed|dropped) $")
_O_CLOCK = re.compile(r"^ o['’]clock\b| (?:in the (?:morning|evening|afternoon)|at night)\b")
_SPAN = re.compile(r"^ (?:ago|after|before|later|earlier|since|from now|into|away from|prior|old)\b")
_PAST = re.compile(
    r"\b(?:(?:half|quarter|minutes?) (?:past|to)|(?:shortly|just) (?:before|after)|(?:dead|dies|died) at) $",
    re.IGNORECASE,
)
_AREA = re.compile(r"(?:['’]s)? (?:county|state|province|district|region|prefecture|governorate|department)\b")
_EXCEEDS = re.compile(
    r"\b(?:top(?:s|ped)|pass(?:es|ed)|surpass(?:es|ed|ing)|exceed(?:s|ed|ing)) $", re.IGNORECASE
)
_HEAD_REACH = 16  # characters: "of", "reached", "stood at about"
_KINDS = frozenset({NumberKind.QUANTITY, NumberKind.MONEY, NumberKind.PERCENT})
_NUMBER_OF = re.compile(r"\bnumber of (?:[a-z-]+ ){0,2}?(?P<noun>[a-z]+s|people|children)\b[^.;]{0,60}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a sentence.

    `number`: in its base unit (metres, grams), its text as worded. `dimension`: what can be compared at all
    ("count", "money usd", "%", "length"). `noun`: the class of what is counted, "" when it does not say.
    `qualities`: stems between figure and noun. `words`: senses of the content words of its clause; `before`:
    those of them, and of the names, that stand before the figure and are no verbs. `outcomes`: classes of what
    happened. `places`: the names in the clause that say where, `names` the others, speakers left out.
    """

    number: Number
    dimension: str
    noun: str
    qualities: frozenset[str]
    words: frozenset[str]
    before: frozenset[str]
    outcomes: frozenset[str]
    names: frozenset[str]
    places: frozenset[str]
    speaker: str
    modality: Modality
    head: str  # the last noun before it, as far as form tells: "winds" in "with winds of 160 km/h"
    changes: bool  # by how much something moved, not where it stands
    areas: frozenset[str]  # those of the places that are a county, a state or the like: parts of a country
    periods: frozenset[str]  # the years, quarters and the like it is of
    conditions: frozenset[str]  # for whom it holds, or on what it rests
    subjects: frozenset[str]  # who is named in full before it in its clause


@lru_cache(maxsize=8_192)
def read_figures(text: str) -> tuple[Figure, ...]:
    """Every quantity, sum and share of a sentence in order; years, times, ages and scores are none."""
    return tuple(_figures(text))


def _figures(text: str) -> Iterator[Figure]:
    numbers = [
        number
        for number in find_numbers(text)
        if number.kind in _KINDS and number.unit != "no." and not _tells_the_hour(text, number)
    ]
    if not numbers:
        return
    names = find_names(text)
    for number in numbers:
        yield _read(text, number, numbers, names)


def _tells_the_hour(text: str, number: Number) -> bool:
    after = text[number.end :]
    if in_base_unit(number)[1] in {"time", "long time"} and _SPAN.match(after):
        return True  # "two months ago" says when
    return bool(_O_CLOCK.match(after) or _PAST.search(text[: number.start]))


def _read(text: str, number: Number, numbers: Sequence[Number], names: Sequence[Name]) -> Figure:
    speaker = speaker_of(text, number)
    start, end = narrow_span(text, number)
    left, right = clause_span(text, number)
    names = [name for name in names if not _tells_who_speaks(text, name, speaker, number)]
    here = [name for name in names if start <= name.start < end]
    based, dimension = in_base_unit(number)
    if not based.hedge and _EXCEEDS.search(text[: number.start]):
        based = replace(based, hedge="at least", high=inf)
    taken = [(other.start, other.end) for other in numbers]
    taken += [(name.start, name.end) for name in names if name.start or " " in name.key]
    tokens = [token for token in _content(text, start, end, taken) if token.text not in speaker]
    noun, qualities = _noun(text, number, tokens)
    near = [token for token in tokenize(text) if start <= token.start < end]
    keys = [token.stem for token in tokens] + [f"{a.lower} {b.stem}" for a, b in pairwise(near)]
    places = _places(text, names, left, right)
    return Figure(
        number=based,
        dimension=dimension,
        noun=noun,
        qualities=qualities | read_severity(text[start:end]),
        words=frozenset(sense(base_stem(token.stem)) for token in tokens if group_of(token.stem) != noun),
        before=frozenset(
            sense(base_stem(token.stem))
            for token in tokens
            if token.start < number.start and not is_verb(token.lower)
        )
        | {
            word
            for name in here
            if name.start < number.start and name.key not in places
            for word in name.key.split()
        },
        outcomes=outcomes_of(keys),
        head=_head(tokens, number),
        names=frozenset(name.key for name in here) - places,
        places=places,
        speaker=speaker,
        modality=read_modality(text, number),
        changes=bool(_CHANGE.search(text[: number.start])),
        areas=frozenset(name.key for name in names if left <= name.start < right and _is_area(text, name)),
        periods=read_periods(text[left:right]),
        conditions=read_conditions(text[start:end], number) | read_basis(text),
        subjects=frozenset(
            name.key
            for name in names
            if left <= name.start < number.start and " " in name.key and name.key not in places
        ),
    )


def _places(text: str, names: Sequence[Name], left: int, right: int) -> frozenset[str]:
    """The names of a clause that say where, as far as form tells."""
    return frozenset(
        name.key
        for name in names
        if left <= name.start < right and (_LOCATIVE.search(text[: name.start]) or _is_area(text, name))
    )


def _is_area(text: str, name: Name) -> bool:
    return _AREA.match(text, name.end) is not None


def _tells_who_speaks(text: str, name: Name, speaker: str, number: Number) -> bool:
    """Whether a name is the speaker's, or stands in what says who that is: "Ann Lee, head of the League,"."""
    if not speaker:
        return False
    start = text.find(speaker)
    behind = start + len(speaker)
    if start <= name.start < behind or name.text in speaker:
        return True
    closes = text.find(",", behind + 1)
    apposed = text[behind : behind + 1] == "," and not behind < number.start < max(closes, behind + 1)
    return apposed and behind < name.start < closes


def _content(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> list[Token]:
    """The words of a clause that say what it is about: no figures, names or words of reporting."""
    return [
        token
        for token in tokenize(text)
        if start <= token.start < end
        and token.content
        and token.text[0].isalpha()
        and token.stem not in _SAYING
        and not any(left <= token.start < right for left, right in taken)
    ]


def _base(text: str, number: Number) -> str:
    """The class of the last noun of what a share is of, as far as form tells; "" when it does not say."""
    noun = ""
    for token in tokenize(read_base(text, number)):
        if not token.content or (noun and is_verb(token.lower)):
            break
        noun = group_of(token.stem)
    return noun


def _head(tokens: Sequence[Token], number: Number) -> str:
    nouns = [token for token in tokens if token.end <= number.start and not is_verb(token.lower)]
    return sense(base_stem(nouns[-1].stem)) if nouns and number.start - nouns[-1].end < _HEAD_REACH else ""


def _noun(text: str, number: Number, tokens: Sequence[Token]) -> tuple[str, frozenset[str]]:
    """The class of what is counted, or of what a share is of, and the stems of the words before it."""
    if number.kind is NumberKind.PERCENT or number.unit == "fraction":
        return _base(text, number), frozenset()
    if number.kind is not NumberKind.QUANTITY or number.unit:
        return "", frozenset()
    if not number.counted:
        number_of = _NUMBER_OF.search(text[: number.start])
        return (group_of(stem(number_of["noun"])) if number_of else ""), frozenset()
    qualities = []
    for token in tokens:
        if token.start >= number.end:
            if token.stem == number.counted:
                break
            qualities.append(token.stem)
    else:
        qualities = []
    return group_of(number.counted), frozenset(quality for quality in qualities if quality not in PERSONS)
