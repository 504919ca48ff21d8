"""A piece or an answer that is still being written, as far as it is made and checked."""

from __future__ import annotations

from bot.core.marks import Marks, run_of_claims
from bot.core.messages import compose_answer
from bot.core.saying import tr
from bot.core.types import Answer, Block, ChannelSettings, Heading, Message, Paragraph, Span, Summary

GOES_ON = tr("… still being written and checked")
_SENTENCES = 4  # in a paragraph


def compose_preview(summary: Summary) -> Message:
    """Headline and sentences with their marks; nothing can be asked about it yet."""
    marks = Marks(summary.sources, summary.passages)
    blocks: list[Block] = [
        Heading((Span(summary.headline.text),)),
        Paragraph(run_of_claims((summary.lede,), marks)),
    ]
    for section in summary.sections:
        if section.subhead:
            blocks.append(Heading((Span(section.subhead),), level=2))
        groups = (section.claims[at : at + _SENTENCES] for at in range(0, len(section.claims), _SENTENCES))
        blocks += [Paragraph(run_of_claims(claims, marks)) for claims in groups]
    return Message(blocks=(*blocks, Paragraph((Span(GOES_ON, italic=True),))))


def compose_answer_preview(answer: Answer, settings: ChannelSettings) -> Message:
    """As it would stand if it ended there; a reply to it is about nothing yet."""
    blocks = compose_answer(answer, settings).blocks
    return Message(blocks=(*blocks, Paragraph((Span(GOES_ON, italic=True),))))
