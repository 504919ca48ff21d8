"""Why a piece reads as it does: what was left out and why, what is disputed, who counts as a source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.core.changed_words import as_counted
from bot.core.disputes import is_framed
from bot.core.language.machine_talk import Talk, read_talk
from bot.core.left_out import (
    count_changes,
    is_repeatable,
    number_passages,
    say_all_dropped,
    say_cost,
    say_in_short,
    say_mended,
    shorten,
)
from bot.core.phrasing import lower_first
from bot.core.reconciling import is_undecided, standing
from bot.core.saying import Phrase, capital, joined, listed, recalled, tr, trn
from bot.core.source_lines import day_and_hour, say_who
from bot.core.types import (
    Block,
    Bullets,
    Button,
    ChannelSettings,
    Disagreement,
    Heading,
    Message,
    Paragraph,
    PlantedTotal,
    Relation,
    Source,
    Span,
    Summary,
)

PAGE = 8  # sentences left out that one message explains
_EXAMPLES = 2  # sentences quoted for one warning
_DEFAULT = ChannelSettings()
_GLIMPSE = 80  # characters of each, enough to find it in the piece


def compose_why(
    summary: Summary, page: int = 1, shown: str = "", settings: ChannelSettings = _DEFAULT
) -> Message:
    """One message; where more was left out than fits, a button brings the next page. A page that there is not
    becomes the last one. `shown`: how the channel sees the piece in other words, "" for as it was written.
    `settings`: the channel's, in whose zone it is told when."""
    pages = max(1, -(-len(summary.dropped) // PAGE))
    page = min(max(page, 1), pages)
    blocks: list[Block] = [
        Heading((Span(tr("How this was written: {headline}", headline=summary.headline.text)),))
    ]
    if page == 1:
        blocks += _origins(summary, settings)
        blocks += [Paragraph((Span(shown),))] if shown else []
        blocks += _differences(summary.disagreements)
        blocks += _mended(summary)
    blocks += _left_out(summary, page, pages)
    if page == pages:
        blocks += _noted(summary)
    more = (Button(tr("More left out"), f"why:{summary.story_id} {page + 1}"),) if page < pages else ()
    buttons = (
        (
            *more,
            Button(tr("Full story"), f"story:{summary.story_id}"),
            Button(tr("Sources"), f"sources:{summary.story_id}"),
        ),
    )
    return Message(blocks=tuple(blocks), buttons=buttons, story_id=summary.story_id, revision=summary.revision)


# ---------------------------------------------------------------- the parts


def _origins(summary: Summary, settings: ChannelSettings) -> Iterator[Block]:
    """Who wrote it, from how many independent outlets, and whose text others merely carry."""
    when = tr(
        "Story {number}, version {revision}: {time}.",
        number=str(summary.story_id),
        revision=str(summary.revision),
        time=day_and_hour(summary.written_at, settings),
    )
    yield Paragraph((Span(joined((when, say_who_wrote(summary), _count_outlets(summary)))),))
    shared = tuple(_shared_voices(summary.sources))
    if shared:
        yield Bullets(tuple((Span(line),) for line in shared))
    if summary.planted:
        yield Paragraph((Span(say_planted(summary.planted)),))


def say_who_wrote(summary: Summary) -> Phrase:
    """Who wrote it, in how many calls of which prompts, for how many tokens, and what became of its sentences."""
    cost = say_cost(summary.prompts, summary.tokens)
    if summary.writer != "built-in":
        changes = count_changes(len(summary.claims), summary.mended, summary.dropped)
        return joined((_say_wrote(summary.writer, cost), changes))
    if not summary.note:
        return tr("AiBot's own writer wrote it, without an LLM.")
    why = say_in_short(summary.note)
    if not cost:
        return tr("AiBot's own writer wrote it; the LLM's piece was not used: {why}", why=why)
    return tr("AiBot's own writer wrote it; the LLM's piece ({cost}) was not used: {why}", cost=cost, why=why)


def _say_wrote(writer: str, cost: str) -> Phrase:
    if not cost:
        return tr("{writer} wrote it.", writer=writer)
    return tr("{writer} wrote it ({cost}).", writer=writer, cost=cost)


def say_planted(count: int) -> Phrase:
    if count == 1:
        return tr("One passage was left out of the sources: it speaks to machines, not to readers.")
    return trn(
        "{number} passages were left out of the sources: they speak to machines, not to readers.",
        "{number} passages were left out of the sources: they speak to machines, not to readers.",
        count,
    )


def compose_planted(totals: Sequence[PlantedTotal]) -> tuple[Block, ...]:
    """For operators: which outlets' pages spoke to machines this month, the one with most first."""
    if not totals:
        return ()
    told = (
        tr(
            "{outlet}: {sentences} in {articles}",
            outlet=one.outlet,
            sentences=trn("{number} sentence", "{number} sentences", one.sentences),
            articles=trn("{number} article", "{number} articles", one.articles),
        )
        for one in totals[:PAGE]
    )
    heading = Heading((Span(tr("Pages that spoke to machines this month, all of it left out")),), level=2)
    return heading, Bullets(tuple((Span(text),) for text in told))


def _count_outlets(summary: Summary) -> Phrase:
    foreign = sum(source.language is not None for source in summary.sources)
    counted = _count_own(summary, len(summary.sources) - foreign)
    also = trn(
        "{number} more article is in another language, and no sentence rests on it.",
        "{number} more articles are in other languages, and no sentence rests on them.",
        foreign,
    )
    return joined((counted, also)) if foreign else counted


def _count_own(summary: Summary, articles: int) -> Phrase:
    match summary.independent_outlets:
        case 0:
            return trn(
                "All of its {number} article were withdrawn by their outlets.",
                "All of its {number} articles were withdrawn by their outlets.",
                articles,
            )
        case 1:
            return trn(
                "It rests on {number} article, and all of it comes from one source: "
                "nobody else has confirmed it.",
                "It rests on {number} articles, and all of it comes from one source: "
                "nobody else has confirmed it.",
                articles,
            )
    return joined(
        (
            trn("It rests on {number} article;", "It rests on {number} articles;", articles),
            trn(
                "{number} outlets found it out independently.",
                "{number} outlets found it out independently.",
                summary.independent_outlets,
            ),
        )
    )


def _shared_voices(sources: Sequence[Source]) -> Iterator[Phrase]:
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


def _say_shared(source: Source, other: Source | None) -> Phrase:
    if source.copy_of is not None or other is None:
        return tr(
            "{outlet} carries the same text as {other} [{number}]; the two count as one.",
            outlet=source.outlet,
            other=other.outlet if other else tr("another outlet"),
            number=str(source.copy_of),
        )
    if not source.agency or source.agency not in (other.agency, other.outlet):
        return tr(
            "{outlet} and {other} [{number}] belong to one owner or agency; the two count as one.",
            outlet=source.outlet,
            other=other.outlet,
            number=str(other.number),
        )
    return tr(
        "{outlet} and {other} [{number}] both carry {agency}; the two count as one.",
        outlet=source.outlet,
        other=other.outlet,
        number=str(other.number),
        agency=source.agency,
    )


def _differences(disagreements: Sequence[Disagreement]) -> Iterator[Block]:
    if disagreements:
        yield Heading((Span(tr("Where the sources differ")),), level=2)
        yield Bullets(tuple(_difference(one) for one in disagreements))


def _difference(one: Disagreement) -> tuple[Span, ...]:
    values = (
        tr("{value} ({who})", value=_quoted(one, at), who=say_who(position.said_by))
        for at, position in enumerate(one.positions)
    )
    told = tr("{values}. Treatment: {treatment}", values=joined(values, by="; "), treatment=_say_treated(one))
    return Span(tr("{measure}: ", measure=capital(recalled(one.measure))), bold=True), Span(told)


def _say_treated(one: Disagreement) -> Phrase:
    match one.relation:
        case Relation.CONFLICT if is_framed(one):
            return tr("both are told, each with who gives it.")
        case Relation.CONFLICT:
            return tr("told in the list of differences below the piece; no two sentences of it may give both.")
        case Relation.IDENTITY if is_undecided(one):
            return tr("neither is told as a fact, as many outlets have the one as the other.")
        case Relation.IDENTITY:
            return tr("{value} is told, as most sources have it.", value=_quoted(one, 0))
        case Relation.PRECISION:
            return tr("they agree; {value} is told, as the more exact.", value=_value_told(one))
        case Relation.UPDATE:
            return tr(
                "{value} is the later count and is told; earlier ones are left out.", value=_value_told(one)
            )


def _quoted(one: Disagreement, at: int) -> object:
    value = one.positions[at].value
    words_differ = one.measure.startswith("words of ")
    return tr("“{words}”", words=value.rstrip(" ,.")) if words_differ else as_counted(value)


def _value_told(one: Disagreement) -> object:
    return as_counted(lower_first(one.positions[standing(one)].value))


def _mended(summary: Summary) -> Iterator[Block]:
    if summary.mended:
        yield Heading((Span(tr("Mended by its writer after a check")),), level=2)
        told = (
            say_mended(number_passages(one, summary.sources), is_repeatable(one.text_before, summary.passages))
            for one in summary.mended[:PAGE]
        )
        yield Bullets(tuple((Span(line),) for line in told))


def _left_out(summary: Summary, page: int, pages: int) -> Iterator[Block]:
    if not summary.dropped:
        yield Paragraph((Span(tr("The checks left out no sentence.")),))
        return
    heading = tr("Left out by the checks ({page} of {pages})", page=page, pages=pages)
    yield Heading((Span(heading if pages > 1 else tr("Left out by the checks")),), level=2)
    shown = [number_passages(one, summary.sources) for one in summary.dropped[(page - 1) * PAGE : page * PAGE]]
    lines = say_all_dropped(shown, lambda text: _may_repeat(text, summary))
    yield Bullets(tuple((Span(line),) for line in lines))


def _may_repeat(text: str, summary: Summary) -> bool:
    """A source's own sentence that the built-in writer took, or an LLM's that is much like one that the piece
    cites: what the piece does not rely on may be what an attack planted."""
    if summary.writer == "built-in":
        return read_talk(text) < Talk.QUOTES
    return is_repeatable(text, summary.passages)


def _noted(summary: Summary) -> Iterator[Block]:
    """Warnings of one kind together: the kind, how many sentences, the first of them."""
    kinds: dict[str, list[str]] = {}
    for one in summary.warnings:
        kinds.setdefault(number_passages(one, summary.sources).reason, []).append(one.text)
    if not kinds:
        return
    yield Heading((Span(tr("Published, with a reservation")),), level=2)
    told = (
        tr("{reason}: {sentences}", reason=capital(recalled(kind)), sentences=_examples(texts))
        for kind, texts in kinds.items()
    )
    yield Bullets(tuple((Span(line),) for line in told))


def _examples(texts: Sequence[str]) -> Phrase:
    quoted = listed(tr("“{words}”", words=shorten(text, _GLIMPSE)) for text in texts[:_EXAMPLES])
    further = len(texts) - _EXAMPLES
    if further <= 0:
        return quoted
    return trn(
        "{sentences}, and {number} further sentence",
        "{sentences}, and {number} further sentences",
        further,
        sentences=quoted,
    )
