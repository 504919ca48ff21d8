"""The order in which chosen sentences are told, and the subheads between them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.aspects import BACKGROUND, LATER, VICTIMS, find_label, looks_ahead, read_aspect, tells_harm
from bot.core.candidates import Candidate, unit
from bot.core.language import content_stems, find_numbers
from bot.core.light_edits import cut_title
from bot.core.passages import read_title
from bot.core.shared import Shared
from bot.core.types import PassageId

TOGETHER, NEAR = 0.22, 0.08  # likeness from which a sentence founds a block with others, or joins one
NEXT_TO_IT = 0.15  # what else ties two sentences: in their article one follows the other
EARLY, SUPPORTED, FIGURED, QUOTED, AHEAD = 0.3, 0.3, 0.1, 0.2, 0.2  # beside the share of what all outlets tell
VICTIMS_FIRST, MONEY_LATER = 0.5, 0.3
LONG_PIECE_WORDS = 220
FEWEST_IN_SECTION = 2  # sentences under a subhead
SUBHEAD_CHARACTERS = 60

Block = list[Candidate]


def order_sections(
    chosen: Sequence[Candidate],
    front: int,
    support: Mapping[PassageId, Sequence[Candidate]],
    shared: Shared,
) -> tuple[tuple[str | None, tuple[Candidate, ...]], ...]:
    """Sections in reading order: the first `front` of the chosen, then blocks of what belongs together, those
    that weigh most first, and last what led to it.

    From one article the sentences keep its order. A block's sentences follow the time they were published. A
    piece of more than 220 words gets subheads where a block yields one.
    """
    opening, rest = chosen[:front], chosen[front:]
    if len({candidate.article.id for candidate in chosen}) == 1:
        return ((None, (*opening, *sorted(rest, key=lambda candidate: candidate.place))),)
    order = _Order(opening, rest, support, shared)
    blocks = order.make_blocks()
    background = sorted((candidate for candidate in rest if candidate.background), key=_by_time)
    told = [*opening, *(candidate for block in blocks for candidate in block), *background]
    if sum(candidate.words for candidate in told) <= LONG_PIECE_WORDS:
        return ((None, tuple(_introduced_first(told))),)
    return _with_subheads(_introduced_first(told), blocks, background, read_aspect(opening[0].text))


def _by_time(candidate: Candidate) -> tuple[datetime, int, int]:
    return candidate.article.published_at, candidate.article.id, candidate.place


class _Order:
    """Blocks of the sentences behind the opening, and what each sentence weighs."""

    def __init__(
        self,
        opening: Sequence[Candidate],
        rest: Sequence[Candidate],
        support: Mapping[PassageId, Sequence[Candidate]],
        shared: Shared,
    ) -> None:
        self._of_harm = bool(opening) and tells_harm(opening[0].text)
        self._told = frozenset(stem for candidate in opening for stem in candidate.stems)
        self._rest = [candidate for candidate in rest if not candidate.background]
        self._own = {each.passage.id: self._of_its_own(each) for each in self._rest}
        shares = {each.passage.id: shared.share(each.stems) for each in self._rest}
        most = max(shares.values(), default=0.0) or 1.0
        self._weight = {
            each.passage.id: shares[each.passage.id] / most + _standing(each, len(support[each.passage.id]))
            for each in self._rest
        }

    def make_blocks(self) -> list[Block]:
        """One for each side of the event, and those that tell what happened by likeness; a sentence that none of
        them would gather goes to the block most like it."""
        sides: dict[str, Block] = {}
        for each in self._rest:
            if side := read_aspect(each.text):
                sides.setdefault(side, []).append(each)
        plain = self._gather([each for each in self._rest if not read_aspect(each.text)])
        blocks = [*sides.values(), *(block for block in plain if len(block) > 1)]
        for single in (block[0] for block in plain if len(block) == 1):
            nearest = max(blocks, key=lambda block: self._likeness(single, block), default=None)
            if nearest is not None and self._likeness(single, nearest) >= NEAR:
                nearest.append(single)
            else:
                blocks.append([single])
        blocks.sort(key=lambda block: (self._turn_of(block), -self._weight_of(block)))
        return [sorted(block, key=_by_time) for block in blocks]

    def _gather(self, candidates: Sequence[Candidate]) -> list[Block]:
        """Each block gathers around the weightiest sentence that no other has."""
        waiting = sorted(candidates, key=lambda each: (-self._weight[each.passage.id], _by_time(each)))
        blocks: list[Block] = []
        while waiting:
            block = [waiting.pop(0)]
            for candidate in tuple(waiting):
                if self._likeness(candidate, block) >= TOGETHER:
                    waiting.remove(candidate)
                    block.append(candidate)
            blocks.append(block)
        return blocks

    def _likeness(self, candidate: Candidate, block: Sequence[Candidate]) -> float:
        return sum(self._tie(candidate, other) for other in block) / len(block)

    def _tie(self, one: Candidate, other: Candidate) -> float:
        mine, theirs = self._own[one.passage.id], self._own[other.passage.id]
        beside = one.article.id == other.article.id and abs(one.place - other.place) == 1
        return sum(weight * theirs.get(stem, 0.0) for stem, weight in mine.items()) + NEXT_TO_IT * beside

    def _of_its_own(self, candidate: Candidate) -> dict[str, float]:
        """Its weights without the words of the opening, which all sentences of a story share."""
        return unit({stem: weight for stem, weight in candidate.weights.items() if stem not in self._told})

    def _turn_of(self, block: Sequence[Candidate]) -> int:
        """Where somebody was hurt, something broke or stopped: people first, and behind what happened what it
        costs and what is said of it."""
        sides = [read_aspect(each.text) for each in block]
        if not self._of_harm or sides.count(VICTIMS) * 2 > len(block):
            return 0
        return 2 if sum(side in LATER for side in sides) * 2 > len(block) else 1

    def _weight_of(self, block: Sequence[Candidate]) -> float:
        """That of its weightiest, more where it tells of the victims, less where of money or what is said."""
        sides = [read_aspect(each.text) for each in block]
        bonus = VICTIMS_FIRST * (sides.count(VICTIMS) * 2 > len(block))
        bonus -= MONEY_LATER * (sum(side in LATER for side in sides) * 2 > len(block))
        return max(self._weight[each.passage.id] for each in block) + bonus


def _standing(candidate: Candidate, support: int) -> float:
    """What a sentence weighs beside what all outlets tell: where editors put it, who has it too, what it is."""
    return (
        EARLY * math.pow(1.0 + candidate.place, -0.7)
        + SUPPORTED * math.log1p(support)
        + FIGURED * bool(candidate.figures)
        - QUOTED * (candidate.quoted or candidate.opinion)
        - AHEAD * looks_ahead(candidate.text)
    )


def _introduced_first(told: Sequence[Candidate]) -> list[Candidate]:
    """Sentences that use a last name alone wait until the whole name has been told."""
    ordered: list[Candidate] = []
    waiting = list(told)
    known: set[str] = set()
    while waiting:
        free = [candidate for candidate in waiting if not _waits(candidate, waiting)] or waiting
        ready = next((candidate for candidate in free if candidate.leans_on <= known), free[0])
        follower = _follower(ready, waiting)
        for candidate in (ready, *follower):
            waiting.remove(candidate)
            ordered.append(candidate)
            known |= candidate.introduces
    return ordered


def _waits(candidate: Candidate, waiting: Sequence[Candidate]) -> bool:
    """Whether it points back to a sentence that is still to come."""
    return candidate.needs_before and any(
        other.article.id == candidate.article.id and other.place == candidate.place - 1 for other in waiting
    )


def _follower(candidate: Candidate, waiting: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The chain of sentences that point back to it: they must stand right behind it."""
    for other in waiting:
        if other.needs_before and other.article.id == candidate.article.id and other.place == candidate.place + 1:
            return (other, *_follower(other, waiting))
    return ()


def _with_subheads(
    told: Sequence[Candidate], blocks: Sequence[Block], background: Sequence[Candidate], side: str
) -> tuple[tuple[str | None, tuple[Candidate, ...]], ...]:
    """The sentences in their order, cut where another block begins. The opening has no subhead, nor has a block
    on the `side` of the event that the whole piece is about."""
    home = {candidate.passage.id: number for number, block in enumerate(blocks) for candidate in block}
    home |= {candidate.passage.id: len(blocks) for candidate in background}
    runs: list[tuple[int, Block]] = []
    for candidate in told:
        number = home.get(candidate.passage.id, 0)
        if runs and (number == runs[-1][0] or candidate.needs_before):
            runs[-1][1].append(candidate)
        else:
            runs.append((number, [candidate]))
    sections: list[tuple[str | None, tuple[Candidate, ...]]] = []
    taken: set[str] = set()
    for place, (_, run) in enumerate(runs):
        subhead = None
        if place and len(run) >= FEWEST_IN_SECTION and not (side and read_aspect(run[0].text) == side):
            subhead = BACKGROUND if run[0] in background else _subhead(run, taken)
        taken |= {subhead} if subhead else set()
        sections.append((subhead, tuple(run)))
    return tuple(sections)


def _subhead(block: Block, taken: set[str]) -> str | None:
    """The title of one of the section's articles when the section's own sentences hold its words and figures,
    else the label of what most of them tell."""
    stems = frozenset(stem for candidate in block for stem in candidate.stems)
    figures = {number.value for candidate in block for number in find_numbers(candidate.text)}
    for article in {candidate.article.id: candidate.article for candidate in block}.values():
        title = cut_title(read_title(article), article.outlet.name)
        words = frozenset(content_stems(title))
        told = words <= stems and all(number.value in figures for number in find_numbers(title))
        if words and told and len(title) <= SUBHEAD_CHARACTERS and title not in taken and "?" not in title:
            return title
    label = find_label([candidate.text for candidate in block])
    return label if label not in taken else None
