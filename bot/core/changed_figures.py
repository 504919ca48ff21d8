"""Figures that are not what a channel was told: "now 14, earlier 10", and values that are disputed now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.core.candidates import covered
from bot.core.changed_words import tell_differing, tell_figure, tell_measure, tell_sentence
from bot.core.corrections import SAME_THING, find_grown, find_rewritings
from bot.core.language import find_numbers, stem, tokenize
from bot.core.language.mentions import Number, NumberKind
from bot.core.measures import CASUALTIES, MEASURES, Measure
from bot.core.saying import Phrase
from bot.core.statements import find_values
from bot.core.told import (
    article_of,
    figures_of,
    holds_words,
    own_claims,
    published,
    published_words,
    read_before,
    stems_of,
    thing_of,
)
from bot.core.types import Change, ChangeKind, Claim, Disagreement, Fact, Relation, Summary

_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NAMED_BY = {measure.label.lower(): measure.name for measure in MEASURES}
# "47 crowns a share, up from 42 crowns": the sentence itself sets the figure beside the one before it.
_FROM_EARLIER = re.compile(
    r"^[^.;]{0,90}?\b(?:up|down|raised|lifted|increased|rising|rose|cut|lowered|reduced|falling|fell|revised|instead)"
    r"(?: \w+){0,2} (?:from|of) (?:\w+ )?$",
    re.IGNORECASE,
)

# "Three and not four people died": the sentence itself says what is no longer so.
_NOT_EARLIER = re.compile(r"^[^.;]{0,40}?(?:,? (?:and|but)|,)? (?:not|rather than|instead of) (?:the )?$")
_CLAUSE = re.compile(r"[,;:.]\s")
_TO_FROM = re.compile(r"^ from (?:about |some |around )?$")  # "to 54,000 from 31,000"
_FROM = re.compile(r"\bfrom (?:about |some |around |initially )?$")


def find_changed(before: Summary, after: Summary) -> Iterator[Change]:
    """Rows of the facts table, counts that replaced others, counts an article raised, then sentences on one
    thing. Each measure once."""
    done: set[str] = set()  # measures and things counted
    disputed = [values_disputed(one) for one in new_conflicts(before, after)]
    for fact, old in _changed_rows(before, after):
        done.add(_NAMED_BY.get(fact.label.lower(), fact.label.lower()))
        if not any(_values(fact.value) <= values for values in disputed):  # else it is told as a conflict
            yield Change(ChangeKind.CHANGED, tell_measure(fact.label, fact.value, old), fact.citations)
    corrected = _corrected(before, after)
    for one in after.disagreements:
        if _values(one.positions[-1].value) <= corrected:
            continue
        if one.relation is Relation.UPDATE and one.measure not in done and (change := _grown(before, one)):
            done.add(one.measure)
            yield change
    for measure, change in find_grown(before, after):
        if measure.name not in done:
            done.add(measure.name)
            yield change
    things = set().union(*(_things(name) for name in done))
    sentences = tuple(_changed_sentences(before, after, set(things)))
    yield from sentences
    for measure, change in _counted_anew(before, after):
        if not measure.words & things and change.text not in {other.text for other in sentences}:
            things |= measure.words
            yield change


def find_differing(before: Summary, after: Summary) -> Iterator[Change]:
    """Conflicts that the earlier revision did not have: what it told is in dispute now."""
    for one in new_conflicts(before, after):
        citations = tuple(position.citation for position in one.positions)
        yield Change(ChangeKind.CHANGED, tell_differing(one), citations)


def new_conflicts(before: Summary, after: Summary) -> tuple[Disagreement, ...]:
    known = {one.measure.lower() for one in before.disagreements if one.relation is Relation.CONFLICT}
    conflicts = (one for one in after.disagreements if one.relation is Relation.CONFLICT)
    return tuple(one for one in conflicts if one.measure.lower() not in known)


def values_disputed(one: Disagreement) -> frozenset[object]:
    return frozenset(value for position in one.positions for value in _values(position.value))


# ---------------------------------------------------------------- measures


def _changed_rows(before: Summary, after: Summary) -> Iterator[tuple[Fact, str]]:
    """Of named measures only: "Price" may be that of another thing in the next piece."""
    earlier = {fact.label.lower(): fact.value for fact in before.facts}
    for fact in after.facts:
        if fact.label.lower() not in _NAMED_BY:
            continue
        old = earlier.get(fact.label.lower())
        if old is None or _values(fact.value) <= _values(old):
            continue
        if not _values(fact.value) <= _figures_told(before, _NAMED_BY[fact.label.lower()]):
            yield fact, old


def _corrected(before: Summary, after: Summary) -> frozenset[object]:
    """Figures that a source put right: they are told as a correction, with what they were."""
    rewritings = find_rewritings(before, after)
    return frozenset(one.pair[1].value for one in rewritings if one.pair is not None and one.grown is None)


def _grown(before: Summary, one: Disagreement) -> Change | None:
    """The newest count beside the one told last, not the first of all: "now fourteen, earlier nine" after
    "now nine, earlier four". Where the channel was told none, beside the one its sources gave last."""
    last = one.positions[-1]
    told = published_words(before)
    if holds_words(told, last.value) or _has_values(before, last.value, one.measure):
        return None
    if _values(last.value) & _figures_told(before, one.measure):
        return None
    others = [each for each in one.positions[:-1] if each.value != last.value]
    known = [each for each in others if holds_words(told, each.value)] or others
    if not known:
        return None
    return Change(ChangeKind.CHANGED, tell_measure(one.measure, last.value, known[-1].value), (last.citation,))


def _counted_anew(before: Summary, after: Summary) -> Iterator[tuple[Measure, Change]]:
    """(measure, change) where a sentence of an article not known before raises a count that was published."""
    known = read_before(before)
    versions = {source.article_id: (source.article_id, source.version) for source in after.sources}
    disputed = {one.measure for one in after.disagreements if one.relation is Relation.CONFLICT}
    for claim in own_claims(after):
        if any(versions.get(article_of(citation)) in known for citation in claim.citations):
            continue
        for measure in MEASURES:
            now = find_values(claim.text, measure.name)
            if len(now) != 1 or not measure.grows or measure.name in disputed:
                continue
            told = [was for one in own_claims(before) for was in find_values(one.text, measure.name)]
            if told and all(was.value < now[0].value for was in told):
                text = tell_measure(measure.name, now[0].text, told[-1].text)
                yield measure, Change(ChangeKind.CHANGED, text, claim.citations)


def _figures_told(before: Summary, measure: str) -> frozenset[object]:
    """What its sentences count of the measure's things: "about 34,000" is no news after "rose to 34,000"."""
    things = _things(measure)
    return frozenset(
        figure.value
        for claim in published(before)
        for figure in figures_of(claim.text)
        if thing_of(figure) in things
    )


def _has_values(before: Summary, words: str, measure: str) -> bool:
    """Whether the earlier piece knew the value as the measure's, in other words ("17" for "seventeen")."""
    known = {
        value
        for one in before.disagreements
        if one.measure == measure
        for position in one.positions
        for value in _values(position.value)
    }
    return bool(_values(words) & known)


def _values(words: str) -> frozenset[object]:
    """What a row of the facts table says, whoever says it and in whatever order: "31 (organisers) / about 12"
    is 31 and 12."""
    parts = [part.strip().lower() for part in _IN_BRACKETS.sub("", words).split(" / ")]
    values: set[object] = set()
    for part in parts:
        figures = [figure for figure in find_numbers(part) if figure.kind is not NumberKind.SCORE]
        values |= {figure.value for figure in figures} or {part}
    return frozenset(values)


def _things(name: str) -> frozenset[str]:
    """What sentences of a measure count: "people injured" counts people, and the injured."""
    measure = next((one for one in MEASURES if one.name == name), None)
    words = frozenset(stem(token.text) for token in tokenize(name))
    return words | measure.words if measure is not None else words


# ---------------------------------------------------------------- any figure


def _changed_sentences(before: Summary, after: Summary, done: set[str]) -> Iterator[Change]:
    rewritten = {one.passage_id for one in find_rewritings(before, after)}
    known = {article_id for article_id, _ in read_before(before)}
    for claim in own_claims(after):
        if any(citation.passage_id in rewritten for citation in claim.citations):
            continue
        fresh = any(article_of(citation) not in known for citation in claim.citations)
        beside = _set_side_by_side(before, claim) if fresh else ()
        for was, figure in (*beside, *_counted_alike(before, after, claim)):
            if thing_of(figure) not in done:
                done.add(thing_of(figure))
                words = _word_change(claim.text, was, figure, after.headline.text)
                yield Change(ChangeKind.CHANGED, words, claim.citations)


def _set_side_by_side(before: Summary, claim: Claim) -> Iterator[tuple[Number, Number]]:
    """(earlier, now) where a new sentence names both and the earlier one was published. What the second of two
    figures counts may go without saying: "rose to 47, up from 22"."""
    told = {(figure.value, thing_of(figure)) for one in published(before) for figure in figures_of(one.text)}
    values = {value for value, _ in told}
    for was, now in _compared(claim.text):
        things = {thing_of(now), thing_of(was)} - {""}
        is_new = all((now.value, thing) not in told for thing in things or {""})
        if len(things) <= 1 and was.value in values and is_new and now.value != was.value:
            yield was, now


def _compared(text: str) -> Iterator[tuple[Number, Number]]:
    """(earlier, now) of figures in a row that the sentence itself compares."""
    for first, second in pairwise(figures_of(text)):
        front, between = text[: first.start], text[first.end : second.start]
        if between == " to " and _FROM.search(front):
            yield first, second
        elif any(said.match(between) for said in (_FROM_EARLIER, _NOT_EARLIER)) or (
            front.endswith("to ") and _TO_FROM.match(between)
        ):
            yield second, first


def _counted_alike(before: Summary, after: Summary, claim: Claim) -> Iterator[tuple[Number, Number]]:
    """Figures of one thing, counted alike, in an earlier sentence and in this one: (earlier, now)."""
    standing: set[object] = {figure.value for other in own_claims(after) for figure in figures_of(other.text)}
    for one in after.disagreements:
        if one.relation is Relation.CONFLICT:
            standing |= values_disputed(one)
    for old in own_claims(before):
        if old.text == claim.text or covered(stems_of(old.text), stems_of(claim.text)) < SAME_THING:
            continue
        earlier = {thing_of(figure): figure for figure in figures_of(old.text) if thing_of(figure)}
        for figure in figures_of(claim.text):
            was = earlier.get(thing_of(figure))
            if was is None or was.value == figure.value or was.value in standing:
                continue
            fates = {_fate(old.text, was), _fate(claim.text, figure)} - {""}
            if len(fates) < 2:
                yield was, figure


def _fate(text: str, figure: Number) -> str:
    """What became of those that it counts, by the words up to the next figure or stop; "" where nothing did. So
    many dead are never another count of so many hurt."""
    ends = [other.start for other in figures_of(text) if other.start > figure.start]
    words = stems_of(_CLAUSE.split(text[figure.end : min(ends, default=len(text))])[0])
    return next((name for name in CASUALTIES if _things(name) & words), "")


def _word_change(text: str, was: Number, figure: Number, heading: str) -> Phrase:
    """The measure with both values. Of other figures what is counted, where the heading tells what became of it,
    else the whole sentence: "passengers: now 14" alone would leave that out."""
    now, earlier = figure.text, was.text
    measure = next((one for one in MEASURES if figure in find_values(text, one.name)), None)
    if measure is not None:
        return tell_measure(measure.name, now, earlier)
    if any((one.value, thing_of(one)) == (figure.value, thing_of(figure)) for one in figures_of(heading)):
        counted = next((token.text for token in tokenize(text) if token.stem == figure.counted), "")
        if counted:
            return tell_measure(counted, now, earlier)
        if figure.unit:
            return tell_figure(now, earlier)
    return tell_sentence(now, earlier, text)
