"""Which stories in different languages are one: found by their names, admitted by evidence, then by meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from math import log

from bot.core.agreement_across import compare_told
from bot.core.facts_across import fold, read_told
from bot.core.language import split_sentences
from bot.core.likeness import weigh_merging
from bot.core.meaning import Vector, cosine
from bot.core.story_index import LiveStory, StoryIndex, quiet_between
from bot.core.strand_keys import language_of, story_of
from bot.core.types import Article

WINDOW = timedelta(hours=36)  # between two reports of one event
NEAR = (
    0.5  # cosine of two texts on one event in two languages is more, whatever the LLM; of two topics it is less
)
CANDIDATES = 8  # stories looked at for each that is new or grew
COMPARED = 4  # articles of either, the newest
_FIRST_LETTERS = 5  # by which a name is looked up: endings and stems differ
COMMON_SHARE, COMMON_LEAST = 0.02, 3  # of the live stories: a name that more of them hold tells little
_DESCRIBED_BY = 500  # characters of the opening sentences that are put into a vector


@dataclass(frozen=True, slots=True)
class Likely:
    """Two strands whose evidence agrees. `pairs` are the reports that agree, `reasons` what they agree on."""

    one: int
    other: int
    pairs: tuple[tuple[Article, Article], ...]
    reasons: tuple[str, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        return tuple({article.id: article for pair in self.pairs for article in pair}.values())


def find_likely(fresh: Collection[int], index: StoryIndex) -> tuple[Likely, ...]:
    """Strands of other languages that may tell of the same event as those that are new or grew (`fresh`)."""
    names = _Names(index, fresh)
    found: dict[tuple[int, int], Likely] = {}
    for key in sorted(fresh, key=_age):
        for other in names.find_near(key):
            one, two = sorted((key, other), key=_age)
            if (one, two) not in found and (likely := _compare(one, two, index, names)) is not None:
                found[one, two] = likely
    return tuple(found.values())


def by_meaning(likely: Sequence[Likely], vectors: Mapping[int, Vector]) -> tuple[float, ...]:
    """How near the nearest of the agreeing reports are, above 0 where near enough. `vectors`: by article id."""
    return tuple(max(cosine(vectors[a.id], vectors[b.id]) for a, b in one.pairs) - NEAR for one in likely)


def by_words(likely: Sequence[Likely], index: StoryIndex) -> tuple[float, ...]:
    """The same by their words alone, which are names for the most part."""
    return tuple(weigh_merging(index, index.stories[one.one], index.stories[one.other]) for one in likely)


def choose_links(
    likely: Sequence[Likely], nearness: Sequence[float], index: StoryIndex
) -> tuple[tuple[int, int], ...]:
    """The pairs of strands to become one story, the nearest first, of those whose nearness is above 0.

    No two strands of one language get into one story by this: whether they tell of one event, their words say.
    """
    near = sorted(
        (-near, _age(one.one), _age(one.other), one.one, one.other)
        for near, one in zip(nearness, likely, strict=True)
        if near > 0
    )
    pairs = [(one, other) for *_, one, other in near]
    homes = _Homes(index, pairs)
    return tuple(pair for pair in pairs if homes.join(*pair))


def describe(article: Article) -> str:
    """What is put into a vector: the title and the opening sentences."""
    opening = ""
    for sentence in split_sentences(article.text[: 2 * _DESCRIBED_BY]):
        if len(opening) + len(sentence.text) > _DESCRIBED_BY:
            break
        opening = f"{opening} {sentence.text}"
    return f"{article.title}\n{opening.strip() or article.text[:_DESCRIBED_BY]}"


def _compare(one: int, other: int, index: StoryIndex, names: _Names) -> Likely | None:
    """None unless more pairs of their reports agree than forbid it."""
    agreeing: list[tuple[Article, Article]] = []
    forbidding, reasons = 0, tuple[str, ...]()
    for mine, theirs in product(
        index.stories[one].articles[-COMPARED:], index.stories[other].articles[-COMPARED:]
    ):
        told, also_told = read_told(mine), read_told(theirs)
        if told is None or also_told is None or abs(mine.published_at - theirs.published_at) > WINDOW:
            continue
        agreement = compare_told(told, also_told, names.is_common)
        if agreement.joins:
            agreeing.append((mine, theirs))
            reasons = reasons or agreement.reasons
        forbidding += bool(agreement.against)
    return Likely(one, other, tuple(agreeing), reasons) if len(agreeing) > forbidding else None


class _Names:
    """The names in the leads of the strands that are live, by their first letters."""

    def __init__(self, index: StoryIndex, fresh: Iterable[int]) -> None:
        self._stories = index.stories
        self._languages = {
            key: language
            for key, story in index.stories.items()
            if (language := language_of(key, story.articles)) is not None
        }
        self._fresh = [key for key in fresh if key in self._languages]
        self._holders: dict[str, list[int]] = {}
        if len({*self._languages.values()}) < 2:
            return
        for key in self._languages:
            for name in _find_beginnings(index.stories[key]):
                self._holders.setdefault(name, []).append(key)

    def is_common(self, word: str) -> bool:
        return self._is_common(self._holders.get(find_beginning(word), ()))

    def _is_common(self, holders: Sequence[int]) -> bool:
        """In any one language: an event told in many is one event still."""
        most = max(Counter(self._languages[key] for key in holders).values(), default=0)
        return most > max(COMMON_LEAST, COMMON_SHARE * len(self._stories))

    def find_near(self, key: int) -> list[int]:
        """Those that share the rarest names, the most promising first."""
        if key not in self._languages or not self._holders:
            return []
        story, own = self._stories[key], self._languages[key]
        merit: dict[int, float] = {}
        for name in sorted(_find_beginnings(story)):
            holders = self._holders[name]
            if self._is_common(holders):
                continue
            weight = log(1 + len(self._stories) / len(holders))
            for other in holders:
                if self._languages[other] != own and story_of(other) != story_of(key):
                    merit[other] = merit.get(other, 0.0) + weight
        near = [other for other in merit if quiet_between(story, self._stories[other]) <= WINDOW]
        return sorted(near, key=lambda other: (-merit[other], _age(other)))[:CANDIDATES]


def _find_beginnings(story: LiveStory) -> set[str]:
    return {find_beginning(name) for name in story.lead_names}


def find_beginning(name: str) -> str:
    """By what a word of a name is looked up."""
    return fold(name)[:_FIRST_LETTERS]


class _Homes:
    """Which strands are in one story, as links are made, and the languages of each story."""

    def __init__(self, index: StoryIndex, pairs: Iterable[tuple[int, int]]) -> None:
        self.roots: dict[int, int] = {}
        self.languages: dict[int, set[str | None]] = {}
        wanted = {story_of(key) for pair in pairs for key in pair}
        for key, story in index.stories.items() if wanted else ():
            if story_of(key) in wanted:
                self.languages.setdefault(story_of(key), set()).add(language_of(key, story.articles))

    def join(self, one: int, other: int) -> bool:
        mine, theirs = self._root(one), self._root(other)
        if mine == theirs or self.languages[mine] & self.languages[theirs]:
            return False
        self.roots[theirs] = mine
        self.languages[mine] |= self.languages[theirs]
        return True

    def _root(self, key: int) -> int:
        node = story_of(key)
        while node in self.roots:
            node = self.roots[node]
        return node


def _age(key: int) -> tuple[bool, int]:
    return key < 0, abs(key)
