"""The place in Telegram where one question is answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from telegram import ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.core.types import Address, Message
from bot.errors import ChannelMoved, MessageMissing
from bot.ports import Desk, Platform


class Chats(Platform, Protocol):
    """Telegram as a platform, and what only it has."""

    async def send(
        self,
        to: Address,
        part: Message,
        *,
        key: str,
        reply_to: str | None = None,
        again: bool = False,
        keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None,
    ) -> str:
        """`keyboard`: below the field for words, from now on."""
        ...

    async def draft(self, to: Address, draft_id: int, part: Message) -> bool: ...

    async def show_typing(self, to: Address) -> None: ...


class Surface:
    """The chat of one question. Only the first message is a reply to it, but in a discussion each is, which alone
    keeps it in its thread. Follows a group to its new id."""

    def __init__(
        self, telegram: Chats, desk: Desk, to: Address, reply_to: str | None, *, in_discussion: bool = False
    ) -> None:
        self._in_discussion = in_discussion
        self._telegram = telegram
        self._desk = desk
        self._to = to
        self._reply_to = reply_to

    async def send(self, part: Message) -> str:
        try:
            sent = await self._telegram.send(self._to, part, key="", reply_to=self._reply_to)
        except ChannelMoved as moved:
            new = replace(self._to, chat=moved.to)
            await self._desk.moved(self._to, new)
            self._to = new
            sent = await self._telegram.send(self._to, part, key="", reply_to=self._reply_to)
        except MessageMissing:  # the question is gone, and Telegram does not leave the quotation out by itself
            if self._reply_to is None:
                raise
            sent = await self._telegram.send(self._to, part, key="")
        if not self._in_discussion:
            self._reply_to = None
        return sent

    async def draft(self, part: Message) -> bool:
        """Shows it as being written, in a private chat; `False` where that is not offered."""
        return await self._telegram.draft(self._to, int(self._reply_to or 0) or 1, part)

    async def edit(self, message_id: str, part: Message) -> None:
        await self._telegram.edit(self._to, message_id, part)

    async def delete(self, message_id: str) -> None:
        await self._telegram.delete(self._to, message_id)
