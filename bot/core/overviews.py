"""What the last day brought about a topic: which stories are told, and the one message that tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.digests import choose_digest
from bot.core.marks import Marks, run_of_claims
from bot.core.types import Block, Button, Heading, Message, Paragraph, Span, Summary

_OUTLETS_NAMED = 4
_BUTTONS_A_ROW = 4


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
        blocks.append(Paragraph(_head(summary, f"{place}. ")))
        blocks.append(Paragraph(_lede(summary)))
        blocks.append(Paragraph((Span(_origin(summary), italic=True),)))
    if left := overview.found - len(overview.told):
        more = "One more story" if left == 1 else f"{left} more stories"
        blocks.append(Paragraph((Span(f"{more} that fewer outlets report.", italic=True),)))
    return _about(blocks, overview.told)


def _compose_nothing(overview: Overview) -> Message:
    about = f" about “{overview.topic[:100]}”" if overview.topic else ""
    said = f"Nothing{about} came in during the last day."
    if overview.older is None:
        return Message(blocks=(Paragraph((Span(said),)),))
    day = overview.older.day
    newest = f"{said} The newest from before is of {day:%B} {day.day}:"
    older = overview.older
    blocks = (
        Paragraph((Span(newest),)),
        Paragraph(_head(older)),
        Paragraph(_lede(older)),
        Paragraph((Span(_origin(older), italic=True),)),
    )
    return _about(blocks, (older,))


def _title(overview: Overview) -> str:
    outlets = {source.outlet for summary in overview.told for source in summary.sources}
    count = "one story" if overview.found == 1 else f"{overview.found} stories"
    origin = "one outlet" if len(outlets) == 1 else f"{len(outlets)} outlets"
    if not overview.topic:
        return f"The last day: {count} from {origin}"
    return f"{overview.topic[:1].upper()}{overview.topic[1:100]}: {count} of the last day, from {origin}"


def _head(summary: Summary, lead: str = "") -> tuple[Span, ...]:
    return Span(f"{lead}{summary.headline.text}", bold=True), Span(f" (story {summary.story_id})")


def _lede(summary: Summary) -> tuple[Span, ...]:
    return run_of_claims((summary.lede,), Marks(summary.sources, summary.passages))


def _origin(summary: Summary) -> str:
    own = [source for source in summary.sources if source.copy_of is None and source.counts_with is None]
    names = list(dict.fromkeys(source.outlet for source in own))
    named = ", ".join(names[:_OUTLETS_NAMED]) + (" …" if len(names) > _OUTLETS_NAMED else "")
    count = summary.independent_outlets
    return f"{'One outlet' if count == 1 else f'{count} independent outlets'}: {named}"


def _about(blocks: Sequence[Block], summaries: Sequence[Summary]) -> Message:
    buttons = [Button(f"Story {each.story_id}", f"story:{each.story_id}") for each in summaries]
    rows = tuple(
        tuple(buttons[start : start + _BUTTONS_A_ROW]) for start in range(0, len(buttons), _BUTTONS_A_ROW)
    )
    return Message(blocks=tuple(blocks), buttons=rows, story_ids=tuple(each.story_id for each in summaries))
