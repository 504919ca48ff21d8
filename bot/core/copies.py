"""Who copied whom: one wire text under several names is one source, and one owner is one voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from sys import maxsize

from bot.core.credits import find_agencies, name_outlet, read_sender
from bot.core.domains import is_same_name, read_site_name
from bot.core.reprints import is_copy, read_wording
from bot.core.types import Article

Groups = tuple[tuple[int, ...], ...]


def group_copies(articles: Sequence[Article]) -> Groups:
    """Article ids grouped by origin: one group is ONE independent voice, whoever printed it.

    Joined are copies of one text, what one agency sent out, and articles of one owner: of one domain, of one name
    under a country's suffix and another, of domains that the settings name together. Withdrawn articles are left
    out. In a group the original comes first, then the others by time; groups follow their originals' times.
    """
    return _join_senders(tuple(_present(articles)))


def group_texts(articles: Sequence[Article]) -> Groups:
    """As `group_copies`, but by text alone: two different articles of one outlet stay two."""
    return _group(tuple(_present(articles)), is_copy)


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


def is_one_text(one: Article, other: Article) -> bool:
    return is_same_owner(one, other) or is_copy(one, other)


def _present(articles: Iterable[Article]) -> list[Article]:
    return sorted(
        (article for article in articles if not article.withdrawn),
        key=lambda article: (article.published_at, article.arrived_at, article.id),
    )


@lru_cache(maxsize=32)  # every part of the desk asks about the same story, one right after the other
def _group(present: tuple[Article, ...], same: Callable[[Article, Article], bool]) -> Groups:
    index = _Index()
    for article in present:
        names, pairs = _read_names(article), _read_pairs(article.text)
        likely = index.find_likely(names, pairs)
        kin = [n for n in likely if any(same(member, article) for member in index.groups[n].articles)]
        index.add(article, names, pairs, kin)
    return _in_time(group.articles for group in index.groups.values())


@lru_cache(maxsize=32)
def _join_senders(present: tuple[Article, ...]) -> Groups:
    """The groups of one text, of which those that one agency sent out are joined.

    Whose text it is, most of the outlets that print it must say, or the agency print it itself: else one site
    that copies an outlet's report and credits an agency would make the outlet a copy of that agency's text.
    """
    by_id = {article.id: article for article in present}
    credited = frozenset(chain.from_iterable(map(find_agencies, present)))
    joined: list[list[Article]] = []
    held: list[frozenset[str]] = []
    for ids in _group(present, is_one_text):
        group = [by_id[number] for number in ids]
        senders = _find_senders(group) & credited
        for place in [n for n, others in enumerate(held) if senders & others][::-1]:
            group += joined.pop(place)
            senders |= held.pop(place)
        joined.append(group)
        held.append(senders)
    return _in_time(joined)


def _find_senders(group: Sequence[Article]) -> frozenset[str]:
    """Agencies whose text it is: the sole credit of an article each of more than half of its owners."""
    said: dict[str, set[str]] = {}
    for article in group:
        said.setdefault(article.outlet.owner or article.outlet.domain, set()).add(read_sender(article))
    times = Counter(chain.from_iterable(said.values()))
    own = {name_outlet(article) for article in group}
    return frozenset(name for name, count in times.items() if name in own or 2 * count > len(said))


def _in_time(groups: Iterable[Sequence[Article]]) -> Groups:
    ordered = [_original_first(group) for group in groups]
    ordered.sort(key=lambda group: (group[0].published_at, group[0].arrived_at, group[0].id))
    return tuple(tuple(article.id for article in group) for group in ordered)


def _original_first(group: Sequence[Article]) -> list[Article]:
    """The agency's own article if it is among them, else the earliest; the rest by time."""
    in_time = _present(group)
    credited = frozenset().union(*map(find_agencies, group))
    in_time.sort(key=lambda article: name_outlet(article) not in credited)
    return in_time


# ---------------------------------------------------------------- which articles are worth comparing


Keys = frozenset[str | int]

PAIRS_KEPT_ONE_IN = 2  # enough to notice a copy; whether it is one is then read off the texts
LEAST_SHARED = 0.15  # of the shorter text's: a copy has more than twice as many (`REWRITE_SHARE`)


@lru_cache(maxsize=256)  # both ways of grouping ask, one right after the other
def _read_pairs(text: str) -> Keys:
    return frozenset([pair for pair in read_wording(text).pairs if pair % PAIRS_KEPT_ONE_IN == 0])


def _read_names(article: Article) -> Keys:
    """Those of owner and agency: who shares one may be one voice whatever the words."""
    outlet = article.outlet
    names = {outlet.domain, read_site_name(outlet.domain), outlet.owner, name_outlet(article)}
    return find_agencies(article) | frozenset(filter(None, names))


@dataclass(slots=True)
class _Group:
    """Articles joined so far, the keys of all of them, and how many pairs the one with the fewest has."""

    articles: list[Article] = field(default_factory=list)
    keys: set[str | int] = field(default_factory=set)
    fewest: int = maxsize


@dataclass(slots=True)
class _Index:
    """Groups by their keys. A key leads to a group once, however many copies the group has, so that neither a
    text printed two hundred times nor two hundred reports of one event are compared all with all."""

    groups: dict[int, _Group] = field(default_factory=dict)
    holders: dict[str | int, list[int]] = field(default_factory=dict)

    def find_likely(self, names: Keys, pairs: Keys) -> list[int]:
        likely = set(chain.from_iterable(self.holders.get(name, ()) for name in names))
        shared = Counter(chain.from_iterable(self.holders.get(pair, ()) for pair in pairs))
        for number, count in shared.items():
            if count >= LEAST_SHARED * min(len(pairs), self.groups[number].fewest):
                likely.add(number)
        return sorted(likely)

    def add(self, article: Article, names: Keys, pairs: Keys, kin: Sequence[int]) -> None:
        """The article to the groups it is kin to, which become one; to a new one where there is none."""
        number = kin[0] if kin else article.id
        group = self.groups.setdefault(number, _Group())
        for other in kin[1:]:
            gone = self.groups.pop(other)
            for key in gone.keys:
                self.holders[key].remove(other)
            group.articles += gone.articles
            group.fewest = min(group.fewest, gone.fewest)
            self._hold(number, gone.keys)
        group.articles.append(article)
        group.fewest = min(group.fewest, len(pairs))
        self._hold(number, names | pairs)

    def _hold(self, number: int, keys: Set[str | int]) -> None:
        group = self.groups[number]
        for key in keys - group.keys:
            self.holders.setdefault(key, []).append(number)
        group.keys |= keys
