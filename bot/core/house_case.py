"""A piece as the house rules look at it: its sentences, what they cite, and the desk it was written at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.core.checking import find_faults
from bot.core.desk import Desk
from bot.core.faults import Fault
from bot.core.reconciling import iter_frames
from bot.core.types import Claim, Passage, Summary, Writer


@dataclass(frozen=True, slots=True)
class Case:
    """`every` are the sentences of the piece, the headline last."""

    summary: Summary
    desk: Desk

    @property
    def every(self) -> tuple[Claim, ...]:
        return (*self.summary.claims, self.summary.headline)

    def cited(self, claim: Claim) -> tuple[Passage, ...]:
        known = self.desk.passages
        return tuple(known[c.passage_id] for c in claim.citations if c.passage_id in known)

    def cites_word(self, claim: Claim, word: str) -> bool:
        """Whether a cited passage has the word, in whatever case."""
        return any(word.lower() in passage.text.lower() for passage in self.cited(claim))

    def is_verbatim(self, claim: Claim) -> bool:
        return any(claim.text.rstrip(".") in passage.text for passage in self.cited(claim))

    def faults(self, claim: Claim) -> tuple[Fault, ...]:
        """What typed comparison finds; a framed sentence's outlets are its own words."""
        if claim.text in (frame.text for _, frame in iter_frames(self.desk)):
            return ()  # a fixed form, filled with what the cited passages were read to say
        found = find_faults(claim.text, self.cited(claim), self.desk.published, self.desk.earlier)
        if claim.writer is not Writer.FRAME:
            return found
        outlets = tuple(article.outlet.name for article in self.desk.articles)
        return tuple(
            fault for fault in found if fault.kind in {"number", "name"} and not fault.words.startswith(outlets)
        )


Check = Callable[[Case], Iterator[tuple[Claim, str]]]
"""The sentences that break a rule, each with what is wrong with it."""
