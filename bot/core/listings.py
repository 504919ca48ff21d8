"""Several stories as a list to choose from: what was searched, what is reported most, what belongs together."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.core.saying import Phrase, tr, trn
from bot.core.types import Block, Button, ChannelSettings, Heading, Message, Paragraph, Span, Summary

_BUTTONS_A_ROW = 2
_FEW = 3  # stories whose headlines have room for more of their words, a row each
_LABEL, _LONG_LABEL = 26, 52  # characters


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
    only = summaries[0] if len(summaries) == 1 else None
    return Message(
        blocks=tuple(blocks),
        buttons=open_buttons(summaries),
        story_id=only.story_id if only else None,
        revision=only.revision if only else None,
        story_ids=() if only else tuple(summary.story_id for summary in summaries),
    )


def open_buttons(summaries: Sequence[Summary]) -> tuple[tuple[Button, ...], ...]:
    """One for each story listed, in their order: its place in the list, as it stands before its headline, and as
    much of that as there is room for on a phone."""
    few = len(summaries) <= _FEW
    size, most = (1, _LONG_LABEL) if few else (_BUTTONS_A_ROW, _LABEL)
    buttons = [
        Button(_first_words(f"{place}. {one.headline.text}", most), f"story:{one.story_id}")
        for place, one in enumerate(summaries, start=1)
    ]
    return tuple(tuple(buttons[start : start + size]) for start in range(0, len(buttons), size))


def _first_words(text: str, most: int) -> str:
    """At most so many characters, whole words where the text parts its words by spaces."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    end = words.rfind(" ", 0, most)
    if end < most // 2:  # one long word, or a script without spaces
        end = next(at for at in range(most - 1, 0, -1) if not _is_part_of_before(words[at]))
    return words[:end].rstrip(" ,;:–—-") + "…"


def _is_part_of_before(char: str) -> bool:
    return unicodedata.category(char).startswith("M") or char == "\u200d"


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
