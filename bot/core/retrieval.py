"""The passages of a story that speak of what a question asks, best first, each with what it covers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from bot.core.expected import holds_expected
from bot.core.language import find_names, read_mentions
from bot.core.language.names import same_name
from bot.core.questions import Question, read_terms
from bot.core.types import Article, Passage
from bot.core.units import Line, read_lines

# BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004.
SATURATION = 1.2
LENGTH_SHARE = 0.4
SENTENCE_WEIGHT, CONTEXT_WEIGHT, TITLE_WEIGHT = 1.0, 0.4, 0.5
SOFT_SHARE = 0.5  # what a word of the question before counts beside a word of this one
LIGHT_SHARE = 0.35  # and a word that an answer need not repeat
SAME_WORDS = 0.6
COMPARED = 30  # the best passages, among which those that tell the same are looked for
LOOKED_AT = 120  # the passages that fit best by their words, of which all else is read

# What each sign is worth. What words give is parted by the root of what the question's words weigh: with more
# words a match says more, but not as much more. Chosen on half of the weeks of realtimeqa-2026.
WORDS, COVERED, AROUND = 1.0, 0.3, 0.5
NAMES, FIGURES, TYPED = 0.5, 0.8, 2.2
TYPED_PART = 0.5  # where outlets are named: what each of them reports may be a part of the answer
ASKED = 1.5  # less for a sentence that asks itself
FIRST, HALFWAY = 1.0, 500  # of a sentence at the very beginning; characters after which half of it is left
PAIRS = 1.0  # words that follow one another in the sentence as they do in the question
RECENT, RECENT_UNASKED, RECENT_DAYS = 2.5, 0.5, 10.0
OUTLET, DAY = 3.0, 3.0  # said by an outlet, on a day, that the question names
SUPPORT = 0.2

_MARKS = " \"'”’)"


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as an answer. Shares are 0 to 1, words weighted by how rare they are in the story.

    `coverage`: the question's words in the sentence itself; `wide`: in it, its neighbours and its title; `about`:
    in it, its article's title and first sentences. `names`: the question's names in it, neighbours or title.
    `typed`: it holds the kind of thing asked for. `weight`: how much the question's words in the sentence say,
    the sum of their rarity. `support`: how many independent outlets tell the same, its own counted. `days_old`:
    from its article to the newest, or to the day of asking where the question wants what is recent. `shares`:
    what each word of the question in the sentence adds to the score.
    """

    passage: Passage
    article: Article
    before: Passage | None
    terms: frozenset[str]
    score: float
    coverage: float
    wide: float
    weight: float
    names: float
    typed: bool
    support: int
    about: float = 0.0
    days_old: float = 0.0
    shares: Mapping[str, float] = field(default_factory=dict, hash=False, compare=False)

    @classmethod
    def of(cls, passage: Passage, article: Article, before: Passage | None) -> Found:
        """A passage known to be the answer, without any search."""
        terms = frozenset(read_terms(passage.text))
        return cls(passage, article, before, terms, 0.0, 0.0, 0.0, 0.0, 1.0, typed=True, support=1)


@dataclass(frozen=True, slots=True)
class _Search:
    """A question, what its words weigh in these articles, and what passages are measured by."""

    question: Question
    wanted: Mapping[str, float]
    total: float  # of what is wanted
    length: float  # words of a sentence, on average
    now: datetime


def rank_passages(question: Question, articles: Sequence[Article]) -> tuple[Found, ...]:
    """The citable passages that share a word with the question, best first: at most `LOOKED_AT`.

    Withdrawn articles, furniture and text addressed to software are never among them; of a copy only what it adds
    to its original is searched.
    """
    lines = tuple(read_lines(articles))
    if not lines:
        return ()
    search = _prepare(question, lines)
    likely = sorted(_find_by_words(search, lines), key=lambda pair: (-pair[0].score, pair[0].passage.id))
    found = [_look_closely(question, *pair) for pair in likely[:LOOKED_AT]]
    found.sort(key=lambda one: (-one.score, one.passage.id))
    return (*_count_support(found[:COMPARED]), *found[COMPARED:])


def tell_same(one: Found, other: Found) -> bool:
    """Whether two passages tell the same: most words of the shorter, and no figure against another."""
    shorter = min(len(one.terms), len(other.terms))
    if not shorter or len(one.terms & other.terms) / shorter < SAME_WORDS:
        return False
    ours, theirs = _figures(one), _figures(other)
    return not ours or not theirs or ours <= theirs or theirs <= ours


def list_unsearched(articles: Sequence[Article]) -> Iterator[Found]:
    """Every citable passage in the order of articles and text, copies last, for a question that names nothing."""
    for article, line in read_lines(articles):
        yield Found.of(line.passage, article, line.before)


# ---------------------------------------------------------------- by words


def _prepare(question: Question, lines: Sequence[tuple[Article, Line]]) -> _Search:
    holders = Counter(term for _, line in lines for term in set(line.sentence))
    total = len(lines)

    def weigh(terms: Set[str], share: float) -> dict[str, float]:  # BM25's idf within the story
        return {t: share * math.log(1 + (total - holders[t] + 0.5) / (holders[t] + 0.5)) for t in terms}

    wanted = weigh(question.light, LIGHT_SHARE) | weigh(question.soft, SOFT_SHARE) | weigh(question.terms, 1.0)
    newest = max(article.published_at for article, _ in lines)
    asked = question.asked_at if question.recent else None
    return _Search(
        question=question,
        wanted=wanted,
        total=sum(wanted.values()),
        length=sum(len(line.sentence) for _, line in lines) / total or 1.0,
        now=newest if asked is None else max(newest, asked),
    )


def _find_by_words(search: _Search, lines: Sequence[tuple[Article, Line]]) -> Iterator[tuple[Found, Line]]:
    """Each passage that holds a word of the question or stands beside one, scored by its words and its place."""
    wanted = search.wanted
    scale = math.sqrt(search.total) or 1.0
    for article, line in lines:
        inside = wanted.keys() & set(line.sentence)
        around = wanted.keys() & (line.context | line.title)
        if not inside and not around:
            continue
        words = {
            term: (WORDS * worth + COVERED * wanted[term] * (term in inside)) / scale
            for term, worth in _bm25(search, line, inside | around).items()
        }
        narrow = sum(wanted[term] for term in inside)
        found = Found(
            passage=line.passage,
            article=article,
            before=line.before,
            terms=frozenset(line.sentence),
            score=sum(words.values()) + PAIRS * _weigh_pairs(search, line) / scale,
            coverage=narrow / search.total,
            wide=sum(wanted[term] for term in inside | around) / search.total,
            weight=narrow,
            names=1.0,
            typed=False,
            support=1,
            about=sum(wanted[term] for term in inside | (wanted.keys() & line.head)) / search.total,
            days_old=(search.now - article.published_at).total_seconds() / 86_400,
            shares={term: worth for term, worth in words.items() if term in inside},
        )
        yield replace(found, score=found.score + _weigh_place(search.question, found)), line


def _bm25(search: _Search, line: Line, terms: Set[str]) -> dict[str, float]:
    """What each wanted word that stands in or around the sentence is worth."""
    sentence = Counter(line.sentence)
    stretch = 1 - LENGTH_SHARE + LENGTH_SHARE * len(line.sentence) / search.length
    worth = {}
    for term in terms:
        often = SENTENCE_WEIGHT * sentence[term] / stretch
        often += CONTEXT_WEIGHT * (term in line.context) + TITLE_WEIGHT * (term in line.title)
        worth[term] = search.wanted[term] * often * (SATURATION + 1) / (often + SATURATION)
    return worth


def _weigh_pairs(search: _Search, line: Line) -> float:
    """What the words that follow one another in the sentence as in the question weigh."""
    pairs = search.question.pairs & frozenset(pairwise(line.sentence)) if search.question.pairs else ()
    wanted = search.wanted
    return sum(min(wanted[one], wanted[other]) for one, other in pairs if one in wanted and other in wanted)


def _weigh_place(question: Question, found: Found) -> float:
    """What speaks for a passage besides its words: what stands around it, how new it is, who says it."""
    article = found.article
    score = AROUND * found.wide - ASKED * found.passage.text.rstrip(_MARKS).endswith("?")
    score += FIRST / (1 + max(0, found.passage.start) / HALFWAY)
    if question.days:
        day = article.published_at.date()
        score += DAY * any(first <= day <= last for first, last in question.days)
    else:
        score += (RECENT if question.recent else RECENT_UNASKED) * math.exp(-found.days_old / RECENT_DAYS)
    return score + OUTLET * (article.outlet.domain in question.outlets)


# ---------------------------------------------------------------- by what it holds


def _look_closely(question: Question, found: Found, line: Line) -> Found:
    """The same with what takes more reading: names, figures, and the kind of thing asked for."""
    names = _share_of_names(question, line)
    typed = holds_expected(question, found.passage.text, found.article.published_at)
    added = NAMES * names + FIGURES * _share_of_figures(question, found)
    added += (TYPED_PART if question.outlets else TYPED) * typed
    return replace(found, names=names, typed=typed, score=found.score + added)


def _share_of_names(question: Question, line: Line) -> float:
    if not question.names:
        return 1.0
    nearby = line.nearby.lower()
    missing = [name for name in question.names if name.key not in nearby]
    there = {name.key for name in find_names(line.nearby)} if missing else set()
    lacking = sum(not any(same_name(name.key, other) for other in there) for name in missing)
    return 1.0 - lacking / len(question.names)


def _share_of_figures(question: Question, found: Found) -> float:
    if not question.numbers:
        return 0.0
    there = _figures(found)
    return sum(number.value in there for number in question.numbers) / len(question.numbers)


def _count_support(found: Sequence[Found]) -> Iterator[Found]:
    """The same passages with their support and its share of the score, in the new order."""
    counted = []
    for one in found:
        others = {
            other.article.outlet.domain
            for other in found
            if other.article.outlet.domain != one.article.outlet.domain and tell_same(one, other)
        }
        support = 1 + len(others)
        counted.append(replace(one, support=support, score=one.score + SUPPORT * math.log(support)))
    counted.sort(key=lambda one: (-one.score, one.passage.id))
    yield from counted


def _figures(one: Found) -> frozenset[float]:
    return frozenset(number.value for number in read_mentions(one.passage.text, one.article.published_at).numbers)
