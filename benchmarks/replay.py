"""Run the whole river on served articles and compare the stories it makes with the events they tell of."""

from __future__ import annotations

import io
import re
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from statistics import median

from rich.console import Console

from benchmarks.report import Figure, Report
from benchmarks.sets import SetArticle
from bot.config import load
from bot.core.types import Summary
from bot.demo.content import load_world
from bot.demo.world import DemoOutlet, FeedFormat, World, make_article
from bot.rehearsal import Rehearsal, open_rehearsal

_STEP = timedelta(minutes=10)


async def replay_set(articles: Sequence[SetArticle], console: Console, *, quiet: bool) -> Report:
    """The set's articles, each published at some hour of its day, by outlets with feeds in three formats."""
    return await _replay(_make_world(articles), {a.id: a.event for a in articles}, console, quiet=quiet)


async def replay_demo(console: Console, *, quiet: bool) -> Report:
    world = load_world()
    events = {version.slug: article.event for article in world.articles for version in article.versions}
    return await _replay(world, events, console, quiet=quiet)


async def _replay(world: World, events: Mapping[str, str], console: Console, *, quiet: bool) -> Report:
    shown = Console(file=io.StringIO(), width=100) if quiet else console
    started, worked = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory(prefix="aibot-replay-") as folder:
        async with open_rehearsal(world, load(None, {}), console=shown, folder=Path(folder)) as rehearsal:
            await rehearsal.run(step=_STEP)
            stories = await _stories(rehearsal)
            counts = await rehearsal.app.storage.count()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    figures: dict[str, Figure] = {
        "outlets": len(world.outlets),
        "articles published": len(world.articles),
        "articles read": counts.articles,
        "posts and updates sent": counts.deliveries_sent,
        **_compare(stories, events),
        **_measure([story.summary for story in stories if story.summary]),
        "seconds": time.perf_counter() - started,
        "seconds of this process's CPU": time.process_time() - worked,
        "peak memory, MiB": memory,
        "peak memory of a worker process, MiB": workers,
    }
    rows = [
        {"story": s.id, "articles": s.slugs, "headline": s.summary and s.summary.headline.text} for s in stories
    ]
    return Report(f"replay: {len(world.articles)} articles, {len(set(events.values()))} events", figures, rows)


@dataclass(frozen=True, slots=True)
class _Told:
    """A story as the river left it: the slugs of its articles, and its newest piece."""

    id: int
    slugs: tuple[str, ...]
    summary: Summary | None


async def _stories(rehearsal: Rehearsal) -> list[_Told]:
    storage = rehearsal.app.storage
    active = await storage.stories.list_active(rehearsal.site.world.starts_at - timedelta(days=1))
    articles = await storage.articles.list_of_stories([story.id for story in active])
    return [
        _Told(
            story.id,
            tuple(article.url.rstrip("/").rpartition("/")[2] for article in articles[story.id]),
            await storage.stories.find_summary(story.id),
        )
        for story in active
    ]


def _compare(stories: Sequence[_Told], events: Mapping[str, str]) -> dict[str, Figure]:
    """Merged: stories with articles of several events. Split: events told in several stories. Missed: in none.

    B³ (Bagga and Baldwin, 1998) averages over articles how pure and how whole the story they landed in is.
    """
    placed = {slug: story.id for story in stories for slug in story.slugs if slug in events}
    by_story: dict[int, list[str]] = defaultdict(list)
    by_event: dict[str, set[int]] = defaultdict(set)
    for slug, story_id in placed.items():
        by_story[story_id].append(events[slug])
        by_event[events[slug]].add(story_id)
    sizes: dict[str, int] = defaultdict(int)
    for slug in placed:
        sizes[events[slug]] += 1
    together = [(by_story[story].count(events[slug]), story, events[slug]) for slug, story in placed.items()]
    precision = sum(n / len(by_story[story]) for n, story, _ in together) / max(1, len(together))
    recall = sum(n / sizes[event] for n, _, event in together) / max(1, len(together))
    return {
        "events": len(set(events.values())),
        "stories": len(stories),
        "stories merged (several events)": sum(1 for told in by_story.values() if len(set(told)) > 1),
        "events split (several stories)": sum(1 for told in by_event.values() if len(told) > 1),
        "events missed": len(set(events.values()) - set(by_event)),
        "B³ precision": precision,
        "B³ recall": recall,
        "B³ F1": 2 * precision * recall / max(1e-9, precision + recall),
    }


def _measure(summaries: Sequence[Summary]) -> dict[str, Figure]:
    claims = [claim for summary in summaries for claim in summary.claims]
    words = [sum(len(claim.text.split()) for claim in summary.claims) for summary in summaries]
    return {
        "pieces": len(summaries),
        "pieces from several outlets": sum(1 for summary in summaries if summary.independent_outlets > 1),
        "sentences": len(claims),
        "citations": sum(len(claim.citations) for claim in claims),
        "words a piece, median": median(words) if words else 0,
        "sentences dropped by checking": sum(len(summary.dropped) for summary in summaries),
        "pieces where sources differ": sum(1 for summary in summaries if summary.disagreements),
    }


def _make_world(articles: Sequence[SetArticle]) -> World:
    names = list(dict.fromkeys(article.outlet for article in articles))
    formats = list(FeedFormat)
    outlets = tuple(
        DemoOutlet(slug=_slug(name), name=name, feed_format=formats[place % len(formats)], full_text=True)
        for place, name in enumerate(names)
    )
    served = tuple(
        make_article(
            outlet=_slug(article.outlet),
            slug=article.id,
            published_at=_hour_of(article),
            title=article.title,
            paragraphs=article.paragraphs,
        )
        for article in articles
    )
    times = [article.published_at for article in served]
    return World(
        outlets=outlets,
        articles=served,
        starts_at=min(times) - timedelta(hours=1),
        ends_at=max(times),
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _hour_of(article: SetArticle) -> datetime:
    """The sets give days only: the minute is drawn from the article's id, between 6:00 and 20:00 UTC."""
    minute = 6 * 60 + int.from_bytes(blake2b(article.id.encode(), digest_size=4).digest()) % (14 * 60)
    return datetime(article.day.year, article.day.month, article.day.day, tzinfo=UTC) + timedelta(minutes=minute)
