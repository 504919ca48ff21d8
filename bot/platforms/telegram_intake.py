"""Hands Telegram's updates to their handler: each chat's in order, many chats at once, a flood cut short."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Protocol

import structlog
from telegram import CallbackQuery, Update

from bot.platforms.lanes import Lanes
from bot.platforms.telegram_waits import Waits

log = structlog.get_logger(__name__)

_LONGEST_LANE = 20  # updates of one chat that may wait; a flood beyond that is ignored
WANTED = ("message", "channel_post", "callback_query", "inline_query", "my_chat_member")


class Handler(Protocol):
    def concerns(self, update: Update) -> bool:
        """Whether there is anything to do: most of what is said in a group is said to others. Asked in order."""
        ...

    async def handle(self, update: Update) -> None:
        """Everything an update asks for. One chat's updates come one after another."""
        ...

    async def acknowledge(self, query: CallbackQuery) -> None:
        """A button was pressed; called at once, whatever else its chat is waiting for."""
        ...


class Intake:
    """`unfinished`: what is being handled, or was when we were told to stop, by update id."""

    def __init__(self, handler: Handler, waits: Waits, *, width: int) -> None:
        self.unfinished: dict[int, asyncio.Task[None]] = {}
        self._handler = handler
        self._waits = waits
        self._lanes = Lanes(width)
        self._buttons = Lanes(4 * width)  # not kept waiting by slow answers

    def begin(self, update: Update) -> asyncio.Task[None] | None:
        """None when it is ignored. A task that ends cancelled was not handled."""
        if not self._handler.concerns(update):
            return None
        chat, searching = update.effective_chat, update.inline_query
        lane = f"search {searching.from_user.id}" if searching else str(chat.id if chat else 0)
        if self._lanes.length(lane) >= _LONGEST_LANE and not _tells_of_place(update):
            log.warning("telegram_update_ignored", chat=lane, problem="The chat asks faster than we answer.")
            return None
        if update.callback_query is not None:
            query = update.callback_query
            self._buttons.add(query.id, partial(self._handler.acknowledge, query))
        task = self._lanes.add(lane, partial(self._handler.handle, update))
        self.unfinished[update.update_id] = task
        task.add_done_callback(partial(self._finish, update.update_id))
        return task

    async def settle(self) -> None:
        """Lets what is being handled finish, for as long as there is grace; the rest is cancelled."""
        await self._lanes.settle(self._waits.grace)
        await self._buttons.settle(self._waits.farewell)

    def _finish(self, update_id: int, task: asyncio.Task[None]) -> None:
        if task.cancelled():
            return  # stays unfinished and comes again
        del self.unfinished[update_id]
        if error := task.exception():
            log.error("telegram_update_failed", update=update_id, exc_info=error)


def _tells_of_place(update: Update) -> bool:
    """That we were let in or put out, or that a group has another id: rare, and never told again."""
    message = update.message
    moved = message is not None and (message.migrate_to_chat_id or message.migrate_from_chat_id)
    return update.my_chat_member is not None or bool(moved)
