"""What many tests need: a database in memory, opened and closed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, settings

from bot.ports import Storage
from bot.storage import open_storage
from tests.one_dialect import compile_once

# A busy machine is slow: what something costs is measured in benchmarks, never in a test.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

compile_once()


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite+aiosqlite://") as opened:
        yield opened
