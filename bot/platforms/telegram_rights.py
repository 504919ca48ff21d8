"""Who may manage a chat in Telegram, and where we may write."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from datetime import timedelta

import structlog
from telegram import (
    Bot,
    ChatMember,
    ChatMemberAdministrator,
    ChatMemberRestricted,
    ChatMemberUpdated,
)
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError

log = structlog.get_logger(__name__)

_REMEMBERED = 1000


class Rights:
    """Asks Telegram, and believes it for a short while."""

    def __init__(self, bot: Bot, believed: timedelta) -> None:
        self._bot = bot
        self._believed = believed.total_seconds()
        self._known: OrderedDict[tuple[int | str, int], tuple[float, bool]] = OrderedDict()

    async def manages(self, chat: int | str, person: int) -> bool | None:
        """Whether the person is an administrator of the chat; None when Telegram does not say."""
        now = asyncio.get_running_loop().time()
        asked_at, manages = self._known.get((chat, person), (now - self._believed - 1, False))
        if now - asked_at < self._believed:
            return manages
        try:
            manages = await self._ask(chat, person)
        except TelegramError as error:
            log.warning("telegram_rights_unknown", chat=str(chat), problem=type(error).__name__)
            return None
        self._known[chat, person] = now, manages
        self._known.move_to_end((chat, person))
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        return manages

    async def _ask(self, chat: int | str, person: int) -> bool:
        """A group that hides its members tells us of none while we are no administrator, but who manages it is no
        secret."""
        try:
            member = await self._bot.get_chat_member(chat, person)
        except BadRequest:
            return any(one.user.id == person for one in await self._bot.get_chat_administrators(chat))
        return member.status in (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


def may_write(update: ChatMemberUpdated) -> bool:
    """Whether we may write in the chat from now on: not where we were removed, blocked or silenced, and in a
    channel only as an administrator who may post."""
    ours = update.new_chat_member
    in_channel = update.chat.type == ChatType.CHANNEL
    match ours:
        case ChatMemberAdministrator():
            return not in_channel or ours.can_post_messages is not False
        case ChatMemberRestricted():
            return ours.is_member and ours.can_send_messages
    return ours.status == ChatMember.OWNER or (ours.status == ChatMember.MEMBER and not in_channel)
