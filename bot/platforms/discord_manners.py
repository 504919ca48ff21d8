"""How our calls to Discord are made: so many a second, not on where it refuses them, and some never twice.

Who makes 10,000 calls within ten minutes that are refused with 401, 403 or 429 is shut out for a while, and calls
with a token that is no longer valid must end: https://discord.com/developers/docs/topics/rate-limits
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from types import SimpleNamespace

import aiohttp

from bot.platforms.discord_errors import LONG_PAUSE
from bot.platforms.spacing import Spacing

WINDOW_SECONDS = 600.0
MOST_REFUSED = 2000  # in a window; several processes may share an address
_APART = 1 / 42  # seconds between posts; Discord takes 50 calls a second, and people are answered meanwhile
_NOT_DONE = 503  # the one failure of Discord's servers after which a call was not carried out
_OF_AN_INTERACTION = ("/webhooks/", "/interactions/")  # a 401 there tells of its own token, not of ours

_once: ContextVar[bool] = ContextVar("once", default=False)


class OutcomeDoubtful(aiohttp.ClientError):
    """The gateway failed: what was asked for may have been done."""


@contextmanager
def never_repeated() -> Iterator[None]:
    """Within, no call is made a second time by the library where the first may have been carried out."""
    token = _once.set(True)
    try:
        yield
    finally:
        _once.reset(token)


class Manners:
    """`tracing`: to be given to the library. `most_refused` calls refused within a window are enough."""

    def __init__(self, most_refused: int = MOST_REFUSED) -> None:
        self._refused: deque[float] = deque(maxlen=most_refused)
        self._shut_until = 0.0
        self._spacing = Spacing(_APART)
        self.tracing = aiohttp.TraceConfig()
        self.tracing.on_request_end.append(self._note)

    def find_wait(self) -> timedelta | None:
        """How long nothing more ought to be sent; None where nothing speaks against it."""
        now = asyncio.get_running_loop().time()
        until = self._shut_until
        if len(self._refused) == self._refused.maxlen:
            until = max(until, self._refused[0] + WINDOW_SECONDS)
        return timedelta(seconds=until - now) if until > now else None

    async def turn(self) -> None:
        """Returns when the next post may be sent or changed. The library waits only once Discord has refused a
        call; and what it keeps waiting for that must not be let through here."""
        await self._spacing.turn()

    async def _note(
        self, session: aiohttp.ClientSession, context: SimpleNamespace, made: aiohttp.TraceRequestEndParams
    ) -> None:
        status, now = made.response.status, asyncio.get_running_loop().time()
        shared = made.response.headers.get("X-RateLimit-Scope") == "shared"
        if status in (401, 403) or (status == 429 and not shared):
            self._refused.append(now)
        if status == 401 and not any(part in made.url.path for part in _OF_AN_INTERACTION):
            self._shut_until = now + LONG_PAUSE.total_seconds()
        if status >= 500 and status != _NOT_DONE and _once.get():
            made.response.close()
            raise OutcomeDoubtful(f"Discord answered {status}.")
