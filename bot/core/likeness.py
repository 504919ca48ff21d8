"""How much speaks for an article, or a whole story, belonging to a live story; what tells look-alikes apart."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import sqrt

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
APART = 0.35  # two events are less alike than this share of how alike each is in itself …
NAMES_TELL = 0.4  # … and more where names tell them apart: at best .75
UNDO = 1.15  # to become one story, grown ones are to be so many times more alike than those that are parted
FEWEST_TO_TELL = 3  # articles of which it is known how alike they are

RARE = 2.6  # rarity of a term that about one article in 13 holds
SHARED_RARE_TERMS = 2
TWIN_NAMES = 2  # of its own, in either title
TWIN_WORDS = 3  # besides, in both
TWIN_SHARE = 0.6  # of the words besides
TITLES_READ = 12  # the newest
PLAINLY_ALIKE = 0.55  # above this similarity the gate of shared rare terms is not asked

Title = tuple[frozenset[str], frozenset[str]]
"""A title's stems, and those of them that are names."""


@dataclass(frozen=True, slots=True)
class Leads:
    """Of `count` articles, how many leads hold each term, and which terms are names in some of them."""

    count: int
    terms: Mapping[str, int]
    names: Collection[str]


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
    lift = dot(one.whole, other.whole) / (one.root_reach * other.root_reach)
    if lift <= ONE_STORY or _are_two(one, other):  # what is asked of most pairs, and soonest answered, first
        return -ONE_STORY
    if min(one.count, other.count) < FEWEST_TO_TELL and _have_twins(one, other):
        return -ONE_STORY
    strangers = min(_unknown_to(other, one, index), _unknown_to(one, other, index))
    quiet = quiet_between(one, other) / DAY
    return lift * (1 - strangers * strangers) - QUIET_APART * quiet * quiet - ONE_STORY


def tell_of_two(likeness: float, mark: float) -> bool:
    """Whether two groups of articles tell of two events: they are less alike than a share of how alike each is
    in itself. `mark`: how well names tell the groups apart, the mean of both directions."""
    return likeness <= APART + NAMES_TELL * mark


def find_mark(one: Leads, other: Leads) -> tuple[float, str]:
    """The name that tells the one group from the other best, with the difference of the shares of leads that
    hold it; (0, "") if none does.

    Each share is taken as if one more article did not hold it, so that two or three cannot prove much.
    """
    marks = [
        (one.terms.get(name, 0) / (one.count + 1) - other.terms.get(name, 0) / (other.count + 1), name)
        for name in {*one.names, *other.names}
    ]
    return max([(0.0, ""), *marks])


def _are_two(one: LiveStory, other: LiveStory) -> bool:
    """As it is asked of two parts of a story, but with a margin where both are large enough to have been parts:
    likeness that varies by a little from one article to the next is not to part and merge them by turns."""
    alike = dot(one.whole, other.whole) / (one.count * other.count)
    likeness = alike / (sqrt(_within(one) * _within(other)) or 1.0)
    leads = [Leads(story.count, story.lead_terms, story.lead_names) for story in (one, other)]
    mark = (find_mark(leads[0], leads[1])[0] + find_mark(leads[1], leads[0])[0]) / 2
    grown = min(one.count, other.count) >= FEWEST_TO_TELL
    return tell_of_two(likeness / UNDO if grown else likeness, mark)


def _within(story: LiveStory) -> float:
    """How alike the story's articles are, as found where there are enough of them to tell."""
    if story.count < FEWEST_TO_TELL:
        return story.coherence
    return (story.square - story.count) / (story.count * (story.count - 1))


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


def _have_twins(one: LiveStory, other: LiveStory) -> bool:
    """Whether any two of their titles say the same of others. Asked only where little else is known: of grown
    stories some pair of the many does so by chance, "Chargers' Jackson held" beside "San Diego man held"."""
    newest, others = one.titles[-TITLES_READ:], other.titles[-TITLES_READ:]
    return any(_are_twins(mine, theirs) for mine in newest for theirs in others)


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
