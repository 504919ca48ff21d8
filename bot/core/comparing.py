"""Whether two figures measure one thing: gates that keep look-alikes apart, then how much they share."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import combinations

from bot.core.figure_reading import Figure, read_figures
from bot.core.language import content_stems, find_dates, find_names, same_name
from bot.core.language.figures import same_value
from bot.core.language.mentions import Number
from bot.core.measures import GRAVE, PERSON
from bot.core.passages import read_passages
from bot.core.scopes import narrow_span
from bot.core.speakers import same_speaker
from bot.core.statements import Statement
from bot.core.types import Article

LEAST_ALIKE = 0.5  # of `alike`, from which two figures measure one thing
# From here on they could: not enough to tell readers that sources differ, too much to print both side by side.
COULD_BE_ALIKE = 0.3
# Outlets that differ on one thing seldom differ by an order of magnitude (parties to a war may): then the words
# have to agree all the more.
_FURTHEST, _FURTHEST_NAMED, _DISTANCE = 10.0, 30.0, 0.3
_MOST_PARTS = 4
_ATTACKER = re.compile(
    r"\b(?:including|along with|as well as|plus) (?:the |an? |one )?(?:\w+ )?"
    r"(?:assailant|attacker|gunman|shooter|bomber|suspect|driver|pilot)\b",
    re.IGNORECASE,
)

_NAMED, _COUNTED, _MEASURED, _WORD, _EVENT, _NAME = 0.5, 0.3, 0.1, 0.2, 0.2, 0.2
_SAME_WORDS = 0.2  # all of them
_SAME_HEAD = 0.2  # "winds of 160 km/h", "winds reached 185 km/h"
_MOST_WORDS = 3


def alike(a: Statement, b: Statement) -> float:
    """How surely two figures measure one thing of one event, 0 to 1; 0 when a gate keeps them apart."""
    first, second = a.figure, b.figure
    if (first.dimension, first.modality, first.changes) != (second.dimension, second.modality, second.changes):
        return 0.0
    named = a.measure is not None and a.measure is b.measure
    if not named and (a.measure is not b.measure or _is_of_another(first, second)):
        return 0.0
    if not named and first.dimension == "count" and not first.noun:
        return 0.0  # nobody can tell what it counts
    if _is_other_event(first, second, named=named) or _is_part_by_quality(a, b) or _is_other_place(a, b):
        return 0.0
    if _is_other_day(a, b) or _is_made_of(a, b) or _counts_attacker(a, b):
        return 0.0
    return _shared(first, second, named=named)


def _is_of_another(a: Figure, b: Figure) -> bool:
    """Another thing counted, or a share of something else; a share may leave unsaid what it is of."""
    if a.dimension == "%":
        return bool(a.noun) and bool(b.noun) and a.noun != b.noun
    return a.noun != b.noun


def _is_other_event(a: Figure, b: Figure, *, named: bool) -> bool:
    """Another outcome, group, subject or place."""
    if not named and (_clash(a.outcomes, b.outcomes) or a.outcomes & GRAVE != b.outcomes & GRAVE):
        return True
    if (
        (a.periods and b.periods and a.periods != b.periods)
        or a.conditions != b.conditions
        or _other_subject(a, b)
    ):
        return True
    return not named and _names_clash(a.names, b.names)


def _clash(a: Collection[str], b: Collection[str]) -> bool:
    return bool(a) and bool(b) and not set(a) & set(b)


def _names_clash(a: Collection[str], b: Collection[str]) -> bool:
    return bool(a) and bool(b) and not any(same_name(x, y) for x in a for y in b)


def _far_apart(a: Number, b: Number, limit: float) -> bool:
    low, high = sorted((abs(a.value), abs(b.value)))
    return high >= limit * low


def _other_subject(a: Figure, b: Figure) -> bool:
    """ "Gold rose 1.4 percent", "silver rose 3.2 percent": nothing before the figures is the same, or two people
    who are named in full before them are not one."""
    return a.dimension != "count" and (_clash(a.before, b.before) or _names_clash(a.subjects, b.subjects))


def _is_part_by_quality(a: Statement, b: Statement) -> bool:
    """ "Nine women scientists" are not all of 20 scientists; gold medals are no silver ones. What a story is of
    sets nothing apart: "44 measles cases" of an outbreak of measles are its cases."""
    first, second = a.figure.qualities, b.figure.qualities
    if first == second:
        return False
    if first and second:
        return not first & second
    narrower, wider = (a, b) if first else (b, a)
    if narrower.number.value >= wider.number.value:
        return False
    return not narrower.figure.qualities <= _topic(wider.article) & _topic(narrower.article)


@lru_cache(maxsize=512)
def _topic(article: Article) -> frozenset[str]:
    """The stems of the title and the first sentence."""
    return frozenset(stem for passage in read_passages(article)[:2] for stem in content_stems(passage.text))


def _is_other_place(a: Statement, b: Statement) -> bool:
    """Whether one figure is of a place that the other article does not name, though both name another; or both
    name a place, none of them the scene of the whole story."""
    if _is_of_an_area(a, b) or _is_of_an_area(b, a):
        return True
    if a.figure.places and b.figure.places:
        scene = _main_names(a.article) & _main_names(b.article)
        return _names_clash(a.figure.places, b.figure.places) and not scene & (a.figure.places | b.figure.places)
    if (not a.figure.places and not b.figure.places) or _widens(*sorted((a, b), key=lambda one: one.at)):
        return False
    here, there = (a, b) if a.figure.places else (b, a)
    text = f"{there.article.title} {there.article.text}".lower()
    if any(place in text for place in here.figure.places):
        return False
    shared = _main_names(here.article) & _main_names(there.article)
    return bool(shared - here.figure.places)


def _is_of_an_area(part: Statement, whole: Statement) -> bool:
    """Whether a smaller count is of a county or state that the larger one does not name: one of its parts."""
    areas = part.figure.areas
    return bool(areas) and not areas & whole.figure.places and part.number.value < whole.number.value


def _widens(earlier: Statement, later: Statement) -> bool:
    """Whether one speaker counted what grows in one place, and later more of it without naming any: the first
    count of a town is often the first of the whole."""
    if earlier.measure is None or not earlier.measure.grows or later.figure.places or not earlier.speaker:
        return False
    if later.at <= earlier.at or later.number.value <= earlier.number.value:
        return False
    return any(same_speaker(earlier.speaker, speaker) for speaker in _speakers(later))


def _speakers(statement: Statement) -> frozenset[str]:
    """Who gives the value in its article: a title names nobody, the sentence below it does."""
    figures = (figure for passage in read_passages(statement.article) for figure in read_figures(passage.text))
    given = {figure.speaker for figure in figures if same_value(figure.number, statement.number)}
    return frozenset(speaker for speaker in (statement.speaker, *given) if speaker)


@lru_cache(maxsize=512)
def _main_names(article: Article) -> frozenset[str]:
    """The names in the title and the first three sentences."""
    return frozenset(name.key for passage in read_passages(article)[:4] for name in find_names(passage.text))


def _is_other_day(a: Statement, b: Statement) -> bool:
    """Whether both say on which day it was, and name different ones."""
    first, second = _days(a), _days(b)
    return bool(first) and bool(second) and not first & second


def _days(statement: Statement) -> frozenset[object]:
    text, number = statement.passage.text, statement.number
    start, end = narrow_span(text, number)
    return days_in(statement, start, end)


def days_in(statement: Statement, start: int, end: int) -> frozenset[object]:
    """The days that a stretch of the statement's sentence names."""
    return frozenset(
        day
        for mention in find_dates(statement.passage.text, statement.article.published_at)
        if start <= mention.start < end and mention.first is not None
        for day in (mention.first, mention.last)
    )


def _is_made_of(a: Statement, b: Statement) -> bool:
    """Whether one adds up figures of the other's sentence: "four nuns and 12 others" are sixteen people."""
    return _adds_up(a, b) or _adds_up(b, a)


def _adds_up(whole: Statement, part: Statement) -> bool:
    text = part.passage.text
    start, end = narrow_span(text, part.number)
    parts = [
        figure.number.value
        for figure in read_figures(text)
        if figure.dimension == whole.figure.dimension
        and (start <= figure.number.start < end or figure.noun in {"", "other", PERSON, part.figure.noun})
    ][:6]
    sums: Sequence[float] = [
        sum(chosen) for many in range(2, _MOST_PARTS + 1) for chosen in combinations(parts, many)
    ]
    return any(abs(total - whole.number.value) <= 1e-9 * max(1.0, total) for total in sums)


def _counts_attacker(a: Statement, b: Statement) -> bool:
    """Whether one toll says that it holds the attacker, and so is one more than the other."""
    if abs(a.number.value - b.number.value) != 1:
        return False
    return any(_ATTACKER.search(statement.passage.text) is not None for statement in (a, b))


def _shared(a: Figure, b: Figure, *, named: bool) -> float:
    words = len(a.words & b.words)
    score = _NAMED if named else _COUNTED if a.noun and a.noun == b.noun != PERSON else _MEASURED
    score += _WORD * min(_MOST_WORDS, words) + _EVENT * bool(a.outcomes & b.outcomes)
    score += _SAME_WORDS * (words > 0 and a.words == b.words)
    score += _SAME_HEAD * (a.dimension != "count" and a.head != "" and a.head == b.head)
    score += _NAME * any(same_name(x, y) for x in (*a.names, *a.places) for y in (*b.names, *b.places))
    if _far_apart(a.number, b.number, _FURTHEST_NAMED if named else _FURTHEST):
        score = min(1.0, score) - _DISTANCE
    return min(1.0, score)


def knows(article_figures: Sequence[Figure], statement: Statement) -> bool:
    """Whether an article gives a statement's value too, of the same kind of thing: it explains, then."""
    return any(
        figure.dimension == statement.figure.dimension
        and figure.noun in {statement.figure.noun, ""}
        and same_value(figure.number, statement.number)
        for figure in article_figures
    )
