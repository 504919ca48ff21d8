"""The stories that measures of LLM writing run on: the demo's events, our own that develop, public clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.developing import Developing, read_developing
from benchmarks.drafted import OWN_DRAFTS, read_drafts
from benchmarks.river import number_published
from benchmarks.sets import SetArticle, read_set
from bot.core.domains import read_domain
from bot.core.passages import read_passages
from bot.core.types import Article, Outlet, Rules, Story
from bot.demo.articles import as_read
from bot.demo.content import load_world

OWN_UPDATES = Path(__file__).parent / "own" / "updates"


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence written by hand about an article of a story, as an LLM would: right, or wrong in one way."""

    kind: str
    right: bool
    ids: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class LlmStory:
    """`revisions`: how many of the articles, oldest first, each telling of the story had."""

    name: str
    story: Story
    articles: tuple[Article, ...]
    now: datetime
    revisions: tuple[int, ...] = ()
    written: tuple[Written, ...] = ()


def read_demo_stories() -> tuple[LlmStory, ...]:
    """With the sentences of own/drafts about their articles."""
    world = load_world()
    events: dict[str, list[Article]] = defaultdict(list)
    for number, demo in number_published(world):
        article = as_read(world, demo, demo.versions[0], number, world.ends_at)
        events[demo.event].append(replace(article, withdrawn=False))
    written = _read_written([article for articles in events.values() for article in articles])
    return tuple(
        _make(
            name, articles, world.ends_at, range(1, len(articles) + 1),
            [one for article in articles for one in written.get(article.id, ())],
        )
        for name, articles in events.items()
    )  # fmt: skip


def read_own_stories(folder: Path = OWN_UPDATES) -> tuple[LlmStory, ...]:
    """Each as it stands at its end; of an article that was mended, the last version."""
    return tuple(_at_its_end(one) for one in read_developing(folder))


def read_public_stories(folder: Path) -> tuple[LlmStory, ...]:
    """The events of a set of articles that have at least two. Raises SetAbsent."""
    events: dict[str, list[SetArticle]] = defaultdict(list)
    for one in read_set(folder):
        events[one.event].append(one)
    return tuple(_of_set(name, articles) for name, articles in sorted(events.items()) if len(articles) > 1)


def _of_set(name: str, articles: Iterable[SetArticle]) -> LlmStory:
    made = [
        _article(
            number, one.outlet, one.title, "\n\n".join(one.paragraphs),
            datetime(one.day.year, one.day.month, one.day.day, 6, tzinfo=UTC) + timedelta(minutes=40 * number),
        )
        for number, one in enumerate(articles, 1)
    ]  # fmt: skip
    return _make(name, made, max(one.published_at for one in made), ())


def _at_its_end(story: Developing) -> LlmStory:
    last = {telling.key: telling for batch in story.batches for telling in batch}
    first = {telling.key: telling.at for batch in reversed(story.batches) for telling in reversed(batch)}
    articles = [
        _article(number, one.outlet, one.title, one.text, first[key])
        for number, (key, one) in enumerate(last.items(), 1)
    ]
    counts, known = [], set[str]()
    for batch in story.batches:
        known.update(telling.key for telling in batch)
        counts.append(len(known))
    return _make(story.name, articles, max(one.at for one in last.values()), counts)


def _article(number: int, outlet: str, title: str, text: str, at: datetime) -> Article:
    domain = read_domain(f"https://{''.join(filter(str.isalnum, outlet.lower()))}.example")
    return Article(
        id=number, url=f"https://{domain}/{number}", outlet=Outlet(outlet, domain), title=title, text=text,
        published_at=at, arrived_at=at,
    )  # fmt: skip


def _make(
    name: str,
    articles: Sequence[Article],
    now: datetime,
    revisions: Iterable[int],
    written: Sequence[Written] = (),
) -> LlmStory:
    first = articles[0]
    story = Story(id=1, title=first.title, created_at=first.arrived_at, changed_at=now, write_at=None)
    return LlmStory(name, story, tuple(articles), now + Rules().settle, tuple(revisions), tuple(written))


def _read_written(articles: Sequence[Article]) -> dict[int, list[Written]]:
    by_title = {article.title: article for article in articles}
    found: dict[int, list[Written]] = defaultdict(list)
    for one in read_drafts(OWN_DRAFTS):
        article = by_title.get(one.title)
        texts = {passage.text: passage.id for passage in read_passages(article)} if article else {}
        ids = tuple(texts[passage.text] for passage in one.cited if passage.text in texts)
        if article is not None and len(ids) == len(one.cited):
            found[article.id].append(Written(one.kind, one.right, ids, one.text))
    return found


def iter_growing(story: LlmStory) -> Iterator[tuple[Article, ...]]:
    """The articles at each telling."""
    yield from (story.articles[:count] for count in dict.fromkeys(story.revisions))
