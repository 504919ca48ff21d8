"""What servers understand, kept across restarts, so that only the first call ever has to find it out."""

from __future__ import annotations

from bot.core.dialects import Dialect
from bot.llm.endpoint import Endpoint
from bot.ports import DialectStore


class DialectMemory:
    """Without a store, what was learned lasts as long as the process."""

    def __init__(self, store: DialectStore | None) -> None:
        self._store = store
        self._known: dict[str, Dialect | None] = {}

    async def recall(self, endpoint: Endpoint) -> None:
        """Gives the endpoint its dialect before its first call."""
        if self._store is None or endpoint.name in self._known:
            return
        found = await self._store.find(endpoint.settings.base_url, endpoint.settings.model)
        if endpoint.name not in self._known:  # another call may have learned meanwhile
            self._known[endpoint.name] = found
            endpoint.dialect = found or endpoint.dialect

    async def remember(self, endpoint: Endpoint) -> None:
        """Keeps what a call learned, if it learned anything."""
        if self._store is None or self._known.get(endpoint.name) == endpoint.dialect:
            return
        self._known[endpoint.name] = endpoint.dialect
        await self._store.save(endpoint.settings.base_url, endpoint.settings.model, endpoint.dialect)
