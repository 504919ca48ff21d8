"""Which of a story's articles carry one text, each traced to the one article that it has it from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from sys import maxsize

from bot.core.credits import find_agencies, name_outlet, names_outlet
from bot.core.domains import read_site_name
from bot.core.reprints import is_copy, is_reprint, read_wording
from bot.core.types import Article


@lru_cache(maxsize=32)  # every part of the desk asks about the same story, one right after the other
def trace_texts(articles: tuple[Article, ...]) -> tuple[tuple[Article, ...], ...]:
    """The articles, given in order of time, by the text that they carry: an agency's own first where it is among
    them, else the earliest.

    Each has its text from one of those before it at most: a page that prints the reports of two outlets makes
    them no copies of one another.
    """
    index = _Index()
    for article in put_original_first(articles):
        names, pairs = _read_names(article), _read_pairs(article.text)
        likely = index.find_likely(names, pairs)
        kin = [number for number in likely if carries(article, index.texts[number].articles)]
        nearest = max(kin, key=lambda number: _most_shared(article, index.texts[number]), default=article.id)
        index.add(article, names, pairs, nearest)
    return tuple(tuple(text.articles) for text in index.texts.values())


def put_original_first(articles: Sequence[Article]) -> list[Article]:
    """Of articles in order of time an agency's own, which others credit, before all others."""
    credited = frozenset().union(*map(find_agencies, articles))
    return sorted(articles, key=lambda article: name_outlet(article) not in credited)


def carries(article: Article, printed: Sequence[Article]) -> bool:
    """Whether the article carries the text that all of `printed` do, the original first.

    Words that stand as they are in any of them prove it. But what only tells the same in other words is hardly
    more alike than two reports of one event, and may be like one printer by what that one put in: it must be like
    the original, like most of them, or name the outlet that had the text first.
    """
    if is_copy(printed[0], article):
        return True
    alike = [one for one in printed[1:] if is_copy(one, article)]
    if not alike:
        return False
    if 2 * len(alike) > len(printed) or names_outlet(article, printed[0].outlet):
        return True
    wording = read_wording(article.text)
    return any(is_reprint(wording, read_wording(one.text)) for one in alike)


def _most_shared(article: Article, text: _Text) -> int:
    pairs = read_wording(article.text).pairs
    return max(len(pairs & read_wording(printed.text).pairs) for printed in text.articles)


# ---------------------------------------------------------------- which articles are worth comparing


Keys = frozenset[str | int]

PAIRS_KEPT_ONE_IN = 2  # enough to notice a copy; whether it is one is then read off the texts
LEAST_SHARED = 0.15  # of the shorter text's: a copy has more than twice as many (`REWRITE_SHARE`)


def _read_pairs(text: str) -> Keys:
    return frozenset([pair for pair in read_wording(text).pairs if pair % PAIRS_KEPT_ONE_IN == 0])


def _read_names(article: Article) -> Keys:
    """Those of owner and agency: who shares one may be one voice whatever the words."""
    outlet = article.outlet
    names = {outlet.domain, read_site_name(outlet.domain), outlet.owner, name_outlet(article)}
    return find_agencies(article) | frozenset(filter(None, names))


@dataclass(slots=True)
class _Text:
    """Its printers so far, the keys of all of them, and how many pairs the one with the fewest has."""

    articles: list[Article] = field(default_factory=list)
    keys: set[str | int] = field(default_factory=set)
    fewest: int = maxsize


@dataclass(slots=True)
class _Index:
    """Texts by their keys. A key leads to a text once, however many print it, so that neither a text printed two
    hundred times nor two hundred reports of one event are compared all with all."""

    texts: dict[int, _Text] = field(default_factory=dict)
    holders: dict[str | int, list[int]] = field(default_factory=dict)

    def find_likely(self, names: Keys, pairs: Keys) -> list[int]:
        likely = set(chain.from_iterable(self.holders.get(name, ()) for name in names))
        shared = Counter(chain.from_iterable(self.holders.get(pair, ()) for pair in pairs))
        for number, count in shared.items():
            if count >= LEAST_SHARED * min(len(pairs), self.texts[number].fewest):
                likely.add(number)
        return sorted(likely)

    def add(self, article: Article, names: Keys, pairs: Keys, number: int) -> None:
        """The article to the text of that number, which is its own id where it is the first to print it."""
        text = self.texts.setdefault(number, _Text())
        text.articles.append(article)
        text.fewest = min(text.fewest, len(pairs))
        for key in (names | pairs) - text.keys:
            self.holders.setdefault(key, []).append(number)
        text.keys |= names | pairs
