"""The facts table of a piece: figures that stand, each under what it measures, cited and as a source words it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.contradictions import find_contradictions
from bot.core.copies import group_copies
from bot.core.desk import Desk
from bot.core.fact_wordings import TIME, find_measured
from bot.core.language import content_stems, find_numbers, is_furniture, tokenize
from bot.core.language.figures import compatible, in_base_unit, is_vague
from bot.core.language.mentions import Number, NumberKind
from bot.core.language.verb_forms import is_verb
from bot.core.measures import MEASURES, find_measure
from bot.core.opinion import is_opinion
from bot.core.passages import read_passages
from bot.core.phrasing import lower_first, lower_speaker
from bot.core.reconciling import REPORTED_BY, is_flat, iter_frames, standing, why_not
from bot.core.saying import tr
from bot.core.scopes import narrow_span
from bot.core.statements import find_values
from bot.core.types import Citation, Claim, Disagreement, Fact, Passage, Position, Relation, Writer

FEWEST_FACTS, MOST_FACTS = 2, 6
FEWEST_CLAIMS = 3  # sentences below which the figures of a piece are found at a glance
_NEWS_STANDS_IN = 6  # sentences of an article: what it counts further down is of another event more often
_WHOLE = 100  # per cent
_OF: Mapping[str, Callable[[str], str]] = {
    "Length": lambda thing: tr("Length of {thing}", thing=thing),
    "Depth": lambda thing: tr("Depth of {thing}", thing=thing),
    "Height": lambda thing: tr("Height of {thing}", thing=thing),
    "Area": lambda thing: tr("Area of {thing}", thing=thing),
    "Weight": lambda thing: tr("Weight of {thing}", thing=thing),
}
_PEAKS = frozenset({"Strongest gust", "Winds"})  # of several figures the highest is meant
_MEASURES_OWN = frozenset("depth length height width area size".split())
_JOINTS = frozenset({"and", "or", ","})
_LINKS = frozenset("lies lie lay stands stood measures measured weighs weighed covers covered runs ran".split())
_ON_THE_EVENT = 2  # words that the sentence of an hour shares with headline and lede


@dataclass(frozen=True, slots=True)
class _Cell:
    label: str
    words: str
    number: Number
    citation: Citation


def make_facts(desk: Desk, headline: Claim, claims: Sequence[Claim]) -> tuple[Fact, ...]:
    """Rows in the order of `MEASURES`, then in that of the piece: disputed values with both sides, a count that
    grew with the newest, whatever else the piece tells under a name, and what several outlets tell in one figure.

    None of columns, of a piece so short that it needs none, or when fewer than `FEWEST_FACTS` come together.
    """
    if all(is_opinion(article) for article in desk.articles):
        return ()
    named = [fact for measure in MEASURES if (fact := _disputed(measure.name, desk)) is not None]
    if len(claims) < FEWEST_CLAIMS and not named:
        return ()
    told = list(_in_piece(claims, headline))
    cells = _one_each((*told, *_of_several(desk, claims, told, headline)), claims[0])
    taken = {fact.label for fact in named}
    rest = [_row(cell, desk) for cell in cells if cell.label not in taken]
    facts = sorted((*named, *rest), key=lambda fact: _PLACES.get(fact.label, len(_PLACES)))
    return tuple(facts[:MOST_FACTS]) if len(facts) >= FEWEST_FACTS else ()


_PLACES = {label: place for place, label in enumerate([*(measure.label for measure in MEASURES), TIME])}


# ---------------------------------------------------------------- what may stand in a cell


def _in_piece(claims: Sequence[Claim], headline: Claim) -> Iterator[_Cell]:
    for claim in claims:
        if claim.writer is Writer.FRAME:
            continue
        for citation in claim.citations:
            yield from _cells(citation, (headline, claims[0]))


def _cells(citation: Citation, event: Sequence[Claim]) -> Iterator[_Cell]:
    words = citation.words
    for measure in MEASURES:
        values = find_values(words, measure.name)
        if len(values) == 1 and not is_vague(values[0]) and not _is_share(values[0], words):
            stands = next(number for number in find_numbers(words) if number.start == values[0].start)
            yield _Cell(measure.label, stands.text, stands, citation)
    for one in find_measured(words):
        if one.label == TIME and not _is_on(words, event):
            continue
        owner = _owner(words, one.number, event) if one.owner else ""
        if owner or not one.owner:
            label = _OF[one.label](owner) if owner else one.label
            yield _Cell(label, one.words, one.number, citation)


def _is_share(number: Number, words: str) -> bool:
    """ "Sixty-one per cent on a turnout of 72": a bare figure beside one in per cent is one too."""
    beside = any(other.kind is NumberKind.PERCENT for other in find_numbers(words))
    return beside and not number.counted and number.value <= _WHOLE


def _owner(words: str, number: Number, event: Sequence[Claim]) -> str:
    """The thing in headline or lede whose measure it is: the noun right before the figure, or the one before the
    verb where nothing but the measure's own name stands between verb and figure. "" where it is neither."""
    about = {token.stem for claim in event for token in tokenize(claim.text) if token.content}
    start, _ = narrow_span(words, number)
    before = [token for token in tokenize(words[start : number.start]) if token.text not in _MEASURES_OWN]
    while before and (before[-1].lower in _LINKS or not (before[-1].content or before[-1].lower in _JOINTS)):
        before.pop()
    last = before[-1] if before else None
    noun = last is not None and last.text.islower() and last.text.isalpha() and not is_verb(last.lower)
    return last.text if last is not None and noun and last.stem in about else ""


def _is_on(words: str, event: Sequence[Claim]) -> bool:
    """Whether a sentence is on the event itself, and not on what came before or after it."""
    about = {stem for claim in event for stem in content_stems(claim.text)}
    return len(about.intersection(content_stems(words))) >= _ON_THE_EVENT


def _of_several(desk: Desk, claims: Sequence[Claim], told: Sequence[_Cell], headline: Claim) -> Iterator[_Cell]:
    """What the piece does not tell and at least two independent outlets tell alike, and none otherwise."""
    given: dict[str, list[tuple[int, _Cell]]] = {}
    known = {cell.label for cell in told}
    for voice, group in enumerate(group_copies(desk.articles)):
        for passage in (one for article_id in group for one in _heads(article_id, desk)):
            for cell in _cells(Citation(passage.id, passage.text), (headline, claims[0])):
                if cell.label not in known:
                    given.setdefault(cell.label, []).append((voice, cell))
    for found in given.values():
        first = found[0][1]
        alike = all(compatible(first.number, cell.number) for _, cell in found)
        if alike and len({voice for voice, _ in found}) > 1:
            yield from [cell for _, cell in found if _may_stand(cell, claims, desk)][:1]


def _heads(article_id: int, desk: Desk) -> Iterator[Passage]:
    article = next(one for one in desk.articles if one.id == article_id)
    for passage in read_passages(article)[: _NEWS_STANDS_IN + 1]:
        if passage.start >= 0 and not is_furniture(passage.text):
            yield passage


def _may_stand(cell: _Cell, claims: Sequence[Claim], desk: Desk) -> bool:
    """Whether its sentence could be one of the piece: not overtaken, one-sided or against another."""
    source = Claim(cell.citation.words, (cell.citation,), Writer.SOURCE)
    if why_not(source, desk) or any(is_flat(source, one) for one, _ in iter_frames(desk)):
        return False
    return not any(claim == source for claim, _ in find_contradictions([*claims, source], desk))


def _one_each(cells: Sequence[_Cell], lede: Claim) -> list[_Cell]:
    """One cell a label and one label a figure. Of several figures of one label the lede's stands; where it has
    none nobody could tell of what the one and of what the other is."""
    kept: list[_Cell] = []
    for label in dict.fromkeys(cell.label for cell in cells):
        found = [cell for cell in cells if cell.label == label]
        leading = [cell for cell in found if cell.citation in lede.citations]
        first = leading[0] if leading else found[0]
        if label in _PEAKS:
            first = max(found, key=lambda cell: in_base_unit(cell.number)[0].value)
        alike = all(compatible(first.number, cell.number) for cell in found)
        leads = bool(leading) or label in _PEAKS
        free = all((one.citation, one.number.start) != (first.citation, first.number.start) for one in kept)
        if free and (alike or leads):
            kept.append(first)
    return kept


# ---------------------------------------------------------------- rows


def _disputed(name: str, desk: Desk) -> Fact | None:
    measure, known = find_measure(name), next((d for d in desk.disagreements if d.measure == name), None)
    return make_row(measure.label, known) if measure is not None and known is not None else None


def _row(cell: _Cell, desk: Desk) -> Fact:
    """What the sources differ on is never given by one side, whatever it is called."""
    known = next((one for one in desk.disagreements if any(_is_at(cell, each) for each in one.positions)), None)
    if known is not None and known.relation in {Relation.CONFLICT, Relation.UPDATE}:
        return make_row(cell.label, known)
    return Fact(cell.label, _in_cell(cell.words), (cell.citation,))


def _is_at(cell: _Cell, position: Position) -> bool:
    return position.citation.passage_id == cell.citation.passage_id and position.value in cell.number.text


def make_row(label: str, known: Disagreement) -> Fact:
    """The row of what sources differ on: every side with who gives it; of a count that grew what stands."""
    if known.relation is Relation.CONFLICT:
        value = " / ".join(f"{_in_cell(p.value)} ({_side(p.said_by)})" for p in known.positions)
        return Fact(label, value, tuple(dict.fromkeys(p.citation for p in known.positions)))
    position = known.positions[standing(known)]
    return Fact(label, _in_cell(position.value), (position.citation,))


def _in_cell(words: str) -> str:
    """A plain count in digits, as tables print it ("Fourteen" is 14); what has a unit or a hedge as it stands."""
    number = next(iter(find_numbers(words)), None)
    plain = number is not None and number.text == words and not (number.unit or number.hedge)
    if number is None or not plain or number.kind is not NumberKind.QUANTITY or number.value % 1:
        return lower_first(words)
    return words if any(sign.isdigit() for sign in words) else f"{int(number.value):,}"


def _side(said_by: str) -> str:
    speaker = said_by.split(REPORTED_BY)[0]
    first, _, rest = speaker.partition(" ")
    return rest if first.lower() in {"a", "an"} and rest else lower_speaker(speaker)
