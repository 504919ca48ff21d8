"""Who copied whom: one wire text under several names is one source, and one owner is one voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from bot.core.credits import find_agencies, is_one_agency, name_outlet
from bot.core.domains import is_same_name, read_site_name
from bot.core.reprints import AGENCY_SHARE, COPY_SHARE, is_copy, read_wording
from bot.core.types import Article

Groups = tuple[tuple[int, ...], ...]


def group_copies(articles: Sequence[Article]) -> Groups:
    """Article ids grouped by origin: one group is ONE independent voice, whoever printed it.

    Joined are copies of one text, what one agency sent out, and articles of one owner: of one domain, of one name
    under a country's suffix and another, of domains that the settings name together. Withdrawn articles are left
    out. In a group the original comes first, then the others by time; groups follow their originals' times.
    """
    return _group(tuple(articles), is_one_voice)


def group_texts(articles: Sequence[Article]) -> Groups:
    """As `group_copies`, but by text alone: two different articles of one outlet stay two."""
    return _group(tuple(articles), is_copy)


def count_independent(articles: Sequence[Article]) -> int:
    """How many outlets found out for themselves: copies and common owners counted once, withdrawn not at all."""
    return len(group_copies(articles))


def is_same_owner(one: Article, other: Article) -> bool:
    mine, theirs = one.outlet, other.outlet
    if mine.domain == theirs.domain:
        return True
    if mine.owner or theirs.owner:
        return mine.owner == theirs.owner
    return is_same_name(mine.domain, theirs.domain)


def is_one_voice(one: Article, other: Article) -> bool:
    return is_same_owner(one, other) or is_one_agency(one, other) or is_copy(one, other)


def _present(articles: Iterable[Article]) -> list[Article]:
    return sorted(
        (article for article in articles if not article.withdrawn),
        key=lambda article: (article.published_at, article.arrived_at, article.id),
    )


@lru_cache(maxsize=32)  # every part of the desk asks about the same story, one right after the other
def _group(articles: tuple[Article, ...], same: Callable[[Article, Article], bool]) -> Groups:
    index = _Index()
    for article in _present(articles):
        keys = _read_keys(article)
        likely = index.find_likely(keys)
        kin = [n for n in likely if any(same(member, article) for member in index.groups[n].articles)]
        index.add(article, keys, kin)
    ordered = [_original_first(group.articles) for group in index.groups.values()]
    ordered.sort(key=lambda group: (group[0].published_at, group[0].arrived_at, group[0].id))
    return tuple(tuple(article.id for article in group) for group in ordered)


def _original_first(group: Sequence[Article]) -> list[Article]:
    """The agency's own article if it is among them, else the earliest; the rest by time."""
    in_time = _present(group)
    credited = frozenset().union(*map(find_agencies, group))
    in_time.sort(key=lambda article: name_outlet(article) not in credited)
    return in_time


# ---------------------------------------------------------------- which articles are worth comparing


Keys = Mapping[str, frozenset[str | int]]

_LEAST_SHARED: Mapping[str, float] = {"names": 0.0, "runs": COPY_SHARE, "pairs": AGENCY_SHARE}
"""Of what an article and its copy can share, the part without which they are none: of the names of its owner and
its agency one is enough; of runs and pairs of words it is a part of the shorter text's."""


def _read_keys(article: Article) -> Keys:
    outlet, wording = article.outlet, read_wording(article.text)
    names = (outlet.domain, read_site_name(outlet.domain), outlet.owner, name_outlet(article))
    return {
        "names": frozenset(filter(None, names)) | find_agencies(article),
        "runs": frozenset(wording.shingles),
        "pairs": wording.pairs,
    }


@dataclass(slots=True)
class _Group:
    """Articles joined so far, the keys of all of them, and how many the one with the fewest of a kind has."""

    articles: list[Article] = field(default_factory=list)
    keys: dict[str, set[str | int]] = field(default_factory=lambda: {kind: set() for kind in _LEAST_SHARED})
    fewest: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Index:
    """Groups by their keys. A key leads to a group once, however many copies the group has, so that neither a
    text printed two hundred times nor two hundred reports of one event are compared all with all."""

    groups: dict[int, _Group] = field(default_factory=dict)
    holders: dict[str | int, list[int]] = field(default_factory=dict)

    def find_likely(self, keys: Keys) -> list[int]:
        likely: set[int] = set()
        for kind, own in keys.items():
            shared = Counter(chain.from_iterable(self.holders.get(key, ()) for key in own))
            for number, count in shared.items():
                fewest = min(len(own), self.groups[number].fewest.get(kind, len(own)))
                if count >= _LEAST_SHARED[kind] * fewest:
                    likely.add(number)
        return sorted(likely)

    def add(self, article: Article, keys: Keys, kin: Sequence[int]) -> None:
        """The article to the groups it is kin to, which become one; to a new one where there is none."""
        number = kin[0] if kin else article.id
        group = self.groups.setdefault(number, _Group())
        for other in kin[1:]:
            gone = self.groups.pop(other)
            for key in chain.from_iterable(gone.keys.values()):
                self.holders[key].remove(other)
            group.articles += gone.articles
            self._hold(number, gone.keys, gone.fewest)
        group.articles.append(article)
        self._hold(number, keys, {kind: len(own) for kind, own in keys.items() if own})

    def _hold(self, number: int, keys: Mapping[str, Set[str | int]], fewest: Mapping[str, int]) -> None:
        group = self.groups[number]
        for kind, own in keys.items():
            for key in own - group.keys[kind]:
                self.holders.setdefault(key, []).append(number)
            group.keys[kind] |= own
        for kind, count in fewest.items():
            group.fewest[kind] = min(count, group.fewest.get(kind, count))
