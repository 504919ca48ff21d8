"""What the last day brought about a topic: which stories are told, and the one message that tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.digests import choose_digest
from bot.core.listings import open_buttons
from bot.core.marks import Marks, run_of_claims
from bot.core.saying import Phrase, day_of_year, joined, tr, trn
from bot.core.types import Block, Button, Heading, Message, Paragraph, Span, Summary

_OUTLETS_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """`topic` "" for whatever there was. `told`: best first; `found`: how many there were, with those left out.
    `older`: where the last day brought none, the newest from before it, if there is one."""

    topic: str
    told: tuple[Summary, ...]
    found: int
    older: Summary | None = None


def choose_overview(topic: str, recent: Sequence[Summary], earlier: Sequence[Summary], limit: int) -> Overview:
    """`recent`: the pieces of the last day about the topic; `earlier`: those before it, the newest first.

    The stories that most independent outlets report come first; what all its sources took back is left out.
    """
    standing = [summary for summary in recent if summary.independent_outlets]
    told = choose_digest(standing, {}, limit)
    older = None if told else next((summary for summary in earlier if summary.independent_outlets), None)
    return Overview(topic=topic, told=told, found=len(standing), older=older)


def compose_overview(overview: Overview) -> Message:
    """Each story once: headline, number, lede as it was published, and who reports it."""
    if not overview.told:
        return _compose_nothing(overview)
    blocks: list[Block] = [Heading((Span(_title(overview)),))]
    for place, summary in enumerate(overview.told, start=1):
        blocks.append(Paragraph((*_head(summary, f"{place}. "), Span("\n"), *_lede(summary))))
        blocks.append(Paragraph((Span(_origin(summary), italic=True),)))
    if left := overview.found - len(overview.told):
        blocks.append(Paragraph((Span(_say_left(left), italic=True),)))
    ids = tuple(each.story_id for each in overview.told)
    return Message(blocks=tuple(blocks), buttons=open_buttons(overview.told), story_ids=ids)


def _say_left(left: int) -> Phrase:
    if left == 1:
        return tr("One more story, which fewer outlets report; /search finds it by its words.")
    return trn(
        "{number} more stories, which fewer outlets report; /search finds them by their words.",
        "{number} more stories, which fewer outlets report; /search finds them by their words.",
        left,
    )


def _compose_nothing(overview: Overview) -> Message:
    about = overview.topic[:100]
    said = (
        tr("Nothing about “{topic}” came in during the last day.", topic=about)
        if about
        else tr("Nothing came in during the last day.")
    )
    older = overview.older
    if older is None:
        further = (tr("/search looks further back, /trending tells what most outlets report."),) if about else ()
        return Message(blocks=(Paragraph((Span(joined((said, *further))),)),))
    newest = tr("The newest from before is of {day}:", day=day_of_year(older.day))
    blocks = (
        Paragraph((Span(joined((said, newest))),)),
        Paragraph((*_head(older), Span("\n"), *_lede(older))),
        Paragraph((Span(_origin(older), italic=True),)),
    )
    button = Button(tr("Full story"), f"story:{older.story_id}")
    return Message(blocks=blocks, buttons=((button,),), story_ids=(older.story_id,))


def _title(overview: Overview) -> Phrase:
    outlets = len({source.outlet for summary in overview.told for source in summary.sources})
    origin = tr("one outlet") if outlets == 1 else trn("{number} outlets", "{number} outlets", outlets)
    found = overview.found
    count = tr("one story") if found == 1 else trn("{number} stories", "{number} stories", found)
    if not overview.topic:
        return tr("The last day: {stories} from {outlets}", stories=count, outlets=origin)
    topic = f"{overview.topic[:1].upper()}{overview.topic[1:100]}"
    return tr("{topic}: {stories} of the last day, from {outlets}", topic=topic, stories=count, outlets=origin)


def _head(summary: Summary, lead: str = "") -> tuple[Span, ...]:
    number = tr(" (story {number})", number=str(summary.story_id))
    return Span(f"{lead}{summary.headline.text}", bold=True), Span(number)


def _lede(summary: Summary) -> tuple[Span, ...]:
    return run_of_claims((summary.lede,), Marks(summary.sources, summary.passages))


def _origin(summary: Summary) -> Phrase:
    own = [source for source in summary.sources if source.copy_of is None and source.counts_with is None]
    names = list(dict.fromkeys(source.outlet for source in own))
    named = ", ".join(names[:_OUTLETS_NAMED]) + (" …" if len(names) > _OUTLETS_NAMED else "")
    count = summary.independent_outlets
    if count == 1:
        return tr("One outlet: {outlets}", outlets=named)
    return trn(
        "{number} independent outlets: {outlets}", "{number} independent outlets: {outlets}", count, outlets=named
    )
