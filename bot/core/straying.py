"""An article that joined the wrong story, usually because its own had not begun: it is called back by its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.core.likeness import weigh_joining
from bot.core.story_index import LiveStory, StoryIndex, Vectors, dot
from bot.core.types import Article

FEWEST = 3  # articles in the story that it leaves, itself among them
READ_AT_MOST = 24  # articles of a story: in a larger one a single article changes little
MORE_ALIKE = 1.5  # the other story has to be, on average


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
        if not FEWEST <= story.count <= READ_AT_MOST:
            continue
        for article in story.articles:
            vectors = index.weigh(article)
            own = (dot(vectors.whole, story.whole) - 1) / (story.count - 1)
            for other in others:
                alike = _mean(vectors, index.stories[other])
                if alike > MORE_ALIKE * max(own, 0.0) and may_move(article, other):
                    stray = _judge(article, vectors, other, index)
                    if stray is not None:
                        return stray
    return None


def _judge(article: Article, vectors: Vectors, other: int, index: StoryIndex) -> Stray | None:
    alike = _mean(vectors, index.stories[other])
    score, reasons = weigh_joining(article, vectors, index, index.stories[other], alike)
    if score <= 0:
        return None
    rest = index.without(article)
    own = _mean(vectors, rest)
    if alike < MORE_ALIKE * own or weigh_joining(article, vectors, index, rest, own)[0] > 0:
        return None
    return Stray(article.id, other, (f"similarity {own:.2f} to the rest of its story", *reasons))


def _mean(vectors: Vectors, story: LiveStory) -> float:
    return dot(vectors.whole, story.whole) / story.count
