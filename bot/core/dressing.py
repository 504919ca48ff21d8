"""What a channel's settings make of a message that is sent there: its length, picture, sound and buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.core.types import Block, ChannelSettings, DeliveryKind, Message, Paragraph, Source, Summary

_SHORT = 2  # sentences of a short post
_FIRST_WORDS = 12  # a lede of fewer words is not left alone


def dress(message: Message, settings: ChannelSettings, kind: DeliveryKind) -> Message:
    """Silent, and without buttons, where the channel wants it so. What AiBot itself has to say keeps its buttons,
    which are the way to act on it."""
    kept = settings.buttons or kind is DeliveryKind.NOTICE
    return replace(message, silent=settings.silent, buttons=message.buttons if kept else ())


def choose_picture(summary: Summary, settings: ChannelSettings) -> str | None:
    """The address of the first picture among the sources, those with words of their own before those that carry
    another's."""
    if not settings.pictures:
        return None
    ordered = sorted(summary.sources, key=lambda source: (source.copy_of is not None, source.number))
    return next((source.picture for source in ordered if _may_be_shown(source)), None)


def _may_be_shown(source: Source) -> bool:
    return source.picture is not None and source.picture.startswith("https://")


def shorten(summary: Summary) -> Summary:
    """Its short form brought to one sentence, or to two where the first is very short."""
    first = summary.brief[0]
    count = 1 if len(first.text.split()) >= _FIRST_WORDS else _SHORT
    return replace(summary, brief=summary.brief[:count])


def fold_after_lede(message: Message, told: int) -> Message:
    """The paragraphs that follow the first three blocks (headline, byline, lede) folded up, `told` blocks in all:
    what comes after them, such as corrections, stays in sight."""
    blocks: list[Block] = [
        replace(block, folded=True) if 3 <= place < told and isinstance(block, Paragraph) else block
        for place, block in enumerate(message.blocks)
    ]
    return replace(message, blocks=tuple(blocks))
