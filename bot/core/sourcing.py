"""The numbered list of a story's sources, with whose text and whose voice each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.copies import Groups, group_copies, group_texts
from bot.core.passages import read_title
from bot.core.types import Article, Source

UNTITLED = "its article"  # where the title was planted for machines


def make_sources(articles: Sequence[Article], numbers: Mapping[int, int]) -> tuple[Source, ...]:
    """A line for each of the articles that has a number, in their order."""
    texts, voices = _firsts(group_texts(articles)), _firsts(group_copies(articles))
    return tuple(
        Source(
            number=numbers[article.id],
            article_id=article.id,
            outlet=article.outlet.name,
            title=read_title(article) or UNTITLED,
            url=article.url,
            published_at=article.published_at,
            copy_of=numbers.get(texts.get(article.id, 0)),
            version=article.version,
            counts_with=None if article.id in texts else numbers.get(voices.get(article.id, 0)),
            agency=article.credit,
            picture=article.image_url,
        )
        for article in articles
        if article.id in numbers
    )


def _firsts(groups: Groups) -> Mapping[int, int]:
    """The first of its group for each article that is not the first itself."""
    return {other: group[0] for group in groups for other in group[1:]}
