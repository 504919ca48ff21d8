"""The order in which chosen sentences are told, and the subheads between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.candidates import Candidate
from bot.core.language import content_stems, find_numbers
from bot.core.light_edits import cut_title
from bot.core.shared import Shared
from bot.core.types import PassageId

TOGETHER = 0.22  # similarity from which two sentences belong to one block
LONG_PIECE_WORDS = 220
SECTION_WORDS = 45
SUBHEAD_CHARACTERS = 60
BACKGROUND_SUBHEAD = "Background"

Block = list[Candidate]


def order_sections(
    chosen: Sequence[Candidate],
    front: int,
    support: Mapping[PassageId, Sequence[Candidate]],
    shared: Shared,
) -> tuple[tuple[str | None, tuple[Candidate, ...]], ...]:
    """Sections in reading order, the lede (the first chosen) at the very beginning, background last.

    From one article the sentences keep its order. From several they form blocks of what belongs together;
    blocks follow the place that editors gave their sentences, a block's sentences the time they were
    published. A piece of more than 220 words gets subheads where the section's own words yield one.
    """
    lede, *rest = chosen
    if len({candidate.article.id for candidate in chosen}) == 1:
        return ((None, (lede, *sorted(rest, key=lambda candidate: candidate.place))),)
    current = [candidate for candidate in rest if not candidate.background]
    blocks = _blocks(current)
    blocks.sort(key=lambda block: _standing(block, support))
    background = sorted(
        (candidate for candidate in rest if candidate.background),
        key=lambda candidate: (candidate.article.published_at, candidate.article.id, candidate.place),
    )
    told = _introduced_first([lede, *(candidate for block in blocks for candidate in block), *background])
    if sum(candidate.words for candidate in told) <= LONG_PIECE_WORDS:
        return ((None, tuple(told)),)
    return _with_subheads(told, len(background))


def _blocks(candidates: Sequence[Candidate]) -> list[Block]:
    blocks: list[Block] = []
    for candidate in candidates:
        kin = [block for block in blocks if any(_together(candidate, other) for other in block)]
        blocks = [block for block in blocks if block not in kin]
        blocks.append([*(other for block in kin for other in block), candidate])
    for block in blocks:
        block.sort(key=lambda candidate: (candidate.article.published_at, candidate.article.id, candidate.place))
    return blocks


def _together(one: Candidate, other: Candidate) -> bool:
    if one.article.id == other.article.id and abs(one.place - other.place) == 1:
        return True
    return sum(weight * other.weights.get(stem, 0.0) for stem, weight in one.weights.items()) >= TOGETHER


def _standing(block: Block, support: Mapping[PassageId, Sequence[Candidate]]) -> tuple[float, int]:
    """Small comes first: where sources placed it, sooner when several outlets tell it."""
    places = [candidate.place / (1 + len(support[candidate.passage.id])) for candidate in block]
    return sum(places) / len(places), block[0].article.id


def _introduced_first(told: Sequence[Candidate]) -> list[Candidate]:
    """Sentences that use a last name alone wait until the whole name has been told."""
    ordered: list[Candidate] = []
    waiting = list(told)
    known: set[str] = set()
    while waiting:
        ready = next((candidate for candidate in waiting if candidate.leans_on <= known), waiting[0])
        follower = _follower(ready, waiting)
        for candidate in (ready, *follower):
            waiting.remove(candidate)
            ordered.append(candidate)
            known |= candidate.introduces
    return ordered


def _follower(candidate: Candidate, waiting: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The chain of sentences that point back to it: they must stand right behind it."""
    for other in waiting:
        if other.needs_before and other.article.id == candidate.article.id and other.place == candidate.place + 1:
            return (other, *_follower(other, waiting))
    return ()


def _with_subheads(
    told: Sequence[Candidate], background: int
) -> tuple[tuple[str | None, tuple[Candidate, ...]], ...]:
    opening, middle = list(told[:3]), list(told[3 : len(told) - background])
    sections: list[tuple[str | None, tuple[Candidate, ...]]] = [(None, tuple(opening))]
    taken: set[str] = set()
    for block in _cut(middle):
        subhead = _subhead(block, taken)
        if subhead is None:
            before, candidates = sections.pop()
            sections.append((before, (*candidates, *block)))
        else:
            taken.add(subhead)
            sections.append((subhead, tuple(block)))
    if background:
        sections.append((BACKGROUND_SUBHEAD, tuple(told[len(told) - background :])))
    return tuple(sections)


def _cut(candidates: Sequence[Candidate]) -> list[Block]:
    """Stretches long enough for a section, never cut before a sentence that points back."""
    blocks: list[Block] = []
    for candidate in candidates:
        full = blocks and sum(other.words for other in blocks[-1]) >= SECTION_WORDS
        if not blocks or (full and not candidate.needs_before):
            blocks.append([candidate])
        else:
            blocks[-1].append(candidate)
    return blocks


def _subhead(block: Block, taken: set[str]) -> str | None:
    """The title of one of the section's articles when the section's own sentences hold its words and figures."""
    stems = frozenset(stem for candidate in block for stem in candidate.stems)
    figures = {number.value for candidate in block for number in find_numbers(candidate.text)}
    for article in {candidate.article.id: candidate.article for candidate in block}.values():
        title = cut_title(article.title, article.outlet.name)
        words = frozenset(content_stems(title))
        told = words <= stems and all(number.value in figures for number in find_numbers(title))
        if words and told and len(title) <= SUBHEAD_CHARACTERS and title not in taken and "?" not in title:
            return title
    return None
