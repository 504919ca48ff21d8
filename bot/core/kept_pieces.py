"""The key under which a piece made on demand is kept: what is made of the same by the same is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.core.prompts import REPAIR, WRITING
from bot.core.types import Article, Rules, Story


def make_piece_key(
    story: Story, articles: Sequence[Article], writer: str | None, rules: Rules, told: str | None = None
) -> str:
    """64 hexadecimal digits. `writer`: the LLM's name, None for the built-in writer.

    It changes with the articles and their versions, the story whose number the piece carries, the writer, the
    wording of what it is asked, and the length that is wanted; where its articles are in several languages
    (`told`), with the one that readers have it in.
    """
    texts = sorted((article.id, article.version, article.withdrawn) for article in articles)
    asked = (writer, WRITING.version, REPAIR.version) if writer is not None else ("built-in",)
    lengths = (rules.brief_words, rules.story_words, rules.long_words)
    made_of = (story.id, texts, asked, lengths, *([told] if told else []))
    return hashlib.sha256(repr(made_of).encode()).hexdigest()
