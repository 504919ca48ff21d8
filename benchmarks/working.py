"""Runs what the bot runs in worker processes there too, one document after another, and takes the time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.errors import SourceError
from bot.web.settings import WebSettings
from bot.web.workers import TooCostly, Workers

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """Either a result or why there is none: a refusal in words for people (`SourceError`), an exception that
    should not have come (`failure`), or the end of its time or memory (`hung`). CPU time of the worker."""

    result: T | None = None
    refusal: str | None = None
    failure: str | None = None
    hung: bool = False
    milliseconds: float = 0.0


async def run_each(function: Callable[..., T], jobs: Iterable[tuple[object, ...]]) -> list[Outcome[T]]:
    """One outcome for each tuple of arguments, in order, under the deadline and memory of the shipped settings.

    The first job runs twice, so that no figure holds the worker's imports.
    """
    workers = Workers(WebSettings())
    outcomes: list[Outcome[T]] = []
    for job in jobs:
        for _ in range(1 if outcomes else 2):
            outcome = await _run(workers, function, job)
        outcomes.append(outcome)
    return outcomes


async def _run(workers: Workers, function: Callable[..., T], job: tuple[object, ...]) -> Outcome[T]:
    try:
        return await workers.run(_take_time, function, job)
    except TooCostly:
        return Outcome(hung=True)


def _take_time(function: Callable[..., T], job: tuple[object, ...]) -> Outcome[T]:
    started = time.process_time()
    result: T | None = None
    refusal = failure = None
    try:
        result = function(*job)
    except SourceError as error:
        refusal = str(error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (whatever comes is counted)
        failure = f"{type(error).__name__}: {error}"
    took = (time.process_time() - started) * 1_000
    return Outcome(result=result, refusal=refusal, failure=failure, milliseconds=took)
