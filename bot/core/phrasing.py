"""Words that opened a sentence, as they read in the middle of another, and the other way round."""

from __future__ import annotations

from bot.core.language import find_names

_ARTICLES = frozenset({"The", "A", "An", "Its", "Their"})


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """A figure that opened its sentence ("About 4,000")."""
    return words[:1].lower() + words[1:]


def lower_speaker(who: str) -> str:
    """A speaker: "The Health Ministry" and "Organisers" lose the capital they opened with, names keep theirs."""
    first, _, rest = who.partition(" ")
    if first in _ARTICLES or (not rest and not find_names(f"{who} x", frozenset())):
        return f"{first.lower()} {rest}".strip()
    return who
