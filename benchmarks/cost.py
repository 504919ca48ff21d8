"""What the inner loops cost on invented articles: milliseconds of CPU, and units of a fixed piece of work."""

from __future__ import annotations

import asyncio
import gc
import random
import re
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import ParamSpec, TypeVar

from sqlalchemy import create_engine, insert

from benchmarks.report import Figure, Report
from bot.core.checking import check_claim
from bot.core.editing import edit_draft
from bot.core.grouping import Changes, place
from bot.core.kept_index import KeptIndex
from bot.core.language import find_names, find_quotes
from bot.core.passages import read_passages
from bot.core.selection import write_draft
from bot.core.story_index import StoryIndex
from bot.core.types import Article, Outlet, Rules, Story
from bot.demo.content import load_world
from bot.steps.group_articles import read_index
from bot.storage.articles import article_values
from bot.storage.opening import open_storage
from bot.storage.tables import articles as article_rows
from bot.storage.tables import metadata
from bot.storage.tables import stories as story_rows

P = ParamSpec("P")
T = TypeVar("T")

_START = datetime(2026, 3, 10, tzinfo=UTC)
_ARRIVING = 100
_SYLLABLES = "ba do ke li mu na pe ri so ta vu wo ze chi fra gro".split()
_VOCABULARY = [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
_COMMONNESS = list(accumulate(1 / (rank + 10) for rank in range(len(_VOCABULARY))))  # Zipf's law


def measure_cost(live: Sequence[int], events: int | None = None) -> Report:
    """`live`: numbers of live stories among which articles are placed; `events`: how many stories are written.

    On a machine that others use, a millisecond of CPU does less than on an idle one. So a piece of work that is
    not the bot's is timed all along, and the main figures are given in units of it too.
    """
    figures: dict[str, Figure] = {}
    units: dict[str, Figure] = {}
    paces: list[float] = []

    def note(what: str, times: Sequence[float], usual: Callable[[Sequence[float]], float], name: str) -> None:
        pace = _measure_pace()
        paces.append(pace)
        figures[f"{what}, ms ({name})"] = usual(times)
        figures[f"{what}, ms (slowest)"] = max(times)
        units[f"{what}, in units of the fixed work"] = usual(times) / pace

    for stories in live:
        placing, rebuilding, mebibytes = _time_placing(stories)
        among = f"{stories:,} live stories"
        note(f"placing an article among {among}", placing, median, "median")
        figures[f"rebuilding the index of {among} from the database, s"] = rebuilding / 1_000
        figures[f"peak memory with {among}, MiB"] = mebibytes
    for what, times in _time_writing(events).items():
        note(what, times, mean, "mean")
    return Report(
        "cost in this process's CPU time", {**figures, "the fixed work, ms (median)": median(paces), **units}
    )


def _measure_pace() -> float:
    """The median of some passes over a text as the bot makes them: a pattern, dictionaries, a sort."""
    draw = random.Random(1)
    text = " ".join(draw.choices(_VOCABULARY, cum_weights=_COMMONNESS, k=3_000))
    return median(_time(_count_words, text)[0] for _ in range(9))


def _count_words(text: str) -> list[tuple[str, int]]:
    counts: dict[str, int] = {}
    for match in re.finditer(r"\b(?:[aeiou]|[^\W\d_])\w*", text):
        counts[match[0]] = counts.get(match[0], 0) + 1
    return sorted(counts.items(), key=lambda found: (-found[1], found[0]))


def _time_placing(stories: int) -> tuple[list[float], float, float]:
    """Milliseconds of each article placed, of rebuilding the index, and the process's peak memory then, in MiB.

    Every live story has one article; those that arrive are second articles of stories drawn at random. Rebuilding
    is what the first placing after a start does: all articles are read from a database, in slices.
    """
    draw = random.Random(stories)
    topics = [draw.choices(_VOCABULARY, k=40) for _ in range(stories)]
    held = [_write(draw, number, topic) for number, topic in enumerate(topics, start=1)]
    arriving = [_write(draw, stories + number, draw.choice(topics)) for number in range(1, _ARRIVING + 1)]
    with TemporaryDirectory() as folder:
        _store(held, f"sqlite:///{folder}/stories.db")
        del held
        rebuilding, index = asyncio.run(_rebuild(f"sqlite+aiosqlite:///{folder}/stories.db"))
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    changes = Changes()
    placing = [_time(place, article, index, changes)[0] for article in arriving]
    del index
    gc.collect()  # else the index of thousands of stories is taken down in the middle of what is timed next
    return placing, rebuilding, mebibytes


def _store(articles: Sequence[Article], url: str) -> None:
    """Every article as a story of its own, in bulk."""
    engine = create_engine(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        story = {"revision": 1, "title": "", "created_at": _START, "changed_at": _START}
        connection.execute(insert(story_rows), [story | {"id": article.id} for article in articles])
        connection.execute(
            insert(article_rows), [article_values(article) | {"story_id": article.id} for article in articles]
        )
    engine.dispose()


async def _rebuild(url: str) -> tuple[float, StoryIndex]:
    """Milliseconds, and the index as the step that places articles keeps it."""
    live = KeptIndex()
    async with open_storage(url) as storage:
        started = time.process_time()
        await read_index(storage, live, Rules(), _START)
        return (time.process_time() - started) * 1_000, live.index


def _write(draw: random.Random, number: int, topic: Sequence[str]) -> Article:
    """280 words: a story's own among those that any article may have, its names in front."""
    words = [*draw.choices(topic, k=80), *draw.choices(_VOCABULARY, cum_weights=_COMMONNESS, k=200)]
    draw.shuffle(words)
    names = " ".join(word.capitalize() for word in topic[:6])
    text = f"In {names} {' '.join(words)}."
    return _article(number, f"{names} {' '.join(words[:5])}", text, _START + timedelta(seconds=number))


def _time_writing(events: int | None) -> dict[str, list[float]]:
    """Each event of the demo as one story, in the order of the work: what is read once is remembered."""
    times: dict[str, list[float]] = defaultdict(list)
    for articles in _events()[:events]:
        text = " ".join(" ".join(article.text for article in articles).split()[:600])
        times["finding the names in 600 words"].append(_time(find_names, text)[0])
        times["finding the quotations in 600 words"].append(_time(find_quotes, text)[0])
        now = articles[-1].published_at + timedelta(minutes=5)
        story = Story(id=1, title="", created_at=now, changed_at=now, write_at=now)
        taken, draft = _time(write_draft, story, articles, Rules(), now)
        times["choosing the sentences of a story"].append(taken)
        times["checking and laying out a story"].append(
            _time(edit_draft, draft, story, articles, Rules(), now)[0]
        )
        cited = [passage for article in articles for passage in read_passages(article)][:20]
        published = {article.id: article.published_at for article in articles}
        for _, claim in draft.body:
            longer = f"{claim.text} Nobody was hurt."  # a sentence that was not checked before
            times["checking a sentence against 20 passages"].append(
                _time(check_claim, longer, cited, published)[0]
            )
    return times


def _events() -> list[tuple[Article, ...]]:
    told = defaultdict(list)
    for number, one in enumerate(sorted(load_world().articles, key=lambda one: one.published_at), start=1):
        article = _article(number, one.title, "\n\n".join(one.paragraphs), one.published_at, one.outlet)
        told[one.event].append(article)
    return [tuple(articles) for articles in told.values()]


def _article(number: int, title: str, text: str, at: datetime, outlet: str = "") -> Article:
    name = outlet or f"outlet {number}"
    return Article(
        id=number,
        url=f"https://news.example/{number}",
        outlet=Outlet(name, f"{name.replace(' ', '-')}.example"),
        title=title,
        text=text,
        published_at=at,
        arrived_at=at,
    )


def _time(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[float, T]:
    """Milliseconds of CPU time, and what came back."""
    started = time.process_time()
    result = function(*args, **kwargs)
    return (time.process_time() - started) * 1_000, result
