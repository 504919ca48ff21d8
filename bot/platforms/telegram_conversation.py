"""Hears what people write in Telegram's chats and posts a desk's answers there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import structlog
from telegram import Bot, CallbackQuery, ChatMember, Update, User
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.core.types import Address, Message, Paragraph, Request, Span
from bot.errors import ChannelGone, ChannelMoved, DeliveryError
from bot.platforms.live import LiveAnswer, open_live_answer
from bot.platforms.telegram_requests import (
    Heard,
    address_of,
    chat_id_of,
    hear_button,
    hear_message,
    is_removal,
)
from bot.platforms.telegram_waits import Waits
from bot.ports import Desk, Platform

log = structlog.get_logger(__name__)

SORRY = Message(
    blocks=(Paragraph((Span("Something went wrong on my side. Please try again in a minute."),)),),
)

_TYPING_EVERY = 4.5  # seconds; Telegram hides it again after five


class Conversation:
    """One desk's side of every chat."""

    def __init__(self, telegram: Platform, bot: Bot, desk: Desk, me: User, waits: Waits) -> None:
        self._telegram = telegram
        self._bot = bot
        self._desk = desk
        self._me = me
        self._waits = waits

    async def handle(self, update: Update) -> None:
        if update.my_chat_member is not None:
            if is_removal(update.my_chat_member):
                await self._desk.gone(Address("telegram", str(update.my_chat_member.chat.id)))
            return
        if update.callback_query is not None:
            await self._answer(hear_button(update.callback_query))
            return
        message = update.message or update.channel_post
        if message is None:
            return
        if message.migrate_to_chat_id is not None:
            new = Address("telegram", str(message.migrate_to_chat_id))
            await self._desk.moved(address_of(message), new)
            return
        await self._answer(hear_message(message, self._me), reply_to=str(message.message_id))

    async def acknowledge(self, query: CallbackQuery) -> None:
        """Ends the waiting sign on a pressed button."""
        try:
            await self._bot.answer_callback_query(query.id)
        except TelegramError as error:  # too late, or a second time after a crash: the answer still counts
            log.info("telegram_button_not_acknowledged", problem=type(error).__name__)

    async def _answer(self, heard: Heard | None, reply_to: str | None = None) -> None:
        if heard is None:
            return
        request = await self._with_rights(heard)
        surface = _Surface(self._telegram, self._desk, request.address, reply_to or request.reply_to)
        tempo = self._waits.live_to_a_person if request.private else self._waits.live_to_a_group
        async with open_live_answer(surface, self._telegram.split, tempo) as live:
            message = await self._ask(request, live)
            if message is None:
                await live.withdraw()
            else:
                await self._post(request, message, live)

    async def _ask(self, request: Request, live: LiveAnswer) -> Message | None:
        try:
            limit = self._waits.longest_answer.total_seconds()
            async with self._typing(request.address), asyncio.timeout(limit):
                return await self._desk.answer(request, live)
        except Exception:
            log.exception("telegram_answer_failed", chat=request.address.chat)
            return SORRY

    async def _with_rights(self, heard: Heard) -> Request:
        request = heard.request
        if heard.ask_rights_of is None:
            return request
        try:
            member = await self._bot.get_chat_member(chat_id_of(request.address), heard.ask_rights_of)
        except TelegramError as error:
            log.warning("telegram_rights_unknown", chat=request.address.chat, problem=type(error).__name__)
            return request
        manages = member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
        return replace(request, person=replace(request.person, manages=manages))

    async def _post(self, request: Request, message: Message, live: LiveAnswer) -> None:
        message_ids: list[str] = []
        try:
            await live.deliver(message, message_ids)
        except ChannelGone:
            await self._desk.gone(request.address)
        except DeliveryError as error:
            log.warning("telegram_answer_not_sent", chat=request.address.chat, problem=str(error))
        if message_ids:
            await self._desk.posted(request, message, message_ids)

    @asynccontextmanager
    async def _typing(self, to: Address) -> AsyncIterator[None]:
        showing = asyncio.create_task(self._show_typing(to))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show_typing(self, to: Address) -> None:
        thread = int(to.thread) if to.thread else None
        while True:
            with suppress(TelegramError):
                await self._bot.send_chat_action(chat_id_of(to), ChatAction.TYPING, message_thread_id=thread)
            await asyncio.sleep(_TYPING_EVERY)


class _Surface:
    """The chat of one question. Only the first message is a reply to it. Follows a group to its new id."""

    def __init__(self, telegram: Platform, desk: Desk, to: Address, reply_to: str | None) -> None:
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
        self._reply_to = None
        return sent

    async def edit(self, message_id: str, part: Message) -> None:
        await self._telegram.edit(self._to, message_id, part)

    async def delete(self, message_id: str) -> None:
        await self._telegram.delete(self._to, message_id)
