"""Whether two reports in different languages tell of one event: what agrees between them, and what forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core.facts_across import Name, Told, find_known
from bot.core.named_across import NOUNS_IN_CAPITALS

ALIKE = 0.8  # of the letters, in order, of two spellings of a name: Selenskyj, Zelensky
_LONG = 5  # letters from which spellings are compared at all
_ENDING = 2  # letters of an ending: "Tannhofs"
_SAME_SOUNDS = {"c": "k", "z": "s", "j": "y", "w": "v", "q": "k", "ts": "s"}
_TELLING_FROM = 13  # a bare count below it weighs half: so many things come in threes
ENOUGH_NAMES, ENOUGH_FIGURES = 2, 2
MANY_NAMES = 3  # with a place or day and any figure that agrees: never names alone, for one firm, its head, its
# place and its day are those of all that it announces
LEADING_SHARE = 0.5  # of those whom either lead names
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Agreement:
    """`against` forbids: what cannot be true of one event. `reasons` say what agrees, in words."""

    joins: bool
    reasons: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


def compare_told(one: Told, other: Told, is_common: Callable[[str], bool] = lambda _: False) -> Agreement:
    """`is_common`: whether so many live stories hold a word of a name that it says little. Symmetric."""
    against = tuple(sorted({*_conflicts(one, other), *_conflicts(other, one)}))
    if against:
        return Agreement(False, (), against)
    names = sorted({*_shared_names(one, other, is_common), *_shared_names(other, one, is_common)})
    figures = sorted(one.figures & other.figures)
    weight = sum(1 if not unit and value < _TELLING_FROM else 2 for value, unit in figures)
    victims = sorted(
        name
        for name, counts in one.victims.items()
        if {value for value, _ in counts} & {value for value, _ in other.victims.get(name, ())}
    )
    weight += 2 * len(victims)
    weight += 2 * len(one.scores & other.scores)
    settled = _agree_on_place(one, other) or bool(one.days & other.days) or bool(one.dates & other.dates)
    reasons = (
        *(f"both name “{' '.join(name).title()}”" for name in names),
        *(f"both give {value:g}{f' {unit}' if unit else ''}" for value, unit in figures),
        *(f"as many {name}" for name in victims),
        *(("the place or the day agrees",) if settled else ()),
    )
    enough = len(names) >= ENOUGH_NAMES and weight >= ENOUGH_FIGURES
    enough = enough or (len(names) >= MANY_NAMES and settled and weight > 0)
    return Agreement(enough and _is_about_the_same(one, other), reasons)


# ---------------------------------------------------------------- names


def _shared_names(one: Told, other: Told, is_common: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """Names of the one in the other's words that not everybody writes of, each by its last word."""
    for name in one.names:
        if not name.known and not is_common(name.words[-1]) and _is_named(name, other):
            yield (name.words[-1],)


def _is_named(name: Name, other: Told) -> bool:
    """By its last word and at least half of all its words, in whatever spelling."""
    there = [word for word in name.words if _stands(word, other)]
    return 2 * len(there) >= len(name.words) and name.words[-1] in there


def _stands(word: str, told: Told) -> bool:
    if word in told.words:
        return True
    if len(word) < _LONG:
        return False
    return any(_is_spelling(word, one) for one in told.words if abs(len(one) - len(word)) <= _ENDING)


def _is_spelling(word: str, other: str) -> bool:
    """With an ending, or in other letters for the same sounds."""
    if len(other) < _LONG:
        return False
    longer, shorter = (word, other) if len(word) >= len(other) else (other, word)
    if longer.startswith(shorter):
        return True
    if _sound(word) != _sound(other):
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE


def _sound(word: str) -> str:
    return _SAME_SOUNDS.get(word[0], word[0])


def _is_about_the_same(one: Told, other: Told) -> bool:
    """At least half of those whom either lead names stand in the other: look-alikes share a minister, not those
    to whom it happened."""
    for mine, theirs in ((one, other), (other, one)):
        leading = [name for name in mine.names if name.leads and not name.known]
        there = sum(_is_named(name, theirs) for name in leading)
        if there < LEADING_SHARE * len(leading):
            return False
    return True


# ---------------------------------------------------------------- places


def _agree_on_place(one: Told, other: Told) -> bool:
    return any(_is_place_of(place, one, other) for place in one.places) or any(
        _is_place_of(place, other, one) for place in other.places
    )


def _is_place_of(place: Name, mine: Told, theirs: Told) -> bool:
    known = find_known(" ".join(place.words), mine.language)
    return known in theirs.known if known is not None else _is_named(place, theirs)


# ---------------------------------------------------------------- what forbids


def _conflicts(one: Told, other: Told) -> Iterator[str]:
    """Asked in both directions."""
    yield from _other_places(one, other)
    for name, counts in one.victims.items():
        others = other.victims.get(name, frozenset())
        if others and not any(_is_count_of(a, b) or _is_count_of(b, a) for a in counts for b in others):
            yield f"other counts of {name}"
    for unit, values in one.measured.items():
        given = other.measured.get(unit, frozenset())
        if (
            len(values) == len(given) == 1
            and values != given
            and not _is_elsewhere(unit, values, given, one, other)
        ):
            yield f"another figure in {unit}"
    if one.scores and other.scores and not one.scores & other.scores:
        yield "another score"
    if one.days and other.days and min(_apart(a, b) for a in one.days for b in other.days) > 1:
        yield "another day of the week"
    if one.dates and other.dates and min(abs((a - b).days) for a in one.dates for b in other.dates) > 1:
        yield "another date"
    if {*one.directions, *other.directions} in ({"up", "down"}, {"open", "shut"}):
        yield "the opposite happened"


def _other_places(one: Told, other: Told) -> Iterator[str]:
    """Where both tell a place, that of the one is not in the other. In German none can be told from any noun."""
    told = bool(other.places) or other.language in NOUNS_IN_CAPITALS
    first = next((place for place in one.places if not place.known), None)
    if told and first is not None and not _is_named(first, other):
        yield f"another place than {' '.join(first.words).title()}"
    known = [place for place in one.places if place.known]
    if told and known and other.known and not _agree_on_place(one, other):
        yield f"another place than {' '.join(known[0].words).title()}"


def _is_count_of(count: tuple[float, bool], other: tuple[float, bool]) -> bool:
    """Equal, or more than what is told as the least."""
    (value, least), (others, _) = count, other
    return value == others or (least and others > value)


def _is_elsewhere(unit: str, values: frozenset[float], given: frozenset[float], one: Told, other: Told) -> bool:
    """Whether either gives the other's value further on: then the two only open with different figures."""
    return any((value, unit) in other.figures for value in values) or any(
        (value, unit) in one.figures for value in given
    )


def _apart(day: int, other: int) -> int:
    return min((day - other) % _WEEK, (other - day) % _WEEK)
