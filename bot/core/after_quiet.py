"""What a channel is told at once of all that came while it wanted to be left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.core.digest_message import say_left
from bot.core.listings import open_buttons
from bot.core.marks import Marks
from bot.core.saying import Phrase, tr, trn
from bot.core.types import (
    Block,
    Button,
    ChannelSettings,
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

_HEADINGS = {Occasion.QUIET: tr("In your quiet hours"), Occasion.LIMIT: tr("What else came")}


def compose_after_quiet(bundle: Message, digest: Digest, settings: ChannelSettings) -> Message:
    """The stories of quiet hours, those over the hourly limit, or those of what held them until it was called
    off, as a digest tells them, under a heading of its own."""
    heading = Heading((Span(_HEADINGS.get(digest.occasion, tr("What was held until now"))),))
    told = len(bundle.story_ids)
    end = _say_left(digest, told) if digest.occasion is not Occasion.LIMIT else _say_limit(digest, told, settings)
    return replace(bundle, blocks=(heading, *bundle.blocks[1:], *end))


def _say_limit(digest: Digest, told: int, settings: ChannelSettings) -> list[Block]:
    """How many wait for the next bundle, and why they come bundled."""
    said: list[Phrase] = []
    if (left := digest.held - told) > 0:
        said.append(
            trn("{number} more story is still to come.", "{number} more stories are still to come.", left)
        )
    if settings.hourly_limit:
        number = settings.hourly_limit
        hint = trn(
            "This chat gets at most {number} message with new stories an hour; /settings limit changes that.",
            "This chat gets at most {number} messages with new stories an hour; /settings limit changes that.",
            number,
        )
        said.append(hint)
    return [Paragraph((Span(words, italic=True),)) for words in said]


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
