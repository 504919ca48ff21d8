"""`aibot run`: the river and every platform in one process, until told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

import structlog

from bot.app import CommandLine, counts_line, open_app
from bot.config import Config
from bot.errors import ConfigError
from bot.heartbeat import beat
from bot.ports import App, Desk, Platform
from bot.schedule import Pace, running

_log = structlog.get_logger(__name__)

_FIRST_WAIT = 1.0
_LONGEST_WAIT = 60.0


async def serve(config: Config, commands: Sequence[CommandLine], make_desk: Callable[[App], Desk]) -> None:
    """Runs until SIGINT, SIGTERM, or `/quit` in a console that is the only chat.

    Raises ConfigError when a platform refuses its token.
    """
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    pace = Pace(
        every=timedelta(seconds=config.schedule.tick_seconds),
        lease=timedelta(minutes=config.schedule.lease_minutes),
        feeds_per_tick=config.schedule.feeds_per_tick,
    )

    async def show_life() -> None:
        beat(config)

    async with open_app(config, commands=commands) as app:
        _log.info("started", platforms=list(app.platforms), llm=app.llm.name if app.llm else "built-in writer")
        async with running(app, pace, before_tick=show_life):
            await _listen(app.platforms.values(), make_desk(app), stop)
        _log.info("stopping", standing=await counts_line(app.storage))


async def _listen(platforms: Iterable[Platform], desk: Desk, stop: asyncio.Event) -> None:
    """Returns when told to stop or when every platform has ended; raises what ended one for good."""
    listening = [asyncio.create_task(_keep_running(p, desk), name=p.name) for p in platforms]
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


async def _keep_running(platform: Platform, desk: Desk) -> None:
    """A platform that falls over is started again, after a wait that doubles; a refused token is final."""
    wait = _FIRST_WAIT
    while True:
        try:
            await platform.run(desk)
        except ConfigError:
            raise
        except Exception:  # noqa: BLE001 - one platform's trouble must not stop the others
            _log.exception("a platform stopped; it is started again", platform=platform.name, seconds=wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, _LONGEST_WAIT)
        else:
            return
