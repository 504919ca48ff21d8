"""Run the whole river on outlets served on this machine, under a clock that passes days in seconds.

The demo and the benchmark `replay` are both a rehearsal: the same program that serves real channels, with
another clock, its publishers on loopback, and the console as its chat.
"""

from __future__ import annotations

import asyncio
import json
import os
from bisect import bisect_right
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from rich.console import Console

from bot.app import CommandLine, open_app
from bot.config import Config
from bot.core.types import Address, Channel, Subscription, SubscriptionKind
from bot.demo.clock import DemoClock
from bot.demo.server import DemoSite, serve_world
from bot.demo.world import World
from bot.errors import ConfigError
from bot.ports import App
from bot.schedule import Pace, tick

CHANNEL = Address("console", "console")
_AFTERWARDS = timedelta(hours=2)
"""Simulated time after the last article: held stories are written, late deliveries go out."""
_DEALT_WITH = timedelta(hours=8)
"""Longer than the longest pause between two checks of a feed."""


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """A rehearsal that is set up: `run` it, then talk to `app`."""

    app: App
    site: DemoSite
    clock: DemoClock
    channel: Channel
    place: Path

    @cached_property
    def _moments(self) -> list[datetime]:
        """When something happens at the outlets, in order."""
        articles = self.site.world.articles
        happening = {version.at for article in articles for version in article.versions}
        return sorted(happening | {article.retracted_at for article in articles if article.retracted_at})

    @property
    def ends_at(self) -> datetime:
        return self.site.world.ends_at + _AFTERWARDS

    async def run(
        self,
        *,
        step: timedelta,
        pause: float = 0.0,
        shown: Callable[[datetime], Awaitable[None]] | None = None,
        dealt_with: timedelta = _DEALT_WITH,
    ) -> None:
        """Lets the world happen up to its end, one step of simulated time at a tick.

        The clock moves on only when everything told so far is done, so that a slow machine sees the same
        world as a fast one. `pause`: seconds of real time for each step. `shown`: told the time at each step,
        before that step's work. `dealt_with`: how long after something happened its consequences may take;
        the stretch from then to the next thing that happens is passed in one stride.
        """
        # Leases are in simulated time: a step must not outlast one, or work in hand is given out again.
        pace = Pace(lease=timedelta(minutes=5) + 2 * step, feeds_per_tick=1000)
        # No scheduler: it would wake a thousand times a second to ask whether the next step may come yet.
        while True:
            await tick(self.app, pace)
            await self.app.broker.drain()
            if self.clock.now() >= self.ends_at:
                return
            self.clock.advance(self._stride(step, dealt_with))
            _remember(self.place, self.clock.now(), self.site.port)
            if shown is not None:
                await shown(self.clock.now())
            await asyncio.sleep(pause)

    def _stride(self, step: timedelta, dealt_with: timedelta) -> timedelta:
        """One step, or all of a stretch in which nothing happens and what happened has been dealt with."""
        now = self.clock.now()
        place = bisect_right(self._moments, now)
        if place == len(self._moments) or (place and now - self._moments[place - 1] < dealt_with):
            return step
        return max(step, self._moments[place] - now)


@asynccontextmanager
async def open_rehearsal(
    world: World,
    config: Config,
    *,
    console: Console,
    commands: Sequence[CommandLine] = (),
    folder: Path,
) -> AsyncIterator[Rehearsal]:
    """Serves the world, opens the app on it and subscribes the console to every outlet.

    It goes on where an earlier rehearsal in the folder stopped: same time, same port, same database.
    `config` is used as it is but for its database, its bundles and the console.
    """
    place = folder / "rehearsal.json"
    now, port = _recall(place)
    clock = DemoClock(now or world.starts_at)
    async with _serve(world, clock, port) as site:
        _remember(place, clock.now(), site.port)
        bundles = {name: {"title": name.capitalize(), "feeds": urls} for name, urls in site.bundles.items()}
        settings = config.model_dump() | {
            "storage": {"url": f"sqlite+aiosqlite:///{folder / 'aibot.db'}"},
            "bundles": bundles,
            "console": {"use": "on"},
            "telegram_token": None,
            "discord_token": None,
            "database_url": None,
        }
        # A machine under load must see the same world, so nothing is given up for being slow.
        settings["web"] |= {"pause_seconds": 0, "per_host": 8, "robots": False, "timeout_seconds": 300}
        # Days pass in seconds: a calmer rhythm; and the outlets tell of every change in their feeds.
        settings["feeds"] |= {"check_every_minutes": 30, "look_again_hours": ()}
        own = Config.model_validate(settings)
        allowed = frozenset({("*.localhost", site.port), ("127.0.0.1", site.port)})
        async with open_app(own, commands=commands, clock=clock, console=console, allowed=allowed) as app:
            channel = await _subscribe(app, site)
            yield Rehearsal(app=app, site=site, clock=clock, channel=channel, place=place)


@asynccontextmanager
async def _serve(world: World, clock: DemoClock, port: int) -> AsyncIterator[DemoSite]:
    try:
        async with serve_world(world, clock, port) as site:
            yield site
    except OSError as error:
        if not port:
            raise
        raise ConfigError(
            f"Port {port}, on which this rehearsal began, is taken by another program. "
            "Stop that program, or use another folder."
        ) from error


async def _subscribe(app: App, site: DemoSite) -> Channel:
    now = app.clock.now()
    channel = await app.storage.channels.open(CHANNEL, "console", now)
    if await app.storage.channels.list_subscriptions(channel.id):
        return channel
    for name, urls in site.bundles.items():
        feeds = [await app.storage.feeds.add(url, now) for url in urls]
        wish = Subscription(
            channel_id=channel.id,
            kind=SubscriptionKind.BUNDLE,
            target=name,
            feed_ids=tuple(feed.id for feed in feeds),
            since=now,
        )
        await app.storage.channels.subscribe(wish)
    return channel


def _recall(place: Path) -> tuple[datetime | None, int]:
    if not place.exists():
        return None, 0
    kept = json.loads(place.read_text(encoding="utf-8"))
    return datetime.fromisoformat(kept["now"]), int(kept["port"])


def _remember(place: Path, now: datetime, port: int) -> None:
    """Replaces the file in one move, so that a crash leaves the old or the new time, never half of one."""
    place.parent.mkdir(parents=True, exist_ok=True)
    fresh = place.with_suffix(".new")
    fresh.write_text(json.dumps({"now": now.isoformat(), "port": port}), encoding="utf-8")
    os.replace(fresh, place)
