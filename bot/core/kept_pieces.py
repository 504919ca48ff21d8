"""The key under which a piece made on demand is kept: what is made of the same by the same is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.core.prompts import REPAIR, WRITING
from bot.core.types import Article, Rules, Story


def make_piece_key(story: Story, articles: Sequence[Article], writer: str | None, rules: Rules) -> str:
    """64 hexadecimal digits. `writer`: the LLM's name, None for the built-in writer.

    It changes with the articles and their versions, the story whose number the piece carries, the writer, the
    wording of what it is asked, and the length that is wanted.
    """
    texts = sorted((article.id, article.version, article.withdrawn) for article in articles)
    asked = (writer, WRITING.version, REPAIR.version) if writer is not None else ("built-in",)
    lengths = (rules.brief_words, rules.story_words, rules.long_words)
    return hashlib.sha256(repr((story.id, texts, asked, lengths)).encode()).hexdigest()
