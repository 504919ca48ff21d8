"""How much speaks for an article, or a whole story, belonging to a live story; what tells look-alikes apart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.core.story_index import LiveStory, StoryIndex, Vectors, dot, quiet_between, quiet_time
from bot.core.types import Article

DAY = timedelta(days=1)

# An article joins when its evidence, weighed, exceeds BAR. How the weights came about: docs/newsroom.md.
BAR = 4.4
WEIGHT_ALIKE = 4.0  # as similar as the story's articles are among themselves counts 1.0
WEIGHT_LEAD = 8.0
WEIGHT_TITLE = 2.0
WEIGHT_QUIET = 1.0  # times the square of the days that the story has been quiet
OTHER_NAMES = 1.5  # both leads name somebody or some place, and none in common

ONE_STORY = 4.5  # two stories are one when their articles are so many times more alike than by chance
QUIET_APART = 4.0  # times the square of the days between them, off that
MARKED = 0.6  # a name in so much larger a share of the one's leads than of the other's keeps two stories apart

RARE = 2.6  # rarity of a term that about one article in 13 holds
SHARED_RARE_TERMS = 2
TWIN_NAMES = 2  # of its own, in either title
TWIN_WORDS = 3  # besides, in both
TWIN_SHARE = 0.6  # of the words besides
TITLES_READ = 12  # the newest
PLAINLY_ALIKE = 0.55  # above this similarity the gate of shared rare terms is not asked

Title = tuple[frozenset[str], frozenset[str]]
"""A title's stems, and those of them that are names."""


def weigh_joining(
    article: Article, vectors: Vectors, index: StoryIndex, story: LiveStory, similarity: float
) -> tuple[float, tuple[str, ...]]:
    """Above 0: the article belongs. The terms of the sum, in words, are the reasons."""
    own = (vectors.profile.title, vectors.profile.title & vectors.profile.names)
    if any(_are_twins(own, title) for title in story.titles[-TITLES_READ:]):
        return -BAR, ("the same words about others",)
    if similarity < PLAINLY_ALIKE and not _share_rare_terms(vectors, index, story):
        return -BAR, ("no two rare words in common",)
    lead = dot(vectors.lead, story.lead) / story.count
    title = dot(vectors.title, story.title) / story.count
    quiet = quiet_time(story, article.published_at) / DAY
    lift = similarity * story.count / (index.root_reach(vectors) * story.root_reach)
    strangers = _strangers(vectors, index, story)
    names = vectors.profile.names & vectors.profile.lead
    score = (
        WEIGHT_ALIKE * similarity / story.coherence
        + WEIGHT_LEAD * lead
        + WEIGHT_TITLE * title
        - WEIGHT_QUIET * quiet * quiet
        - OTHER_NAMES * bool(names and story.lead_names and not names & story.lead_names.keys())
        - BAR
    )
    reasons = (
        f"similarity {similarity:.2f} (among its own {story.coherence:.2f})",
        f"{lift:.1f} times chance, lead {lead:.2f}, title {title:.2f}, quiet for {quiet:.1f} days",
        *((f"{strangers:.0%} of those named are strangers to the other",) if strangers else ()),
    )
    return score, reasons


def weigh_merging(index: StoryIndex, one: LiveStory, other: LiveStory) -> float:
    """Above 0: the two stories are one. Their articles' mean similarity in units of chance decides, less the
    more those whom either is about are strangers to the other."""
    if min(_mark(one, other), _mark(other, one)) >= MARKED:
        return -ONE_STORY
    newest = [story.titles[-TITLES_READ:] for story in (one, other)]
    if any(_are_twins(mine, theirs) for mine in newest[0] for theirs in newest[1]):
        return -ONE_STORY
    lift = dot(one.whole, other.whole) / (one.root_reach * other.root_reach)
    strangers = min(_unknown_to(other, one, index), _unknown_to(one, other, index))
    quiet = quiet_between(one, other) / DAY
    return lift * (1 - strangers * strangers) - QUIET_APART * quiet * quiet - ONE_STORY


def measure_mark(holding: int, of: int, others_holding: int, of_others: int) -> float:
    """How well a term tells `of` articles from `of_others`: the difference of the shares that hold it.

    Each share is taken as if one more article did not hold it, so that two or three cannot prove much.
    """
    return holding / (of + 1) - others_holding / (of_others + 1)


def _mark(one: LiveStory, other: LiveStory) -> float:
    """The best that any name does in telling the one from the other."""
    return max(
        (
            measure_mark(held, one.count, other.lead_terms.get(name, 0), other.count)
            for name, held in one.lead_names.items()
        ),
        default=0.0,
    )


def _strangers(vectors: Vectors, index: StoryIndex, story: LiveStory) -> float:
    """The mean of two shares, by rarity: of those whom the article's lead names, how many most leads of the story
    do not; of those whom most leads of the story name, how many the article does not."""
    names = vectors.profile.names & vectors.profile.lead
    new = _share_unknown(dict.fromkeys(names, 1.0), story.lead_terms, story.count, index)
    left_out = _share_unknown(_central(story), dict.fromkeys(vectors.profile.terms, 1), 1, index)
    return (new + left_out) / 2


def _unknown_to(story: LiveStory, other: LiveStory, index: StoryIndex) -> float:
    """The share, by rarity, of those central to the other story whom most leads of the story leave out."""
    return _share_unknown(_central(other), story.lead_terms, story.count, index)


def _central(story: LiveStory) -> dict[str, float]:
    """Those whom at least half of the leads name, by the share that does."""
    return {name: held / story.count for name, held in story.lead_names.items() if 2 * held >= story.count}


def _share_unknown(names: Mapping[str, float], holding: Mapping[str, int], of: int, index: StoryIndex) -> float:
    """Of names with weights, those that fewer than half of `of` articles hold, in part where some do."""
    weights = {name: index.rarity(name) * names[name] for name in sorted(names)}
    total = sum(weights.values())
    if not total:
        return 0.0
    known = sum(weight * min(1.0, 2 * holding.get(name, 0) / of) for name, weight in weights.items())
    return 1 - known / total


def _share_rare_terms(vectors: Vectors, index: StoryIndex, story: LiveStory) -> bool:
    """At least two, one of them a name where both sides have names: the gate against look-alike events."""
    shared = [term for term in vectors.whole if term in story.whole and index.rarity(term) >= RARE]
    if len(shared) < SHARED_RARE_TERMS:
        return False
    names = vectors.profile.names
    if not names or not story.lead_names:
        return True
    return any(term in names or term in story.lead_names for term in shared)


def _are_twins(one: Title, other: Title) -> bool:
    """Whether two titles say the same of others, as results do ("X beat Y 2-1 to reach the final"): each has
    names of its own, and the words besides are mostly the same. Such a pair tells of two events."""
    (words, names), (other_words, other_names) = one, other
    mine, theirs = names - other_names, other_names - names
    if min(len(mine), len(theirs)) < TWIN_NAMES or len(names & other_names) >= min(len(mine), len(theirs)):
        return False
    rest, other_rest = words - mine, other_words - theirs
    alike = rest & other_rest
    return len(alike) >= TWIN_WORDS and len(alike) >= TWIN_SHARE * len(rest | other_rest)
