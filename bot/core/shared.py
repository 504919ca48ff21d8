"""What a story's outlets tell in common: each word's weight by how many of them use it and how rare it is.

A text that holds much of it tells what the story is about, whoever wrote it and whatever its opinion. With a
price for length it chooses what is pushed (concept coverage after Gillick and Favre, 2009, with outlets for
documents).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from bot.core.candidates import READ_SENTENCES, rarity
from bot.core.copies import group_copies
from bot.core.language import content_stems
from bot.core.passages import read_passages
from bot.core.types import Article


@dataclass(frozen=True, slots=True)
class Shared:
    """`weights` by stem; together 1, or none at all where the outlets have no word in common."""

    weights: Mapping[str, float]

    def share(self, stems: Collection[str]) -> float:
        """How much of what all tell a text with these stems tells, 0 to 1."""
        return sum(self.weights.get(stem, 0.0) for stem in sorted(set(stems)))


def read_shared(articles: Sequence[Article]) -> Shared:
    """Over the heads of the articles, titles included; copies and one owner's articles count once.

    A single outlet's article is weighed by its own sentences instead: what it comes back to.
    """
    return _read(tuple(article for article in articles if not article.withdrawn))


@lru_cache(maxsize=8)  # a draft and its edit read the same articles, one right after the other
def _read(articles: tuple[Article, ...]) -> Shared:
    heads = {article.id: _head(article) for article in articles}
    voices = [
        frozenset(chain.from_iterable(chain(*(heads[id] for id in group)))) for group in group_copies(articles)
    ]
    units = voices if len(voices) > 1 else [sentence for head in heads.values() for sentence in head]
    counts = Counter(chain.from_iterable(units))
    weights = {stem: (count - 1) * rarity(stem) for stem, count in sorted(counts.items()) if count > 1}
    total = sum(weights.values())
    return Shared({stem: weight / total for stem, weight in weights.items()})


def _head(article: Article) -> list[frozenset[str]]:
    """The stems of the title and of each of the first sentences."""
    return [frozenset(content_stems(passage.text)) for passage in read_passages(article)[: READ_SENTENCES + 1]]
