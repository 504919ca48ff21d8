"""What many tests need: a database in memory, opened and closed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.ports import Storage
from bot.storage import open_storage


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    async with open_storage("sqlite+aiosqlite://") as opened:
        yield opened
