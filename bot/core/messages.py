"""What people read: summaries, updates, digests and answers laid out as Messages, free of any markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.core.links import link_to_words
from bot.core.marks import Marks, run_of_claims
from bot.core.measures import MEASURES
from bot.core.phrasing import upper_first
from bot.core.types import (
    Answer,
    AnswerKind,
    Block,
    Bullets,
    Button,
    ChangeKind,
    Channel,
    ChannelSettings,
    Claim,
    Correction,
    Disagreement,
    Heading,
    Message,
    Notice,
    Paragraph,
    Relation,
    Source,
    Span,
    Style,
    Summary,
    Table,
    Update,
)

REMINDER = "AiBot can be wrong. Double-check facts that matter to you in the sources."
_DEFAULT = ChannelSettings()
_CHANGES_TOLD = 6
_COPIES_NAMED = 2
_CORRECTIONS_SHOWN = 2  # the last of them, in a short post; the whole piece has all


def say(*paragraphs: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    """A plain message, one paragraph each."""
    return Message(blocks=tuple(Paragraph((Span(text),)) for text in paragraphs), buttons=buttons)


def compose_notice(notice: Notice) -> Message:
    """What AiBot itself has to say, in the words it was stored in."""
    rows = tuple(tuple(Button(label, action) for label, action in row) for row in notice.buttons)
    return say(*notice.paragraphs, buttons=rows)


# ---------------------------------------------------------------- a story


def compose_post(summary: Summary, settings: ChannelSettings = _DEFAULT) -> Message:
    """What is pushed: the short form in a paragraph or a sentence a line, or the whole piece, as the channel
    wants it."""
    if settings.style is Style.STORY:
        return compose_story(summary, settings)
    marks = Marks(summary.sources, summary.passages)
    blocks: list[Block] = [
        Heading((Span(summary.headline.text),)),
        Paragraph((Span(_byline(summary), italic=True),)),
        _short_form(summary, marks, settings.style),
    ]
    blocks += _corrections(summary.corrections[-_CORRECTIONS_SHOWN:], settings)
    blocks += _sources_differ(summary.disagreements, marks)
    blocks.append(Paragraph((Span(_outlet_line(summary.sources), italic=True),)))
    return _about(summary, blocks, _story_buttons(summary.story_id))


def compose_story(summary: Summary, settings: ChannelSettings = _DEFAULT) -> Message:
    """The long form: the whole piece with its table, what the sources differ on, and the sources."""
    marks = Marks(summary.sources, summary.passages)
    blocks: list[Block] = [
        Heading((Span(summary.headline.text),)),
        Paragraph((Span(_byline(summary), italic=True),)),
        Paragraph(run_of_claims((summary.lede,), marks, lead_in=_dateline(summary))),
    ]
    for section in summary.sections:
        if section.subhead:
            blocks.append(Heading((Span(section.subhead),), level=2))
        blocks += [Paragraph(run_of_claims(claims, marks)) for claims in _paragraphs(section.claims)]
    if summary.facts:
        blocks.append(Heading((Span(_figures_heading(summary, settings)),), level=2))
        blocks.append(_facts_table(summary, marks))
    blocks += _sources_differ(summary.disagreements, marks)
    blocks += _corrections(summary.corrections, settings)
    blocks += _source_list(summary.sources, settings)
    blocks.append(Paragraph((Span(REMINDER, italic=True),)))
    button = Button("Sources", f"sources:{summary.story_id}")
    return _about(summary, blocks, ((button,),))


def compose_sources(summary: Summary, settings: ChannelSettings = _DEFAULT) -> Message:
    """The numbered list of sources, and the passages of each that the piece relies on."""
    blocks: list[Block] = [Heading((Span(f"Sources of: {summary.headline.text}"),))]
    relied = _words_relied_on(summary)
    for source in summary.sources:
        blocks.append(Paragraph(_source_line(source, settings)))
        words = relied.get(source.article_id, ())
        if words:
            items = tuple((Span(f"“{text}”", url=link_to_words(source.url, text)),) for text in words)
            blocks.append(Bullets(items))
    buttons = (Button("Full story", f"story:{summary.story_id}"), Button("Why", f"why:{summary.story_id}"))
    return _about(summary, blocks, (buttons,))


def compose_update(
    after: Summary, update: Update, since: datetime, settings: ChannelSettings = _DEFAULT
) -> Message:
    """What goes under a post when the story moved on. `since`: when the channel last heard of it."""
    marks = Marks(after.sources, after.passages)
    word = "Correction" if update.correction else "What changed"
    heading = f"{word} since {_clock_time(since, settings)}: {after.headline.text}"
    items = tuple((Span(change.text), *marks.of(change.citations)) for change in update.changes[:_CHANGES_TOLD])
    blocks: list[Block] = [Heading((Span(heading),), level=2)]
    if items:
        blocks.append(Bullets(items))
    blocks += _rewording(after)
    return _about(after, blocks, (*_story_buttons(after.story_id), *_buttons_of_parts(after, update)))


def _rewording(*summaries: Summary) -> list[Block]:
    """How words came about that nobody wrote so, where no byline says it."""
    told = dict.fromkeys(upper_first(summary.rendered) for summary in summaries if summary.rendered)
    return [Paragraph((Span(f"{one}.", italic=True),)) for one in told]


def compose_pointer(summary: Summary) -> Message:
    """What takes the place of a second post on a story that two were sent of before they proved to be one."""
    blocks = (
        Heading((Span(summary.headline.text),)),
        Paragraph((Span(f"This is one story with story {summary.story_id}, whose post is kept up to date."),)),
    )
    return _about(summary, blocks, _story_buttons(summary.story_id))


def compose_digest(summaries: Sequence[Summary], channel: Channel, due_at: datetime) -> Message:
    """Several stories, best first, each with its number so that it can be asked about."""
    local = due_at.astimezone(ZoneInfo(channel.settings.timezone))
    blocks: list[Block] = [Heading((Span(f"Your digest for {_day(local.date())}, {local:%H:%M}"),))]
    if not summaries:
        blocks.append(Paragraph((Span("No new stories since the last one."),)))
    for place, summary in enumerate(summaries, start=1):
        marks = Marks(summary.sources, summary.passages)
        lead = (Span(f"{place}. {summary.headline.text}", bold=True), Span(f" (story {summary.story_id})"))
        blocks.append(Paragraph(lead))
        blocks.append(Paragraph(run_of_claims(summary.brief[:2], marks)))
        blocks += _sources_differ(summary.disagreements, marks)
    blocks += _rewording(*summaries)
    rows = tuple(
        (Button(f"{place}. Full story", f"story:{summary.story_id}"),)
        for place, summary in enumerate(summaries[:5], start=1)
    )
    return Message(blocks=tuple(blocks), buttons=rows, story_ids=tuple(s.story_id for s in summaries))


# ---------------------------------------------------------------- an answer


def compose_answer(answer: Answer, settings: ChannelSettings = _DEFAULT) -> Message:
    """A cited answer, the closest the sources say, or a refusal with what they do cover."""
    marks = Marks(answer.sources, answer.passages)
    blocks: list[Block] = []
    if answer.note:
        blocks.append(Paragraph((Span(answer.note),)))
    if answer.kind is AnswerKind.REFUSED and not answer.note:
        blocks.append(Paragraph((Span("The sources do not say."),)))
    if answer.kind is AnswerKind.CLOSEST:
        blocks.append(Paragraph((Span("The sources do not state that directly. The closest they say:"),)))
    if answer.claims:
        blocks.append(Paragraph(run_of_claims(answer.claims, marks)))
    if answer.covers:
        blocks.append(Paragraph((Span("What they do cover:"),)))
        blocks.append(Bullets(tuple((Span(topic),) for topic in answer.covers)))
    if answer.claims:
        cited = {marks.number_of(c) for claim in answer.claims for c in claim.citations}
        lines = [_source_line(source, settings) for source in answer.sources if source.number in cited]
        blocks += [Bullets(tuple(lines))] if lines else []
    return Message(
        blocks=tuple(blocks),
        buttons=(
            (Button("Full story", f"story:{answer.story_id}"), Button("Sources", f"sources:{answer.story_id}")),
        ),
        story_id=answer.story_id,
        turn_id=answer.turn_id or None,
    )


# ---------------------------------------------------------------- the parts


def _about(summary: Summary, blocks: Sequence[Block], buttons: tuple[tuple[Button, ...], ...]) -> Message:
    return Message(blocks=tuple(blocks), buttons=buttons, story_id=summary.story_id, revision=summary.revision)


def _story_buttons(story_id: int) -> tuple[tuple[Button, ...], ...]:
    return ((Button("Full story", f"story:{story_id}"), Button("Sources", f"sources:{story_id}")),)


def _buttons_of_parts(after: Summary, update: Update) -> Iterator[tuple[Button, ...]]:
    if any(change.kind is ChangeKind.PARTED for change in update.changes):
        for one in after.departed:
            yield (Button(f"Story {one.story_id}", f"story:{one.story_id}"),)


def _byline(summary: Summary) -> str:
    count = summary.independent_outlets
    if count == 0:
        origin = "after its sources took back what they reported"
    elif count == 1:
        origin = ", ".join(("from a single source", *_origin(summary.sources)))
    else:
        origin = f"from {count} independent outlets"
    by = "its built-in writer" if summary.writer == "built-in" else summary.writer
    number = f"Story {summary.story_id} · " if summary.story_id else ""
    told = f", {summary.rendered}" if summary.rendered else ""
    return f"{number}Written by AiBot ({by}) {origin}{told}"


def _origin(sources: Sequence[Source]) -> tuple[str, ...]:
    """Whom everything comes from, then those that only carry it or belong to it."""
    if not sources:
        return ()
    first = next(filter(_has_its_own, sources), sources[0])
    senders = {first.outlet, first.agency} - {None}
    others = [source for source in sources if source.outlet != first.outlet]
    carrying = _names(source for source in others if source.copy_of is not None or source.agency in senders)
    sisters = _names(source for source in others if source.outlet not in carrying)
    if first.agency and not sisters:
        return first.agency, f"carried by {_list_outlets([first.outlet, *carrying])}"
    told = [first.outlet]
    if carrying:
        told.append(f"also carried by {_list_outlets(carrying)}")
    if sisters:
        told.append(f"of one owner with {_list_outlets(sisters)}")
    return tuple(told)


def _list_outlets(names: Sequence[str]) -> str:
    if len(names) <= _COPIES_NAMED:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} other outlets"


def _names(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(source.outlet for source in sources))


def _has_its_own(source: Source) -> bool:
    return source.copy_of is None and source.counts_with is None


def _dependent(sources: Sequence[Source]) -> dict[str, str]:
    """Outlets that have nothing of their own to count, each with what they have instead."""
    outlets = {source.number: source.outlet for source in sources}
    own = {source.outlet for source in sources if _has_its_own(source)}
    return {
        source.outlet: f"same text as {outlets.get(source.copy_of, '')}"
        if source.copy_of is not None
        else f"counted with {outlets.get(source.counts_with or 0, '')}"
        for source in sources
        if source.outlet not in own
    }


def _dateline(summary: Summary) -> str:
    place = f"{summary.place.upper()}, " if summary.place else ""
    return f"{place}{_day(summary.day)} — "


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _clock_time(at: datetime, settings: ChannelSettings) -> str:
    local = at.astimezone(ZoneInfo(settings.timezone))
    zone = "UTC" if local.utcoffset() == UTC.utcoffset(None) else local.tzname() or ""
    return f"{local:%H:%M} {zone}".strip()


def _short_form(summary: Summary, marks: Marks, style: Style) -> Paragraph | Bullets:
    """The lede first; under the dateline as one paragraph, or each sentence by itself."""
    if style is not Style.BULLETS:
        return Paragraph(run_of_claims(summary.brief, marks, lead_in=_dateline(summary)))
    lede, *others = summary.brief
    items = [run_of_claims((lede,), marks, lead_in=_dateline(summary))]
    return Bullets((*items, *(run_of_claims((claim,), marks) for claim in others)))


def _paragraphs(claims: Sequence[Claim], size: int = 4) -> list[tuple[Claim, ...]]:
    """Newspaper paragraphs: at most three sentences each, and a fourth that leans on the third."""
    return [tuple(claims[start : start + size]) for start in range(0, len(claims), size)]


def _sources_differ(disagreements: Sequence[Disagreement], marks: Marks) -> list[Block]:
    open_ones = [d for d in disagreements if d.relation in {Relation.CONFLICT, Relation.IDENTITY}]
    if not open_ones:
        return []
    return [Heading((Span("Sources differ"),), level=2), Bullets(tuple(_positions(d, marks) for d in open_ones))]


def _corrections(corrections: Sequence[Correction], settings: ChannelSettings) -> list[Block]:
    return [
        Paragraph((Span(f"Correction {_clock_time(one.at, settings)}: ", bold=True), Span(one.text)))
        for one in corrections
    ]


def _positions(disagreement: Disagreement, marks: Marks) -> tuple[Span, ...]:
    measure = disagreement.measure[:1].upper() + disagreement.measure[1:]
    spans = [Span(f"{measure}: ", bold=True)]
    quoted = disagreement.measure.startswith("words of ")
    for place, position in enumerate(disagreement.positions):
        separator = "; " if place else ""
        value = f"“{position.value.rstrip(' .,')}”" if quoted else position.value
        spans += [Span(f"{separator}{value} — {position.said_by}"), *marks.of((position.citation,))]
    return tuple(spans)


def _figures_heading(summary: Summary, settings: ChannelSettings) -> str:
    """With the hour where a count among them may still grow (or its label, reworded, does not tell whether), and
    its day where that is not the piece's."""
    growing = {measure.label for measure in MEASURES if measure.grows}
    if not summary.rendered and not any(fact.label in growing for fact in summary.facts):
        return "In figures"
    local = summary.written_at.astimezone(ZoneInfo(settings.timezone))
    day = "" if local.date() == summary.day else f" on {local:%B} {local.day}"
    return f"In figures, as of {_clock_time(summary.written_at, settings)}{day}"


def _facts_table(summary: Summary, marks: Marks) -> Table:
    rows = [("What", "Figure", "Source")]
    for fact in summary.facts:
        numbers = sorted({marks.number_of(citation) for citation in fact.citations})
        rows.append((fact.label, fact.value, " ".join(f"[{number}]" for number in numbers)))
    return Table(tuple(rows))


def _source_list(sources: Sequence[Source], settings: ChannelSettings) -> list[Block]:
    if not sources:
        return []
    lines = tuple(_source_line(source, settings) for source in sources)
    return [Heading((Span("Sources"),), level=2), Bullets(lines)]


def _source_line(source: Source, settings: ChannelSettings) -> tuple[Span, ...]:
    local = source.published_at.astimezone(ZoneInfo(settings.timezone))
    when = f"{local:%B} {local.day}, {_clock_time(source.published_at, settings)}"
    same = f"same text as [{source.copy_of}]" if source.copy_of else ""
    marks = ", ".join(filter(None, (source.agency, same)))
    mark = f" ({marks})" if marks else ""
    return (
        Span(f"[{source.number}] {source.outlet}, {when}: "),
        Span(source.title, url=source.url),
        *((Span(mark),) if mark else ()),
    )


def _outlet_line(sources: Sequence[Source]) -> str:
    names = _names(sources)
    dependent = _dependent(sources)
    marks = {name: f" ({what})" for name, what in dependent.items()}
    if len(names) - len(dependent) == 1:  # whose text it is goes without saying
        marks = {name: " (same text)" for name, what in dependent.items() if what.startswith("same text")}
    return "Sources: " + " · ".join(f"{name}{marks.get(name, '')}" for name in names)


def _words_relied_on(summary: Summary) -> dict[int, tuple[str, ...]]:
    articles = {passage.id: passage.article_id for passage in summary.passages}
    relied: dict[int, dict[str, None]] = {}
    for claim in (summary.headline, *summary.claims):
        for citation in claim.citations:
            relied.setdefault(articles[citation.passage_id], {})[citation.words] = None
    return {article_id: tuple(words) for article_id, words in relied.items()}
