"""What a channel is told at once of all that came while it wanted to be left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.core.digest_message import say_left
from bot.core.listings import open_buttons
from bot.core.marks import Marks
from bot.core.saying import tr, trn
from bot.core.types import (
    Block,
    Button,
    Digest,
    Heading,
    Message,
    Occasion,
    Paragraph,
    Span,
    Summary,
    Update,
)

_NOTHING_BEFORE: Mapping[int, Update] = MappingProxyType({})


def compose_after_quiet(bundle: Message, digest: Digest) -> Message:
    """The stories of quiet hours, or of what held them until it was called off, as a digest tells them, under a
    heading of its own."""
    quiet = digest.occasion is Occasion.QUIET
    heading = Heading((Span(tr("In your quiet hours") if quiet else tr("What was held until now")),))
    return replace(bundle, blocks=(heading, *bundle.blocks[1:], *_say_left(digest, len(bundle.story_ids))))


def compose_after_pause(
    summaries: Sequence[Summary], digest: Digest, news: Mapping[int, Update] = _NOTHING_BEFORE
) -> Message:
    """How many stories there were, and the headlines of the best of them: no flood of what was held. `news`: by
    story what changed in those that stand here, of which the first is told, as their headlines may be known."""
    if digest.occasion is Occasion.PAUSE_AND_QUIET:
        told = trn(
            "While this chat was paused, and in your quiet hours: {number} story",
            "While this chat was paused, and in your quiet hours: {number} stories",
            digest.held,
        )
    else:
        told = trn(
            "While this chat was paused: {number} story",
            "While this chat was paused: {number} stories",
            digest.held,
        )
    lines = (
        (
            Span(f"{place}. {summary.headline.text}", bold=True),
            Span(tr(" (story {number})", number=str(summary.story_id))),
            *_tell_first(summary, news.get(summary.story_id)),
        )
        for place, summary in enumerate(summaries, start=1)
    )
    left = _say_left(digest, len(summaries))
    hint = tr("/digest shows what the last day brought, /story NUMBER one of them.")
    if left:  # which names /digest itself
        hint = tr("/story NUMBER tells one of them.")
    return Message(
        blocks=(
            Heading((Span(told),)),
            *map(Paragraph, lines),
            *left,
            Paragraph((Span(hint, italic=True),)),
        ),
        buttons=(*open_buttons(summaries), (Button(tr("Digest"), "digest"),)),
        story_ids=tuple(summary.story_id for summary in summaries),
    )


def _tell_first(summary: Summary, update: Update | None) -> tuple[Span, ...]:
    if update is None or not update.changes:
        return ()
    marks = Marks(summary.sources, summary.passages)
    return Span("\n"), Span(update.changes[0].text), *marks.of(update.changes[0].citations)


def _say_left(digest: Digest, told: int) -> list[Block]:
    left = say_left(digest.held - told)
    return [Paragraph((Span(left),))] if left is not None else []
