"""Why an answer reads as it does: who gave it, at what cost, and what became of the LLM's sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.left_out import (
    count_changes,
    is_repeatable,
    number_passages,
    say_all_dropped,
    say_cost,
    say_in_short,
    say_mended,
)
from bot.core.saying import Phrase, joined, tr
from bot.core.source_lines import day_and_hour
from bot.core.types import (
    AnswerKind,
    AnswerRecord,
    Block,
    Bullets,
    Button,
    ChannelSettings,
    Heading,
    Message,
    Paragraph,
    Passage,
    Source,
    Span,
    Turn,
)

_DEFAULT = ChannelSettings()
_KINDS = {
    AnswerKind.ANSWERED: "",
    AnswerKind.CLOSEST: tr("The sources do not state it; what was shown is the nearest they say."),
    AnswerKind.REFUSED: tr("Nothing in the sources answers it."),
}


def compose_why_answer(
    turn: Turn,
    passages: Sequence[Passage],
    sources: Sequence[Source] = (),
    settings: ChannelSettings = _DEFAULT,
) -> Message:
    """`passages`: all that the story's `sources` say, for what of the LLM's words may be repeated. Nor is the
    question: whoever asked wrote it, and it may be anything. `settings`: the channel's, in whose zone it is told
    when."""
    blocks: list[Block] = [Heading((Span(tr("How this answer came about")),))]
    when = tr("Story {number}: {time}.", number=str(turn.story_id), time=day_and_hour(turn.at, settings))
    if turn.record is None:
        blocks.append(Paragraph((Span(joined((when, tr("How it came about was not recorded then.")))),)))
    else:
        words = (when, _say_who_answered(turn.record), _KINDS[turn.record.kind])
        blocks.append(Paragraph((Span(joined(words)),)))
        blocks += _changes(turn.record, passages, sources)
    buttons = (
        Button(tr("Full story"), f"story:{turn.story_id}"),
        Button(tr("Sources"), f"sources:{turn.story_id}"),
    )
    return Message(blocks=tuple(blocks), buttons=(buttons,), story_id=turn.story_id)


def _say_who_answered(record: AnswerRecord) -> Phrase:
    cost = say_cost(record.prompts, record.tokens)
    if record.writer != "built-in":
        answered = tr(
            "{writer} answered ({cost}), each sentence checked against what it cites.",
            writer=record.writer,
            cost=cost,
        )
        return joined((answered, count_changes(record.sentences, record.mended, record.dropped)))
    if record.stood_in is None:
        return tr("AiBot's own search of the sources answered, without an LLM.")
    why = say_in_short(record.stood_in)
    if not cost:
        return tr("AiBot's own search of the sources answered; no LLM was asked: {why}", why=why)
    return tr(
        "AiBot's own search of the sources answered; the LLM's answer ({cost}) was not used: {why}",
        cost=cost,
        why=why,
    )


def _changes(record: AnswerRecord, passages: Sequence[Passage], sources: Sequence[Source]) -> Iterator[Block]:
    """What the LLM's sentences were before; where they were not used, only those that did not pass."""
    if record.mended and record.writer != "built-in":
        told = [
            say_mended(number_passages(one, sources), is_repeatable(one.text_before, passages))
            for one in record.mended
        ]
        yield from _list(tr("Mended after a check"), told)
    if record.dropped:
        dropped = [number_passages(one, sources) for one in record.dropped]
        lines = say_all_dropped(dropped, lambda text: is_repeatable(text, passages))
        yield from _list(tr("Left out by the checks"), lines)


def _list(heading: str, lines: Sequence[str]) -> tuple[Block, Block]:
    return Heading((Span(heading),), level=2), Bullets(tuple((Span(line),) for line in lines))
