"""What later articles of a story report as having happened that no earlier one had told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from bot.core.candidates import covered, is_plain
from bot.core.day_news import find_subjects, is_comment, is_day_news
from bot.core.language import content_stems, find_numbers, is_furniture
from bot.core.language.mentions import NumberKind
from bot.core.light_edits import cut_to_claim
from bot.core.passages import read_passages
from bot.core.retelling import read_figures_told, tells_again
from bot.core.turns import read_turns
from bot.core.types import Article, Passage

LATER = timedelta(minutes=30)  # what comes sooner belongs to the first reports
_ONE_TELLING = timedelta(hours=1)  # within which several outlets tell one development
LEADING = 3  # sentences of an article that tell its news; further down stands what led to it
_SAME = 0.3  # share of a sentence, by rarity, from which another one of its kind tells the same turn
_LEDE_WORDS = 35
_RETOLD = 0.6  # share of a sentence of no known turn, by rarity, in one earlier sentence: it tells the same
_NEW_WORDS = 0.35  # but with more words than that share that nobody had, it only names the same people
_NOBODYS_FIRST = timedelta(hours=6)  # since a story's first report: no lede tells it from the beginning any more
_ANCHORED = 2  # words that a sentence shares with earlier articles, or it is about something else
COUNTED = frozenset(
    {"death", "injury", "missing", "evacuation", "recall", "toll"}
)  # another figure is another turn


@dataclass(frozen=True, slots=True)
class Development:
    """A sentence that tells a turn of the story first, or within half an hour of the first; since when.

    `brings`: the kinds of turns it reports, and its figures that no earlier article has. `turning`: it reports a
    turn of a known kind; what is news of the day by its form alone is told, but leads no piece."""

    passage: Passage
    at: datetime
    brings: frozenset[str | tuple[float, str]]
    turning: bool = True


@lru_cache(maxsize=16)
def find_developments(articles: tuple[Article, ...]) -> tuple[Development, ...]:
    """Oldest first; of one article in its own order. Withdrawn articles tell none, but what they told is no news
    when another looks back at it."""
    ordered = sorted(articles, key=lambda one: (_told_at(one), one.id))
    reports = (one for one in ordered if not one.withdrawn and not is_comment(one.title))
    return tuple(found for one in reports for found in _of_article(one, ordered))


def is_told(text: str, told: Iterable[str]) -> bool:
    """Whether each turn that the sentence reports is reported, or recalled, by another one: in like words, or
    with the same figures where it counts people. False for a sentence that reports none."""
    others = tuple(told)
    turns = read_turns(text)
    return bool(turns) and all(any(_tells(turn, text, other) for other in others) for turn in turns)


def _tells(turn: str, text: str, other: str) -> bool:
    kinds = COUNTED if turn == "toll" else {turn}  # "rose to 14" is told by "14 were injured"
    if not kinds & read_turns(other, recalled=True):
        return False
    counts = _counts(text) if turn in COUNTED else frozenset()
    return counts <= _counts(other) if counts else covered(_stems(text), _stems(other)) >= _SAME


def order_ledes(newest_first: Sequence[Development]) -> tuple[Development, ...]:
    """The order in which the turns among developments are tried as the lede: of those told within an hour of the
    newest, first sentences before later ones, the first to tell it before those that followed; in front of all,
    whichever tells what the first of them does and more."""
    turning = [one for one in newest_first if one.turning]
    if not turning:
        return ()
    fresh = [one for one in turning if turning[0].at - one.at <= _ONE_TELLING]
    rest = turning[len(fresh) :]
    fresh.sort(key=lambda one: (int(one.passage.id.partition(".")[2]), one.at))
    fuller = next((one for one in fresh if _tells_more(one, fresh[0])), fresh[0])
    return (fuller, *(one for one in fresh if one is not fuller), *rest)


def _tells_more(one: Development, first: Development) -> bool:
    """Whether it tells what the first one does, brings something besides, and is short enough to lead."""
    text = cut_to_claim(one.passage.text)
    return (
        one.brings > first.brings and len(text.split()) <= _LEDE_WORDS and tells_again(first.passage.text, [text])
    )


def _of_article(article: Article, everything: Sequence[Article]) -> Iterator[Development]:
    """Of a later version nobody knows which sentences are new: its first one may be. What else it tells it told
    when it was published, or so it is taken."""
    told_at = _told_at(article)
    if told_at == article.published_at:
        return _told_by(article, told_at, everything, LEADING)
    newest = tuple(_told_by(article, told_at, everything, 1))
    return iter(newest or _told_by(article, article.published_at, everything, LEADING))


def _told_by(
    article: Article, at: datetime, everything: Sequence[Article], leading: int
) -> Iterator[Development]:
    """What its first sentences, told then, tell that nobody had told half an hour before."""
    earlier = [one for one in everything if _told_at(one) <= at - LATER and one.id != article.id]
    if not earlier:
        return
    told = [passage.text for one in earlier for passage in read_passages(one)]
    known = frozenset(stem for text in told for stem in _stems(text))
    first = [passage for passage in read_passages(article) if passage.start >= 0][:leading]
    first = [passage for passage in first if not is_furniture(passage.text)]
    turned = [passage for passage in first if _is_turn(passage.text, told, known)]
    found = turned
    if not (turned and turned[0] is first[0]) and at == article.published_at and _adds(article, earlier):
        candidates = first[:1] if turned else first
        found = [*list(_find_day_news(article, candidates, earlier, told, known))[:1], *turned]
    if not found:
        return
    known_figures = frozenset(figure for text in told for figure in read_figures_told(text))
    for passage in found:
        brings = read_turns(passage.text) | (read_figures_told(passage.text) - known_figures)
        yield Development(passage, at, brings, turning=passage in turned)


def _adds(article: Article, earlier: Sequence[Article]) -> bool:
    """Whether its lede tells what is new. An outlet that comes late to a story tells it from the beginning; one
    that writes of it again has something to add, and hours later everybody has."""
    again = any(one.outlet.domain == article.outlet.domain for one in earlier)
    return again or article.published_at - min(map(_told_at, earlier)) >= _NOBODYS_FIRST


def _find_day_news(
    article: Article,
    leading: Sequence[Passage],
    earlier: Sequence[Article],
    told: Sequence[str],
    known: frozenset[str],
) -> Iterator[Passage]:
    subjects = find_subjects(earlier)
    for passage in leading:
        stems = _stems(passage.text)
        is_old = len(stems - known) < _NEW_WORDS * len(stems)
        is_old = is_old and any(covered(stems, _stems(other)) >= _RETOLD for other in told)
        if is_old or not is_plain(cut_to_claim(passage.text)):
            continue
        if is_day_news(passage.text, article.title, article.published_at, subjects, known):
            yield passage


def _is_turn(text: str, told: Sequence[str], known: frozenset[str]) -> bool:
    turns = read_turns(text)
    anchored = bool(turns & COUNTED) or len(_stems(text) & known) >= _ANCHORED
    return bool(turns) and anchored and not is_told(text, told)


def _told_at(article: Article) -> datetime:
    was_rewritten = article.version > 1 and not article.withdrawn  # a withdrawn one is kept as it last stood
    return article.arrived_at if was_rewritten else article.published_at


@lru_cache(maxsize=8192)
def _counts(text: str) -> frozenset[float]:
    return frozenset(number.value for number in find_numbers(text) if number.kind is NumberKind.QUANTITY)


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    return frozenset(content_stems(text))
