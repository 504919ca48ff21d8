"""A sentence with the further outlets that tell it, each of them a voice of its own."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace

from bot.core.copies import group_copies, is_same_owner
from bot.core.corroboration import CORROBORATES, corroborate
from bot.core.desk import Desk
from bot.core.language import is_furniture
from bot.core.passages import read_passages
from bot.core.told import stems_of
from bot.core.types import Claim, Passage, Support, Writer

_MOST_SUPPORT = 2  # further sources cited for one sentence


def with_support(claim: Claim, desk: Desk) -> Claim:
    """The claim with a citation of every further voice that tells it too, one passage each, oldest first.

    A copy or a second article of one owner is the same voice and never cited beside it. Frames cite both sides
    already.
    """
    if claim.writer is Writer.FRAME:
        return claim
    there = {desk.passages[citation.passage_id].article_id for citation in claim.citations}
    known = _voices_of(there, desk)
    added = list(claim.citations)
    for passage in _alike(desk, claim, known):
        if passage.article_id in known or len(added) >= len(claim.citations) + _MOST_SUPPORT:
            continue
        found = corroborate(claim.text, (passage,), desk.published)
        ids = [citation.passage_id for citation in (*added, *found)]
        if found and desk.check(claim.text, ids).support is Support.SUPPORTED:
            added += found
            known |= _voices_of({passage.article_id}, desk)
    return replace(claim, citations=tuple(added))


def _voices_of(cited: Set[int], desk: Desk) -> Set[int]:
    """The articles that are no further voice beside these: of one voice with any, or of its owner."""
    voices = {one for group in group_copies(desk.articles) if cited & set(group) for one in group}
    there = [article for article in desk.articles if article.id in cited]
    return voices | {one.id for one in desk.articles if any(is_same_owner(one, other) for other in there)}


def _alike(desk: Desk, claim: Claim, known: Set[int]) -> Iterator[Passage]:
    """Of each other voice's article the passage that has most of the claim's words, if enough."""
    stems = stems_of(claim.text)
    for article in desk.articles:
        if article.id in known:
            continue
        sentences = (passage for passage in read_passages(article) if passage.start >= 0)
        best = max(sentences, key=lambda passage: len(stems & stems_of(passage.text)), default=None)
        if best is None or len(stems & stems_of(best.text)) < CORROBORATES * len(stems):
            continue
        if not is_furniture(best.text):
            yield best
