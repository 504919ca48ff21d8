"""Sentences as people read them: each with its citation marks, "[2]" leading to the words relied on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.core.links import link_to_words
from bot.core.types import Citation, Claim, Passage, Source, Span


class Marks:
    """Citation marks: "[2]" linking to source 2 at the words relied on."""

    def __init__(self, sources: Iterable[Source], passages: Iterable[Passage]) -> None:
        self._sources: Mapping[int, Source] = {source.article_id: source for source in sources}
        self._articles = {passage.id: passage.article_id for passage in passages}

    def number_of(self, citation: Citation) -> int:
        return self._sources[self._articles[citation.passage_id]].number

    def of(self, citations: Sequence[Citation]) -> tuple[Span, ...]:
        """One mark per source, in the order of their numbers."""
        by_source: dict[int, tuple[Source, Citation]] = {}
        for citation in citations:
            source = self._sources[self._articles[citation.passage_id]]
            by_source.setdefault(source.number, (source, citation))
        spans: list[Span] = []
        for number, (source, citation) in sorted(by_source.items()):
            spans += [Span(" "), Span(f"[{number}]", url=link_to_words(source.url, citation.words))]
        return tuple(spans)


def run_of_claims(claims: Sequence[Claim], marks: Marks, lead_in: str = "") -> tuple[Span, ...]:
    spans: list[Span] = [Span(lead_in, bold=True)] if lead_in else []
    for place, claim in enumerate(claims):
        if place:
            spans.append(Span(" "))
        spans += [Span(claim.text), *marks.of(claim.citations)]
    return tuple(spans)
