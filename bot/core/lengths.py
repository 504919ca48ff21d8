"""How long a story's piece may be: an ordinary one, or a long one where several outlets tell it at length."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.copies import group_copies
from bot.core.types import Article, Rules

LONG_FROM_VOICES = (
    4  # independent outlets: fewer mostly tell the same things, and more room is filled with asides
)
AT_LENGTH = 90  # words from which a text is more than a teaser or a bulletin


def choose_length(articles: Sequence[Article], rules: Rules) -> int:
    """Words: `rules.long_words` where at least four independent outlets tell the story at length, else
    `rules.story_words`. Copies of one text count as one; how much the material fills is the writer's matter."""
    present = tuple(article for article in articles if not article.withdrawn)
    longest = {article.id: len(article.text.split()) for article in present}
    voices = [max(longest[one] for one in group) for group in group_copies(present)]
    told_at_length = sum(words >= AT_LENGTH for words in voices) >= LONG_FROM_VOICES
    return max(rules.story_words, rules.long_words) if told_at_length else rules.story_words
