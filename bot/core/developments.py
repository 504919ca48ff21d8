"""What later articles of a story report as having happened that no earlier one had told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot.core.candidates import covered
from bot.core.language import content_stems, find_numbers, is_furniture
from bot.core.language.mentions import NumberKind
from bot.core.light_edits import cut_to_claim
from bot.core.passages import read_passages
from bot.core.retelling import read_facts, tells_again
from bot.core.turns import read_turns
from bot.core.types import Article, Passage

LATER = timedelta(minutes=30)  # what comes sooner belongs to the first reports
_ONE_TELLING = timedelta(hours=1)  # within which several outlets tell one development
LEADING = 3  # sentences of an article that tell its news; further down stands what led to it
_SAME = 0.3  # share of a sentence, by rarity, from which another one of its kind tells the same turn
_LEDE_WORDS = 35
_ANCHORED = 2  # words that a sentence shares with earlier articles, or it is about something else
COUNTED = frozenset({"death", "injury", "missing", "evacuation", "recall"})  # another figure is another turn


@dataclass(frozen=True, slots=True)
class Development:
    """A sentence that tells a turn of the story first, or within half an hour of the first; since when.

    `brings`: the kinds of turns it reports, and its figures that no earlier article has."""

    passage: Passage
    at: datetime
    brings: frozenset[str | tuple[float, str]]


@lru_cache(maxsize=16)
def find_developments(articles: tuple[Article, ...]) -> tuple[Development, ...]:
    """Oldest first; of one article in its own order. Withdrawn articles tell none."""
    present = sorted((one for one in articles if not one.withdrawn), key=lambda one: (_told_at(one), one.id))
    return tuple(found for article in present for found in _of_article(article, present))


def is_told(text: str, told: Iterable[str]) -> bool:
    """Whether each turn that the sentence reports is reported, or recalled, by another one: in like words, or
    with the same figures where it counts people. False for a sentence that reports none."""
    others = tuple(told)
    turns = read_turns(text)
    return bool(turns) and all(any(_tells(turn, text, other) for other in others) for turn in turns)


def _tells(turn: str, text: str, other: str) -> bool:
    if turn not in read_turns(other, recalled=True):
        return False
    counts = _counts(text) if turn in COUNTED else frozenset()
    return counts <= _counts(other) if counts else covered(_stems(text), _stems(other)) >= _SAME


def order_ledes(newest_first: Sequence[Development]) -> tuple[Development, ...]:
    """The order in which developments are tried as the lede: of those told within an hour of the newest, first
    sentences before later ones, the first to tell it before those that followed; in front of all, whichever tells
    what the first of them does and more."""
    if not newest_first:
        return ()
    fresh = [one for one in newest_first if newest_first[0].at - one.at <= _ONE_TELLING]
    rest = newest_first[len(fresh) :]
    fresh.sort(key=lambda one: (int(one.passage.id.partition(".")[2]), one.at))
    fuller = next((one for one in fresh if _tells_more(one, fresh[0])), fresh[0])
    return (fuller, *(one for one in fresh if one is not fuller), *rest)


def _tells_more(one: Development, first: Development) -> bool:
    """Whether it tells what the first one does, brings something besides, and is short enough to lead."""
    text = cut_to_claim(one.passage.text)
    return (
        one.brings > first.brings and len(text.split()) <= _LEDE_WORDS and tells_again(first.passage.text, [text])
    )


def _of_article(article: Article, present: Sequence[Article]) -> Iterator[Development]:
    at = _told_at(article)
    earlier = [one for one in present if _told_at(one) <= at - LATER and one.id != article.id]
    if not earlier:
        return
    told = [passage.text for one in earlier for passage in read_passages(one)]
    known = frozenset(stem for text in told for stem in _stems(text))
    known_figures = frozenset(figure for text in told for figure in read_facts(text).figures)
    leading = LEADING if article.version == 1 else 1  # of a later version nobody knows which sentences are new
    body = [passage for passage in read_passages(article) if passage.start >= 0]
    for passage in body[:leading]:
        turns = read_turns(passage.text)
        if not turns or is_furniture(passage.text):
            continue
        anchored = bool(turns & COUNTED) or len(_stems(passage.text) & known) >= _ANCHORED
        if anchored and not is_told(passage.text, told):
            figures = read_facts(passage.text).figures - known_figures
            yield Development(passage, at, turns | figures)


def _told_at(article: Article) -> datetime:
    return article.published_at if article.version == 1 else article.arrived_at


@lru_cache(maxsize=8192)
def _counts(text: str) -> frozenset[float]:
    return frozenset(number.value for number in find_numbers(text) if number.kind is NumberKind.QUANTITY)


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))
