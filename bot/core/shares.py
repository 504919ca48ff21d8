"""What somebody who asks is told when their own share of the LLM is spent for today."""

from __future__ import annotations

from dataclasses import replace

from bot.core.saying import joined, tr
from bot.core.types import Answer, AnswerKind

SHARE_SPENT = tr(
    "Today's share of LLM answers here is used up; this comes from AiBot's own search of the sources."
)


def note_share(answer: Answer) -> Answer:
    """The built-in answer, with a note where an LLM might have found more: not under a direct answer."""
    if answer.kind is AnswerKind.ANSWERED or answer.note is not None:
        return answer
    lead = tr("The sources do not say.") if answer.kind is AnswerKind.REFUSED else ""
    return replace(answer, note=joined((lead, SHARE_SPENT)))
