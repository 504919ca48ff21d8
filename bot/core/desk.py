"""The editor's desk: a story's articles as passages, with what is known about them, looked up by id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from bot.core.checking import check_claim
from bot.core.disagreements import find_disagreements
from bot.core.language import is_furniture
from bot.core.passages import read_passages
from bot.core.types import Article, Disagreement, Passage, PassageId, Relation, Support, Verdict


@dataclass(frozen=True, slots=True)
class Desk:
    """Articles that were not withdrawn, oldest first; every passage of theirs; times by article id. Of those
    `withdrawn` nothing is published, but what they told was told."""

    articles: tuple[Article, ...]
    withdrawn: tuple[Article, ...]
    passages: Mapping[PassageId, Passage]
    published: Mapping[int, datetime]
    disagreements: tuple[Disagreement, ...]

    @property
    def everything(self) -> tuple[Article, ...]:
        return (*self.articles, *self.withdrawn)

    def check(self, text: str, passage_ids: Sequence[PassageId]) -> Verdict:
        """The verdict on a sentence; furniture neither supports anything nor is published."""
        unknown = [passage_id for passage_id in passage_ids if passage_id not in self.passages]
        if unknown:
            return Verdict(
                Support.UNSUPPORTED, 0.0, (f"it cites {unknown[0]}, which is no passage of these sources",)
            )
        if is_furniture(text):
            return Verdict(Support.UNSUPPORTED, 0.0, ("it is not a sentence of the story",))
        return check_claim(text, self.sound(passage_ids), self.published, self.earlier)

    def sound(self, passage_ids: Sequence[PassageId]) -> tuple[Passage, ...]:
        """The passages of these ids that are more than furniture."""
        found = (self.passages[passage_id] for passage_id in passage_ids if passage_id in self.passages)
        return tuple(passage for passage in found if not is_furniture(passage.text))

    def earlier(self, passage: Passage) -> tuple[Passage, ...]:
        """The sentences before it in its article, the title left out."""
        article, _, number = passage.id.partition(".")
        before = (PassageId(f"{article}.{place}") for place in range(1, int(number)))
        return tuple(self.passages[one] for one in before if one in self.passages)

    def with_relation(self, *relations: Relation) -> tuple[Disagreement, ...]:
        return tuple(found for found in self.disagreements if found.relation in relations)


def open_desk(articles: Sequence[Article]) -> Desk:
    ordered = sorted(articles, key=lambda article: (article.published_at, article.id))
    return _open(
        tuple(article for article in ordered if not article.withdrawn),
        tuple(article for article in ordered if article.withdrawn),
    )


@lru_cache(maxsize=8)  # a draft, its edit and its review read the same articles, one right after the other
def _open(kept: tuple[Article, ...], withdrawn: tuple[Article, ...]) -> Desk:
    return Desk(
        articles=kept,
        withdrawn=withdrawn,
        passages={passage.id: passage for article in kept for passage in read_passages(article)},
        published={article.id: article.published_at for article in kept},
        disagreements=find_disagreements(kept),
    )
