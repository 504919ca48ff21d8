"""The stories that are live, as weighted terms, so that an arriving article finds those it resembles at once.

A story is the sum of its articles' unit vectors (tf-idf, the 80 weightiest terms), which makes the mean
similarity between an article and all articles of a story ONE dot product, read off an inverted index
(average-link clustering; weights are frozen as each article is added, so that adding articles in the order
in which they arrived always gives the same index, whether kept or rebuilt).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import log, sqrt

from bot.core.common_words import COMMON_SHARE
from bot.core.copies import is_copy, read_shingles
from bot.core.profiles import Profile, read_profile
from bot.core.types import Article

Weights = dict[str, float]

TOP_TERMS = 80
NAME_WEIGHT = 1.3
BACKGROUND_ARTICLES = 300  # what is known of common words weighs as much as having seen so many articles
SHINGLES_KEPT_ONE_IN = 16  # enough to notice a copy; whether it is one is then read off the texts
ALIKE_SHORT, ALIKE_LONG, LONG_TERMS = 0.15, 0.35, 80
"""How alike two articles of one story are before any are known: less where texts are short."""
ALIKE_BELIEF = 3  # the figures above weigh as much as so many pairs of articles


_EARLIEST, _LATEST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class LiveStory:
    """Sums over a story's articles. `square` is the squared length of `whole`: mean similarity follows."""

    count: int = 0
    square: float = 0.0
    expected: float = ALIKE_LONG
    whole: Weights = field(default_factory=dict)
    lead: Weights = field(default_factory=dict)
    title: Weights = field(default_factory=dict)
    lead_names: set[str] = field(default_factory=set)
    titles: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)  # (all, names) of each
    article_ids: list[int] = field(default_factory=list)
    first: datetime = _LATEST
    last: datetime = _EARLIEST

    @property
    def coherence(self) -> float:
        """Mean similarity among the story's articles, pulled towards what is usual while they are few."""
        pairs = self.count * (self.count - 1) / 2
        found = (self.square - self.count) / 2
        return (found + self.expected * ALIKE_BELIEF) / (pairs + ALIKE_BELIEF)


@dataclass(frozen=True, slots=True)
class Vectors:
    """An article ready for comparing: unit vectors of the whole, of its lead and of its title."""

    profile: Profile
    whole: Weights
    lead: Weights
    title: Weights


@dataclass(slots=True)
class StoryIndex:
    """Live stories by key. Grows as articles are added; a caller may keep it between calls."""

    stories: dict[int, LiveStory] = field(default_factory=dict)
    articles_seen: int = 0
    articles_with: dict[str, int] = field(default_factory=dict)  # term → articles that hold it
    weight_in: dict[str, dict[int, float]] = field(default_factory=dict)  # term → story key → weight
    carriers: dict[int, list[Article]] = field(default_factory=dict)  # shingle → articles that hold it
    homes: dict[int, int] = field(default_factory=dict)  # article id → story key

    def rarity(self, term: str) -> float:
        """Inverse document frequency over what was seen and what is known of common words."""
        known = max(0.5, BACKGROUND_ARTICLES * COMMON_SHARE.get(term, 0.0))
        return log((self.articles_seen + BACKGROUND_ARTICLES) / (self.articles_with.get(term, 0) + known))

    def see(self, article: Article) -> Vectors:
        """Counts the article's terms and returns its vectors; `add` then puts it into a story."""
        profile = read_profile(article)
        self.articles_seen += 1
        for term in profile.terms:
            self.articles_with[term] = self.articles_with.get(term, 0) + 1
        weights = {
            term: count * self.rarity(term) * (NAME_WEIGHT if term in profile.names else 1.0)
            for term, count in profile.terms.items()
        }
        return Vectors(
            profile=profile,
            whole=_unit(weights.items()),
            lead=_unit((term, weights[term]) for term in profile.lead),
            title=_unit((term, weights[term]) for term in profile.title),
        )

    def add(self, article: Article, vectors: Vectors, key: int) -> None:
        story = self.stories.setdefault(key, LiveStory(expected=_expected_alikeness(vectors.profile)))
        story.square += 2 * dot(vectors.whole, story.whole) + 1
        story.count += 1
        story.first = min(story.first, article.published_at)
        story.last = max(story.last, article.published_at)
        story.lead_names |= vectors.profile.names & vectors.profile.lead
        story.titles.append((vectors.profile.title, vectors.profile.title & vectors.profile.names))
        story.article_ids.append(article.id)
        self.homes[article.id] = key
        _pour(vectors.whole, story.whole)
        _pour(vectors.lead, story.lead)
        _pour(vectors.title, story.title)
        for term, weight in vectors.whole.items():
            stories = self.weight_in.setdefault(term, {})
            stories[key] = stories.get(key, 0.0) + weight
        for shingle in _sample(article):
            self.carriers.setdefault(shingle, []).append(article)

    def nearest(self, vectors: Vectors, limit: int) -> list[tuple[int, float]]:
        """Story keys with their mean similarity to the article, the most similar first; ties by key."""
        sums: dict[int, float] = {}
        for term, weight in vectors.whole.items():
            for key, part in self.weight_in.get(term, {}).items():
                sums[key] = sums.get(key, 0.0) + weight * part
        means = [(key, total / self.stories[key].count) for key, total in sums.items()]
        means.sort(key=lambda found: (-found[1], abs(found[0])))
        return means[:limit]

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

    def merge(self, gone: int, into: int) -> None:
        """Pours one story into another; what was known under the first key is then known under the second."""
        old, new = self.stories.pop(gone), self.stories[into]
        new.square += old.square + 2 * dot(old.whole, new.whole)
        new.count += old.count
        new.first, new.last = min(new.first, old.first), max(new.last, old.last)
        new.lead_names |= old.lead_names
        new.titles.extend(old.titles)
        for term in old.whole:
            stories = self.weight_in[term]
            stories[into] = stories.get(into, 0.0) + stories.pop(gone)
        _pour(old.whole, new.whole)
        _pour(old.lead, new.lead)
        _pour(old.title, new.title)
        new.article_ids.extend(old.article_ids)
        self.homes.update(dict.fromkeys(old.article_ids, into))

    def rename(self, old: int, new: int) -> None:
        """Gives a story the key under which it is known from now on."""
        story = self.stories.pop(old)
        self.stories[new] = story
        for term in story.whole:
            stories = self.weight_in[term]
            stories[new] = stories.pop(old)
        self.homes.update(dict.fromkeys(story.article_ids, new))


@dataclass(frozen=True, slots=True)
class Mark:
    """What changes whenever a story changes, is founded or is merged: sums over the live stories."""

    stories: int
    ids: int
    revisions: int

    def after(self, founded: Collection[int], grown: Collection[int]) -> Mark:
        """As it will be when nothing else changes: `founded` are new ids, `grown` those one revision on."""
        return Mark(
            self.stories + len(founded),
            self.ids + sum(founded),
            self.revisions + len(founded) + len(grown),
        )


@dataclass(slots=True)
class KeptIndex:
    """The index as it stood after the last placement, None when there is none to go on with.

    It holds the stories that were live at `since`, and is right as long as the database has the same `mark`.
    """

    index: StoryIndex | None = None
    since: datetime = _EARLIEST
    mark: Mark = Mark(0, 0, 0)

    def forget(self) -> None:
        self.index = None


def quiet_time(story: LiveStory, at: datetime) -> timedelta:
    """How long before the story's first or after its last article; zero in between."""
    return max(story.first - at, at - story.last, timedelta(0))


def quiet_between(one: LiveStory, other: LiveStory) -> timedelta:
    """The pause between two stories' articles; zero when they overlap in time."""
    return max(one.first - other.last, other.first - one.last, timedelta(0))


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def _unit(weights: Iterable[tuple[str, float]]) -> Weights:
    heaviest = sorted(weights, key=lambda item: (-item[1], item[0]))[:TOP_TERMS]
    length = sqrt(sum(weight * weight for _, weight in heaviest)) or 1.0
    return {term: weight / length for term, weight in heaviest}


def _pour(source: Weights, target: Weights) -> None:
    for term, weight in source.items():
        target[term] = target.get(term, 0.0) + weight


def _expected_alikeness(profile: Profile) -> float:
    fullness = min(1.0, len(profile.terms) / LONG_TERMS)
    return ALIKE_SHORT + (ALIKE_LONG - ALIKE_SHORT) * fullness


def _sample(article: Article) -> list[int]:
    return [shingle for shingle in read_shingles(article.text) if shingle % SHINGLES_KEPT_ONE_IN == 0]
