"""The library's calls for chats, kept below what Telegram takes from a bot in a second."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from telegram.ext import BaseRateLimiter

from bot.platforms.spacing import Spacing


class SpacedCalls(BaseRateLimiter[None]):
    """In place of the library's own limiter, in which what somebody waits for stands behind all posts before it.
    Chats and groups are paced elsewhere: it would count "typing" as a message, too."""

    def __init__(self, apart: float) -> None:
        self._spacing = Spacing(apart)

    async def initialize(self) -> None:
        """There is nothing to do."""

    async def shutdown(self) -> None:
        """There is nothing to do."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        if data.get("chat_id") is not None:
            await self._spacing.turn()
        return await callback(*args, **kwargs)
