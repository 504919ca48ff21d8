"""What sources took back or corrected of what was published, told apart from counts that merely grew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.candidates import covered
from bot.core.changed_words import (
    tell_changed_article,
    tell_corrected_article,
    tell_measure,
    tell_withdrawn_article,
)
from bot.core.language.mentions import Number
from bot.core.light_edits import cut_to_claim
from bot.core.measures import MEASURES, Measure
from bot.core.saying import Phrase
from bot.core.statements import find_values
from bot.core.told import article_of, figures_of, published, stems_of, typed_of
from bot.core.types import Change, ChangeKind, Citation, Correction, PassageId, Summary

SAME_THING = 0.5  # the share of words, by rarity, that makes two sentences tell of one thing
_SAME_SENTENCE = 0.7  # from which one is the other with something put right; below, it is brought up to date


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A cited passage whose figures or names are not what they were. `pair`: the one figure that differs."""

    passage_id: PassageId
    earlier: str
    now: str
    pair: tuple[Number, Number] | None

    @property
    def grown(self) -> Measure | None:
        """The measure, where a count that grows has grown: its article was brought up to date, not corrected."""
        if self.pair is None or self.pair[1].value <= self.pair[0].value:
            return None
        return next((one for one in MEASURES if one.grows and self._counts(one)), None)

    def _counts(self, measure: Measure) -> bool:
        """Whether the figure that differs is the measure's, in both wordings."""
        earlier, now = (find_values(text, measure.name) for text in (self.earlier, self.now))
        return self.pair is not None and self.pair[0] in earlier and self.pair[1] in now


def find_rewritings(before: Summary, after: Summary) -> tuple[Rewriting, ...]:
    """A passage that merely moved within its article, says more than before, has another stamp in front, or whose
    id now names another sentence, is none."""
    cited = {citation.passage_id for claim in published(before) for citation in claim.citations}
    now = {passage.id: passage for passage in after.passages}
    standing = {(passage.article_id, passage.text) for passage in after.passages}
    found: list[Rewriting] = []
    for passage in before.passages:
        new = now.get(passage.id)
        if passage.id not in cited or new is None or (passage.article_id, passage.text) in standing:
            continue
        was, is_now = cut_to_claim(passage.text), cut_to_claim(new.text)
        pair = _differing_figures(was, is_now)
        old, fresh = stems_of(was), stems_of(is_now)
        alike = max(covered(old, fresh), covered(fresh, old)) if pair is None else covered(old, fresh)
        same = alike >= (_SAME_SENTENCE if pair is None else SAME_THING)
        if same and _facts_of(was) - _facts_of(is_now):
            found.append(Rewriting(passage.id, was, is_now, pair))
    return tuple(found)


def find_withdrawn(before: Summary, after: Summary) -> Iterator[Change]:
    """Sources gone from the list, then cited words that their source has rewritten; a title that was corrected
    with its sentence is told once."""
    kept = {source.article_id for source in after.sources}
    for source in before.sources:
        if source.article_id not in kept:
            yield Change(ChangeKind.WITHDRAWN, tell_withdrawn_article(source.outlet, source.title))
    outlets = {source.article_id: source.outlet for source in after.sources}
    told: set[tuple[float, float]] = set()
    for one in sorted(find_rewritings(before, after), key=lambda one: one.passage_id.endswith(".0")):
        values = (one.pair[0].value, one.pair[1].value) if one.pair else None
        outlet = outlets.get(article_of(Citation(one.passage_id, "")))
        if outlet is None or one.grown is not None or values in told:
            continue
        told |= {values} if values else set()
        yield Change(ChangeKind.WITHDRAWN, _word_rewriting(outlet, one), (Citation(one.passage_id, one.now),))


def find_grown(before: Summary, after: Summary) -> Iterator[tuple[Measure, Change]]:
    """Counts that an article's later version raised: "People injured: now 17, earlier nine." """
    for one in find_rewritings(before, after):
        measure = one.grown
        if measure is not None and one.pair is not None:
            was, is_now = one.pair
            text = tell_measure(measure.name, is_now.text, was.text)
            yield measure, Change(ChangeKind.CHANGED, text, (Citation(one.passage_id, one.now),))


def is_correction(before: Summary, after: Summary) -> bool:
    """Whether a published sentence rested on nothing but withdrawn articles or words since corrected."""
    kept = {source.article_id for source in after.sources}
    corrected = {one.passage_id for one in find_rewritings(before, after) if one.grown is None}
    return any(
        all(article_of(citation) not in kept or citation.passage_id in corrected for citation in claim.citations)
        for claim in published(before)
        if claim.text  # else it left with a part of the story
    )


def list_corrections(before: Summary, after: Summary, now: datetime) -> tuple[Correction, ...]:
    """Those of the story so far, and what `after` corrects of the piece before it."""
    mended = find_withdrawn(before, after) if is_correction(before, after) else ()
    return (*before.corrections, *(Correction(now, change.text) for change in mended))


def _facts_of(text: str) -> frozenset[object]:
    """Its figures, names and words said; figures by their values, since a rewording may count them anew ("Line 3
    of the metro")."""
    figures = figures_of(text)
    counted = {f"{figure.counted} {figure.value:g} {figure.unit}" for figure in figures}
    return frozenset(typed_of(text) - counted) | {figure.value for figure in figures}


def _differing_figures(old: str, new: str) -> tuple[Number, Number] | None:
    earlier, now = figures_of(old), figures_of(new)
    differing = [pair for pair in zip(earlier, now, strict=False) if pair[0].value != pair[1].value]
    return differing[0] if len(earlier) == len(now) and len(differing) == 1 else None


def _word_rewriting(outlet: str, one: Rewriting) -> Phrase:
    """Both figures where one was corrected, else both sentences."""
    if one.pair is None:
        return tell_changed_article(outlet, one.now, one.earlier)
    was, is_now = one.pair
    return tell_corrected_article(outlet, is_now.text, was.text, one.now)
