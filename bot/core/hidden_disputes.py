"""What sources differ on, as outlets that are not hidden give it: in their passages, under their names."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import dataclass, replace

from bot.core.disputes import compose_frame, is_framed
from bot.core.facts import make_row
from bot.core.language import is_furniture, stands_alone
from bot.core.polishing import make_dates_absolute, strip_dateline
from bot.core.reconciling import tells_both
from bot.core.types import Claim, Disagreement, Fact, PassageId, Position, Relation, Writer


@dataclass(frozen=True, slots=True)
class Shown:
    """What is left of a disagreement: its sides as passages that are shown give them, and whether the last of all
    is one of them."""

    positions: tuple[Position, ...]
    newest: bool

    @property
    def disputed(self) -> bool:
        return len({position.value for position in self.positions}) > 1


def find_shown(one: Disagreement, known: Collection[PassageId], names: Set[str]) -> Shown:
    """`known`: the passages that are shown; `names`: of outlets that are not to be named. A value that hidden
    outlets alone give is left out."""
    found = [_find_position(position, known, names) for position in one.positions]
    return Shown(tuple(position for position in found if position is not None), found[-1] is not None)


def _find_position(position: Position, known: Collection[PassageId], names: Set[str]) -> Position | None:
    for own in (position, *position.also):
        if own.citation.passage_id in known and own.outlets[0] not in names:
            also = tuple(one for one in position.also if one is not own and one.citation.passage_id in known)
            left = (own.outlets[0], *(name for name in position.outlets if name not in {*names, own.outlets[0]}))
            return replace(own, outlets=left, also=also)
    return None


def tells_dispute(claim: Claim, one: Disagreement) -> bool:
    """Whether it is there to give every side of what the piece must tell."""
    if claim.writer is Writer.FRAME:
        return set(claim.citations) == {position.citation for position in one.positions}
    return is_framed(one) and tells_both(claim.text, one)


def retell_dispute(one: Disagreement, shown: Shown) -> Claim | None:
    """The dispute between those sides, or in a source's own words the one side that is left of it; None where
    nothing tells it."""
    if shown.disputed:
        return compose_frame(replace(one, positions=shown.positions))
    for position in shown.positions:
        text = make_dates_absolute(strip_dateline(position.citation.words), position.at)
        if stands_alone(text) and not is_furniture(text) and text.endswith("."):
            return Claim(text, (position.citation,), Writer.SOURCE)
    return None


def retell_row(fact: Fact, one: Disagreement, shown: Shown) -> Fact | None:
    """The row of the table that gave the sides, or the count that stood, with what is left of it; None where the
    row gave anything else, or no side is left, or only what the count was before."""
    if make_row(fact.label, one) != fact or not shown.positions:
        return None
    if one.relation is not Relation.CONFLICT and not shown.newest:
        return None
    return make_row(fact.label, replace(one, positions=shown.positions))
