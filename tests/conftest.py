"""What many tests need: an empty database, and a clock, which leaps for those with the mark `quick_time`."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
from hypothesis import HealthCheck, settings

from bot.ports import Storage
from tests.databases import close_postgres, open_fresh
from tests.one_dialect import compile_once
from tests.quick_time import QuickLoop

# A busy machine is slow: what something costs is measured in benchmarks, never in a test.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

compile_once()

# Thousands of tests and all modules live to the end: to look through them for garbage again and again finds none.
gc.set_threshold(50_000, 20, 50)


LONGEST = ("test_flows.py", "test_lives.py", "test_digest_hours.py", "test_crowds.py", "test_serving.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first, so that no worker is left alone with one of them at the end."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


def pytest_collection_finish() -> None:
    gc.freeze()


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"loop": QuickLoop if item.get_closest_marker("quick_time") else asyncio.new_event_loop}


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_fresh() as opened:
        yield opened


def pytest_sessionfinish() -> None:
    close_postgres()
