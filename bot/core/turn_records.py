"""What is remembered of a question: the words of its answer, and how that came about."""

from __future__ import annotations

from datetime import datetime

from bot.core.types import Answer, AnswerRecord, Turn

LONGEST_ANSWER = 1_000  # characters of an answer that a later question may lean on


def record_turn(answer: Answer, channel_id: int, question: str, now: datetime) -> Turn:
    told = " ".join((answer.note or "", *(claim.text for claim in answer.claims))).strip()
    return Turn(
        channel_id=channel_id,
        story_id=answer.story_id,
        question=question,
        answer=told[:LONGEST_ANSWER] or answer.kind.value,
        at=now,
        record=AnswerRecord(
            kind=answer.kind,
            sentences=len(answer.claims),
            writer=answer.writer,
            prompts=answer.prompts,
            tokens=answer.tokens,
            mended=answer.mended,
            dropped=answer.dropped,
            stood_in=answer.stood_in,
        ),
    )
