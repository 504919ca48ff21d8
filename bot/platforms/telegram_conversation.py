"""Hears what people write in Telegram's chats and posts a desk's answers there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import structlog
from telegram import Bot, CallbackQuery, ChatMemberUpdated, Document, Update, User
from telegram import Message as Written
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.core.saying import Catalogue, tell_in_first, tr
from bot.core.types import Address, File, Message, Paragraph, Request, Span
from bot.errors import ChannelGone, DeliveryError, MessageRejected
from bot.platforms.live import LiveAnswer, open_live_answer
from bot.platforms.markup import plain_text
from bot.platforms.spacing import awaited_by_a_person
from bot.platforms.telegram_discussions import Discussions
from bot.platforms.telegram_inline import Inline, start_link
from bot.platforms.telegram_presses import LIMIT_NOTE_CHARS, Note, Presses
from bot.platforms.telegram_requests import (
    LARGEST_FILE,
    Heard,
    address_of,
    asking_by,
    chat_id_of,
    hear_button,
    hear_message,
    is_unreadable,
)
from bot.platforms.telegram_rights import Rights, may_write
from bot.platforms.telegram_surface import Chats, Surface
from bot.platforms.telegram_targets import Targets, name_target
from bot.platforms.telegram_waits import Waits
from bot.ports import Desk

log = structlog.get_logger(__name__)

SORRY = Message(
    blocks=(Paragraph((Span(tr("Something went wrong on AiBot's side. Please try again in a minute.")),)),),
)
UNREADABLE = Message(
    blocks=(Paragraph((Span(tr("AiBot reads words, links and lists of feeds (OPML files), but not this.")),)),),
)
NO_FILES = Message(
    blocks=(Paragraph((Span(tr("AiBot may not send files in this chat. An administrator can allow it.")),)),),
)

_SURELY_OURS = 1.0  # seconds after which what is still being answered is meant for us
_TYPING_EVERY = 4.5  # seconds; Telegram hides it again after five


class Conversation:
    """One desk's side of every chat. `readable`: the commands whose buttons anybody may press to read."""

    def __init__(
        self,
        telegram: Chats,
        bot: Bot,
        desk: Desk,
        me: User,
        waits: Waits,
        readable: frozenset[str],
        catalogues: Mapping[str, Catalogue],
    ) -> None:
        self._telegram = telegram
        self._bot = bot
        self._desk = desk
        self._me = me
        self._waits = waits
        self._readable = readable
        self._catalogues = catalogues
        self._presses = Presses(bot, waits.button)
        self._rights = Rights(bot, waits.rights)
        self._targets = Targets(telegram, bot, desk, me, self._rights, catalogues)
        self._discussions = Discussions()
        self._last_album: str | None = None
        self._inline = Inline(bot, desk, me.username or "", readable)

    def concerns(self, update: Update) -> bool:
        message = update.message or update.channel_post
        if message is None or message.chat.type == ChatType.PRIVATE:
            return True
        post = self._discussions.find(message)
        service = message.migrate_to_chat_id, message.migrate_from_chat_id, message.forum_topic_reopened
        return any(service) or hear_message(message, self._me, post) is not None

    async def handle(self, update: Update) -> None:
        with awaited_by_a_person():
            await self._handle(update)

    async def _handle(self, update: Update) -> None:
        if update.my_chat_member is not None:
            await self._change_place(update.my_chat_member)
        elif update.callback_query is not None:
            await self._answer_press(update.callback_query)
        elif update.inline_query is not None:
            await self._inline.answer(update.inline_query)
        elif (message := update.message or update.channel_post) is not None:
            await self._read(message)

    async def _change_place(self, change: ChatMemberUpdated) -> None:
        """We were removed, silenced or blocked, or are back."""
        chat = Address("telegram", str(change.chat.id))
        if may_write(change):
            await self._desk.back(chat)
        else:
            await self._desk.left(chat)

    async def _read(self, message: Written) -> None:
        chat = Address("telegram", str(message.chat.id))
        if message.migrate_to_chat_id is not None:
            await self._desk.moved(chat, replace(chat, chat=str(message.migrate_to_chat_id)))
        elif message.migrate_from_chat_id is not None:
            await self._desk.moved(replace(chat, chat=str(message.migrate_from_chat_id)), chat)
        elif message.forum_topic_reopened is not None:
            await self._desk.back(chat)
        elif not await self._targets.choose(message):
            post = self._discussions.find(message)
            heard = hear_message(message, self._me, post)
            if heard is None and is_unreadable(message):
                await self._say_unreadable(message)
            await self._answer(heard, reply_to=str(message.message_id), in_discussion=post is not None)

    async def _say_unreadable(self, message: Written) -> None:
        """Once for the pictures of an album."""
        if message.media_group_id is not None and message.media_group_id == self._last_album:
            return
        self._last_album = message.media_group_id
        if await self._desk.ignores(asking_by(message)):
            return
        language = (message.from_user.language_code if message.from_user is not None else None) or ""
        told = tell_in_first(UNREADABLE, self._catalogues, language)
        try:
            await self._telegram.send(address_of(message), told, key="", reply_to=str(message.message_id))
        except DeliveryError as error:
            log.warning("telegram_answer_not_sent", chat=str(message.chat.id), problem=str(error))

    async def acknowledge(self, query: CallbackQuery) -> None:
        await self._presses.acknowledge(query)

    async def _answer_press(self, query: CallbackQuery) -> None:
        try:
            heard = hear_button(query)
            if heard is not None and not self._opened_in_private(heard.request, query):
                await self._answer(heard, query=query)
        finally:
            self._presses.tell(query.id, Note())

    def _opened_in_private(self, request: Request, query: CallbackQuery) -> bool:
        """What one reader of a channel wants to read or ask is not posted to all of them: it opens in their own
        chat with us."""
        command, _, argument = (request.action or "").partition(":")
        if not _is_in_channel(query) or command not in self._readable or not argument.isdecimal():
            return False
        self._presses.tell(query.id, Note(url=self._link(f"{command}-{argument}")))
        return True

    def _link(self, start: str) -> str:
        return start_link(self._me.username or "", start)

    async def _answer(
        self,
        heard: Heard | None,
        *,
        reply_to: str | None = None,
        query: CallbackQuery | None = None,
        in_discussion: bool = False,
    ) -> None:
        if heard is None or await self._desk.ignores(heard.request):
            return
        request = await self._with_file(await self._with_rights(heard), heard.document)
        aimed = await self._targets.aim(request) if request.private else request
        request = aimed if isinstance(aimed, Request) else request
        surface = Surface(
            self._telegram, self._desk, request.here, reply_to or request.reply_to, in_discussion=in_discussion
        )
        tempo = self._waits.live_to_a_person if request.private else self._waits.live_to_a_group
        draft = surface.draft if request.private else None
        async with open_live_answer(surface, self._telegram.split, tempo, draft) as live:
            message = await self._ask(request, live) if isinstance(aimed, Request) else aimed
            if message is not None:
                message = self._pass_on(message, request, query)
            if message is None:
                await live.withdraw()
            else:
                named = name_target(message, request)
                told = tell_in_first(named, self._catalogues, request.person.language)
                await self._post(request, told, live)

    def _pass_on(self, message: Message, request: Request, query: CallbackQuery | None) -> Message | None:
        """What is left to post once whoever pressed was shown what is for them alone."""
        if query is None:
            return message if message.blocks or message.file else _said(message)
        if _is_in_channel(query) and not (message.replaces and request.person.manages):
            self._presses.tell(query.id, self._for_one_reader(message, request))
            return None
        words = message.passing or _short_personal(message, request)
        shown = self._presses.tell(query.id, Note(words)) and bool(words)
        if not message.passing:
            return None if shown else message
        if message.blocks or message.file is not None:
            return message
        # Too late to be shown on the button, it is nobody else's business.
        return _said(message) if request.private and not shown else None

    def _for_one_reader(self, message: Message, request: Request) -> Note:
        """A channel's readers are not told what one of them pressed. Where words are awaited, they are typed in
        the private chat from which the channel is run."""
        if message.awaits:
            return Note(url=self._link(f"channel_{request.address.chat}"))
        return Note(message.passing or plain_text(message))

    async def _ask(self, request: Request, live: LiveAnswer) -> Message | None:
        try:
            limit = self._waits.longest_answer.total_seconds()
            async with self._typing(request), asyncio.timeout(limit):
                return await self._desk.answer(request, live)
        except Exception:
            log.exception("telegram_answer_failed", chat=request.address.chat)
            return SORRY

    async def _with_rights(self, heard: Heard) -> Request:
        request = heard.request
        if heard.ask_rights_of is None:
            return request
        manages = await self._rights.manages(chat_id_of(request.address), heard.ask_rights_of)
        return replace(request, person=replace(request.person, manages=bool(manages)))

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
            await self._desk.gone(request.here)
        except DeliveryError as error:
            log.warning("telegram_answer_not_sent", chat=request.address.chat, problem=str(error))
            if isinstance(error, MessageRejected) and not message_ids:
                await self._say_refused(request, message, live)
        if message_ids:
            await self._desk.posted(request, message, message_ids)

    async def _say_refused(self, request: Request, message: Message, live: LiveAnswer) -> None:
        told = tell_in_first(
            NO_FILES if message.file is not None else SORRY, self._catalogues, request.person.language
        )
        with suppress(DeliveryError):
            await live.deliver(told, [])

    @asynccontextmanager
    async def _typing(self, request: Request) -> AsyncIterator[None]:
        showing = asyncio.create_task(self._show_typing(request.here, at_once=request.addressed))
        try:
            yield
        finally:
            showing.cancel()
            await asyncio.gather(showing, return_exceptions=True)

    async def _show_typing(self, to: Address, *, at_once: bool) -> None:
        """`at_once`: we will answer; else the desk may soon find that it is no business of ours."""
        if not at_once:
            await asyncio.sleep(_SURELY_OURS)
        while True:
            await self._telegram.show_typing(to)
            await asyncio.sleep(_TYPING_EVERY)


def _is_in_channel(query: CallbackQuery) -> bool:
    return query.message is not None and query.message.chat.type == ChatType.CHANNEL


def _said(message: Message) -> Message:
    """What would have passed by, as words that stay."""
    return replace(message, blocks=(Paragraph((Span(message.passing),)),))


def _short_personal(message: Message, request: Request) -> str:
    """The words of an answer that is for one of many and short enough to be shown to them alone."""
    if request.private or not message.personal or message.replaces or message.buttons or message.awaits:
        return ""
    words = plain_text(message)
    return words if len(words) <= LIMIT_NOTE_CHARS else ""
