"""Runs parsing of hostile documents in processes of their own, killed when they take too long."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from anyio import BrokenWorkerProcess, to_process

from bot.web.settings import WebSettings

P = ParamSpec("P")
T = TypeVar("T")

_STARTING_SECONDS = 60.0
_AT_ONCE = os.cpu_count() or 1


class TooCostly(Exception):
    """The work took more time or memory than it may, or killed its process."""


class Workers:
    """As many parsing processes as there are processors.

    Processes, because a thread cannot be stopped: a few kilobytes of hostile markup keep feedparser or
    lxml busy for minutes.
    """

    def __init__(self, settings: WebSettings) -> None:
        self._deadline = settings.parse_deadline.total_seconds()
        self._memory_bytes = settings.parse_memory_bytes
        self._free = asyncio.Semaphore(_AT_ONCE)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns or raises (both must pickle); TooCostly when it outlives its deadline.

        Waiting for a free process does not count, nor does starting one: it first imports what this program
        imports, which takes longer than any document on a machine that is busy.
        """
        async with self._free:
            try:
                async with asyncio.timeout(_STARTING_SECONDS):
                    await self._wake()
                async with asyncio.timeout(self._deadline):
                    return await to_process.run_sync(
                        _run_limited, self._memory_bytes, function, args, kwargs, cancellable=True
                    )
            except TimeoutError as error:
                raise TooCostly(f"it takes longer than {self._deadline:g} seconds") from error
            except BrokenWorkerProcess as error:
                raise TooCostly("it breaks the process that reads it") from error
            except (MemoryError, RecursionError) as error:
                raise TooCostly("it needs more memory than one document may") from error

    async def _wake(self) -> None:
        """Has a process stand ready, which the next call gets: the one used last, else a new one.

        One that died while it had nothing to do (the system was short of memory, or ended it) shows only when it
        is asked again, and is no fault of the document that comes next.
        """
        # As many as ever worked at once may stand idle, and all may be dead.
        for left in reversed(range(_AT_ONCE + 1)):
            try:
                await to_process.run_sync(_run_limited, self._memory_bytes, os.getpid, (), {}, cancellable=True)
            except BrokenWorkerProcess:
                if not left:
                    raise
            else:
                return


def _run_limited(
    memory_bytes: int, function: Callable[..., T], args: tuple[object, ...], kwargs: dict[str, object]
) -> T:
    # Ctrl-C reaches the whole process group; the parent decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory_bytes)
    return function(*args, **kwargs)


def _limit_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # a system without such limits; the deadline still holds
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
