"""A channel run from a private chat: which one is chosen, and whether the person still manages it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import replace

import structlog
from telegram import (
    Bot,
    ChatFullInfo,
    KeyboardButton,
    KeyboardButtonRequestChat,
    Message,
    MessageOriginChannel,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    User,
)
from telegram.constants import ChatType
from telegram.error import TelegramError

from bot.core.messages import say
from bot.core.saying import Catalogue, tell_in_first, tell_text, tr
from bot.core.types import Address, Channel, Paragraph, Request, Span
from bot.core.types import Message as Told
from bot.errors import DeliveryError
from bot.platforms.telegram_requests import address_of, asking_by, read_command
from bot.platforms.telegram_rights import Rights
from bot.platforms.telegram_surface import Chats
from bot.ports import Desk

log = structlog.get_logger(__name__)

COMMAND = "channel"
_LINK = re.compile(r"channel_(-?\d{1,20})")  # behind /start: a link in a channel led here
_NUMBER = re.compile(r"-?\d{1,20}")
_NAME = re.compile(r"(?:(?:https?://)?t\.me/|@)?([A-Za-z]\w{3,31})", re.ASCII)
_HERE = frozenset({"here", "none", "off"})
_FORWARD_WITHIN = 600.0  # seconds after /channel in which a forwarded post means its channel
_ASKED = 1  # the request_id of our button


class Targets:
    """Commands in a private chat act on the channel that was chosen there, as long as the person manages it."""

    def __init__(
        self,
        chats: Chats,
        bot: Bot,
        desk: Desk,
        me: User,
        rights: Rights,
        catalogues: Mapping[str, Catalogue],
    ) -> None:
        self._chats = chats
        self._bot = bot
        self._desk = desk
        self._me = me
        self._rights = rights
        self._catalogues = catalogues
        self._asked_at: dict[int, float] = {}  # in which chats a forwarded post is waited for

    async def choose(self, message: Message) -> bool:
        """Whether the message chose a channel, or asked to; it is answered then, if anything there is."""
        if message.chat.type != ChatType.PRIVATE or message.from_user is None:
            return False
        wanted = self._wanted(message)
        if wanted is None:
            return False
        if await self._desk.ignores(asking_by(message)):
            return True
        home = address_of(message)
        keyboard: ReplyKeyboardMarkup | ReplyKeyboardRemove = ReplyKeyboardRemove()
        if wanted == "":
            self._asked_at[message.chat.id] = asyncio.get_running_loop().time()
            told, keyboard = await self._offer(home), self._keyboard(message.from_user)
        elif wanted in _HERE:
            await self._desk.save_target(home, None)
            told = say(tr("Commands in this chat are about this chat again."))
        else:
            told = await self._take(home, wanted, message.from_user)
        told = tell_in_first(told, self._catalogues, message.from_user.language_code or "")
        try:
            await self._chats.send(home, told, key="", reply_to=str(message.message_id), keyboard=keyboard)
        except DeliveryError as error:
            log.warning("telegram_answer_not_sent", chat=home.chat, problem=str(error))
        return True

    async def aim(self, request: Request) -> Request | Told:
        """The request as it acts on the channel chosen; words for the person where they manage it no more."""
        acts = request.text.startswith("/") or request.action or request.reply_to or request.file
        target = await self._desk.find_target(request.address) if acts else None
        if target is None:
            return request
        manages = await self._rights.manages(int(target.address.chat), int(request.person.id))
        if manages is None:
            return say(
                tr(
                    "Telegram does not say whether you manage “{channel}”. Please try again.",
                    channel=_name(target),
                )
            )
        if not manages:
            await self._desk.save_target(request.address, None)
            return say(
                tr(
                    "You are no administrator of “{channel}” any more. Commands here are about this chat again.",
                    channel=_name(target),
                )
            )
        return replace(request, address=target.address, home=request.address, chat_title=target.title)

    def _wanted(self, message: Message) -> str | None:
        """The channel named, "" where none is named yet, None when it is about something else."""
        if message.chat_shared is not None:
            return str(message.chat_shared.chat_id)
        command = read_command(message, self._me)
        if command is not None:
            name, words = command
            if name == COMMAND:
                return words
            link = _LINK.fullmatch(words) if name == "start" else None
            return link[1] if link else None
        asked_at = self._asked_at.get(message.chat.id)
        waits = asked_at is not None and asyncio.get_running_loop().time() - asked_at < _FORWARD_WITHIN
        origin = message.forward_origin
        return str(origin.chat.id) if waits and isinstance(origin, MessageOriginChannel) else None

    async def _offer(self, home: Address) -> Told:
        target = await self._desk.find_target(home)
        now = tr("Commands in this chat are about this chat.")
        if target is not None:
            now = tr("Commands in this chat are about “{channel}”.", channel=_name(target))
        return say(
            now,
            tr("Choose the channel below, forward a post of it, or write /channel and its @name."),
            tr("AiBot must be an administrator there. /channel here returns to this chat."),
        )

    async def _take(self, home: Address, wanted: str, person: User) -> Told:
        chat = await self._find(wanted)
        if chat is None or chat.type == ChatType.PRIVATE:
            return say(
                tr("AiBot knows no such channel. Add it there as an administrator who may post, then try again.")
            )
        title = chat.title or wanted
        match await self._rights.manages(chat.id, person.id):
            case None:
                return say(
                    tr("AiBot is no administrator of “{channel}” yet. Add it as one who may post.", channel=title)
                )
            case False:
                return say(tr("Only administrators of “{channel}” can choose it.", channel=title))
        self._asked_at.pop(int(home.chat), None)
        await self._desk.save_target(home, Address("telegram", str(chat.id)), title)
        return say(
            tr("Commands in this chat are about “{channel}” from now on: its posts go there.", channel=title),
            tr("/subscribe and /settings change it, /subscriptions lists. /channel here returns to this chat."),
        )

    def _keyboard(self, person: User) -> ReplyKeyboardMarkup:
        wish = KeyboardButtonRequestChat(_ASKED, chat_is_channel=True, bot_is_member=True)
        label = tell_text(tr("Choose a channel"), self._catalogues, person.language_code or "")
        button = KeyboardButton(label, request_chat=wish)
        return ReplyKeyboardMarkup([[button]], resize_keyboard=True, one_time_keyboard=True)

    async def _find(self, wanted: str) -> ChatFullInfo | None:
        name = _NAME.fullmatch(wanted)
        if name is None and not _NUMBER.fullmatch(wanted):
            return None
        try:
            return await self._bot.get_chat(f"@{name[1]}" if name else int(wanted))
        except TelegramError as error:
            log.info("telegram_channel_not_found", problem=type(error).__name__)
            return None


def name_target(message: Told, request: Request) -> Told:
    """The answer, which says what it is about where that is not the chat that it stands in."""
    if request.home is None or not message.blocks:
        return message
    words = tr("About “{channel}”:", channel=request.chat_title or request.address.chat)
    return replace(message, blocks=(Paragraph((Span(words, italic=True),)), *message.blocks))


def _name(channel: Channel) -> str:
    return channel.title or channel.address.chat
