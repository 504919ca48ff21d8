"""Telegram as a Platform: sends, edits and deletes parts, and listens for a desk."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import structlog
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    User,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.core.saying import Catalogue
from bot.core.types import Address, Button, Message, Paragraph, Span
from bot.errors import ConfigError, MessageRejected
from bot.platforms import telegram_render
from bot.platforms.pacing import Pacing
from bot.platforms.telegram_conversation import Conversation
from bot.platforms.telegram_errors import TOKEN_IS_REFUSED, TOO_OLD_TO_DELETE, UNCHANGED, Pause, translated
from bot.platforms.telegram_menu import Menus, introduce, readable
from bot.platforms.telegram_polling import Polling
from bot.platforms.telegram_requests import chat_id_of
from bot.platforms.telegram_waits import Waits
from bot.ports import Desk

log = structlog.get_logger(__name__)

_EMPTIED = Message(blocks=(Paragraph((Span("(This part is no longer needed.)", italic=True),)),))
_AT_ONCE = 64  # chats answered at the same time
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_LONGEST_NAME = 60  # of a file, in characters


class Telegram:
    """Made by `open_telegram`."""

    def __init__(
        self,
        bot: Bot,
        *,
        commands: Menus,
        catalogues: Mapping[str, Catalogue],
        waits: Waits,
    ) -> None:
        self._bot = bot
        self._commands = commands
        self._catalogues = catalogues
        self._waits = waits
        self._pacing = Pacing()

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
        keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None,
    ) -> str:
        """Telegram takes no key against repeats: after OutcomeUnknown the part may stand there already."""
        html = telegram_render.render(part)
        markup = keyboard or _keyboard(part) or _question(part)
        await self._take_turn(to)
        with translated(sending=True):
            if part.file is not None:
                sent = await self._bot.send_document(
                    chat_id=chat_id_of(to),
                    message_thread_id=int(to.thread) if to.thread else None,
                    document=InputFile(part.file.content, filename=_file_name(part.file.name)),
                    disable_content_type_detection=True,
                    caption=html or None,
                    parse_mode=ParseMode.HTML if html else None,
                    disable_notification=part.silent or None,
                    reply_parameters=_reply(reply_to),
                    reply_markup=markup,
                )
            else:
                sent = await self._bot.send_message(
                    chat_id=chat_id_of(to),
                    message_thread_id=int(to.thread) if to.thread else None,
                    text=html,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_preview(part),
                    disable_notification=part.silent or None,
                    reply_parameters=_reply(reply_to),
                    reply_markup=markup,
                )
        return str(sent.message_id)

    async def edit(self, to: Address, message_id: str, part: Message) -> None:
        """A file, and a field that opens for an answer, come only with a new message: MessageRejected."""
        if part.file is not None or (part.awaits and not part.buttons):
            raise MessageRejected("Telegram cannot make that of a message that stands already.")
        html = telegram_render.render(part)
        keyboard = _keyboard(part)
        await self._take_turn(to)
        with translated():
            try:
                await self._bot.edit_message_text(
                    chat_id=chat_id_of(to),
                    message_id=int(message_id),
                    text=html,
                    parse_mode=ParseMode.HTML,
                    link_preview_options=_preview(part),
                    reply_markup=keyboard,
                )
            except BadRequest as error:
                if UNCHANGED not in error.message.lower():
                    raise

    async def delete(self, to: Address, message_id: str) -> None:
        """After 48 hours Telegram keeps a message: it is then emptied, so that nothing outdated stands."""
        with translated():
            try:
                await self._bot.delete_message(chat_id=chat_id_of(to), message_id=int(message_id))
                return
            except BadRequest as error:
                if TOO_OLD_TO_DELETE not in error.message.lower():
                    raise
        await self.edit(to, message_id, _EMPTIED)

    async def check(self) -> str:
        try:
            me = await self._bot.get_me()
        except InvalidToken as error:
            raise ConfigError(TOKEN_IS_REFUSED) from error
        except TelegramError as error:
            raise ConfigError("Telegram cannot be reached: check this machine's network.") from error
        return f"Telegram: @{me.username}."

    async def run(self, desk: Desk) -> None:
        """Answers until cancelled. Raises ConfigError when Telegram refuses the token."""
        me = await self._meet()
        conversation = Conversation(self, self._bot, desk, me, self._waits, readable(self._commands))
        introducing = asyncio.create_task(self._introduce())
        try:
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

    async def _take_turn(self, to: Address) -> None:
        is_group = to.chat.startswith(("-", "@"))
        windows = self._waits.to_a_group if is_group else self._waits.to_a_person
        await self._pacing.turn(to.chat, windows)


def _reply(message_id: str | None) -> ReplyParameters | None:
    """What is replied to may be gone by now: the words then come without it."""
    if message_id is None:
        return None
    return ReplyParameters(int(message_id), allow_sending_without_reply=True)


def _preview(part: Message) -> LinkPreviewOptions:
    """The picture above the words, large; the addresses in the words are never previewed."""
    picture = telegram_render.render_picture(part)
    if picture is None:
        return _NO_PREVIEW
    return LinkPreviewOptions(url=picture, prefer_large_media=True, show_above_text=True)


def _question(part: Message) -> ForceReply | None:
    """Opens a reply to the message for whoever was asked. A message with buttons can be replied to as well."""
    if not part.awaits:
        return None
    return ForceReply(selective=True, input_field_placeholder=telegram_render.render_placeholder(part))


def _keyboard(part: Message) -> InlineKeyboardMarkup | None:
    rows = telegram_render.render_buttons(part)
    if not rows:
        return None
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in rows])


def _button(button: Button) -> InlineKeyboardButton:
    if button.url is not None:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.action)


def _file_name(name: str) -> str:
    """Of a single path's part, as Telegram shows it."""
    return " ".join(name.replace("/", " ").replace("\\", " ").split())[-_LONGEST_NAME:] or "file"
