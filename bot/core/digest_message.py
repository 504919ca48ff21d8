"""A digest as people read it: by topic, each story once, and of what was told before only what is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.core.listings import open_buttons
from bot.core.marks import Marks, run_of_claims
from bot.core.messages import sources_differ, tell_rewording
from bot.core.saying import Day, Phrase, as_written, tr, trn
from bot.core.topic_names import OTHER_NEWS, TOPIC_NAMES
from bot.core.types import (
    Block,
    Bullets,
    Channel,
    ChannelSettings,
    Heading,
    Message,
    Paragraph,
    Rhythm,
    Span,
    Summary,
    Update,
)

NEW_SINCE = tr("New since the last digest:")

_NOTHING_BEFORE: Mapping[int, Update] = MappingProxyType({})
_ENOUGH = 4  # stories for which headings are worth their room
_SENTENCES = 2
_CHANGES = 3


def compose_digest(
    summaries: Sequence[Summary],
    channel: Channel,
    due_at: datetime,
    news: Mapping[int, Update] = _NOTHING_BEFORE,
    left: Phrase | None = None,
    label: Phrase = NEW_SINCE,
) -> Message:
    """The stories in the order given, under their topics where there are several, that of the best story first.

    `news`: by story, what changed since an earlier digest told it; of those only that is told. `left`: what
    is said of those that found no room; `label`: what stands before what changed.
    """
    local = due_at.astimezone(ZoneInfo(channel.settings.timezone))
    heading = tr("Your digest for {day}, {time}", day=Day(local.date()), time=local.time())
    blocks: list[Block] = [Heading((Span(heading),))]
    if not summaries:
        blocks.append(Paragraph((Span(tr("No new stories since the last one.")),)))
    groups = _by_topic(summaries)
    ordered = [summary for group in groups.values() for summary in group]
    places = {summary.story_id: place for place, summary in enumerate(ordered, start=1)}
    for topic, group in groups.items():
        if len(groups) > 1:
            blocks.append(Heading((Span(TOPIC_NAMES.get(topic, OTHER_NEWS)),), level=2))
        for summary in group:
            blocks += _entry(summary, places[summary.story_id], news.get(summary.story_id), label)
    if left is not None:
        blocks.append(Paragraph((Span(left, italic=True),)))
    blocks += tell_rewording(*ordered)
    return Message(blocks=tuple(blocks), buttons=open_buttons(ordered), story_ids=tuple(places))


def say_left(left: int, settings: ChannelSettings | None = None) -> Phrase | None:
    """That a digest has no room for so many more; with a channel's `settings`, whether they are still to come."""
    if left <= 0:
        return None
    if settings is None or settings.rhythm is not Rhythm.DIGEST:
        return trn(
            "{number} more story came; /digest tells those of the last day, /search finds any by its words.",
            "{number} more stories came; /digest tells those of the last day, /search finds any by its words.",
            left,
        )
    return trn(
        "{number} more story waits for the next digest.", "{number} more stories wait for the next digest.", left
    )


def say_next(left: int, page: int) -> Phrase | None:
    """That so many more are told by the page after this one."""
    if left <= 0:
        return None
    command = as_written(f"/digest {page + 1}")
    return trn("And {number} more: {command}", "And {number} more: {command}", left, command=command)


def _by_topic(summaries: Sequence[Summary]) -> dict[str, list[Summary]]:
    """One group of all where headings would only part what is short."""
    groups: dict[str, list[Summary]] = {}
    for summary in summaries:
        groups.setdefault(summary.topics[0] if summary.topics else "", []).append(summary)
    if len(summaries) < _ENOUGH or len(groups) < 2:
        return {"": list(summaries)} if summaries else {}
    other = groups.pop("", [])
    return groups | ({"": other} if other else {})


def _entry(summary: Summary, place: int, update: Update | None, label: Phrase) -> list[Block]:
    marks = Marks(summary.sources, summary.passages)
    number = tr(" (story {number})", number=str(summary.story_id))
    lead = Span(f"{place}. {summary.headline.text}", bold=True), Span(number), Span("\n")
    if update is not None and update.changes:
        told = update.changes[:_CHANGES]
        items = tuple((Span(change.text), *marks.of(change.citations)) for change in told)
        return [Paragraph((*lead, Span(label, italic=True))), Bullets(items)]
    short = Paragraph((*lead, *run_of_claims(summary.brief[:_SENTENCES], marks)))
    return [short, *map(_below_topics, sources_differ(summary.disagreements, marks))]


def _below_topics(block: Block) -> Block:
    """A heading within a story is none among those of topics."""
    if not isinstance(block, Heading):
        return block
    return Paragraph((*(replace(span, italic=True) for span in block.spans), Span(":", italic=True)))
