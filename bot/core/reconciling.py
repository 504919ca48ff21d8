"""No contradiction unreconciled: disputed values in one framed sentence, old counts and wrong offices out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.core.alignment import holds, senses, words_of
from bot.core.desk import Desk
from bot.core.disputes import REPORTED_BY, framed, is_framed
from bot.core.figure_reading import Figure, read_figures
from bot.core.identities import offices_differ
from bot.core.language import find_names, find_numbers, find_quotes, same_name, stem
from bot.core.language.figures import compatible, same_value
from bot.core.language.mentions import Number, NumberKind
from bot.core.measures import PERSONS, find_measure
from bot.core.naming import describe
from bot.core.offices import held_in
from bot.core.phrasing import lower_first
from bot.core.saying import recalled, tr
from bot.core.statements import find_values
from bot.core.types import Citation, Claim, Disagreement, Position, Relation, Writer

__all__ = [
    "REPORTED_BY",
    "citations_of",
    "disputed_values",
    "is_flat",
    "iter_frames",
    "standing",
    "tells_both",
    "why_not",
]

_GROUPS = PERSONS | {stem(word) for word in ("children", "men", "women", "pupils", "patients", "workers")}


# ---------------------------------------------------------------- what a sentence says about what is disputed


@lru_cache(maxsize=4_096)
def disputed_values(text: str, disagreement: Disagreement) -> tuple[int, ...]:
    """Which positions of a disagreement a sentence takes, by their index."""
    if disagreement.relation is Relation.IDENTITY:
        return ()
    if find_measure(disagreement.measure) is not None:
        return _named_values(text, disagreement)
    taken = (i for i, position in enumerate(disagreement.positions) if _takes(text, position))
    return tuple(taken)


def _named_values(text: str, disagreement: Disagreement) -> tuple[int, ...]:
    """In a conflict a bare figure that equals one of its values counts even when the sentence leaves unsaid what
    it measures ("the alliance counts 31"); one that leaves room for all of them ("at least three") takes no side.
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


def _takes(text: str, position: Position) -> bool:
    """Whether a sentence has the value of a position, of the same kind of thing, in words on the same matter."""
    figures = [
        figure for figure in read_figures(position.citation.words) if _words(figure) == position.value.lower()
    ]
    if figures:
        return any(_same_thing(one, figure, text, position) for one in read_figures(text) for figure in figures)
    has = re.search(rf"(?<!\w){re.escape(position.value)}(?!\w)", text, re.IGNORECASE) is not None
    return has and _on_the_matter(text, position)


def _words(figure: Figure) -> str:
    return figure.number.text.lower()


def _same_thing(one: Figure, figure: Figure, text: str, position: Position) -> bool:
    if one.dimension != figure.dimension or not same_value(one.number, figure.number):
        return False
    if figure.dimension == "count" and figure.noun:
        return one.noun in {figure.noun, ""}
    return _on_the_matter(text, position)


def _on_the_matter(text: str, position: Position) -> bool:
    """Whether a sentence shares a word of weight with the sentence the value was taken from."""
    own = set(senses(position.value))
    return bool((set(senses(text)) & set(senses(position.citation.words))) - own)


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
    """Whether a sentence gives some of the disputed values without the others."""
    taken = len(disputed_values(claim.text, disagreement)) if claim.writer is not Writer.FRAME else 0
    return 0 < taken < len(disagreement.positions)


def tells_both(text: str, disagreement: Disagreement) -> bool:
    """Whether a sentence gives every disputed value."""
    return len(disputed_values(text, disagreement)) == len(disagreement.positions)


def why_not(claim: Claim, desk: Desk) -> str | None:
    """Why a sentence that its sources carry must still not stand: an overtaken count, a wrong office, an altered
    quote. None when it may."""
    for disagreement in desk.with_relation(Relation.UPDATE, Relation.PRECISION):
        if is_framed(disagreement):
            continue
        stated = disputed_values(claim.text, disagreement) or _repeats_old(claim, disagreement, desk)
        if stated and standing(disagreement) not in stated:
            value = disagreement.positions[standing(disagreement)].value
            return tr("{count} is now {value}", count=_what(disagreement), value=lower_first(value))
    for disagreement in desk.with_relation(Relation.IDENTITY):
        for position in disagreement.positions[1:]:
            if _gives_office(claim.text, disagreement, position) or _gives_quote(
                claim.text, disagreement, position
            ):
                outlet = disagreement.positions[0].outlets[0]
                right = disagreement.positions[0].value
                return tr(
                    "most sources, {outlet} first, have “{right}”, not “{wrong}”",
                    outlet=outlet,
                    right=right,
                    wrong=position.value,
                )
    return None


def _what(disagreement: Disagreement) -> str:
    named = find_measure(disagreement.measure)
    return (
        tr("the count of {measure}", measure=recalled(disagreement.measure))
        if named
        else describe(disagreement.measure).phrase
    )


def _repeats_old(claim: Claim, disagreement: Disagreement, desk: Desk) -> tuple[int, ...]:
    """Positions whose bare figure a sentence of the same outlet gives for a group of people, in other words."""
    if find_measure(disagreement.measure) is None:
        return ()
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


def is_undecided(disagreement: Disagreement) -> bool:
    """Whether it is a person's office, and as many outlets give one as give the next: nobody is outvoted."""
    office = disagreement.relation is Relation.IDENTITY and disagreement.measure.startswith("office of ")
    first, second = disagreement.positions[:2]
    return office and len(first.outlets) == len(second.outlets)


def without_undecided_offices(text: str, desk: Desk) -> str:
    """The text with the bare name of whoever the outlets give two offices, as many the one as the other."""
    for disagreement in desk.with_relation(Relation.IDENTITY):
        if not is_undecided(disagreement):
            continue
        bearer = re.escape(disagreement.measure.removeprefix("office of ").split()[-1])
        offices = "|".join(re.escape(position.value) for position in disagreement.positions)
        name = rf"(?:[A-Z][\w.’'-]* ){{0,3}}(?i:{bearer})\b"
        text = re.sub(rf"\b(?:[Tt]he )?(?i:{offices}), (?P<name>{name}),", r"\g<name>", text)
        text = re.sub(rf"\b(?:[Tt]he )?(?i:{offices}),? (?={name})", "", text)
    return text


def _gives_office(text: str, disagreement: Disagreement, position: Position) -> bool:
    if not disagreement.measure.startswith("office of "):
        return False
    bearer = disagreement.measure.removeprefix("office of ").lower()
    told = [(name.key, name.title) for name in find_names(text, frozenset({bearer})) if name.title]
    told += [(holder.lower(), office) for office, _, holder, now in held_in(text) if now]
    return any(
        same_name(name, bearer) and not offices_differ(office, position.value)
        for name, office in told
        if offices_differ(office, disagreement.positions[0].value)
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
    """What the sources dispute, each with its framed sentence."""
    yield from framed(desk.disagreements)


def citations_of(disagreements: Sequence[Disagreement]) -> Iterator[Citation]:
    """Of every position, those of further outlets that give the same included."""
    positions = [position for disagreement in disagreements for position in disagreement.positions]
    return (one.citation for position in positions for one in (position, *position.also))
