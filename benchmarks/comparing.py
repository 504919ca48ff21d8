"""Stories against the events they should tell, and what was written of them, as figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.report import Figure
from bot.core.types import Summary

Key = tuple[str, str]
"""An article in the world: its outlet's host label, and the end of its address."""


@dataclass(frozen=True, slots=True)
class Told:
    """A story as the river left it: its articles, and its newest piece if it has one."""

    id: int
    articles: tuple[Key, ...]
    summary: Summary | None


def compare(stories: Sequence[Told], events: Mapping[Key, str]) -> dict[str, Figure]:
    """Merged: stories with articles of several events. Split: events told in several stories. Missed: in none.

    B³ (Bagga and Baldwin, 1998) averages over the articles that were placed how pure and how whole the story
    is that each landed in. Articles without an event in `events` are left out.
    """
    placed = {key: story.id for story in stories for key in story.articles if events.get(key)}
    by_story: dict[int, list[str]] = defaultdict(list)
    by_event: dict[str, list[int]] = defaultdict(list)
    for key, story_id in placed.items():
        by_story[story_id].append(events[key])
        by_event[events[key]].append(story_id)
    together = [(by_story[story].count(events[key]), story, events[key]) for key, story in placed.items()]
    precision = sum(n / len(by_story[story]) for n, story, _ in together) / max(1, len(together))
    recall = sum(n / len(by_event[event]) for n, _, event in together) / max(1, len(together))
    known = {event for event in events.values() if event}
    return {
        "events": len(known),
        "stories": len(stories),
        "stories merged (several events)": sum(1 for told in by_story.values() if len(set(told)) > 1),
        "events split (several stories)": sum(1 for told in by_event.values() if len(set(told)) > 1),
        "events missed": len(known - set(by_event)),
        "B³ precision": precision,
        "B³ recall": recall,
        "B³ F1": 2 * precision * recall / max(1e-9, precision + recall),
    }


def measure(summaries: Sequence[Summary]) -> dict[str, Figure]:
    """What the newest pieces hold, and what checking kept out of them."""
    claims = [claim for summary in summaries for claim in summary.claims]
    words = [sum(len(claim.text.split()) for claim in summary.claims) for summary in summaries]
    return {
        "pieces": len(summaries),
        "pieces from several outlets": sum(1 for summary in summaries if summary.independent_outlets > 1),
        "sentences": len(claims),
        "citations": sum(len(claim.citations) for claim in claims),
        "words a piece, median": median(words) if words else 0,
        "sentences dropped by checking": sum(len(summary.dropped) for summary in summaries),
        "pieces where sources differ": sum(1 for summary in summaries if summary.disagreements),
    }
