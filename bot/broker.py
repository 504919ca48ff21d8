"""The task broker: wakes tasks up by name and ids, so many at once, and can wait for them all."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from taskiq import InMemoryBroker
from taskiq.abc.broker import AsyncBroker

Task = Callable[..., Awaitable[None]]

_log = structlog.get_logger(__name__)


class TaskBroker:
    """`bot.ports.Broker` over taskiq.

    taskiq's in-memory broker neither limits nor remembers: the limit is the semaphore here, one an event, so that
    a crowd of one sort keeps no other waiting, and the database remembers what is left to do. What waits for its
    place already is not told again. A task that fails is logged and left to the next sweep.
    """

    def __init__(self, broker: AsyncBroker, concurrency: int) -> None:
        self._broker = broker
        self._concurrency = concurrency
        self._waiting: set[tuple[str, tuple[int, ...]]] = set()
        self._unasked = contextvars.copy_context()  # a task knows nothing of who told it, as after a restart
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = False

    def on(self, event: str, task: Task) -> None:
        """From now on `tell(event, *ids)` runs `task(*ids)`."""

        places = asyncio.Semaphore(self._concurrency)

        async def run(*ids: int) -> None:
            try:
                async with places:
                    self._waiting.discard((event, ids))
                    if not self._closing:
                        await task(*ids)
            except Exception:  # noqa: BLE001 - the one place where a task ends, whatever it met
                _log.exception("task failed; it is taken up again when its lease ends", task=event, ids=ids)
            finally:
                self._done()

        self._broker.register_task(run, task_name=event)

    async def tell(self, event: str, *ids: int) -> None:
        if self._closing:
            return
        task = self._broker.find_task(event)
        if task is None:
            raise LookupError(f"nobody listens to {event!r}")
        if (event, ids) in self._waiting:
            return
        self._waiting.add((event, ids))
        self._open += 1
        self._idle.clear()
        try:
            await asyncio.create_task(task.kiq(*ids), context=self._unasked.copy())
        except BaseException:
            self._waiting.discard((event, ids))
            self._done()
            raise

    async def drain(self) -> None:
        await self._idle.wait()

    async def close(self, patience: float) -> None:
        """Begins nothing new, waits up to `patience` seconds for what runs, then lets go of the rest."""
        self._closing = True
        try:
            async with asyncio.timeout(patience):
                await self._idle.wait()
        except TimeoutError:
            _log.warning(
                "stopped before every task was done; the rest is taken up at the next start", open=self._open
            )

    def _done(self) -> None:
        self._open -= 1
        if self._open == 0:
            self._idle.set()


@asynccontextmanager
async def open_broker(*, concurrency: int = 32, patience: float = 20.0) -> AsyncIterator[TaskBroker]:
    """The embedded broker: tasks run in this process, at most `concurrency` at once."""
    inner = InMemoryBroker(max_stored_results=1)
    await inner.startup()
    broker = TaskBroker(inner, concurrency)
    try:
        yield broker
    finally:
        await broker.close(patience)
        await inner.shutdown()
