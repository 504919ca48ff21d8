"""`aibot run`: the river and every platform in one process, until told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import structlog

from bot.app import CommandLine, counts_line, open_app
from bot.config import Config
from bot.errors import ConfigError
from bot.heartbeat import beat
from bot.ports import App, Desk, Platform
from bot.schedule import Pace, running

_log = structlog.get_logger(__name__)

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0


async def serve(config: Config, commands: Sequence[CommandLine], make_desk: Callable[[App], Desk]) -> None:
    """Runs until SIGINT, SIGTERM, or `/quit` in a console that is the only chat.

    Raises ConfigError when a platform refuses its token.
    """
    pace = Pace(
        every=timedelta(seconds=config.schedule.tick_seconds),
        lease=timedelta(minutes=config.schedule.lease_minutes),
        feeds_per_tick=config.schedule.feeds_per_tick,
    )

    async def show_life() -> None:
        beat(config)

    async with _stop_at_signals() as stop, open_app(config, commands=commands) as app:
        _log.info("started", platforms=list(app.platforms), llm=app.llm.name if app.llm else "built-in writer")
        async with running(app, pace, before_tick=show_life):
            await listen(app.platforms.values(), make_desk(app), stop)
        _log.info("stopping", standing=await counts_line(app.storage))


@asynccontextmanager
async def _stop_at_signals() -> AsyncIterator[asyncio.Event]:
    """Set once the process is told to stop. A second signal ends it at once, as without us."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def hear(number: signal.Signals) -> None:
        loop.remove_signal_handler(number)
        stop.set()

    for number in _SIGNALS:
        loop.add_signal_handler(number, hear, number)
    try:
        yield stop
    finally:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)


async def listen(platforms: Iterable[Platform], desk: Desk, stop: asyncio.Event) -> None:
    """Returns when told to stop or when every platform has ended; raises what ended one for good."""
    listening = [asyncio.create_task(keep_running(p, desk), name=p.name) for p in platforms]
    stopping = asyncio.create_task(stop.wait())
    try:
        remaining = set(listening)
        while remaining and not stopping.done():
            done, _ = await asyncio.wait({*remaining, stopping}, return_when=asyncio.FIRST_COMPLETED)
            for task in done - {stopping}:
                task.result()
                remaining.discard(task)
    finally:
        for task in (*listening, stopping):
            task.cancel()
        await asyncio.gather(*listening, stopping, return_exceptions=True)


async def keep_running(platform: Platform, desk: Desk, *, first_wait: float = _FIRST_WAIT) -> None:
    """A platform that falls over is started again, after a wait that doubles; a refused token is final.

    One that had run well for a while starts with the first wait (in seconds) again.
    """
    loop, wait = asyncio.get_running_loop(), first_wait
    while True:
        started = loop.time()
        try:
            await platform.run(desk)
        except ConfigError:
            raise
        except Exception:  # noqa: BLE001 - one platform's trouble must not stop the others
            if loop.time() - started > _LONGEST_WAIT:
                wait = first_wait
            _log.exception("a platform stopped; it is started again", platform=platform.name, seconds=wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        else:
            return
