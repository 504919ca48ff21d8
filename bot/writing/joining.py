"""The stories in different languages that tell of one event, where an embeddings endpoint finds them near."""

from __future__ import annotations

from collections.abc import Collection

import structlog

from bot.core.grouping_across import by_meaning, by_words, choose_links, describe, find_likely
from bot.core.story_index import StoryIndex
from bot.core.types import Article
from bot.errors import LlmError
from bot.ports import Embedder

log = structlog.get_logger(__name__)

MOST_TEXTS = 128  # in one batch of articles; two requests


async def find_links(
    embedder: Embedder, fresh: Collection[int], index: StoryIndex
) -> tuple[tuple[int, int], ...]:
    """Pairs of strands' keys. Only reports whose evidence agrees are paid for. When the endpoint or its budget
    fails, those are joined whose words alone, names above all, are as near as a language's own; the others are
    looked at again when they grow."""
    articles: dict[int, Article] = {}
    likely = []
    for one in find_likely(fresh, index):
        wanted = {article.id: article for article in one.articles}
        if len(articles | wanted) <= MOST_TEXTS:
            articles |= wanted
            likely.append(one)
    if not likely:
        return ()
    try:
        vectors = await embedder.embed([describe(article) for article in articles.values()])
        nearness = by_meaning(likely, dict(zip(articles, vectors, strict=True)))
    except LlmError as error:
        if not error.told:
            log.warning("stories in different languages are compared by their words", reason=str(error))
        nearness = by_words(likely, index)
    return choose_links(likely, nearness, index)
