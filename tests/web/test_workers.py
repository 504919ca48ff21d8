"""Parsing runs in processes that are stopped when a document takes too long, and only then."""

from __future__ import annotations

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


async def test_what_the_work_raises_comes_back() -> None:
    with pytest.raises(ZeroDivisionError):
        await workers(10).run(divmod, 1, 0)
