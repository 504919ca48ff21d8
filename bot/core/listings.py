"""Several stories as a list to choose from: what was searched, what is reported most, what belongs together."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.core.saying import Phrase, tr, trn
from bot.core.types import Block, Button, ChannelSettings, Heading, Message, Paragraph, Span, Summary

BUTTONS_A_ROW = 5


def compose_listing(
    title: Phrase, summaries: Sequence[Summary], settings: ChannelSettings, hint: Phrase | None = None
) -> Message:
    """Each story in two lines: headline, then number, day and outlets. Buttons open them; a reply that names one
    of them by number or words is a question about it."""
    blocks: list[Block] = [Heading((Span(title),))]
    zone = ZoneInfo(settings.timezone)
    for place, summary in enumerate(summaries, start=1):
        blocks.append(Paragraph(_entry(place, summary, zone)))
    if hint is not None:
        blocks.append(Paragraph((Span(hint, italic=True),)))
    buttons = [Button(str(place), f"story:{one.story_id}") for place, one in enumerate(summaries, start=1)]
    rows = tuple(tuple(buttons[start : start + BUTTONS_A_ROW]) for start in range(0, len(buttons), BUTTONS_A_ROW))
    only = summaries[0] if len(summaries) == 1 else None
    return Message(
        blocks=tuple(blocks),
        buttons=rows,
        story_id=only.story_id if only else None,
        revision=only.revision if only else None,
        story_ids=() if only else tuple(summary.story_id for summary in summaries),
    )


def _entry(place: int, summary: Summary, zone: ZoneInfo) -> tuple[Span, ...]:
    told_at = max((source.published_at for source in summary.sources), default=summary.written_at).astimezone(
        zone
    )
    where = tr("story {number}", number=str(summary.story_id))
    when = tr("{day}, {hour}", day=told_at.date(), hour=told_at)
    who = trn("{number} outlet", "{number} outlets", summary.independent_outlets)
    return (
        Span(f"{place}. {summary.headline.text}", bold=True),
        Span("\n"),
        Span(where, italic=True),
        Span(" · ", italic=True),
        Span(when, italic=True),
        Span(" · ", italic=True),
        Span(who, italic=True),
    )
