"""The schedule: at every tick, tells what is due and what got stuck. It decides nothing: the database knows."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.ports import App

_log = structlog.get_logger(__name__)

_HOUR = timedelta(hours=1)
_PER_TICK = 200
"""Entries, stories and deliveries given out at one tick: the rest waits for the next."""

_TOGETHER = timedelta(minutes=1)
_BETWEEN_NOTICES = timedelta(hours=3)
"""What happens to several feeds of a channel within the first is told in one message, and so is what happens
before the second has passed since the last such message: a list of dead feeds fails one after the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`lease` must exceed the longest single task, or work is done twice (harmless, but a waste)."""

    every: timedelta = timedelta(seconds=5)
    lease: timedelta = timedelta(minutes=5)
    feeds_per_tick: int = 100


async def tick(app: App, pace: Pace) -> None:
    """Tells every task that is due now. Leases keep the next tick from telling the same again."""
    now, storage, tell = app.clock.now(), app.storage, app.broker.tell
    for feed_id in await storage.feeds.claim_due(now, pace.lease, pace.feeds_per_tick):
        await tell("feed_due", feed_id)
    for entry_id in await storage.articles.claim_unread(now, pace.lease, _PER_TICK):
        await tell("entry_due", entry_id)
    if await storage.articles.list_unplaced(1):
        await tell("articles_arrived")
    for story_id in await storage.stories.claim_to_write(now, pace.lease, _PER_TICK):
        await tell("story_due", story_id)
    for channel_id in await storage.channels.claim_digests(now, _PER_TICK):
        await tell("digest_due", channel_id)
    for channel_id in await storage.bulletins.list_due(now - _TOGETHER, now - _BETWEEN_NOTICES, _PER_TICK):
        await tell("bulletins_due", channel_id)
    # Another process may serve the other platforms.
    for delivery_id in await storage.deliveries.claim_due(now, pace.lease, _PER_TICK, tuple(app.platforms)):
        await tell("delivery_due", delivery_id)
    if await storage.lease("an hour's housekeeping", now, _HOUR):  # never given back: it ends by itself
        await tell("hour_passed")


@asynccontextmanager
async def running(
    app: App, pace: Pace, *, before_tick: Callable[[], Awaitable[None]] | None = None
) -> AsyncIterator[None]:
    """Ticks while the context is open. `before_tick` lets a rehearsal move its clock between ticks."""

    ticking = asyncio.Lock()

    async def job() -> None:
        try:
            async with ticking:
                if before_tick is not None:
                    await before_tick()
                await tick(app, pace)
        except Exception:  # noqa: BLE001 - a schedule that stops at an error helps nobody
            _log.exception("a tick failed; the next one tries again")

    scheduler = AsyncIOScheduler(timezone=UTC)
    scheduler.add_job(
        job,
        "interval",
        seconds=pace.every.total_seconds(),
        next_run_time=datetime.now(UTC),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        async with ticking:  # APScheduler would cut a tick off in the middle
            scheduler.shutdown(wait=False)
