"""The key of a story's strand in one language, as the index of live stories holds it, and what a key tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.language.lexicon_rows import LANGUAGES
from bot.core.leading_language import read_language
from bot.core.types import Article

_STRIDE = 1 << 40  # above every story's number


def strand_key(story_id: int, language: str | None) -> int:
    """The key of the story's strand; of a language without lists the story's number itself."""
    return story_id + _STRIDE * (LANGUAGES.index(language) + 1 if language in LANGUAGES else 0)


def story_of(key: int) -> int:
    """The story that a strand is of; a new story's key (below zero) is its own."""
    return key % _STRIDE if key > 0 else key


def language_of(key: int, articles: Sequence[Article]) -> str | None:
    """That of a strand: None where there are no lists for it."""
    if key > 0:
        return LANGUAGES[key // _STRIDE - 1] if key >= _STRIDE else None
    return first_language(articles)


def first_language(articles: Iterable[Article]) -> str | None:
    """Of the articles the first language that there are lists for."""
    return next((one for one in map(read_language, articles) if one in LANGUAGES), None)


def key_articles(story_id: int, articles: Sequence[Article]) -> dict[int, int]:
    """Article id → its strand's key. What no list tells the language of goes with the story's first."""
    usual = first_language(articles)
    languages = {article.id: read_language(article) for article in articles}
    return {one: strand_key(story_id, told if told in LANGUAGES else usual) for one, told in languages.items()}
