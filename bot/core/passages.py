"""An article as passages: the sentences that a claim can cite."""

from __future__ import annotations

from functools import lru_cache

from bot.core.language import split_sentences
from bot.core.types import Article, Passage, PassageId


def read_passages(article: Article) -> tuple[Passage, ...]:
    """The title ("12.0", start == -1) if there is one, then every sentence of the text from "12.1" on.

    Furniture is in it too, so that the ids of a text never depend on what counts as furniture.
    """
    return _read(article.id, article.title, article.text)


@lru_cache(maxsize=1_024)
def _read(article_id: int, title: str, text: str) -> tuple[Passage, ...]:
    head = (
        (Passage(PassageId(f"{article_id}.0"), article_id, title.strip(), -1, -1, -1),) if title.strip() else ()
    )
    body = (
        Passage(
            PassageId(f"{article_id}.{number}"), article_id, found.text, found.start, found.end, found.paragraph
        )
        for number, found in enumerate(split_sentences(text), start=1)
    )
    return (*head, *body)
