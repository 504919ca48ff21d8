"""Why a piece reads as it does: what was left out and why, what is disputed, who counts as a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.disputes import is_framed
from bot.core.framing import join_words
from bot.core.language.machine_talk import Talk, read_talk
from bot.core.left_out import (
    count_changes,
    is_repeatable,
    number,
    say_all_dropped,
    say_cost,
    say_in_short,
    say_mended,
    shorten,
)
from bot.core.phrasing import lower_first, upper_first
from bot.core.reconciling import is_undecided, standing
from bot.core.types import (
    Block,
    Bullets,
    Button,
    Disagreement,
    Heading,
    Message,
    Paragraph,
    PlantedTotal,
    Relation,
    Source,
    Span,
    Summary,
    Warned,
)

PAGE = 8  # sentences left out that one message explains
_EXAMPLES = 2  # sentences quoted for one warning
_GLIMPSE = 80  # characters of each, enough to find it in the piece


def compose_why(summary: Summary, page: int = 1, shown: str = "") -> Message:
    """One message; where more was left out than fits, a button brings the next page. A page that there is not
    becomes the last one. `shown`: how the channel sees the piece in other words, "" for as it was written."""
    pages = max(1, -(-len(summary.dropped) // PAGE))
    page = min(max(page, 1), pages)
    blocks: list[Block] = [Heading((Span(f"How this was written: {summary.headline.text}"),))]
    if page == 1:
        blocks += _origins(summary)
        blocks += [Paragraph((Span(shown),))] if shown else []
        blocks += _differences(summary.disagreements)
        blocks += _mended(summary)
    blocks += _left_out(summary, page, pages)
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
    when = f"Story {summary.story_id}, revision {summary.revision}, {summary.written_at:%H:%M} UTC."
    yield Paragraph((Span(f"{when} {say_who_wrote(summary)} {_count_outlets(summary)}"),))
    shared = tuple(_shared_voices(summary.sources))
    if shared:
        yield Bullets(tuple((Span(line),) for line in shared))
    if summary.planted:
        yield Paragraph((Span(say_planted(summary.planted)),))


def say_who_wrote(summary: Summary) -> str:
    """Who wrote it, in how many calls of which prompts, for how many tokens, and what became of its sentences."""
    cost = say_cost(summary.prompts, summary.tokens)
    if summary.writer == "built-in":
        if not summary.note:
            return "AiBot's own writer wrote it, without an LLM."
        asked = f" ({cost})" if cost else ""
        return f"AiBot's own writer wrote it; the LLM's piece{asked} was not used: {say_in_short(summary.note)}"
    changes = count_changes(len(summary.claims), summary.mended, summary.dropped)
    return f"{summary.writer} wrote it{f' ({cost})' if cost else ''}. {changes}".strip()


def say_planted(count: int) -> str:
    what = "One passage was" if count == 1 else f"{count} passages were"
    talk = "it speaks to machines, not to readers" if count == 1 else "they speak to machines, not to readers"
    return f"{what} left out of the sources: {talk}."


def compose_planted(totals: Sequence[PlantedTotal]) -> tuple[Block, ...]:
    """For operators: which outlets' pages spoke to machines this month, the one with most first."""
    if not totals:
        return ()
    told = (
        f"{one.outlet}: {number(one.sentences, 'sentence')} in {number(one.articles, 'article')}"
        for one in totals[:PAGE]
    )
    heading = Heading((Span("Pages that spoke to machines this month, all of it left out"),), level=2)
    return heading, Bullets(tuple((Span(text),) for text in told))


def _count_outlets(summary: Summary) -> str:
    articles = number(len(summary.sources), "article")
    match summary.independent_outlets:
        case 0:
            return f"All of its {articles} were withdrawn by their outlets."
        case 1:
            return f"It rests on {articles}, and all of it comes from one source: nobody else has confirmed it."
    return f"It rests on {articles}; {summary.independent_outlets} outlets found it out independently."


def _shared_voices(sources: Sequence[Source]) -> Iterator[str]:
    """Every two outlets once, however many articles they share."""
    by_number = {source.number: source for source in sources}
    told: set[tuple[str, str]] = set()
    for source in sorted(sources, key=lambda one: one.copy_of is None):
        other = by_number.get(source.copy_of or source.counts_with or 0)
        pair = (source.outlet, other.outlet if other else "")
        if pair in told or (source.copy_of is None and (other is None or other.outlet == source.outlet)):
            continue
        told |= {pair, pair[::-1]}
        yield _say_shared(source, other)


def _say_shared(source: Source, other: Source | None) -> str:
    if source.copy_of is not None or other is None:
        original = other.outlet if other else "another outlet"
        return f"{source.outlet} carries the same text as {original} [{source.copy_of}]; the two count as one."
    agency = source.agency if source.agency in (other.agency, other.outlet) else None
    why = f"both carry {agency}" if agency else "belong to one owner or agency"
    return f"{source.outlet} and {other.outlet} [{other.number}] {why}; the two count as one."


def _differences(disagreements: Sequence[Disagreement]) -> Iterator[Block]:
    if disagreements:
        yield Heading((Span("Where the sources differ"),), level=2)
        yield Bullets(tuple(_difference(one) for one in disagreements))


def _difference(one: Disagreement) -> tuple[Span, ...]:
    values = "; ".join(f"{_quoted(one, at)} ({position.said_by})" for at, position in enumerate(one.positions))
    treated = {
        Relation.CONFLICT: "both are told, each with who gives it."
        if is_framed(one)
        else "told in the list of differences below the piece; no two sentences of it may give both.",
        Relation.IDENTITY: "neither is told as a fact, as many outlets have the one as the other."
        if is_undecided(one)
        else f"{_quoted(one, 0)} is told, as most sources have it.",
        Relation.PRECISION: f"they agree; {_value_told(one)} is told, as the more exact.",
        Relation.UPDATE: f"{_value_told(one)} is the later count and is told; earlier ones are left out.",
    }[one.relation]
    return Span(f"{upper_first(one.measure)}: ", bold=True), Span(f"{values}. Treatment: {treated}")


def _quoted(one: Disagreement, at: int) -> str:
    value = one.positions[at].value
    return f"“{value.rstrip(' ,.')}”" if one.measure.startswith("words of ") else value


def _value_told(one: Disagreement) -> str:
    return lower_first(one.positions[standing(one)].value)


def _mended(summary: Summary) -> Iterator[Block]:
    if summary.mended:
        yield Heading((Span("Mended by its writer after a check"),), level=2)
        told = (
            say_mended(one, is_repeatable(one.text_before, summary.passages)) for one in summary.mended[:PAGE]
        )
        yield Bullets(tuple((Span(line),) for line in told))


def _left_out(summary: Summary, page: int, pages: int) -> Iterator[Block]:
    if not summary.dropped:
        yield Paragraph((Span("The checks left out no sentence."),))
        return
    numbered = f" ({page} of {pages})" if pages > 1 else ""
    yield Heading((Span(f"Left out by the checks{numbered}"),), level=2)
    shown = summary.dropped[(page - 1) * PAGE : page * PAGE]
    lines = say_all_dropped(shown, lambda text: _may_repeat(text, summary))
    yield Bullets(tuple((Span(line),) for line in lines))


def _may_repeat(text: str, summary: Summary) -> bool:
    """A source's own sentence that the built-in writer took, or an LLM's that is much like one that the piece
    cites: what the piece does not rely on may be what an attack planted."""
    if summary.writer == "built-in":
        return read_talk(text) < Talk.QUOTES
    return is_repeatable(text, summary.passages)


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
    quoted = join_words([f"“{shorten(text, _GLIMPSE)}”" for text in texts[:_EXAMPLES]])
    further = len(texts) - _EXAMPLES
    return f"{quoted}, and {number(further, 'further sentence')}" if further > 0 else quoted
