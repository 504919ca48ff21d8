"""Thousands of chats due in one second: how long it takes, what it costs, and who waits meanwhile."""

from __future__ import annotations

import resource
import selectors
import tempfile
import time
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.options import JsonOption
from benchmarks.report import Measured, Report
from bot.logs import start_logging
from bot.storage import migrate, open_storage
from tests.platforms.crowd import (
    OnDiscord,
    OnTelegram,
    Served,
    open_crowd,
    open_discord_place,
    open_telegram_place,
)
from tests.quick_time import Leaping, QuickLoop


class Due(StrEnum):
    STORY = "story"
    DIGEST = "digest"


class On(StrEnum):
    TELEGRAM = "telegram"
    DISCORD = "discord"


_TAKES = {On.TELEGRAM: 30, On.DISCORD: 50}  # messages a second, from one bot
_ASKED = (
    "help",
    "story 1",
    "ask 1 How many passengers were injured?",
    "trending",
    "settings",
    "ask 1 Who was hurt?",
)
_MEBIBYTE = 1024  # KiB, in which the system tells the peak


class _Watching(Leaping):
    """Notes the longest time, in CPU seconds of the loop's thread, in which nobody else was heard."""

    def __init__(self, loop: QuickLoop) -> None:
        super().__init__(loop)
        self.longest = 0.0
        self._began = time.thread_time()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.longest = max(self.longest, time.thread_time() - self._began)
        ready = super().select(timeout)
        self._began = time.thread_time()
        return ready


class _WatchedLoop(QuickLoop):
    watching: _Watching

    def __init__(self) -> None:
        super().__init__(self._watch)

    def _watch(self, loop: QuickLoop) -> Leaping:
        self.watching = _Watching(loop)
        return self.watching


def crowd(
    n: Annotated[int, typer.Option("--n", min=1, help="Chats.")] = 2000,
    on: Annotated[On, typer.Option("--on", help="Which platform.")] = On.TELEGRAM,
    due: Annotated[Due, typer.Option("--due", help="A breaking story, or the digest's hour.")] = Due.STORY,
    json: JsonOption = None,
) -> None:
    """Thousands of chats due in one second: once each, below the limits, and people answered meanwhile."""
    start_logging("error")
    report = measure_crowd(on, due, n)
    report.show(Console())
    report.save(json, None)


@dataclass(frozen=True)
class _Seen:
    served: Served
    longest: float
    peak: int  # MiB above what the crowd took to be set up


def measure_crowd(on: On, due: Due, count: int) -> Report:
    """By a clock that leaps over what is only waited for; the CPU time is of AiBot, the library and our fake."""
    loop = _WatchedLoop()
    try:
        with tempfile.TemporaryDirectory() as folder:
            seen = loop.run_until_complete(_serve(on, due, count, Path(folder), loop))
    finally:
        loop.close()
    served, waits = seen.served, sorted(seen.served.waits)
    least = count / _TAKES[on]
    return Report(
        f"crowd of {count} on {on}, {due}",
        {
            "chats served": Measured(len(served.posts), n=count, goal=f"≥ {count}"),
            "more than once": Measured(sum(number > 1 for number in served.posts.values()), n=count, goal="≤ 0"),
            "calls refused as too many": Measured(served.refused, goal="≤ 0"),
            "tries of one delivery, most": Measured(served.tries, goal="≤ 1"),
            "seconds to the first": served.first,
            "seconds from it to the last": Measured(
                served.seconds, goal=f"≤ {1.25 * least:.0f}", beside={"at least": least}
            ),
            "an answer meanwhile, s, median": Measured(waits[len(waits) // 2], n=len(waits)),
            "an answer meanwhile, s, slowest": Measured(waits[-1], n=len(waits), goal="≤ 1"),
            "CPU, s": served.cpu_seconds,
            "CPU a chat, ms": 1000 * served.cpu_seconds / count,
            "longest without hearing anybody, CPU ms": 1000 * seen.longest,
            "memory for it, MiB": seen.peak,
        },
    )


async def _serve(on: On, due: Due, count: int, folder: Path, loop: _WatchedLoop) -> _Seen:
    url = f"sqlite+aiosqlite:///{folder / 'crowd.db'}"
    await migrate(url)
    async with (
        open_storage(url) as storage,
        _open_place(on, count) as place,
        open_crowd(storage, place, count) as crowd,
    ):
        digest = due is Due.DIGEST
        await crowd.gather(digest=digest)
        loop.watching.longest, before = 0.0, _peak()
        served = await crowd.serve(_ASKED * 2, 3.0, timedelta(seconds=count), digest=digest)
        return _Seen(served, loop.watching.longest, _peak() - before)


def _open_place(on: On, count: int) -> AbstractAsyncContextManager[OnTelegram | OnDiscord]:
    return open_telegram_place(count) if on is On.TELEGRAM else open_discord_place(count)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _MEBIBYTE
