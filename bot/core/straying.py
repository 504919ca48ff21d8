"""An article that joined the wrong story, usually because its own had not begun: it is called back by its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.likeness import weigh_joining
from bot.core.story_index import VECTORS_KEPT, LiveStory, StoryIndex, Weights, dot
from bot.core.types import Article

FEWEST = 3  # articles in the story that it leaves, itself among them
MORE_ALIKE = 1.5  # the other story has to be, on average
DRIFT = (
    1.25  # by which likeness may have changed since the article was added, as words became more or less common
)


@dataclass(frozen=True, slots=True)
class Stray:
    """The article, the story it joins (it leaves the one it is in), and why, in words."""

    article_id: int
    joins: int
    reasons: tuple[str, ...]


def find_stray(
    key: int, near: Sequence[int], index: StoryIndex, may_move: Callable[[Article, int], bool]
) -> Stray | None:
    """An article of this story that belongs to one of those near it, or of theirs that belongs here.

    Three things are asked, so that one article's doubtful likeness moves nothing: it is half again as like the
    other story's articles as the rest of its own, it would join that story if it arrived now, and it would not
    join the rest of its own. `may_move(article, story)`: what can be stored.
    """
    for home, others in ((key, near), *((other, (key,)) for other in near)):
        story = index.stories[home]
        if not FEWEST <= story.count <= VECTORS_KEPT:  # in a larger one a single article changes little
            continue
        for article, whole in zip(story.articles, story.wholes, strict=True):
            enough = MORE_ALIKE * _alike_to_rest(whole, story)
            for other in others:
                if DRIFT * _mean(whole, index.stories[other]) > enough and may_move(article, other):
                    stray = _judge(article, other, index)
                    if stray is not None:
                        return stray
    return None


def _judge(article: Article, other: int, index: StoryIndex) -> Stray | None:
    """As everything is weighed now, which takes its time: few come this far."""
    vectors = index.weigh(article)
    alike = _mean(vectors.whole, index.stories[other])
    if alike <= MORE_ALIKE * _alike_to_rest(vectors.whole, index.stories[index.homes[article.id]]):
        return None
    score, reasons = weigh_joining(article, vectors, index, index.stories[other], alike)
    if score <= 0:
        return None
    rest = index.without(article)
    own = _mean(vectors.whole, rest)
    if alike < MORE_ALIKE * own or weigh_joining(article, vectors, index, rest, own)[0] > 0:
        return None
    return Stray(article.id, other, (f"similarity {own:.2f} to the rest of its story", *reasons))


def _alike_to_rest(whole: Weights, story: LiveStory) -> float:
    """How alike an article is to the others of its story, on average."""
    return max(0.0, dot(whole, story.whole) - 1) / (story.count - 1)


def _mean(whole: Weights, story: LiveStory) -> float:
    return dot(whole, story.whole) / story.count
