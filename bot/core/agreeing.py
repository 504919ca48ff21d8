"""Which sentences of a story tell the same as which, found without comparing all with all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from bot.core.candidates import HALF, Candidate, rarity, say_the_same
from bot.core.types import PassageId


def find_support(candidates: Sequence[Candidate]) -> Mapping[PassageId, tuple[Candidate, ...]]:
    """For each sentence the first one of every other voice that tells the same, in the order given."""
    near = _find_near(candidates)
    support: dict[PassageId, tuple[Candidate, ...]] = {}
    for place, candidate in enumerate(candidates):
        others: dict[int, Candidate] = {}
        for other in (candidates[there] for there in sorted(near[place])):
            if other.voice != candidate.voice and other.voice not in others and say_the_same(candidate, other):
                others[other.voice] = other
        support[candidate.passage.id] = tuple(others.values())
    return support


def _find_near(candidates: Sequence[Candidate]) -> list[set[int]]:
    """For each sentence those that could tell the same. Two that do share half of what one of them tells, so they
    share a word of any half of it: of its rarest in the story, which few sentences have (prefix filtering,
    Chaudhuri et al., 2006)."""
    counts = Counter(stem for candidate in candidates for stem in candidate.stems)
    holders: dict[str, list[int]] = defaultdict(list)
    for place, candidate in enumerate(candidates):
        for stem in candidate.stems:
            holders[stem].append(place)
    near: list[set[int]] = [set() for _ in candidates]
    for place, candidate in enumerate(candidates):
        for stem in _rarest_half(candidate, counts):
            near[place].update(holders[stem])
    for place, others in enumerate(near):
        for other in others.copy():
            near[other].add(place)
    return near


def _rarest_half(candidate: Candidate, counts: Mapping[str, int]) -> Iterator[str]:
    """Its stems by how few sentences have them, until what is left weighs less than half."""
    left = candidate.mass
    for stem in sorted(candidate.stems, key=lambda stem: (counts[stem], stem)):
        if left < HALF * 0.99 * candidate.mass:
            return
        yield stem
        left -= rarity(stem)
