"""Who copied whom: one wire text under several names is one source, and one owner is one voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain

from bot.core.carrying import put_original_first, trace_texts
from bot.core.credits import find_agencies, name_outlet, read_sender
from bot.core.domains import is_same_name, read_site_name
from bot.core.types import Article

Groups = tuple[tuple[int, ...], ...]
_Voices = dict[str, list[Article]]  # by agency, or by the domain that stands for an owner's


def group_copies(articles: Sequence[Article]) -> Groups:
    """Article ids grouped by origin: one group is ONE independent voice, whoever printed it.

    Joined are copies of one text, what one agency sent out, and what one owner's outlets found out themselves: of
    one domain, of one name under a country's suffix and another, of domains that the settings name together. What
    an outlet prints of others makes it no part of their voice, and not of one another's. Withdrawn articles are
    left out. In a group the original comes first, then the others by time; groups follow their originals' times.
    """
    return _group_voices(tuple(_present(articles)))


def group_texts(articles: Sequence[Article]) -> Groups:
    """As `group_copies`, but by text alone: two different articles of one outlet stay two."""
    return _in_time(trace_texts(tuple(_present(articles))))


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


def _present(articles: Iterable[Article]) -> list[Article]:
    return sorted(
        (article for article in articles if not article.withdrawn),
        key=lambda article: (article.published_at, article.arrived_at, article.id),
    )


@lru_cache(maxsize=32)
def _group_voices(present: tuple[Article, ...]) -> Groups:
    """Texts by whom they are from: an agency, or the owner of the outlet that had the text first."""
    owners = _name_owners(present)
    credited = frozenset(chain.from_iterable(map(find_agencies, present)))
    agencies = {name_outlet(one): owners[one.id] for one in present if name_outlet(one) in credited}
    voices: _Voices = {}
    for text in trace_texts(present):
        sender = _find_sender(text, credited)
        voice = agencies.get(sender, sender) or owners[text[0].id]
        voices.setdefault(voice, []).extend(text)
    return _in_time(_give_outlets(voices, owners).values())


def _name_owners(present: Sequence[Article]) -> Mapping[int, str]:
    """By article the domain that stands for all of its owner's. Those of one owner are each like every other:
    tidewater.com is tidewater.ie's or tidewater.co.uk's, and no reason to take these two for one."""
    owned: dict[str, list[list[Article]]] = {}
    names: dict[int, str] = {}
    for article in present:
        outlet = article.outlet
        alike = owned.setdefault(outlet.owner or read_site_name(outlet.domain) or outlet.domain, [])
        same = [one for one in alike if all(is_same_owner(article, other) for other in one)]
        if not same:
            same = [[article]]
            alike += same
        elif all(outlet.domain != other.outlet.domain for other in same[0]):
            same[0].append(article)
        names[article.id] = same[0][0].outlet.domain
    return names


def _find_sender(text: Sequence[Article], credited: Set[str]) -> str:
    """The agency whose text it is: it prints it itself, or is the sole credit of an article each of more than
    half of the owners that do; "" where there is none.

    Most must say it: else one site that copies an outlet's report and credits an agency would make the outlet a
    copy of that agency's text.
    """
    said: dict[str, set[str]] = {}
    for article in text:
        said.setdefault(article.outlet.owner or article.outlet.domain, set()).add(read_sender(article))
    own = {name_outlet(article) for article in text}
    times = Counter(name for names in said.values() for name in sorted(names) if name in credited)
    senders = [name for name, count in times.most_common() if name in own or 2 * count > len(said)]
    return min(senders, key=lambda name: name not in own, default="")


def _give_outlets(voices: _Voices, owners: Mapping[int, str]) -> _Voices:
    """The voices that can each be read in an outlet of its own. An agency's that only outlets print which are
    voices themselves, or another agency's, counts with that of the first of them."""
    left = {voice: list(articles) for voice, articles in voices.items()}
    heard = {owner: owner for owner in owners.values() if owner in voices}
    printers = {voice: list(dict.fromkeys(owners[one.id] for one in voices[voice])) for voice in voices}
    for voice in sorted(voices.keys() - heard.keys(), key=lambda voice: (len(printers[voice]), voice)):
        free = next((owner for owner in printers[voice] if owner not in heard), None)
        if free is not None:
            heard[free] = voice
        else:
            left[heard[printers[voice][0]]] += left.pop(voice)
    return left


def _in_time(groups: Iterable[Sequence[Article]]) -> Groups:
    ordered = [put_original_first(_present(group)) for group in groups]
    ordered.sort(key=lambda group: (group[0].published_at, group[0].arrived_at, group[0].id))
    return tuple(tuple(article.id for article in group) for group in ordered)
