"""Which story each arriving article belongs to, decided in the order of arrival, never seeing the future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.story_index import LiveStory, StoryIndex, Vectors, dot, quiet_between, quiet_time
from bot.core.types import Article, Placement, Rules, Story

CANDIDATES = 12
MERGE_CANDIDATES = 4
DAY = timedelta(days=1)

# An article joins when its evidence, weighed, exceeds BAR. How the weights came about: docs/newsroom.md.
BAR = 4.4
WEIGHT_ALIKE = 4.0  # as similar to the story's articles as they are among themselves counts 1.0
WEIGHT_LEAD = 8.0
WEIGHT_TITLE = 2.0
WEIGHT_QUIET = 1.0  # times the square of the days that the story has been quiet
OTHER_NAMES = 1.5  # both leads name somebody or some place, and none in common

RARE = 2.6  # rarity of a term that about one article in 13 holds
SHARED_RARE_TERMS = 2
SHARED_NAMES_TO_MERGE = 0.5  # of the names, by rarity, in the leads of the story that has fewer
TWIN_NAMES = 2  # of its own, in either title
TWIN_WORDS = 3  # besides, in both
TWIN_SHARE = 0.6  # of the words besides
PLAINLY_ALIKE = 0.55  # above this similarity the gate of shared rare terms is not asked


@dataclass(frozen=True, slots=True)
class Choice:
    """The story an article is to join, None for a new one, and why, in words people can read.

    `others` are further stories that it would have joined, best first: they may be one with the chosen.
    """

    key: int | None
    score: float
    reasons: tuple[str, ...]
    others: tuple[int, ...] = ()


def decide_placement(
    arrived: Sequence[Article],
    active: Sequence[tuple[Story, tuple[Article, ...]]],
    rules: Rules,
    now: datetime,
) -> Placement:
    """Places articles one by one in order of arrival; stories that prove to be one are merged into the older.

    Every arrived article is in `joined` or in exactly one group of `founded`. Stories quiet for longer than
    `rules.story_window` take no more articles.
    """
    index = build_index([(story.id, articles) for story, articles in active], now - rules.story_window)
    return place_all(arrived, index)


def place_all(arrived: Sequence[Article], index: StoryIndex) -> Placement:
    """As `decide_placement`, into an index at hand, which holds the outcome: new stories under negative keys."""
    homes: dict[int, int] = {}
    successors: dict[int, int] = {}
    for article in _in_order(arrived):
        home = place(article, index, -1 - len(homes), successors)
        homes[article.id] = home
    return _placement(homes, successors)


def build_index(stories: Sequence[tuple[int, Sequence[Article]]], since: datetime) -> StoryIndex:
    """The index of stories (key, articles) that had an article since then, as if just now grown."""
    keys = {
        article.id: (article, key)
        for key, articles in stories
        if any(article.published_at >= since or article.arrived_at >= since for article in articles)
        for article in articles
    }
    index = StoryIndex()
    for article in _in_order([article for article, _ in keys.values()]):
        index.add(article, index.see(article), keys[article.id][1])
    return index


def place(article: Article, index: StoryIndex, new_key: int, successors: dict[int, int]) -> int:
    """Puts one article into the index and returns its story's key: `new_key` if it opens a story.

    Stories merged on this occasion are written to `successors` (key that ends → key that takes over).
    """
    vectors = index.see(article)
    choice = choose_story(article, vectors, index)
    home = new_key if choice.key is None else choice.key
    index.add(article, vectors, home)
    for other in choice.others[:MERGE_CANDIDATES]:
        if _are_one(index, index.stories[home], index.stories[other]):
            older, younger = sorted((home, other), key=_age)
            index.merge(younger, older)
            successors[younger] = home = older
    return home


def choose_story(article: Article, vectors: Vectors, index: StoryIndex) -> Choice:
    """The live story that the article belongs to. Nothing is changed."""
    original = index.find_original(article)
    scored = []
    for key, similarity in index.nearest(vectors, CANDIDATES):
        score, reasons = _weigh(article, vectors, index, index.stories[key], similarity)
        if score > 0:
            scored.append((score, key, reasons))
    scored.sort(key=lambda found: (-found[0], abs(found[1])))
    keys = tuple(key for _, key, _ in scored)
    if original is not None:
        others = tuple(key for key in keys if key != original)
        return Choice(original, 99.0, ("it carries the text of an article in this story",), others)
    if not scored:
        return Choice(None, 0.0, ("no live story is similar enough",))
    score, key, reasons = scored[0]
    return Choice(key, score, reasons, keys[1:])


def _weigh(
    article: Article, vectors: Vectors, index: StoryIndex, story: LiveStory, similarity: float
) -> tuple[float, tuple[str, ...]]:
    """Above 0: belongs. The terms of the sum, in words, are the reasons."""
    quiet = quiet_time(story, article.published_at) / DAY
    lead = dot(vectors.lead, story.lead) / story.count
    title = dot(vectors.title, story.title) / story.count
    score = _sum(similarity, story.coherence, lead, title, quiet)
    reasons = [f"similarity {similarity:.2f} (among its own {story.coherence:.2f})"]
    reasons.append(f"lead {lead:.2f}, title {title:.2f}, quiet for {quiet:.1f} days")
    names = vectors.profile.names & vectors.profile.lead
    if names and story.lead_names and not names & story.lead_names:
        score -= OTHER_NAMES
        reasons.append("no name in common")
    own = (vectors.profile.title, vectors.profile.title & vectors.profile.names)
    if any(_are_twins(own, title) for title in story.titles):
        return -BAR, (*reasons, "the same words about others")
    if similarity < PLAINLY_ALIKE and not _share_rare_terms(vectors, index, story):
        return -BAR, (*reasons, "no two rare words in common")
    return score, tuple(reasons)


def _sum(similarity: float, coherence: float, lead: float, title: float, quiet: float) -> float:
    return (
        WEIGHT_ALIKE * similarity / coherence
        + WEIGHT_LEAD * lead
        + WEIGHT_TITLE * title
        - WEIGHT_QUIET * quiet * quiet
        - BAR
    )


def _share_rare_terms(vectors: Vectors, index: StoryIndex, story: LiveStory) -> bool:
    """At least two, one of them a name where both sides have names: the gate against look-alike events."""
    shared = [term for term in vectors.whole if term in story.whole and index.rarity(term) >= RARE]
    if len(shared) < SHARED_RARE_TERMS:
        return False
    names = vectors.profile.names
    if not names or not story.lead_names:
        return True
    return any(term in names or term in story.lead_names for term in shared)


def _are_one(index: StoryIndex, one: LiveStory, other: LiveStory) -> bool:
    """Two stories are one when their articles, on average, would join the more coherent of the two, and the
    leads of the one mostly name those whom the leads of the other name (two cup ties of one evening do not)."""
    if one.lead_names and other.lead_names:
        shared = _rarity_of(index, one.lead_names & other.lead_names)
        fewer = min(_rarity_of(index, one.lead_names), _rarity_of(index, other.lead_names))
        if shared < SHARED_NAMES_TO_MERGE * fewer:
            return False
    if any(_are_twins(mine, theirs) for mine in one.titles for theirs in other.titles):
        return False
    pairs = one.count * other.count
    score = _sum(
        dot(one.whole, other.whole) / pairs,
        max(one.coherence, other.coherence),
        dot(one.lead, other.lead) / pairs,
        dot(one.title, other.title) / pairs,
        quiet_between(one, other) / DAY,
    )
    return score > 0


def _are_twins(one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two titles say the same of others, as results do ("X beat Y 2-1 to reach the final"): each has
    names of its own, and the words besides are mostly the same. Such a pair tells of two events."""
    (words, names), (other_words, other_names) = one, other
    mine, theirs = names - other_names, other_names - names
    if min(len(mine), len(theirs)) < TWIN_NAMES or len(names & other_names) >= min(len(mine), len(theirs)):
        return False
    rest, other_rest = words - mine, other_words - theirs
    alike = rest & other_rest
    return len(alike) >= TWIN_WORDS and len(alike) >= TWIN_SHARE * len(rest | other_rest)


def _rarity_of(index: StoryIndex, terms: set[str]) -> float:
    return sum(index.rarity(term) for term in terms)


def _in_order(articles: Sequence[Article]) -> list[Article]:
    return sorted(articles, key=lambda article: (article.arrived_at, article.published_at, article.id))


def _age(key: int) -> tuple[bool, int]:
    """Stored stories before new ones, then in the order of their founding."""
    return key < 0, abs(key)


def _placement(homes: dict[int, int], successors: dict[int, int]) -> Placement:
    final = {article_id: _follow(key, successors) for article_id, key in homes.items()}
    founded: dict[int, list[int]] = {}
    for article_id, key in final.items():
        if key < 0:
            founded.setdefault(key, []).append(article_id)
    return Placement(
        joined=tuple((article_id, key) for article_id, key in final.items() if key > 0),
        founded=tuple(tuple(group) for _, group in sorted(founded.items(), reverse=True)),
        merged=tuple((key, _follow(key, successors)) for key in successors if key > 0),
    )


def _follow(key: int, successors: dict[int, int]) -> int:
    while key in successors:
        key = successors[key]
    return key
