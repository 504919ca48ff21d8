"""Hears what people write in Telegram's chats and posts a desk's answers there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import structlog
from telegram import Bot, CallbackQuery, ChatMember, Document, Update, User
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.core.types import Address, File, Message, Paragraph, Request, Span
from bot.errors import ChannelGone, DeliveryError
from bot.platforms.live import LiveAnswer, open_live_answer
from bot.platforms.markup import plain_text
from bot.platforms.telegram_presses import LIMIT_NOTE_CHARS, Note, Presses
from bot.platforms.telegram_requests import (
    LARGEST_FILE,
    Heard,
    address_of,
    chat_id_of,
    hear_button,
    hear_message,
    is_removal,
)
from bot.platforms.telegram_surface import Surface
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
        self._presses = Presses(bot, waits.button)

    async def handle(self, update: Update) -> None:
        if update.my_chat_member is not None:
            if is_removal(update.my_chat_member):
                await self._desk.gone(Address("telegram", str(update.my_chat_member.chat.id)))
            return
        if update.callback_query is not None:
            await self._answer_press(update.callback_query)
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
        await self._presses.acknowledge(query)

    async def _answer_press(self, query: CallbackQuery) -> None:
        try:
            await self._answer(hear_button(query), query=query)
        finally:
            self._presses.tell(query.id, Note())

    async def _answer(
        self, heard: Heard | None, *, reply_to: str | None = None, query: CallbackQuery | None = None
    ) -> None:
        if heard is None:
            return
        request = await self._with_file(await self._with_rights(heard), heard.document)
        surface = Surface(self._telegram, self._desk, request.address, reply_to or request.reply_to)
        tempo = self._waits.live_to_a_person if request.private else self._waits.live_to_a_group
        async with open_live_answer(surface, self._telegram.split, tempo) as live:
            message = await self._ask(request, live)
            if message is not None:
                message = self._pass_on(message, request, query)
            if message is None:
                await live.withdraw()
            else:
                await self._post(request, message, live)

    def _pass_on(self, message: Message, request: Request, query: CallbackQuery | None) -> Message | None:
        """What is left to post once whoever pressed was shown what is for them alone."""
        words = message.passing or _short_personal(message, request)
        in_time = query is not None and self._presses.tell(query.id, Note(words))
        shown = in_time and bool(words)
        if not message.passing:
            return None if shown else message
        if message.blocks or message.file is not None:
            return message
        if shown or (query is not None and not request.private):
            return None  # too late to be shown to one person, and nobody else's business
        return replace(message, blocks=(Paragraph((Span(message.passing),)),))

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

    async def _with_file(self, request: Request, document: Document | None) -> Request:
        if document is None:
            return request
        try:
            file = await self._bot.get_file(document.file_id)
            if (file.file_size or 0) > LARGEST_FILE:
                return request
            content = bytes(await file.download_as_bytearray())
        except TelegramError as error:
            log.warning("telegram_file_not_fetched", problem=type(error).__name__)
            return request
        return replace(request, file=File(document.file_name or "", content))

    async def _post(self, request: Request, message: Message, live: LiveAnswer) -> None:
        message_ids: list[str] = []
        try:
            pressed = request.reply_to if request.action is not None and message.replaces else None
            await live.deliver(message, message_ids, over=pressed)
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


def _short_personal(message: Message, request: Request) -> str:
    """The words of an answer that is for one of many and short enough to be shown to them alone."""
    if request.private or not message.personal or message.replaces or message.buttons or message.awaits:
        return ""
    words = plain_text(message)
    return words if len(words) <= LIMIT_NOTE_CHARS else ""
