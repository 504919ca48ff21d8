"""A piece with its proof: every sentence, the passages it rests on, and what was left out."""

from __future__ import annotations

from bot.core.explaining import say_planted, say_who_wrote
from bot.core.saying import recalled, tr
from bot.core.types import (
    Block,
    Bullets,
    Claim,
    Dropped,
    Heading,
    Message,
    Paragraph,
    Passage,
    PassageId,
    Source,
    Span,
    Summary,
    Writer,
)

_WRITERS = {
    Writer.SOURCE: tr("the source's own sentence, in place of one that did not pass"),
    Writer.FRAME: tr("framed by code"),
}


def compose_evidence(summary: Summary) -> Message:
    """One entry a sentence, the headline first, with its passages under it as they stand in the articles."""
    sources = {source.article_id: source for source in summary.sources}
    passages = {passage.id: passage for passage in summary.passages}
    blocks: list[Block] = [Paragraph((Span(say_who_wrote(summary)),))]
    if summary.note:
        blocks.append(Paragraph((Span(tr("In full: {note}", note=recalled(summary.note))),)))
    if summary.planted:
        blocks.append(Paragraph((Span(say_planted(summary.planted)),)))
    blocks.append(Heading((Span(tr("What every sentence rests on")),), level=2))
    for place, claim in enumerate((summary.headline, *summary.claims)):
        blocks.append(Paragraph(_sentence(place, claim)))
        blocks.append(Bullets(tuple(_passage(c.passage_id, c.words, passages, sources) for c in claim.citations)))
    if summary.mended:
        blocks.append(Heading((Span(tr("Mended by its writer after a check")),), level=2))
        mended = (f"{one.text_before} → {one.text_after} — {one.reason}" for one in summary.mended)
        blocks.append(Bullets(tuple((Span(text),) for text in mended)))
    if summary.dropped:
        blocks.append(Heading((Span(tr("Left out by the checks")),), level=2))
        blocks.append(Bullets(tuple((Span(_dropped(one)),) for one in summary.dropped)))
    return Message(blocks=tuple(blocks), story_id=summary.story_id, revision=summary.revision)


def _dropped(one: Dropped) -> str:
    instead = f" → {one.replaced_by}" if one.replaced_by else ""
    return f"{one.text}{instead} — {one.reason}"


def _sentence(place: int, claim: Claim) -> tuple[Span, ...]:
    name = f"{place}. " if place else tr("Headline: ")
    how = _WRITERS.get(claim.writer)
    return (Span(name, bold=True), Span(claim.text), *((Span(f" ({how})", italic=True),) if how else ()))


def _passage(
    passage_id: PassageId, words: str, passages: dict[PassageId, Passage], sources: dict[int, Source]
) -> tuple[Span, ...]:
    """The words relied on stand out when they are not the whole passage."""
    passage = passages[passage_id]
    source = sources[passage.article_id]
    before, found, after = passage.text.partition(words)
    lead_in = Span(
        tr("[{number}] {outlet}, passage {id}: ", number=str(source.number), outlet=source.outlet, id=passage_id)
    )
    if not (before or after):
        return lead_in, Span(found)
    parts = (Span(before), Span(found, bold=True), Span(after))
    return (lead_in, *(part for part in parts if part.text))
