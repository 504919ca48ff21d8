"""Find stories by words: every word must occur; the most recent first."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.language import content_stems
from bot.core.types import Summary


def find_stories(words: str, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """The summaries that hold all the words (by stem) in headline or body, in the order given.

    Empty when the words carry no content ("the", "and").
    """
    wanted = set(content_stems(words))
    if not wanted:
        return ()
    return tuple(summary for summary in summaries if wanted <= _stems_of(summary))


def _stems_of(summary: Summary) -> set[str]:
    return {stem for claim in (summary.headline, *summary.claims) for stem in content_stems(claim.text)}
