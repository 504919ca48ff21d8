"""The stories that are live, as weighted terms, so that an arriving article finds those it resembles at once.

A story is the sum of its articles' unit vectors (tf-idf, the 80 weightiest terms), which makes the mean
similarity between an article and all articles of a story, or between two stories, ONE dot product (average-link
clustering). Weights are frozen as each article is added, so that adding articles in the order in which they
arrived always gives the same index, whether kept or rebuilt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappush, heappushpop
from math import log, sqrt

from bot.core.common_words import COMMON_SHARE
from bot.core.postings import Postings
from bot.core.profiles import Profile, read_profile
from bot.core.reprints import is_copy, read_shingles
from bot.core.strand_keys import language_of
from bot.core.types import Article

Weights = dict[str, float]

TOP_TERMS = 80
NAME_WEIGHT = 1.3
BACKGROUND_ARTICLES = 300  # what is known of common words weighs as much as having seen so many articles
SHINGLES_KEPT_ONE_IN = 16  # enough to notice a copy; whether it is one is then read off the texts
ALIKE_SHORT, ALIKE_LONG, LONG_TERMS = 0.15, 0.35, 80
"""How alike two articles of one story are before any are known: less where texts are short."""
ALIKE_BELIEF = 3  # the figures above weigh as much as so many pairs of articles
USUAL_REACH, REACH_BELIEF = 0.03, 50
"""How alike an article is to any other, by chance: what is believed before as many articles are known."""
VECTORS_KEPT = 24  # of a story's articles: those of a larger one are not looked at singly
POSTINGS_READ = 1_500  # of the rarest terms; every candidate found there is then compared in full
FULLY_COMPARED = 24

_UNKNOWN = 0.5  # articles: a word nobody has counted
_KNOWN = {term: max(_UNKNOWN, BACKGROUND_ARTICLES * share) for term, share in COMMON_SHARE.items()}
_EARLIEST, _LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class LiveStory:
    """Sums over a story's articles. `square` is the squared length of `whole`: mean similarity follows.

    `lead_names` and `lead_terms` count the articles whose lead has the term; `root_reach` is the sum of theirs.
    `counted_for`: of each article the terms and the shingles under which the index knows it. `wholes`: of each
    its unit vector as added; none of a single article, which `whole` is, nor of more than `VECTORS_KEPT`.
    """

    count: int = 0
    square: float = 0.0
    expected: float = ALIKE_LONG
    whole: Weights = field(default_factory=dict)
    lead: Weights = field(default_factory=dict)
    title: Weights = field(default_factory=dict)
    lead_names: dict[str, int] = field(default_factory=dict)
    lead_terms: dict[str, int] = field(default_factory=dict)
    root_reach: float = 0.0
    titles: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)  # (all, names) of each
    articles: list[Article] = field(default_factory=list)
    counted_for: list[tuple[tuple[str, ...], tuple[int, ...]]] = field(default_factory=list)
    wholes: list[Weights] = field(default_factory=list)
    first: datetime = _LATEST
    last: datetime = _EARLIEST

    @property
    def coherence(self) -> float:
        """Mean similarity among the story's articles, pulled towards what is usual while they are few."""
        pairs = self.count * (self.count - 1) / 2
        found = (self.square - self.count) / 2
        return (found + self.expected * ALIKE_BELIEF) / (pairs + ALIKE_BELIEF)

    def take(self, article: Article, vectors: Vectors, root_reach: float) -> None:
        """Adds an article to the sums; `counted_for` is the index's to fill."""
        profile = vectors.profile
        self.wholes = self._wholes_with([vectors.whole], 1)
        self.square += 2 * dot(vectors.whole, self.whole) + 1
        self.count += 1
        self.root_reach += root_reach
        self.first = min(self.first, article.published_at)
        self.last = max(self.last, article.published_at)
        _count(profile.names & profile.lead, self.lead_names)
        _count(profile.lead, self.lead_terms)
        self.titles.append((profile.title, profile.title & profile.names))
        self.articles.append(article)
        _pour(vectors.whole, self.whole)
        _pour(vectors.lead, self.lead)
        _pour(vectors.title, self.title)

    def take_over(self, old: LiveStory) -> None:
        """Adds another story's sums, and all that is known of its articles."""
        self.wholes = self._wholes_with(old.wholes if old.count > 1 else [old.whole], old.count)
        self.square += old.square + 2 * dot(old.whole, self.whole)
        self.count += old.count
        self.root_reach += old.root_reach
        self.first, self.last = min(self.first, old.first), max(self.last, old.last)
        self.titles.extend(old.titles)
        self.articles.extend(old.articles)
        self.counted_for.extend(old.counted_for)
        for counts, more in ((self.lead_names, old.lead_names), (self.lead_terms, old.lead_terms)):
            for term, times in more.items():
                counts[term] = counts.get(term, 0) + times
        _pour(old.whole, self.whole)
        _pour(old.lead, self.lead)
        _pour(old.title, self.title)

    def _wholes_with(self, more: Sequence[Weights], count: int) -> list[Weights]:
        """`wholes` as they are to be, asked before so many more articles are poured into the sums."""
        if self.count == 0 or self.count + count > VECTORS_KEPT:
            return []
        return [*([dict(self.whole)] if self.count == 1 else self.wholes), *more]


@dataclass(frozen=True, slots=True)
class Vectors:
    """An article ready for comparing: unit vectors of the whole, of its lead and of its title."""

    profile: Profile
    whole: Weights
    lead: Weights
    title: Weights


@dataclass(slots=True, repr=False)
class StoryIndex:
    """Live stories by key. Grows as articles are added; a caller may keep it between calls."""

    stories: dict[int, LiveStory] = field(default_factory=dict)
    articles_seen: int = 0
    articles_with: dict[str, int] = field(default_factory=dict)  # term → articles that hold it
    postings: Postings = field(default_factory=Postings)
    carriers: dict[int, list[Article]] = field(default_factory=dict)  # shingle → articles that hold it
    homes: dict[int, int] = field(default_factory=dict)  # article id → story key
    everything: Weights = field(default_factory=dict)  # the sum of all articles' unit vectors
    articles_held: int = 0
    by_language: bool = False  # whether a story's languages are strands of their own (`strand_keys`)

    def __repr__(self) -> str:
        """In short: written out, twenty thousand stories take 2.5 GiB, wherever a task or an error is shown."""
        return f"<StoryIndex of {len(self.stories)} stories, {self.articles_held} articles>"

    def rarity(self, term: str) -> float:
        """Inverse document frequency over what was seen and what is known of common words."""
        holding = self.articles_with.get(term, 0) + _KNOWN.get(term, _UNKNOWN)
        return log((self.articles_seen + BACKGROUND_ARTICLES) / holding)

    def root_reach(self, vectors: Vectors) -> float:
        """The square root of how alike the article is to any article, on average.

        Two articles of nothing in common are as alike as the product of their roots: the null model of
        modularity (Newman, 2006) with a geometric mean. Long texts and the day's great topic reach far.
        """
        known = dot(vectors.whole, self.everything) + USUAL_REACH * REACH_BELIEF
        return sqrt(known / (self.articles_held + REACH_BELIEF))

    def see(self, article: Article) -> Vectors:
        """Counts the article's terms and returns its vectors; `add` then puts it into a story."""
        self.articles_seen += 1
        for term in read_profile(article).terms:
            self.articles_with[term] = self.articles_with.get(term, 0) + 1
        return self.weigh(article)

    def weigh(self, article: Article) -> Vectors:
        """The vectors of an article, by what was seen so far."""
        profile = read_profile(article)
        names, holding, seen = profile.names, self.articles_with.get, self.articles_seen + BACKGROUND_ARTICLES
        weights = {  # `rarity`, written out: it is asked for every word of every article
            term: count
            * log(seen / (holding(term, 0) + _KNOWN.get(term, _UNKNOWN)))
            * (NAME_WEIGHT if term in names else 1.0)
            for term, count in profile.terms.items()
        }
        return Vectors(
            profile=profile,
            whole=_unit(weights.items()),
            lead=_unit((term, weights[term]) for term in profile.lead),
            title=_unit((term, weights[term]) for term in profile.title),
        )

    def add(self, article: Article, vectors: Vectors, key: int) -> None:
        profile = vectors.profile
        story = self.stories.setdefault(key, LiveStory(expected=_expected_alikeness(profile)))
        story.take(article, vectors, self.root_reach(vectors))
        sample = _sample(article)
        story.counted_for.append((tuple(profile.terms), sample))
        self.homes[article.id] = key
        self.articles_held += 1
        _pour(vectors.whole, self.everything)
        self.postings.add(key, vectors.whole.items())
        for shingle in sample:
            self.carriers.setdefault(shingle, []).append(article)

    def remove(self, key: int) -> None:
        """Forgets a story, its articles and what they had counted for."""
        story = self.stories.pop(key)
        self.articles_held -= story.count
        self.articles_seen -= story.count
        self.postings.remove(key)
        for term, weight in story.whole.items():
            self.everything[term] -= weight
        for article, (terms, sample) in zip(story.articles, story.counted_for, strict=True):
            del self.homes[article.id]
            for term in terms:
                self.articles_with[term] -= 1
            for shingle in sample:
                self.carriers[shingle] = [one for one in self.carriers[shingle] if one.id != article.id]
                if not self.carriers[shingle]:
                    del self.carriers[shingle]

    def nearest(self, whole: Weights, limit: int, language: str | None = None) -> list[tuple[int, float]]:
        """Story keys with their mean similarity to a vector, the most similar first; ties by key.

        Its rarest terms name the candidates: a story that shares none of them is not about the same. `language`:
        where languages are held apart, strands in another one are no candidates.
        """
        sums: dict[int, float] = {}
        read = 0
        for holders, term in self.postings.find(whole):
            read += holders
            if read > POSTINGS_READ and sums:
                break
            weight = whole[term]
            for key, part in self.postings.read(term):
                sums[key] = sums.get(key, 0.0) + weight * part
        stories = self.stories
        if language is not None:
            told = {key: language_of(key, stories[key].articles) for key in sums}
            sums = {key: total for key, total in sums.items() if told[key] in {None, language}}
        likely = self._most_alike(sums, FULLY_COMPARED)
        means = [(key, dot(whole, stories[key].whole) / stories[key].count) for key in likely]
        means.sort(key=lambda found: (-found[1], abs(found[0])))
        return means[:limit]

    def _most_alike(self, sums: Mapping[int, float], limit: int) -> list[int]:
        """The keys with the largest sum per article. A mean is never above its sum, so few stories are asked."""
        stories = self.stories
        best: list[float] = []  # a heap of the largest
        found: list[tuple[float, int, int, int]] = []
        for key in sorted(sums, key=sums.__getitem__, reverse=True):
            if len(best) == limit and sums[key] < best[0]:
                break
            mean = sums[key] / stories[key].count
            found.append((-mean, abs(key), len(found), key))
            if len(best) < limit:
                heappush(best, mean)
            else:
                heappushpop(best, mean)
        return [key for *_, key in sorted(found)[:limit]]

    def find_original(self, article: Article) -> int | None:
        """The story that holds a text this article carries (or that carries this one), None if there is none."""
        shared: dict[int, int] = {}
        candidates: dict[int, Article] = {}
        for shingle in _sample(article):
            for other in self.carriers.get(shingle, ()):
                shared[other.id] = shared.get(other.id, 0) + 1
                candidates[other.id] = other
        likely = sorted(shared, key=lambda found: (-shared[found], found))
        return next((self.homes[found] for found in likely if is_copy(article, candidates[found])), None)

    def language_of(self, key: int) -> str | None:
        """Of a strand, where languages are held apart; else, and where no list tells it, None."""
        return language_of(key, self.stories[key].articles) if self.by_language else None

    def merge(self, gone: int, into: int) -> None:
        """Pours one story into another; what was known under the first key is then known under the second."""
        old, new = self.stories.pop(gone), self.stories[into]
        new.take_over(old)
        self.postings.add(into, self.postings.remove(gone).items())
        self.homes.update((article.id, into) for article in old.articles)

    def part(self, key: int, leaving: Collection[int], new_key: int) -> None:
        """Moves the articles with these ids out of a story into a new one; both are weighed anew."""
        articles = self.stories[key].articles
        self.remove(key)
        for article in articles:
            self.add(article, self.see(article), new_key if article.id in leaving else key)

    def without(self, article: Article) -> LiveStory:
        """The article's story as it would be had the article never joined, weighed anew; nothing is changed."""
        whole = self.stories[self.homes[article.id]]
        rest = LiveStory(expected=whole.expected)
        for other in whole.articles:
            if other.id != article.id:
                vectors = self.weigh(other)
                rest.take(other, vectors, self.root_reach(vectors))
        return rest

    def move(self, article_id: int, into: int) -> None:
        """Puts an article of one story into another; those it leaves are weighed anew."""
        key = self.homes[article_id]
        articles = self.stories[key].articles
        self.remove(key)
        for article in articles:
            self.add(article, self.see(article), into if article.id == article_id else key)

    def rename(self, old: int, new: int) -> None:
        """Gives a story the key under which it is known from now on."""
        story = self.stories.pop(old)
        self.stories[new] = story
        self.postings.rename(old, new)
        self.homes.update((article.id, new) for article in story.articles)


def quiet_time(story: LiveStory, at: datetime) -> timedelta:
    """How long before the story's first or after its last article; zero in between."""
    return max(story.first - at, at - story.last, timedelta(0))


def quiet_between(one: LiveStory, other: LiveStory) -> timedelta:
    """The pause between two stories' articles; zero when they overlap in time."""
    return max(one.first - other.last, other.first - one.last, timedelta(0))


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    total = 0.0
    for term in one:
        if term in other:
            total += one[term] * other[term]
    return total


def _unit(weights: Iterable[tuple[str, float]]) -> Weights:
    heaviest = sorted([(-weight, term) for term, weight in weights])[:TOP_TERMS]
    length = sqrt(sum([weight * weight for weight, _ in heaviest])) or 1.0
    return {term: -weight / length for weight, term in heaviest}


def _pour(source: Weights, target: Weights) -> None:
    if not target:
        target.update(source)
        return
    for term, weight in source.items():
        target[term] = target[term] + weight if term in target else weight


def _count(terms: Iterable[str], counts: dict[str, int]) -> None:
    for term in terms:
        counts[term] = counts.get(term, 0) + 1


def _expected_alikeness(profile: Profile) -> float:
    fullness = min(1.0, len(profile.terms) / LONG_TERMS)
    return ALIKE_SHORT + (ALIKE_LONG - ALIKE_SHORT) * fullness


def _sample(article: Article) -> tuple[int, ...]:
    return tuple(shingle for shingle in read_shingles(article.text) if shingle % SHINGLES_KEPT_ONE_IN == 0)
