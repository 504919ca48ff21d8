"""Lets what changes one chat's settings run one after another: of two changes made at once one would be lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from bot.core.types import Address
from handlers import Handler

CHANGERS = frozenset("handlers." + name for name in "settings filter_ mute follow outlets pause resume".split())
"""The modules whose handlers read a chat's settings, decide, and write them back. None waits for the web."""

_locks: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()


@asynccontextmanager
async def in_turn(handler: Handler, chat: Address) -> AsyncIterator[None]:
    """All that one chat hears comes to one process, so that no other need know."""
    if handler.__module__ not in CHANGERS:
        yield
        return
    lock = _locks.setdefault(chat, asyncio.Lock())
    async with lock:
        yield
