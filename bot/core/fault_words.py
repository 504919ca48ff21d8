"""How it is said that a text and a passage have different words in the same place."""

from __future__ import annotations

from bot.core.saying import Phrase, tr
from bot.core.types import Passage


def say_otherwise(ours: str, theirs: str, passage: Passage) -> Phrase:
    """Of figures, names and days."""
    return tr("{text} in the text, {other} in passage {id}", text=ours, other=theirs, id=passage.id)


def say_other_words(ours: str, theirs: str, passage: Passage) -> Phrase:
    return tr("“{text}” in the text, “{other}” in passage {id}", text=ours, other=theirs, id=passage.id)
