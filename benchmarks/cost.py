"""What the inner loops cost: milliseconds of CPU a call, on invented articles."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from statistics import mean, median
from typing import ParamSpec, TypeVar

from benchmarks.report import Figure, Report
from bot.core.checking import check_claim
from bot.core.editing import edit_draft
from bot.core.grouping import Changes, build_index, place
from bot.core.language import find_names, find_quotes
from bot.core.passages import read_passages
from bot.core.selection import write_draft
from bot.core.types import Article, Outlet, Rules, Story
from bot.demo.content import load_world

P = ParamSpec("P")
T = TypeVar("T")

_START = datetime(2026, 3, 10, tzinfo=UTC)
_ARRIVING = 100
_SYLLABLES = "ba do ke li mu na pe ri so ta vu wo ze chi fra gro".split()
_VOCABULARY = [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
_COMMONNESS = list(accumulate(1 / (rank + 10) for rank in range(len(_VOCABULARY))))  # Zipf's law


def measure_cost(live: Sequence[int], events: int | None = None) -> Report:
    """`live`: numbers of live stories among which articles are placed; `events`: how many stories are written."""
    figures: dict[str, Figure] = {}
    for stories in live:
        placing = _time_placing(stories)
        figures[f"placing an article among {stories:,} live stories, ms (median)"] = median(placing)
        figures[f"placing an article among {stories:,} live stories, ms (slowest)"] = max(placing)
    for what, times in _time_writing(events).items():
        figures[f"{what}, ms (mean)"] = mean(times)
        figures[f"{what}, ms (slowest)"] = max(times)
    return Report("cost in this process's CPU time", figures)


def _time_placing(stories: int) -> list[float]:
    """Every live story has one article; those that arrive are second articles of stories drawn at random."""
    draw = random.Random(stories)
    topics = [draw.choices(_VOCABULARY, k=40) for _ in range(stories)]
    known = [(number, [_write(draw, number, topic)]) for number, topic in enumerate(topics, start=1)]
    index = build_index(known, _START - timedelta(days=1))
    arriving = [_write(draw, stories + number, draw.choice(topics)) for number in range(1, _ARRIVING + 1)]
    changes = Changes()
    return [_time(place, article, index, changes)[0] for article in arriving]


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
