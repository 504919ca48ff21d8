"""No contradiction unreconciled: disputed figures in one framed sentence, old counts and wrong offices out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.alignment import holds, words_of
from bot.core.desk import Desk
from bot.core.identities import offices_differ
from bot.core.language import find_names, find_numbers, find_quotes, same_name, stem
from bot.core.language.figures import compatible, same_value
from bot.core.language.mentions import Number, NumberKind
from bot.core.measures import PERSONS, find_measure
from bot.core.phrasing import lower_first, lower_speaker, upper_first
from bot.core.statements import find_values
from bot.core.types import Citation, Claim, Disagreement, Position, Relation, Writer

_GROUPS = PERSONS | {stem(word) for word in ("children", "men", "women", "pupils", "patients", "workers")}
REPORTED_BY = ", reported by "


def compose_frame(disagreement: Disagreement) -> Claim | None:
    """One sentence that names both values and who gives each; None when the measure has no wording for it.

    ("Police put the number of people arrested at 12, Harbour Post reports; organisers said 31, according to
    Coast Wire.")
    """
    measure = find_measure(disagreement.measure)
    if measure is None or len(disagreement.positions) != 2:
        return None
    (first, second) = disagreement.positions
    (who_a, outlet_a), (who_b, outlet_b) = _who(first), _who(second)
    value_a, value_b = lower_first(first.value), lower_first(second.value)
    if who_a and who_b and outlet_a == outlet_b:
        both = f"at {value_a} and {lower_speaker(who_b)} at {value_b}"
        text = f"{upper_first(who_a)} put {measure.phrase} {both}, {outlet_a} reports."
    else:
        opening = (
            f"{upper_first(who_a)} put {measure.phrase} at {value_a}, {outlet_a} reports"
            if who_a
            else f"{outlet_a} puts {measure.phrase} at {value_a}"
        )
        closing = (
            f"{lower_speaker(who_b)} said {value_b}, according to {outlet_b}"
            if who_b
            else f"{outlet_b} reports {value_b}"
        )
        text = f"{opening}; {closing}."
    citations = dict.fromkeys((first.citation, second.citation))
    return Claim(text, tuple(citations), Writer.FRAME)


def _who(position: Position) -> tuple[str, str]:
    speaker, mark, outlet = position.said_by.partition(REPORTED_BY)
    return (speaker, outlet) if mark else ("", position.said_by)


# ---------------------------------------------------------------- what a sentence says about what is disputed


def disputed_values(text: str, disagreement: Disagreement) -> tuple[int, ...]:
    """Which positions of a disagreement about figures a sentence takes, by their index.

    In a conflict a bare figure that equals one of its values counts even when the sentence leaves unsaid what it
    measures ("the alliance counts 31"); one that leaves room for all of them ("at least three") takes no side.
    """
    stated = find_values(text, disagreement.measure)
    sides = [find_numbers(position.value) for position in disagreement.positions]
    if disagreement.relation is Relation.CONFLICT:
        stated = tuple(dict.fromkeys((*stated, *_bare_figures(text))))
        stated = tuple(
            n for n in stated if not all(any(compatible(n, other) for other in side) for side in sides)
        )
    return tuple(
        i for i, side in enumerate(sides) if any(same_value(number, other) for number in stated for other in side)
    )


def _bare_figures(text: str) -> tuple[Number, ...]:
    return tuple(
        number
        for number in find_numbers(text)
        if number.kind is NumberKind.QUANTITY
        and not number.unit
        and number.counted in {"", *PERSONS}
        and not re.match(r"(?: \w+)? of (?:them|the|those|whom)\b", text[number.end :])
    )


def is_flat(claim: Claim, disagreement: Disagreement) -> bool:
    """Whether a sentence gives one of the disputed values without the other."""
    return claim.writer is not Writer.FRAME and len(disputed_values(claim.text, disagreement)) == 1


def why_not(claim: Claim, desk: Desk) -> str | None:
    """Why a sentence that its sources carry must still not stand: an overtaken count, a wrong office, an altered
    quote. None when it may."""
    for disagreement in desk.with_relation(Relation.UPDATE, Relation.PRECISION):
        stated = disputed_values(claim.text, disagreement) or _repeats_old(claim, disagreement, desk)
        if stated and standing(disagreement) not in stated:
            value = disagreement.positions[standing(disagreement)].value
            return f"the count of {disagreement.measure} is now {lower_first(value)}"
    for disagreement in desk.with_relation(Relation.IDENTITY):
        for position in disagreement.positions[1:]:
            if _gives_office(claim.text, disagreement, position) or _gives_quote(
                claim.text, disagreement, position
            ):
                outlet = disagreement.positions[0].outlets[0]
                right = disagreement.positions[0].value
                return f"most sources, {outlet} first, have “{right}”, not “{position.value}”"
    return None


def _repeats_old(claim: Claim, disagreement: Disagreement, desk: Desk) -> tuple[int, ...]:
    """Positions whose bare figure a sentence of the same outlet gives for a group of people, in other words."""
    cited = {desk.passages[c.passage_id].article_id for c in claim.citations if c.passage_id in desk.passages}
    outlets = {article.outlet.name for article in desk.articles if article.id in cited}
    figures = [
        number
        for number in find_numbers(claim.text)
        if number.kind is NumberKind.QUANTITY and not number.unit and number.counted in _GROUPS
    ]
    return tuple(
        i
        for i, position in enumerate(disagreement.positions)
        if outlets & set(position.outlets)
        and any(same_value(number, other) for number in figures for other in find_numbers(position.value))
    )


def standing(disagreement: Disagreement) -> int:
    """The index of the value that stands: the newest of an update, the exact one of two precisions."""
    last = len(disagreement.positions) - 1
    if disagreement.relation is Relation.PRECISION:
        exact = [
            i for i, p in enumerate(disagreement.positions) if all(n.hedge == "" for n in find_numbers(p.value))
        ]
        return exact[-1] if exact else last
    return last


def _gives_office(text: str, disagreement: Disagreement, position: Position) -> bool:
    if not disagreement.measure.startswith("office of "):
        return False
    bearer = disagreement.measure.removeprefix("office of ").lower()
    return any(
        name.title and same_name(name.key, bearer) and not offices_differ(name.title, position.value)
        for name in find_names(text, frozenset({bearer}))
        if offices_differ(name.title or "x", disagreement.positions[0].value)
    )


def _gives_quote(text: str, disagreement: Disagreement, position: Position) -> bool:
    if disagreement.measure.startswith("office of "):
        return False
    right, wrong = words_of(disagreement.positions[0].value), words_of(position.value)
    said = [words_of(quote.text) for quote in find_quotes(text) if quote.direct]
    return any(words and holds(wrong, words) >= 0 and holds(right, words) < 0 for words in said) or any(
        holds(words, wrong) >= 0 and holds(words, right) < 0 for words in said
    )


def iter_frames(desk: Desk) -> Iterator[tuple[Disagreement, Claim]]:
    """The conflicts about figures, each with its framed sentence."""
    for disagreement in desk.with_relation(Relation.CONFLICT):
        frame = compose_frame(disagreement)
        if frame is not None:
            yield disagreement, frame


def citations_of(disagreements: Sequence[Disagreement]) -> Iterator[Citation]:
    return (position.citation for disagreement in disagreements for position in disagreement.positions)
