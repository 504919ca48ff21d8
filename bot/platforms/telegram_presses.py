"""Answers the presses of buttons in time: with the words that a desk has for them, if it has them soon."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import structlog
from telegram import Bot, CallbackQuery
from telegram.error import TelegramError

from bot.platforms.telegram_render import shorten

log = structlog.get_logger(__name__)

LIMIT_NOTE_CHARS = 200  # answerCallbackQuery: "0-200 characters"
_GLANCE = 60  # characters that are read while a note passes by; a longer one stays until it is closed


@dataclass(frozen=True, slots=True)
class Note:
    """What whoever pressed is shown, and nobody else: words, or what the address opens."""

    words: str = ""
    url: str | None = None


class Presses:
    """Telegram shows a waiting sign on a pressed button until it is answered, which is possible once and soon."""

    def __init__(self, bot: Bot, patience: timedelta) -> None:
        self._bot = bot
        self._patience = patience.total_seconds()
        self._waiting: dict[str, asyncio.Future[Note]] = {}

    async def acknowledge(self, query: CallbackQuery) -> None:
        """Ends the waiting sign, with the note that `tell` brings within the patience."""
        waiting = self._waiting[query.id] = asyncio.get_running_loop().create_future()
        note = Note()
        try:
            with suppress(TimeoutError):
                note = await asyncio.wait_for(waiting, self._patience)
        finally:
            del self._waiting[query.id]
        words = shorten(note.words, LIMIT_NOTE_CHARS)
        try:
            await self._bot.answer_callback_query(
                query.id, text=words or None, show_alert=len(words) > _GLANCE or None, url=note.url
            )
        except TelegramError as error:  # too late, or a second time after a crash: the answer still counts
            log.info("telegram_button_not_acknowledged", problem=type(error).__name__)

    def tell(self, query_id: str, note: Note) -> bool:
        """Whether it came in time."""
        waiting = self._waiting.get(query_id)
        if waiting is None or waiting.done():
            return False
        waiting.set_result(note)
        return True
