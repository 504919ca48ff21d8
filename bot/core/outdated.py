"""Sentences that sources have overtaken or got wrong among themselves: not to be told as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from bot.core.candidates import Candidate
from bot.core.desk import open_desk
from bot.core.language import content_stems, find_numbers, stem
from bot.core.measures import CASUALTIES, MEASURES, Measure, find_measure
from bot.core.statements import find_values
from bot.core.types import Article, Disagreement, PassageId, Position, Relation

FORECAST_LIVES = timedelta(hours=6)  # beside newer articles; by then what was expected has come or not
_FORECAST = re.compile(r"\b(?:forecast to|(?:is|are|was|were) expected (?:to|in|at|by)|is due (?:to|in|at))\b")
# "some of the people on board have been hurt": dead, hurt or missing, and not how many.
_UNCOUNTED = re.compile(r"\b(?:some|several|many|a number)(?: of(?: the)?)? (?P<who>[^.,;:\d]{3,80})")
_CASUALTIES = tuple(measure for measure in MEASURES if measure.name in CASUALTIES)
_MISSING, _KILLED = "people missing", "people killed"
_MEASURED = frozenset(map(stem, "second minute hour day week month year metre meter kilometre mile".split()))


def find_outdated(articles: Sequence[Article], candidates: Sequence[Candidate]) -> frozenset[PassageId]:
    """Passages with a figure that a later one replaced, or with an office or quotation that only the fewer
    outlets give, forecasts that newer articles have outlived, and "some were hurt" where a newer one counts them.

    A sentence that holds the newer value too ("14, up from nine") is not outdated.
    """
    found = {*_past_forecasts(candidates), *_since_counted(candidates)}
    for one in open_desk(articles).disagreements:
        if one.relation is Relation.UPDATE:
            found.update(_overtaken(one, candidates))
        elif one.relation is Relation.IDENTITY:
            found.update(_outvoted(one, candidates))
    return frozenset(found)


def _past_forecasts(candidates: Sequence[Candidate]) -> Iterator[PassageId]:
    newest = max((candidate.article.published_at for candidate in candidates), default=None)
    for candidate in candidates:
        old = newest is not None and newest - candidate.article.published_at >= FORECAST_LIVES
        if old and _FORECAST.search(candidate.text):
            yield candidate.passage.id


def _since_counted(candidates: Sequence[Candidate]) -> Iterator[PassageId]:
    """Those missing are counted with the dead too, unless they are still spoken of."""
    for measure in _CASUALTIES:
        counting = [one.article.published_at for one in candidates if find_values(one.text, measure.name)]
        if measure.name == _MISSING:
            counting += _found_dead(candidates, measure)
        newest = max(counting, default=None)
        for one in candidates:
            vague = _UNCOUNTED.search(one.text)
            if newest is None or vague is None or one.article.published_at >= newest:
                continue
            if measure.words & set(content_stems(vague["who"])) and not find_values(one.text, measure.name):
                yield one.passage.id


def _found_dead(candidates: Sequence[Candidate], missing: Measure) -> Iterator[datetime]:
    for one in candidates:
        if find_values(one.text, _KILLED):
            at = one.article.published_at
            later = (other for other in candidates if other.article.published_at >= at)
            if not any(missing.words & set(content_stems(other.text)) for other in later):
                yield at


def _overtaken(one: Disagreement, candidates: Sequence[Candidate]) -> Iterator[PassageId]:
    newest = _values(one.positions[-1].value)
    cited = {position.citation.passage_id for position in one.positions[:-1]}
    values = {value for position in one.positions[:-1] for value in _values(position.value)} - newest
    overtaken = {int(passage_id.partition(".")[0]) for passage_id in cited}
    for candidate in candidates:
        if newest & {value for _, value in candidate.figures}:
            continue
        told = any(value in values and counted not in _MEASURED for counted, value in candidate.figures)
        if candidate.passage.id in cited or (told and candidate.article.id in overtaken):
            yield candidate.passage.id
    yield from _outgrown(one, candidates)


def _outgrown(one: Disagreement, candidates: Sequence[Candidate]) -> Iterator[PassageId]:
    """Whatever gives a count that grows a smaller value than the last, before it: a speaker who gave four is
    beside nobody in the row of values once the same one gives nine, and outlets that printed four still stand."""
    measure = find_measure(one.measure)
    last = max(_values(one.positions[-1].value), default=None)
    if measure is None or not measure.grows or last is None:
        return
    for candidate in candidates:
        told = find_values(candidate.text, measure.name)
        if told and candidate.article.published_at < one.positions[-1].at and max(n.high for n in told) < last:
            yield candidate.passage.id


def _outvoted(one: Disagreement, candidates: Sequence[Candidate]) -> Iterator[PassageId]:
    most = max(len(position.outlets) for position in one.positions)
    for position in one.positions:
        if len(position.outlets) < most:
            yield position.citation.passage_id
            yield from _wording(one, position, candidates)


def _wording(one: Disagreement, position: Position, candidates: Sequence[Candidate]) -> Iterator[PassageId]:
    """Further sentences with the same value for the same bearer ("office of Oskar Dorrell")."""
    bearer = one.measure.split()[-1].lower()
    for candidate in candidates:
        text = candidate.text.lower()
        if position.value.lower() in text and bearer in text:
            yield candidate.passage.id


def _values(words: str) -> set[float]:
    return {number.value for number in find_numbers(words)}
