"""Run the whole river on served articles and compare the stories it makes with the events they tell of."""

from __future__ import annotations

import io
import resource
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from rich.console import Console

from benchmarks.comparing import Key, Told, compare, measure
from benchmarks.report import Figure, Report
from benchmarks.sets import SetArticle
from benchmarks.worlds import make_world, name_hosts
from bot.config import Config, load
from bot.core.types import Disagreement
from bot.demo.content import load_world
from bot.demo.world import World
from bot.rehearsal import Rehearsal, open_rehearsal

_STEP = timedelta(minutes=10)
_SET_STEP = timedelta(minutes=20)
_SET_DEALT_WITH = timedelta(hours=1)
_WEEK_MINUTES = 7 * 24 * 60

Waker = Callable[[datetime], Awaitable[None]]


async def replay_set(articles: Sequence[SetArticle], console: Console, *, quiet: bool) -> Report:
    """The set's articles, published over its months or years.

    Each feed is checked once a week and whenever its outlet publishes, as if it had pinged us: half a year of
    hourly visits to 141 feeds would measure nothing but waiting. The demo keeps the real schedule.
    """
    config = load(None, {})
    rare = {"check_every_minutes": _WEEK_MINUTES, "check_at_least_every_minutes": _WEEK_MINUTES}
    config = config.model_copy(update={"feeds": config.feeds.model_copy(update=rare)})
    hosts = name_hosts(article.outlet for article in articles)
    events = {(hosts[article.outlet], article.id): article.event for article in articles}
    return await _replay(make_world(articles), events, config, console, quiet=quiet, pinged=True)


async def replay_demo(console: Console, *, quiet: bool) -> Report:
    """The invented world, with the schedule and the settings that AiBot ships."""
    world = load_world()
    events = {
        (article.outlet, version.slug): article.event
        for article in world.articles
        for version in article.versions
    }
    return await _replay(world, events, load(None, {}), console, quiet=quiet, pinged=False)


async def _replay(
    world: World, events: Mapping[Key, str], config: Config, console: Console, *, quiet: bool, pinged: bool
) -> Report:
    shown = Console(file=io.StringIO(), width=100) if quiet else console
    started, worked = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory(prefix="aibot-replay-") as folder:
        async with open_rehearsal(world, config, console=shown, folder=Path(folder)) as rehearsal:
            if pinged:
                wake = await _make_waker(rehearsal)
                await rehearsal.run(step=_SET_STEP, dealt_with=_SET_DEALT_WITH, shown=wake)
            else:
                await rehearsal.run(step=_STEP)
            stories = await _list_stories(rehearsal)
            counts = await rehearsal.app.storage.count()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    compared = compare(stories, events)
    figures: dict[str, Figure] = {
        "outlets": len(world.outlets),
        "articles published": len(world.articles),
        "articles read": counts.articles,
        "posts and updates sent": counts.deliveries_sent,
        **compared,
        **measure([story.summary for story in stories if story.summary]),
        "seconds": time.perf_counter() - started,
        "seconds of this process's CPU": time.process_time() - worked,
        "peak memory, MiB": memory,
    }
    if workers:  # known of workers that have ended
        figures["peak memory of a worker process, MiB"] = workers
    title = f"replay: {len(world.articles)} articles, {compared['events']} events"
    return Report(title, figures, [_predict(story) for story in stories])


async def _make_waker(rehearsal: Rehearsal) -> Waker:
    """Tells, at each step, the feeds of the outlets that published since the step before."""
    world, site, app = rehearsal.site.world, rehearsal.site, rehearsal.app
    feeds = {outlet.slug: await app.storage.feeds.find(site.feed_url(outlet.slug)) for outlet in world.outlets}
    waiting = sorted(world.articles, key=lambda article: article.published_at, reverse=True)

    async def wake(now: datetime) -> None:
        published: dict[str, None] = {}
        while waiting and waiting[-1].published_at <= now:
            published[waiting.pop().outlet] = None
        for slug in published:
            feed = feeds[slug]
            if feed is not None:
                await app.broker.tell("feed_due", feed.id)

    return wake


async def _list_stories(rehearsal: Rehearsal) -> list[Told]:
    storage = rehearsal.app.storage
    active = await storage.stories.list_active(rehearsal.site.world.starts_at - timedelta(days=1))
    articles = await storage.articles.list_of_stories([story.id for story in active])
    return [
        Told(
            story.id,
            tuple(_key(article.url) for article in articles[story.id]),
            await storage.stories.find_summary(story.id),
        )
        for story in active
        if articles.get(story.id)
    ]


def _key(url: str) -> Key:
    parts = urlsplit(url)
    return (parts.hostname or "").removesuffix(".localhost"), parts.path.rstrip("/").rpartition("/")[2]


def _predict(story: Told) -> dict[str, object]:
    summary = story.summary
    return {
        "story": story.id,
        "articles": ["/".join(key) for key in story.articles],
        "headline": summary.headline.text if summary else None,
        "sentences": [claim.text for claim in summary.claims] if summary else [],
        "differ": [_name(difference) for difference in summary.disagreements] if summary else [],
        "dropped": len(summary.dropped) if summary else 0,
    }


def _name(difference: Disagreement) -> dict[str, object]:
    sides = [f"{position.value} ({', '.join(position.outlets)})" for position in difference.positions]
    return {"measure": difference.measure, "sides": sides}
