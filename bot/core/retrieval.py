"""The passages of a story that speak of what a question asks, best first, each with what it covers."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from bot.core.copies import group_texts
from bot.core.expected import holds_expected
from bot.core.language import find_names, read_mentions
from bot.core.language.furniture import is_furniture
from bot.core.language.names import same_name
from bot.core.passages import read_passages
from bot.core.questions import Question, read_terms
from bot.core.types import Article, Passage

# BM25F: Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004.
SATURATION = 1.2
LENGTH_SHARE = 0.4
SENTENCE_WEIGHT, CONTEXT_WEIGHT, TITLE_WEIGHT = 1.0, 0.4, 0.5
SOFT_SHARE = 0.5  # what a word of the question before counts beside a word of this one
SAME_WORDS = 0.6
COMPARED = 30  # the best passages, among which those that tell the same are looked for

FEWEST_WORDS = 6  # of a sentence that was cut off
_CUT_OFF = re.compile(r"\s*(?:\.\.\.|…)[\])]*\s*$")

# What each sign is worth. What words give is parted by the root of what the question's words weigh: with more
# words a match says more, but not as much more. Chosen on half of the weeks of realtimeqa-2026.
WORDS, COVERED, AROUND = 1.0, 0.3, 0.5
NAMES, FIGURES, TYPED = 0.5, 0.8, 1.5
FIRST, HALFWAY = 1.0, 500  # of a sentence at the very beginning; characters after which half of it is left
PAIRS = 1.0  # words that follow one another in the sentence as they do in the question
RECENT, RECENT_UNASKED, RECENT_DAYS = 2.5, 0.5, 10.0
OUTLET, DAY = 3.0, 3.0  # said by an outlet, on a day, that the question names
SUPPORT = 0.2


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as an answer. Shares are 0 to 1, words weighted by how rare they are in the story.

    `coverage`: the question's words in the sentence itself; `wide`: in it, its neighbours and its title.
    `names`: the question's names in sentence, neighbours or title. `typed`: it holds the kind of thing asked for.
    `weight`: how much the question's words in the sentence say, the sum of their rarity.
    `support`: how many independent outlets tell the same, its own counted. `shares`: what each word of the
    question in the sentence adds to the score.
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
    shares: Mapping[str, float] = field(default_factory=dict, hash=False, compare=False)

    @classmethod
    def of(cls, passage: Passage, article: Article, before: Passage | None) -> Found:
        """A passage known to be the answer, without any search."""
        terms = frozenset(read_terms(passage.text))
        return cls(passage, article, before, terms, 0.0, 0.0, 0.0, 0.0, 1.0, typed=True, support=1)


@dataclass(frozen=True, slots=True)
class _Unit:
    passage: Passage
    article: Article
    before: Passage | None
    sentence: tuple[str, ...]
    context: frozenset[str]  # of the sentences before and after
    title: frozenset[str]
    nearby: str  # sentence, neighbours and title as text, to look for names in


def rank_passages(question: Question, articles: Sequence[Article]) -> tuple[Found, ...]:
    """Every citable passage that shares a word with the question, best first.

    Withdrawn articles, furniture and text addressed to software are never among them; of a copy only what it adds
    to its original is searched.
    """
    units = tuple(_read_units(articles))
    if not units:
        return ()
    rarity = _measure_rarity(units)
    length = sum(len(unit.sentence) for unit in units) / len(units)
    newest = max(unit.article.published_at for unit in units)
    found = []
    for unit in units:
        candidate = _judge(question, unit, rarity, length, newest)
        if candidate is not None:
            found.append(candidate)
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
    for unit in _read_units(articles):
        yield Found.of(unit.passage, unit.article, unit.before)


def _read_units(articles: Sequence[Article]) -> Iterator[_Unit]:
    group_of = {article_id: group[0] for group in group_texts(articles) for article_id in group}
    told: defaultdict[int, set[frozenset[str]]] = defaultdict(set)
    for article in sorted(articles, key=lambda one: group_of.get(one.id) != one.id):
        if article.withdrawn:
            continue
        known = told[group_of[article.id]]
        own = [unit for unit in _read_article(article) if frozenset(unit.sentence) not in known]
        known.update(frozenset(unit.sentence) for unit in own)
        yield from own


def _read_article(article: Article) -> Iterator[_Unit]:
    passages = [p for p in read_passages(article) if _is_citable(p.text)]
    terms = {p.id: read_terms(p.text) for p in passages}
    title = frozenset(read_terms(article.title))
    for place, passage in enumerate(passages):
        neighbours = [p for p in passages[max(0, place - 1) : place + 2] if p.id != passage.id and p.start >= 0]
        before = neighbours[0] if neighbours and neighbours[0].start < passage.start else None
        yield _Unit(
            passage=passage,
            article=article,
            before=before,
            sentence=terms[passage.id],
            context=frozenset(term for p in neighbours for term in terms[p.id]),
            title=title,
            nearby=" ".join((passage.text, *(p.text for p in neighbours), article.title)),
        )


def _is_citable(text: str) -> bool:
    """As for a piece, and the beginning of a sentence that a feed cut off where it is long enough to tell."""
    begun = _CUT_OFF.sub(".", text)
    return not is_furniture(text if begun == text or len(begun.split()) < FEWEST_WORDS else begun)


def _measure_rarity(units: Sequence[_Unit]) -> Mapping[str, float]:
    """BM25's idf within the story; `rarity[""]` is that of a word the story does not know."""
    holders = Counter(term for unit in units for term in set(unit.sentence))
    total = len(units)
    rarity = {term: math.log(1 + (total - count + 0.5) / (count + 0.5)) for term, count in holders.items()}
    rarity[""] = math.log(1 + (total + 0.5) / 0.5)
    return rarity


def _judge(
    question: Question, unit: _Unit, rarity: Mapping[str, float], length: float, newest: datetime
) -> Found | None:
    wanted = {term: rarity.get(term, rarity[""]) for term in question.terms}
    wanted |= {term: SOFT_SHARE * rarity.get(term, rarity[""]) for term in question.soft}
    sentence = Counter(unit.sentence)
    around = unit.context | unit.title
    if not any(term in sentence or term in around for term in wanted):
        return None
    total = sum(wanted.values())
    narrow = sum(weight for term, weight in wanted.items() if term in sentence)
    wide = sum(weight for term, weight in wanted.items() if term in sentence or term in around)
    found = Found(
        passage=unit.passage,
        article=unit.article,
        before=unit.before,
        terms=frozenset(sentence),
        score=0.0,
        coverage=narrow / total,
        wide=wide / total,
        weight=narrow,
        names=_share_of_names(question, unit),
        typed=holds_expected(question, unit.passage.text, unit.article.published_at),
        support=1,
    )
    scale = math.sqrt(total)
    words = {
        term: (WORDS * worth + COVERED * wanted[term] * (term in sentence)) / scale
        for term, worth in _bm25(wanted, unit, sentence, length).items()
    }
    score = _weigh(question, found, newest) + sum(words.values())
    score += PAIRS * sum(min(wanted[one], wanted[other]) for one, other in _shared_pairs(question, unit)) / scale
    return replace(
        found,
        score=score + FIGURES * _share_of_figures(question, unit),
        shares={term: worth for term, worth in words.items() if term in sentence},
    )


def _weigh(question: Question, found: Found, newest: datetime) -> float:
    """What speaks for a passage besides its words: what it holds, where it stands, how new it is, who says it."""
    article = found.article
    score = AROUND * found.wide + NAMES * found.names + TYPED * found.typed
    score += FIRST / (1 + max(0, found.passage.start) / HALFWAY)
    if question.days:
        day = article.published_at.date()
        score += DAY * any(first <= day <= last for first, last in question.days)
    else:
        old = (newest - article.published_at).total_seconds() / 86_400
        score += (RECENT if question.recent else RECENT_UNASKED) * math.exp(-old / RECENT_DAYS)
    return score + OUTLET * (article.outlet.domain in question.outlets)


def _shared_pairs(question: Question, unit: _Unit) -> frozenset[tuple[str, str]]:
    asked = question.terms
    return frozenset(pair for pair in question.pairs if asked.issuperset(pair)) & frozenset(
        pairwise(unit.sentence)
    )


def _bm25(wanted: Mapping[str, float], unit: _Unit, sentence: Counter[str], length: float) -> dict[str, float]:
    """What each wanted word that stands in or around the sentence is worth."""
    stretch = 1 - LENGTH_SHARE + LENGTH_SHARE * len(unit.sentence) / (length or 1)
    worth = {}
    for term, weight in wanted.items():
        often = SENTENCE_WEIGHT * sentence[term] / stretch
        often += CONTEXT_WEIGHT * (term in unit.context) + TITLE_WEIGHT * (term in unit.title)
        if often:
            worth[term] = weight * often * (SATURATION + 1) / (often + SATURATION)
    return worth


def _share_of_names(question: Question, unit: _Unit) -> float:
    if not question.names:
        return 1.0
    nearby = unit.nearby.lower()
    there = {name.key for name in find_names(unit.nearby)}
    met = sum(name.key in nearby or any(same_name(name.key, other) for other in there) for name in question.names)
    return met / len(question.names)


def _share_of_figures(question: Question, unit: _Unit) -> float:
    if not question.numbers:
        return 0.0
    there = {number.value for number in read_mentions(unit.passage.text, unit.article.published_at).numbers}
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
