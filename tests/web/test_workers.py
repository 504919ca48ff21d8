"""Parsing runs in processes that are stopped when a document takes too long, and only then."""

from __future__ import annotations

import os
import signal
import time
from datetime import timedelta

import pytest

from bot.web.settings import WebSettings
from bot.web.workers import TooCostly, Workers


def workers(seconds: float) -> Workers:
    return Workers(WebSettings(parse_deadline=timedelta(seconds=seconds)))


async def test_starting_a_process_does_not_count() -> None:
    # No Python starts and imports what this program imports in so short a time.
    assert await workers(0.2).run(len, "abc") == 3


async def test_work_that_takes_too_long_is_stopped_and_the_next_is_done() -> None:
    hasty = workers(0.2)
    with pytest.raises(TooCostly, match=r"longer than 0\.2 seconds"):
        await hasty.run(time.sleep, 30)
    assert await hasty.run(len, "abcd") == 4


async def test_a_process_that_died_while_it_had_nothing_to_do_is_replaced() -> None:
    steady = workers(30)
    os.kill(await steady.run(os.getpid), signal.SIGKILL)
    assert await steady.run(len, "abc") == 3


async def test_work_that_kills_its_process_is_not_done_again() -> None:
    with pytest.raises(TooCostly, match="breaks the process"):
        await workers(30).run(os.abort)


async def test_what_the_work_raises_comes_back() -> None:
    with pytest.raises(ZeroDivisionError):
        await workers(10).run(divmod, 1, 0)
