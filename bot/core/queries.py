"""Reads what a search subscription looks for. Today all of its words must be there."""

from __future__ import annotations

import re

from bot.core.language import content_stems
from bot.core.saying import tr
from bot.errors import BadArguments

LONGEST_QUERY = 200
_OF_FILTERS = re.compile(r"\b(?:AND|OR|NOT)\b|\b(?:topic|outlet|lang):", re.ASCII)


def read_query(words: str) -> str:
    """The query as it is stored. Raises BadArguments where it would find everything, nothing, or is too long."""
    if len(words) > LONGEST_QUERY:
        raise BadArguments(
            tr("That is too long to search for: {number} characters are the most.", number=LONGEST_QUERY)
        )
    if not content_stems(words):
        raise BadArguments(
            tr("“{words}” would match everything or nothing. Name what the stories should be about.", words=words)
        )
    if _OF_FILTERS.search(words):
        raise BadArguments(
            tr(
                "A search is for words that must all occur. AND, OR, NOT and signs such as topic: work in "
                "/filter, for what subscriptions bring."
            )
        )
    return words
