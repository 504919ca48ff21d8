"""The passages for a question put in an order that knows meaning too, where an embeddings endpoint helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import structlog

from bot.core.answers import Inquiry
from bot.core.meaning import cosine, fuse_orders
from bot.core.retrieval import list_unsearched
from bot.core.types import Article, Spender
from bot.errors import LlmError
from bot.ports import Embedder

log = structlog.get_logger(__name__)

PASSAGES = 400  # of a story, those that share a word with the question first


async def sort_by_meaning(
    embedder: Embedder, inquiry: Inquiry, articles: Sequence[Article], spender: Spender
) -> Inquiry:
    """The inquiry with its passages in an order of words and meaning, those included that say it in other words
    or another language; as it was when the endpoint does not help."""
    others = tuple(list_unsearched(articles))
    texts = {found.passage.id: found.passage.text for found in (*inquiry.ranked, *others)}
    chosen = list(texts)[:PASSAGES]
    try:
        question = inquiry.question.text
        asked, *vectors = await embedder.embed(
            [question, *(texts[one] for one in chosen)], spender, unkept=(question,)
        )
    except LlmError as error:
        if not error.told:
            log.warning("passages stay in the order of their words", reason=str(error))
        return inquiry
    nearness = {one: cosine(asked, vector) for one, vector in zip(chosen, vectors, strict=True)}
    return replace(inquiry, ranked=fuse_orders(inquiry.ranked, others, nearness), by_meaning=True)
