"""Which story each arriving article belongs to, decided in the order of arrival, never seeing the future."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.likeness import weigh_joining, weigh_merging
from bot.core.parting import find_part
from bot.core.story_index import StoryIndex, Vectors
from bot.core.strand_keys import first_language
from bot.core.straying import find_stray
from bot.core.types import Article, Placement, Rules, Story

CANDIDATES = 8
WEIGHED = 4
MERGE_CANDIDATES = 6
MERGES_AT_ONCE = 4
MOVES_AT_ONCE = 4
STRAYS_SOUGHT = 3  # stories, the nearest: a stray makes its two stories alike
STORY_TERMS = 60  # of a story, its heaviest: by them its like are found
ARTICLE_ONLY = 99.0  # the score of a copy: nothing outweighs it


@dataclass(frozen=True, slots=True)
class Choice:
    """The story an article is to join, None for a new one, and why, in words people can read.

    `others` are further stories that it would have joined, best first: they may be one with the chosen.
    """

    key: int | None
    score: float
    reasons: tuple[str, ...]
    others: tuple[int, ...] = ()


@dataclass(slots=True)
class Changes:
    """What placing does to stories. New stories have negative keys, each used once.

    `successors`: key that ends → key that takes over. `origins`: story that began as a part → the story it left.
    `moves`: stored article → the story that it is in, the story that it is to join.
    """

    homes: dict[int, int] = field(default_factory=dict)  # arrived article → its story
    successors: dict[int, int] = field(default_factory=dict)
    origins: dict[int, int] = field(default_factory=dict)
    moves: dict[int, tuple[int, int]] = field(default_factory=dict)
    last_key: int = 0

    def new_key(self) -> int:
        self.last_key -= 1
        return self.last_key


def decide_placement(
    arrived: Sequence[Article],
    active: Sequence[tuple[Story, tuple[Article, ...]]],
    rules: Rules,
    now: datetime,
) -> Placement:
    """Places articles one by one in order of arrival; stories that prove to be one are merged into the older,
    and of a story that proves to be two the younger part leaves.

    Every arrived article is in `joined`, in exactly one group of `founded` or in one of `parted`. Stories quiet
    for longer than `rules.story_window` take no more articles.
    """
    index = build_index([(story.id, articles) for story, articles in active], now - rules.story_window)
    return place_all(in_order(arrived), index)


def place_all(arrived: Sequence[Article], index: StoryIndex) -> Placement:
    """Into an index at hand, which holds the outcome: new stories under negative keys. In the order given."""
    changes = Changes()
    for article in arrived:
        place(article, index, changes)
    return _placement(changes, index)


def build_index(stories: Sequence[tuple[int, Sequence[Article]]], since: datetime) -> StoryIndex:
    """The index of stories (key, articles) that had an article since then, as if just now grown."""
    keys = {
        article.id: (article, key)
        for key, articles in stories
        if any(article.published_at >= since or article.arrived_at >= since for article in articles)
        for article in articles
    }
    index = StoryIndex()
    for article in in_order(article for article, _ in keys.values()):
        index.add(article, index.see(article), keys[article.id][1])
    return index


def in_order(articles: Iterable[Article]) -> list[Article]:
    """As they arrived; of those that arrived together, as they were published."""
    return sorted(
        articles, key=lambda article: (article.arrived_at, article.published_at, article.url, article.id)
    )


def place(article: Article, index: StoryIndex, changes: Changes) -> None:
    """Puts one article into the index; its story is looked at again when it has grown by half or so."""
    vectors = index.see(article)
    choice = choose_story(article, vectors, index)
    home = changes.new_key() if choice.key is None else choice.key
    index.add(article, vectors, home)
    changes.homes[article.id] = home
    if home in changes.origins:  # a part that just left a story is let be until it is stored
        return
    for other in choice.others:
        if other not in changes.origins and weigh_merging(index, index.stories[home], index.stories[other]) > 0:
            home = _merge(home, other, index, changes)
    if _is_time_to_look(index.stories[home].count):
        look_again(home, index, changes)


def choose_story(article: Article, vectors: Vectors, index: StoryIndex) -> Choice:
    """The live story that the article belongs to. Nothing is changed."""
    original = index.find_original(article)
    if original is not None:
        return Choice(original, ARTICLE_ONLY, ("it carries the text of an article in this story",))
    language = first_language([article]) if index.by_language else None
    near = index.nearest(vectors.whole, CANDIDATES, language)[:WEIGHED]
    found = []
    for key, similarity in near:
        score, reasons = weigh_joining(article, vectors, index, index.stories[key], similarity)
        if score > 0:
            found.append((score, key, reasons))
    if not found:
        return Choice(None, 0.0, ("no live story is similar enough",))
    found.sort(key=lambda one: (-one[0], abs(one[1])))
    score, best, reasons = found[0]
    return Choice(best, score, reasons, tuple(key for _, key, _ in found[1:]))


def _is_time_to_look(count: int) -> bool:
    """At 2, 3, 4, 6, 8, 12, 16, 24 … articles: growing stories are looked at seldom enough to cost little."""
    power = 1 << (count.bit_length() - 1)
    return count > 1 and (count == power or 2 * count == 3 * power)


def look_again(key: int, index: StoryIndex, changes: Changes) -> None:
    """Parts the story, or else merges it with its like and sets single articles right between it and them."""
    part = find_part(index.stories[key].articles, index)
    if part is not None:
        new_key = changes.new_key()
        index.part(key, part.leaving, new_key)
        changes.origins[new_key] = key
        changes.homes |= {one: new_key for one in part.leaving if one in changes.homes}
        return
    near: list[int] = []
    for _ in range(MERGES_AT_ONCE):
        near = _find_near(key, index, changes)
        other = _find_other_half(key, near, index)
        if other is None:
            break
        key = _merge(key, other, index, changes)
    near = [other for other in near if other in index.stories and other != key][:STRAYS_SOUGHT]
    _call_back(key, near, index, changes)


def _call_back(key: int, near: Sequence[int], index: StoryIndex, changes: Changes) -> None:
    """Moves single articles between this story and those near it where they plainly belong to the other."""

    def may_move(article: Article, into: int) -> bool:  # a stored article can be put into a stored story only
        return article.id in changes.homes or into > 0

    for _ in range(MOVES_AT_ONCE):
        stray = find_stray(key, near, index, may_move)
        if stray is None:
            return
        moved, left = stray.article_id, index.homes[stray.article_id]
        index.move(moved, stray.joins)
        if moved in changes.homes:
            changes.homes[moved] = stray.joins
        else:
            changes.moves[moved] = (changes.moves.get(moved, (left, 0))[0], stray.joins)


def _merge(key: int, other: int, index: StoryIndex, changes: Changes) -> int:
    """The older of two stories takes the other over; returns its key."""
    older, younger = sorted((key, other), key=_age)
    index.merge(younger, older)
    changes.successors[younger] = older
    return older


def _find_near(key: int, index: StoryIndex, changes: Changes) -> list[int]:
    """The stories most like this one. A part that just left a story is let be until it is stored."""
    heaviest = sorted([(weight, term) for term, weight in index.stories[key].whole.items()], reverse=True)
    whole = {term: weight for weight, term in heaviest[:STORY_TERMS]}
    near = index.nearest(whole, MERGE_CANDIDATES + 1, index.language_of(key))
    return [other for other, _ in near if other != key and other not in changes.origins]


def _find_other_half(key: int, near: Sequence[int], index: StoryIndex) -> int | None:
    """The story that is most clearly one with this one."""
    scored = [
        (weigh_merging(index, index.stories[key], index.stories[other]), -abs(other), other) for other in near
    ]
    score, _, best = max(scored, default=(0.0, 0, 0))
    return best if score > 0 else None


def _age(key: int) -> tuple[bool, int]:
    """Stored stories before new ones, then in the order of their founding."""
    return key < 0, abs(key)


def _placement(changes: Changes, index: StoryIndex) -> Placement:
    """What came of it all, told by the stories as they stand in the index now."""
    homes = {article_id: index.homes[article_id] for article_id in changes.homes}
    founded: dict[int, list[int]] = {}
    parted: list[tuple[int, tuple[int, ...]]] = []
    moves = [
        (one, _follow(left, changes), _follow(joins, changes)) for one, (left, joins) in changes.moves.items()
    ]
    for article_id, key in homes.items():
        if key < 0 and _follow(changes.origins.get(key, key), changes) < 0:  # even a part of a new story is new
            founded.setdefault(key, []).append(article_id)
    for key, origin in changes.origins.items():
        left = _follow(origin, changes)
        if left > 0:
            parted.append((left, tuple(article.id for article in index.stories[key].articles)))
    return Placement(
        joined=tuple((article_id, key) for article_id, key in homes.items() if key > 0),
        founded=tuple(tuple(group) for _, group in sorted(founded.items(), reverse=True)),
        merged=tuple((key, _follow(key, changes)) for key in changes.successors if key > 0),
        parted=tuple(parted),
        moved=tuple((one, left, joins) for one, left, joins in moves if left != joins),
    )


def _follow(key: int, changes: Changes) -> int:
    while key in changes.successors:
        key = changes.successors[key]
    return key
