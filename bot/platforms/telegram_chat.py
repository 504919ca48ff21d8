"""Telegram as a Platform: sends, edits and deletes parts, and listens for a desk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress

import structlog
from telegram import Bot, InputFile, ReplyKeyboardMarkup, ReplyKeyboardRemove, User
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.core.saying import Catalogue, tr
from bot.core.types import Address, Message, Paragraph, Span
from bot.errors import ConfigError, DeliveryError, MessageRejected, TryLater
from bot.platforms import telegram_render
from bot.platforms.pacing import Pacing
from bot.platforms.telegram_conversation import Conversation
from bot.platforms.telegram_errors import TOKEN_IS_REFUSED, TOO_OLD_TO_DELETE, UNCHANGED, Pause, translated
from bot.platforms.telegram_markup import (
    file_name,
    keyboard_of,
    preview_of,
    question_of,
    reply_to_message,
)
from bot.platforms.telegram_menu import Menus, introduce, readable
from bot.platforms.telegram_polling import Polling
from bot.platforms.telegram_requests import chat_id_of
from bot.platforms.telegram_waits import Waits
from bot.platforms.telegram_webhook import Hook, Webhook
from bot.ports import Desk

log = structlog.get_logger(__name__)

_EMPTIED = Message(blocks=(Paragraph((Span(tr("(This part is no longer needed.)"), italic=True),)),))
_AT_ONCE = 64  # chats answered at the same time


class Telegram:
    """Made by `open_telegram`."""

    def __init__(
        self,
        bot: Bot,
        *,
        commands: Menus,
        catalogues: Mapping[str, Catalogue],
        waits: Waits,
        hook: Hook | None = None,
    ) -> None:
        self._bot = bot
        self._commands = commands
        self._catalogues = catalogues
        self._waits = waits
        self._hook = hook
        self._pacing = Pacing()
        self._drafts = True  # as far as we know

    @property
    def name(self) -> str:
        return "telegram"

    def split(self, message: Message) -> tuple[Message, ...]:
        return telegram_render.split(message)

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
        """Telegram takes no key against repeats: after OutcomeUnknown the part may stand there already."""
        html = telegram_render.render(part)
        markup = keyboard or keyboard_of(part) or question_of(part)
        async with self._turn(to, sending=True):
            if part.file is not None:
                sent = await self._bot.send_document(
                    chat_id=chat_id_of(to),
                    message_thread_id=int(to.thread) if to.thread else None,
                    document=InputFile(part.file.content, filename=file_name(part.file.name)),
                    disable_content_type_detection=True,
                    caption=html or None,
                    parse_mode=ParseMode.HTML if html else None,
                    disable_notification=part.silent or None,
                    reply_parameters=reply_to_message(reply_to),
                    reply_markup=markup,
                )
            else:
                sent = await self._bot.send_message(
                    chat_id=chat_id_of(to),
                    message_thread_id=int(to.thread) if to.thread else None,
                    text=html,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=preview_of(part),
                    disable_notification=part.silent or None,
                    reply_parameters=reply_to_message(reply_to),
                    reply_markup=markup,
                )
        return str(sent.message_id)

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        """A file, and a field that opens for an answer, come only with a new message: MessageRejected."""
        if part.file is not None or (part.awaits and not part.buttons):
            raise MessageRejected(tr("Telegram cannot make that of a message that stands already."))
        html = telegram_render.render(part)
        keyboard = keyboard_of(part)
        async with self._turn(to):
            try:
                await self._bot.edit_message_text(
                    chat_id=chat_id_of(to),
                    message_id=int(message_id),
                    text=html,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=preview_of(part),
                    reply_markup=keyboard,
                )
            except BadRequest as error:
                if UNCHANGED not in error.message.lower():
                    raise

    async def delete(self, to: Address, message_id: str) -> None:
        """After 48 hours Telegram keeps a message: it is then emptied, so that nothing outdated stands."""
        await self._pacing.wait_if_held(to.chat)
        with self._obeying(to):
            try:
                await self._bot.delete_message(chat_id=chat_id_of(to), message_id=int(message_id))
                return
            except BadRequest as error:
                if TOO_OLD_TO_DELETE not in error.message.lower():
                    raise
        await self.edit(to, message_id, _EMPTIED)

    async def draft(self, to: Address, draft_id: int, part: Message) -> bool:
        """Shows the part in a private chat as one being written. False where Telegram does not offer it."""
        if not self._drafts:
            return False
        try:
            async with self._turn(to):
                await self._bot.send_message_draft(
                    int(to.chat),
                    draft_id,
                    telegram_render.render(part),
                    message_thread_id=int(to.thread) if to.thread else None,
                    parse_mode=ParseMode.HTML,
                )
        except DeliveryError as error:
            if error.__cause__ is None or isinstance(error.__cause__, RetryAfter):  # our turn is not yet
                raise
            self._drafts = not isinstance(error.__cause__, InvalidToken)  # said of an unknown method, too
            return False
        return True

    async def show_typing(self, to: Address) -> None:
        if self._pacing.is_held(to.chat):
            return
        thread = int(to.thread) if to.thread else None
        with suppress(DeliveryError), self._obeying(to):
            await self._bot.send_chat_action(chat_id_of(to), ChatAction.TYPING, message_thread_id=thread)

    async def check(self) -> str:
        try:
            me = await self._bot.get_me()
        except InvalidToken as error:
            raise ConfigError(TOKEN_IS_REFUSED) from error
        except TelegramError as error:
            raise ConfigError("Telegram cannot be reached: check this machine's network.") from error
        return " ".join((f"Telegram: @{me.username}.", *_list_switches(me)))

    async def forget(self, to: Address) -> None:
        """Nothing is kept beside the database but waits and rights, for a minute."""

    async def run(self, desk: Desk) -> None:
        """Answers until cancelled. Raises ConfigError when Telegram refuses the token."""
        me = await self._meet()
        conversation = Conversation(
            self, self._bot, desk, me, self._waits, readable(self._commands), self._catalogues
        )
        introducing = asyncio.create_task(self._introduce())
        try:
            if self._hook is not None:
                await Webhook(self._bot, conversation, self._waits, self._hook, width=_AT_ONCE).run()
            else:
                await Polling(self._bot, conversation, self._waits, width=_AT_ONCE).run()
        finally:
            introducing.cancel()
            await asyncio.gather(introducing, return_exceptions=True)

    async def _meet(self) -> User:
        """Who we are; waits as long as Telegram cannot be reached."""
        pause = self._make_pause()
        while True:
            try:
                return await self._bot.get_me()
            except InvalidToken as error:
                raise ConfigError(TOKEN_IS_REFUSED) from error
            except TelegramError as error:
                log.warning("telegram_unreachable", problem=type(error).__name__)
                await pause.after(error)

    async def _introduce(self) -> None:
        """What we are shown as. Telegram may ask to wait for hours with it; people are answered meanwhile."""
        pause = self._make_pause()
        while True:
            try:
                return await introduce(self._bot, self._commands, self._catalogues)
            except (BadRequest, InvalidToken) as error:
                log.error("telegram_refused_introduction", problem=error.message)
                return None
            except TelegramError as error:
                await pause.after(error)

    def _make_pause(self) -> Pause:
        return Pause(self._waits.first_pause, self._waits.longest_pause)

    @asynccontextmanager
    async def _turn(self, to: Address, *, sending: bool = False) -> AsyncIterator[None]:
        is_group = to.chat.startswith(("-", "@"))
        windows = self._waits.to_a_group if is_group else self._waits.to_a_person
        async with self._pacing.turn(to.chat, windows):
            with self._obeying(to, sending=sending):
                yield

    @contextmanager
    def _obeying(self, to: Address, *, sending: bool = False) -> Iterator[None]:
        """`translated`, and nothing more goes to the chat for as long as Telegram asks."""
        try:
            with translated(sending=sending):
                yield
        except TryLater as later:
            if isinstance(later.__cause__, RetryAfter):
                self._pacing.hold(to.chat, later.after)
            raise


def _list_switches(me: User) -> Iterator[str]:
    """What @BotFather has switched off for the bot, and the command that switches it on."""
    if me.supports_inline_queries is False:
        yield "Stories cannot be searched for in other chats: @BotFather, /setinline."
    if me.can_join_groups is False:
        yield "It cannot be added to groups: @BotFather, /setjoingroups."
