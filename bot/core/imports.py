"""Reports what became of a list of feeds that somebody sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.saying import tr, trn
from bot.core.types import Block, Bullets, Enrolment, FeedList, Paragraph, Span, Subscription

_NAMED = 10


def compose_import(
    listed: FeedList,
    feeds: Enrolment,
    added: Sequence[Subscription],
    already: Sequence[Subscription],
    odd_searches: Sequence[str] = (),
) -> tuple[Block, ...]:
    """`added`, `already`: its bundles and searches. Each part only where there is something to say."""
    new, had = len(feeds.added) + len(added), len(feeds.already) + len(already)
    odd = (*listed.odd, *odd_searches)
    if not (new or had or odd or feeds.closed):
        return _lines(tr("This list names no feed."))
    lines = [trn("{number} subscription added.", "{number} subscriptions added.", new)]
    if had:
        lines.append(trn("{number} was here already.", "{number} were here already.", had))
    if listed.repeated:
        lines.append(trn("{number} is in the list twice.", "{number} are in the list twice.", listed.repeated))
    if listed.left_out:
        lines.append(
            trn(
                "{number} more was left out: a list may name 500 feeds. Send the rest as a second list.",
                "{number} more were left out: a list may name 500 feeds. Send the rest as a second list.",
                listed.left_out,
            )
        )
    blocks: list[Block] = [*_lines(*lines)]
    if feeds.closed:
        blocks += _named(tr("Closed by their outlets, and not added:"), feeds.closed)
    if odd:
        blocks += _named(tr("Not added, since no feed can be at the address given:"), odd)
    if new:
        blocks += _lines(tr("They are checked within the next minutes; /subscriptions tells how each does."))
    return tuple(blocks)


def _lines(*lines: str) -> tuple[Block, ...]:
    """One paragraph, each sentence a span of its own."""
    spaced = [Span(part) for line in lines for part in (" ", line)]
    return (Paragraph(tuple(spaced[1:])),)


def _named(heading: str, names: Sequence[str]) -> list[Block]:
    items = [(Span(name),) for name in names[:_NAMED]]
    if len(names) > _NAMED:
        items.append((Span(tr("and {number} more", number=len(names) - _NAMED)),))
    return [Paragraph((Span(heading),)), Bullets(tuple(items))]
