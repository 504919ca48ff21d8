"""A newsroom that every test of a command starts from."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.ports import Storage
from tests.handlers.newsroom import Newsroom, open_newsroom


@pytest.fixture
async def newsroom(storage: Storage) -> AsyncIterator[Newsroom]:
    async with open_newsroom(storage) as opened:
        yield opened
