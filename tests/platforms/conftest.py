"""Which clock a test of a platform runs by: the machine's, or with the mark `quick_time` one that leaps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import pytest

from tests.quick_time import QuickLoop


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"loop": QuickLoop if item.get_closest_marker("quick_time") else asyncio.new_event_loop}
