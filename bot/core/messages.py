"""What people read: summaries, updates, digests and answers laid out as Messages, free of any markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.announcements import is_announcement, show_announcement
from bot.core.changed_words import as_counted
from bot.core.dressing import choose_picture, fold_after_lede, shorten
from bot.core.links import link_to_words
from bot.core.marks import Marks, run_of_claims
from bot.core.measures import MEASURES
from bot.core.saying import Day, Phrase, as_written, capital, day_of_year, joined, recalled, tr
from bot.core.silence import SILENCE
from bot.core.source_lines import (
    clock_time,
    compose_byline,
    compose_outlet_line,
    compose_source_line,
    say_who,
    time_seen_on,
)
from bot.core.stories import in_own_words
from bot.core.types import (
    Answer,
    AnswerKind,
    Block,
    Bullets,
    Button,
    ChangeKind,
    ChannelSettings,
    Claim,
    Disagreement,
    Heading,
    Length,
    Message,
    Notice,
    Paragraph,
    Relation,
    Source,
    Span,
    Style,
    Summary,
    Update,
)

REMINDER = tr("AiBot can be wrong. Double-check facts that matter to you in the sources.")
_DEFAULT = ChannelSettings()
_CHANGES_TOLD = 6
_CORRECTIONS_SHOWN = 2  # the last of them, in a short post; the whole piece has all


def say(*paragraphs: str, buttons: tuple[tuple[Button, ...], ...] = ()) -> Message:
    """A plain message, one paragraph each."""
    return Message(blocks=tuple(Paragraph((Span(text),)) for text in paragraphs), buttons=buttons)


def compose_notice(notice: Notice) -> Message:
    """What AiBot itself has to say, in the words it was stored in."""
    if is_announcement(notice):
        return Message(blocks=show_announcement(notice))
    rows = tuple(tuple(Button(label, action) for label, action in row) for row in notice.buttons)
    own = notice.key.startswith(SILENCE)  # not a word of anybody else's: the commands in it can be pressed
    return say(*(as_written(each) if own else each for each in notice.paragraphs), buttons=rows)


# ---------------------------------------------------------------- a story


def compose_post(summary: Summary, settings: ChannelSettings = _DEFAULT) -> Message:
    """What is pushed: the short form in a paragraph or a sentence a line, shorter still, or the whole piece, as
    the channel wants it."""
    picture = choose_picture(summary, settings)
    summary = in_own_words(summary)
    if settings.length is Length.LONG:
        told = 3 + sum(bool(one.subhead) + len(_paragraphs(one.claims)) for one in summary.sections)
        return replace(fold_after_lede(compose_story(summary, settings), told), picture=picture)
    if settings.style is Style.STORY:
        return replace(compose_story(summary, settings), picture=picture)
    if settings.length is Length.SHORT:
        summary = shorten(summary)
    marks = Marks(summary.sources, summary.passages)
    blocks: list[Block] = [
        Heading((Span(summary.headline.text),)),
        Paragraph((Span(compose_byline(summary), italic=True),)),
        _short_form(summary, marks, settings.style),
    ]
    blocks += _corrections(summary, settings, _CORRECTIONS_SHOWN)
    blocks += sources_differ(summary.disagreements, marks)
    blocks.append(Paragraph((Span(compose_outlet_line(summary.sources), italic=True),)))
    return replace(_about(summary, blocks, _story_buttons(summary.story_id)), picture=picture)


def compose_story(summary: Summary, settings: ChannelSettings = _DEFAULT) -> Message:
    """The long form: the whole piece with its figures, what the sources differ on, and the sources."""
    summary = in_own_words(summary)
    marks = Marks(summary.sources, summary.passages)
    blocks: list[Block] = [
        Heading((Span(summary.headline.text),)),
        Paragraph((Span(compose_byline(summary), italic=True),)),
        Paragraph(run_of_claims((summary.lede,), marks, lead_in=_dateline(summary))),
    ]
    for section in summary.sections:
        if section.subhead:
            blocks.append(Heading((Span(section.subhead),), level=2))
        blocks += [Paragraph(run_of_claims(claims, marks)) for claims in _paragraphs(section.claims)]
    if summary.facts:
        blocks.append(Heading((Span(_figures_heading(summary, settings)),), level=2))
        blocks.append(_facts(summary, marks))
    blocks += sources_differ(summary.disagreements, marks)
    blocks += _corrections(summary, settings)
    blocks += _source_list(summary.sources, settings)
    blocks.append(Paragraph((Span(REMINDER, italic=True),)))
    button = Button(tr("Sources"), f"sources:{summary.story_id}")
    related = Button(tr("Related"), f"related:{summary.story_id}")
    return _about(summary, blocks, ((button, Button(tr("Ask"), f"ask:{summary.story_id}"), related),))


def compose_sources(summary: Summary, settings: ChannelSettings = _DEFAULT) -> Message:
    """The numbered list of sources, and the passages of each that the piece relies on."""
    summary = in_own_words(summary)
    blocks: list[Block] = [Heading((Span(tr("Sources of: {headline}", headline=summary.headline.text)),))]
    relied = _words_relied_on(summary)
    for source in summary.sources:
        blocks.append(Paragraph(compose_source_line(source, settings)))
        words = relied.get(source.article_id, ())
        if words:
            items = tuple((Span(f"“{text}”", url=link_to_words(source.url, text)),) for text in words)
            blocks.append(Bullets(items))
    buttons = (
        Button(tr("Full story"), f"story:{summary.story_id}"),
        Button(tr("Why"), f"why:{summary.story_id}"),
    )
    return _about(summary, blocks, (buttons,))


def compose_update(
    after: Summary, update: Update, since: datetime, settings: ChannelSettings = _DEFAULT
) -> Message:
    """What goes under a post when the story moved on. `since`: when the channel last heard of it."""
    after = in_own_words(after)
    marks = Marks(after.sources, after.passages)
    today = after.written_at.astimezone(ZoneInfo(settings.timezone)).date()
    heading = _update_heading(update, time_seen_on(since, today, settings), after)
    items = tuple((Span(change.text), *marks.of(change.citations)) for change in update.changes[:_CHANGES_TOLD])
    blocks: list[Block] = [Heading((Span(heading),), level=2)]
    if items:
        blocks.append(Bullets(items))
    blocks += tell_rewording(after)
    buttons = (*_story_buttons(after.story_id)[:1], *_buttons_of_parts(after, update))
    return _about(after, blocks, buttons)


def _update_heading(update: Update, since: str, after: Summary) -> str:
    headline = after.headline.text
    if not after.independent_outlets:
        return headline  # it says itself that all of it was withdrawn
    if update.correction:
        return tr("Correction: {headline}", headline=headline)
    return tr("What changed since {time}: {headline}", time=since, headline=headline)


def tell_rewording(*summaries: Summary) -> list[Block]:
    """How words came about that nobody wrote so, where no byline says it."""
    told = dict.fromkeys(summary.rendered for summary in summaries if summary.rendered)
    return [Paragraph((Span(joined((capital(one), "."), by=""), italic=True),)) for one in told]


def compose_pointer(summary: Summary) -> Message:
    """What takes the place of a second post on a story that two were sent of before they proved to be one."""
    summary = in_own_words(summary)
    blocks = (
        Heading((Span(summary.headline.text),)),
        Paragraph((Span(_say_one_with(summary.story_id)),)),
    )
    return _about(summary, blocks, _story_buttons(summary.story_id))


def _say_one_with(story_id: int) -> Phrase:
    return tr("This is one story with story {number}, whose post is kept up to date.", number=str(story_id))


# ---------------------------------------------------------------- an answer


def compose_answer(answer: Answer, settings: ChannelSettings = _DEFAULT) -> Message:
    """A cited answer, the closest the sources say, or a refusal with what they do cover."""
    marks = Marks(answer.sources, answer.passages)
    blocks: list[Block] = []
    if answer.note:
        blocks.append(Paragraph((Span(answer.note),)))
    if answer.kind is AnswerKind.REFUSED and not answer.note:
        blocks.append(Paragraph((Span(tr("The sources do not say.")),)))
    if answer.kind is AnswerKind.CLOSEST:
        closest = tr("The sources do not state that directly. The closest they say:")
        closest = tr("The closest they say:") if answer.note else closest
        blocks.append(Paragraph((Span(closest),)))
    if answer.claims:
        blocks.append(Paragraph(run_of_claims(answer.claims, marks)))
    if answer.covers:
        blocks.append(Paragraph((Span(tr("What they do cover:")),)))
        blocks.append(Bullets(tuple((Span(topic),) for topic in answer.covers)))
    if answer.claims:
        cited = {marks.number_of(c) for claim in answer.claims for c in claim.citations}
        lines = [compose_source_line(source, settings) for source in answer.sources if source.number in cited]
        blocks += [Bullets(tuple(lines))] if lines else []
    return Message(
        blocks=tuple(blocks),
        buttons=(
            (
                Button(tr("Full story"), f"story:{answer.story_id}"),
                Button(tr("Sources"), f"sources:{answer.story_id}"),
            ),
            (Button(tr("Ask"), f"ask:{answer.story_id}"),),
        ),
        story_id=answer.story_id,
        turn_id=answer.turn_id or None,
    )


# ---------------------------------------------------------------- the parts


def _about(summary: Summary, blocks: Sequence[Block], buttons: tuple[tuple[Button, ...], ...]) -> Message:
    return Message(blocks=tuple(blocks), buttons=buttons, story_id=summary.story_id, revision=summary.revision)


def _story_buttons(story_id: int) -> tuple[tuple[Button, ...], ...]:
    """Under a post: to read on, to ask, and to say what one thinks of it."""
    return (
        (
            Button(tr("Full story"), f"story:{story_id}"),
            Button(tr("Sources"), f"sources:{story_id}"),
            Button(tr("Ask"), f"ask:{story_id}"),
        ),
        (
            Button(tr("Follow"), f"follow:{story_id}"),
            Button("👍", f"rate:{story_id}:up"),
            Button("👎", f"rate:{story_id}:down"),
        ),
    )


def _buttons_of_parts(after: Summary, update: Update) -> Iterator[tuple[Button, ...]]:
    if any(change.kind is ChangeKind.PARTED for change in update.changes):
        for one in after.departed:
            yield (Button(tr("Story {number}", number=str(one.story_id)), f"story:{one.story_id}"),)


def _dateline(summary: Summary) -> Phrase:
    day = Day(summary.day)
    if not summary.place:
        return tr("{day} — ", day=day)
    return tr("{place}, {day} — ", place=summary.place.upper(), day=day)


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


def sources_differ(disagreements: Sequence[Disagreement], marks: Marks) -> list[Block]:
    """Who says what, where it is open what is right; nothing where the sources agree."""
    open_ones = [d for d in disagreements if d.relation in {Relation.CONFLICT, Relation.IDENTITY}]
    if not open_ones:
        return []
    return [
        Heading((Span(tr("Sources differ")),), level=2),
        Bullets(tuple(_positions(d, marks) for d in open_ones)),
    ]


def _corrections(summary: Summary, settings: ChannelSettings, last: int = 0) -> list[Block]:
    """The `last` of them, or all; each with its hour, and its day where that is not the piece's."""
    lines = [
        (tr("Correction {time}: ", time=time_seen_on(one.at, summary.day, settings)), recalled(one.text))
        for one in summary.corrections[-last:]
    ]
    return [Paragraph((Span(lead, bold=True), Span(text))) for lead, text in lines]


def _positions(disagreement: Disagreement, marks: Marks) -> tuple[Span, ...]:
    spans = [Span(tr("{measure}: ", measure=capital(recalled(disagreement.measure))), bold=True)]
    quoted = disagreement.measure.startswith("words of ")
    for place, position in enumerate(disagreement.positions):
        value = tr("“{words}”", words=position.value.rstrip(" .,")) if quoted else as_counted(position.value)
        told = joined((value, say_who(position.said_by)), by=" — ")
        spans += [Span(joined(("; ", told), by="") if place else told), *marks.of((position.citation,))]
    return tuple(spans)


def _figures_heading(summary: Summary, settings: ChannelSettings) -> Phrase:
    """With the hour where a count among them may still grow (or its label, reworded, does not tell whether), and
    its day where that is not the piece's."""
    growing = {measure.label for measure in MEASURES if measure.grows}
    if not summary.rendered and not any(fact.label in growing for fact in summary.facts):
        return tr("In figures")
    day = summary.written_at.astimezone(ZoneInfo(settings.timezone)).date()
    hour = clock_time(summary.written_at, settings)
    if day == summary.day:
        return tr("In figures, as of {time}", time=hour)
    return tr("In figures, as of {time} on {day}", time=hour, day=day_of_year(day))


def _facts(summary: Summary, marks: Marks) -> Bullets:
    """A line each, as on a phone: a grid of columns wraps there, and its marks could not be opened."""
    return Bullets(
        tuple(
            (
                Span(joined((recalled(fact.label), ": "), by=""), bold=True),
                Span(fact.value),
                *marks.of(fact.citations),
            )
            for fact in summary.facts
        )
    )


def _source_list(sources: Sequence[Source], settings: ChannelSettings) -> list[Block]:
    if not sources:
        return []
    lines = tuple(compose_source_line(source, settings) for source in sources)
    return [Heading((Span(tr("Sources")),), level=2), Bullets(lines)]


def _words_relied_on(summary: Summary) -> dict[int, tuple[str, ...]]:
    articles = {passage.id: passage.article_id for passage in summary.passages}
    relied: dict[int, dict[str, None]] = {}
    for claim in (summary.headline, *summary.claims):
        for citation in claim.citations:
            relied.setdefault(articles[citation.passage_id], {})[citation.words] = None
    return {article_id: tuple(words) for article_id, words in relied.items()}
