"""Which recent stories belong together: they share words, or under one topic names, that few stories have."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bot.core.language import content_stems, find_names
from bot.core.question_words import GENERAL, read_term
from bot.core.types import Summary

_LEAST = 0.16  # cosine of what two short forms tell, each word weighed by its rarity
_LEAST_NAMED = 0.08  # the same where they have a topic and names in common
_NAMES = 2  # such names, one within another counted once
_FEW = 0.05  # the share of the stories that may have such a name
_SHARED = 3  # words in common at least: two stories of one town and day are not yet related


def rank_related(summary: Summary, others: Sequence[Summary], limit: int) -> tuple[Summary, ...]:
    """At most `limit` of the other stories that tell of the same people, places or things, the nearest first."""
    stories = {one.story_id: one for one in others} | {summary.story_id: summary}
    told = {number: _terms(one) for number, one in stories.items()}
    holders = Counter(term for terms in told.values() for term in terms)
    rarity = {term: math.log(1 + len(stories) / count) for term, count in holders.items()}
    ours = told.pop(summary.story_id)
    nearness = {
        number: _cosine(ours, terms, rarity) for number, terms in told.items() if len(ours & terms) >= _SHARED
    }
    akin = {one for one in nearness if nearness[one] >= _LEAST}
    close = [one for one in nearness if one not in akin and nearness[one] >= _LEAST_NAMED]
    of_topic = [stories[one] for one in close if set(stories[one].topics) & set(summary.topics)]
    akin.update(_share_names(summary, of_topic, stories.values()) if of_topic else ())
    near = sorted(akin, key=lambda one: (-nearness[one], -one))
    return tuple(stories[number] for number in near[:limit])


def _share_names(summary: Summary, near: Sequence[Summary], stories: Iterable[Summary]) -> Iterator[int]:
    """Those of the near ones that have, anywhere in them, names of the summary's that few of all stories have."""
    outlets = {source.outlet.casefold() for source in summary.sources}
    names = {name.text.casefold() for text in _list_texts(summary) for name in find_names(text)} - outlets
    texts = {one.story_id: " ".join(_list_texts(one)).casefold() for one in stories}
    few = max(2, _FEW * len(texts))
    rare = {name for name in names if sum(name in text for text in texts.values()) <= few}
    for one in near:
        shared = {name for name in rare if name in texts[one.story_id]}
        if sum(not any(name != other and name in other for other in shared) for name in shared) >= _NAMES:
            yield one.story_id


def _list_texts(summary: Summary) -> tuple[str, ...]:
    return (summary.headline.text, *(claim.text for claim in summary.claims))


def _cosine(one: frozenset[str], two: frozenset[str], rarity: Mapping[str, float]) -> float:
    shared = sum(rarity[term] ** 2 for term in one & two)
    lengths = (math.sqrt(sum(rarity[term] ** 2 for term in terms)) for terms in (one, two))
    return shared / math.prod(lengths) if shared else 0.0


def _terms(summary: Summary) -> frozenset[str]:
    texts = (summary.headline.text, *(claim.text for claim in summary.brief))
    return frozenset[str]().union(*(_terms_of(text) for text in texts))


@lru_cache(maxsize=16_384)
def _terms_of(text: str) -> frozenset[str]:
    return frozenset(read_term(one) for one in content_stems(text) if one not in GENERAL)
