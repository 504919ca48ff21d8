"""Takes Telegram's updates by long polling and confirms each only when it has been handled."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, TelegramError, TimedOut

from bot.errors import ConfigError
from bot.platforms.telegram_errors import TOKEN_IS_REFUSED, Pause
from bot.platforms.telegram_intake import WANTED, Handler, Intake
from bot.platforms.telegram_waits import Waits

log = structlog.get_logger(__name__)

_IN_SIGHT = 80  # Telegram lists at most 100 updates from the oldest unconfirmed on


class Polling:
    """Telegram forgets an update once one with a higher offset is asked for. So while any is unfinished we
    ask from the oldest unfinished on and skip what we have: what a crash interrupts comes again."""

    def __init__(self, bot: Bot, handler: Handler, waits: Waits, *, width: int) -> None:
        self._bot = bot
        self._waits = waits
        self._intake = Intake(handler, waits, width=width)
        self._next: int | None = None  # one more than the newest update we have

    async def run(self) -> None:
        """Polls until cancelled; then lets what is being handled finish, and confirms it. Raises
        ConfigError if the token is refused."""
        pause = Pause(self._waits.first_pause, self._waits.longest_pause)
        unhooked = False  # while a webhook is set, Telegram lists nothing
        try:
            while True:
                try:
                    unhooked = unhooked or await self._bot.delete_webhook()
                    self._start(await self._fetch())
                    pause.failures = 0
                except TimedOut:
                    continue
                except InvalidToken as error:
                    raise ConfigError(TOKEN_IS_REFUSED) from error
                except TelegramError as error:
                    log.warning("telegram_polling_failed", problem=_in_plain_words(error))
                    await pause.after(error)
                except Exception as error:  # noqa: BLE001 - whatever the library makes of an odd update
                    # No traceback: the library's own frames hold the token.
                    log.error("telegram_update_unreadable", problem=f"{type(error).__name__}: {error}")
                    await pause.after()
        finally:
            await self._intake.settle()
            await self._confirm()

    def _offset(self) -> int | None:
        """From where on to ask. One slow chat must not hide the others' news: when what is unfinished
        fills nearly a whole list of updates, it is confirmed unhandled."""
        oldest = min(self._intake.unfinished, default=self._next)
        too_far = self._next is not None and oldest is not None and self._next - oldest > _IN_SIGHT
        return self._next if too_far else oldest

    async def _fetch(self) -> Sequence[Update]:
        if self._intake.unfinished:
            await asyncio.wait(self._intake.unfinished.values(), timeout=self._waits.busy.total_seconds())
        wait = timedelta() if self._intake.unfinished else self._waits.poll
        return await self._bot.get_updates(offset=self._offset(), timeout=wait, allowed_updates=WANTED)

    def _start(self, updates: Sequence[Update]) -> None:
        for update in updates:
            if self._next is None or update.update_id >= self._next:
                self._next = update.update_id + 1
                self._intake.begin(update)

    async def _confirm(self) -> None:
        offset = self._offset()
        if offset is None:
            return
        try:
            async with asyncio.timeout(self._waits.farewell.total_seconds()):
                await self._bot.get_updates(offset=offset, limit=1, timeout=timedelta(), allowed_updates=WANTED)
        except (TelegramError, TimeoutError) as error:
            log.warning("telegram_updates_unconfirmed", problem=type(error).__name__)


def _in_plain_words(error: TelegramError) -> str:
    if isinstance(error, Conflict):
        return "Another program polls with the same token; only one may run."
    return f"{type(error).__name__}: {error.message}"
