"""Why a piece reads as it does: what was left out and why, what is disputed, who counts as a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.disputes import is_framed
from bot.core.framing import join_words
from bot.core.phrasing import lower_first, upper_first
from bot.core.reconciling import is_undecided, standing
from bot.core.types import (
    Block,
    Bullets,
    Button,
    Disagreement,
    Dropped,
    Heading,
    Message,
    Paragraph,
    Relation,
    Source,
    Span,
    Summary,
    Warned,
)

PAGE = 8  # sentences left out that one message explains
_LONGEST = 220  # characters of a sentence that is quoted
_EXAMPLES = 2  # sentences quoted for one warning


def compose_why(summary: Summary, page: int = 1) -> Message:
    """One message; where more was left out than fits, a button brings the next page. A page that there is not
    becomes the last one."""
    pages = max(1, -(-len(summary.dropped) // PAGE))
    page = min(max(page, 1), pages)
    blocks: list[Block] = [Heading((Span(f"How this was written: {summary.headline.text}"),))]
    if page == 1:
        blocks += _origins(summary)
        blocks += _differences(summary.disagreements)
    blocks += _left_out(summary.dropped[(page - 1) * PAGE : page * PAGE], page, pages)
    if page == pages:
        blocks += _noted(summary.warnings)
    more = (Button("More left out", f"why:{summary.story_id} {page + 1}"),) if page < pages else ()
    buttons = (
        (
            *more,
            Button("Full story", f"story:{summary.story_id}"),
            Button("Sources", f"sources:{summary.story_id}"),
        ),
    )
    return Message(blocks=tuple(blocks), buttons=buttons, story_id=summary.story_id, revision=summary.revision)


# ---------------------------------------------------------------- the parts


def _origins(summary: Summary) -> Iterator[Block]:
    """Who wrote it, from how many independent outlets, and whose text others merely carry."""
    by = "its built-in writer" if summary.writer == "built-in" else summary.writer
    yield Paragraph(
        (
            Span(
                f"Story {summary.story_id}, revision {summary.revision}, by AiBot ({by}), "
                f"{summary.written_at:%H:%M} UTC. {_count_outlets(summary)}"
            ),
        )
    )
    shared = tuple(_shared_voices(summary.sources))
    if shared:
        yield Bullets(tuple((Span(line),) for line in shared))
    if summary.note:
        yield Paragraph((Span(f"The LLM's piece was not used: {summary.note}"),))


def _count_outlets(summary: Summary) -> str:
    articles = _number(len(summary.sources), "article")
    match summary.independent_outlets:
        case 0:
            return f"All of its {articles} were withdrawn by their outlets."
        case 1:
            return f"It rests on {articles}, and all of it comes from one source: nobody else has confirmed it."
    return f"It rests on {articles}; {summary.independent_outlets} outlets found it out independently."


def _shared_voices(sources: Sequence[Source]) -> Iterator[str]:
    by_number = {source.number: source for source in sources}
    for source in sources:
        if source.copy_of is not None:
            original = by_number[source.copy_of].outlet if source.copy_of in by_number else "another outlet"
            yield f"{source.outlet} carries the same text as {original} [{source.copy_of}]; the two count as one."
            continue
        other = by_number.get(source.counts_with or 0)
        if other is not None and other.outlet != source.outlet:
            agency = source.agency if source.agency in (other.agency, other.outlet) else None
            why = f"both carry {agency}" if agency else "belong to one owner or agency"
            yield f"{source.outlet} and {other.outlet} [{other.number}] {why}; the two count as one."


def _differences(disagreements: Sequence[Disagreement]) -> Iterator[Block]:
    if disagreements:
        yield Heading((Span("Where the sources differ"),), level=2)
        yield Bullets(tuple(_difference(one) for one in disagreements))


def _difference(one: Disagreement) -> tuple[Span, ...]:
    values = "; ".join(f"{position.value} ({position.said_by})" for position in one.positions)
    treated = {
        Relation.CONFLICT: "both are told, each with who gives it."
        if is_framed(one)
        else "told in the list of differences below the piece; no two sentences of it may give both.",
        Relation.IDENTITY: "neither is told as a fact, as many outlets have the one as the other."
        if is_undecided(one)
        else f"{one.positions[0].value} is told, as most sources have it.",
        Relation.PRECISION: f"they agree; {_value_told(one)} is told, as the more exact.",
        Relation.UPDATE: f"{_value_told(one)} is the later count and is told; earlier ones are left out.",
    }[one.relation]
    return Span(f"{upper_first(one.measure)}: ", bold=True), Span(f"{values}. Treatment: {treated}")


def _value_told(one: Disagreement) -> str:
    return lower_first(one.positions[standing(one)].value)


def _left_out(dropped: Sequence[Dropped], page: int, pages: int) -> Iterator[Block]:
    if not dropped:
        yield Paragraph((Span("The checks left out no sentence."),))
        return
    numbered = f" ({page} of {pages})" if pages > 1 else ""
    yield Heading((Span(f"Left out by the checks{numbered}"),), level=2)
    yield Bullets(tuple((Span(f"“{_short(one.text)}” — {one.reason}"),) for one in dropped))


def _noted(warnings: Sequence[Warned]) -> Iterator[Block]:
    """Warnings of one kind together: the kind, how many sentences, the first of them."""
    kinds: dict[tuple[str, str], list[str]] = {}
    for one in warnings:
        kinds.setdefault((one.rule, one.reason), []).append(one.text)
    if not kinds:
        return
    yield Heading((Span("Published, with a reservation"),), level=2)
    yield Bullets(
        tuple(
            (Span(f"{upper_first(reason)} (rule {rule}): {_examples(texts)}"),)
            for (rule, reason), texts in kinds.items()
        )
    )


def _examples(texts: Sequence[str]) -> str:
    quoted = join_words([f"“{_short(text)}”" for text in texts[:_EXAMPLES]])
    further = len(texts) - _EXAMPLES
    return f"{quoted}, and {_number(further, 'further sentence')}" if further > 0 else quoted


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
