"""What the Bot API's errors mean to us, and how long to wait after them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.core.saying import tr
from bot.errors import (
    ChannelGone,
    ChannelMoved,
    DeliveryError,
    MessageMissing,
    MessageRejected,
    OutcomeUnknown,
    TryLater,
)

TOKEN_IS_REFUSED = tr("TELEGRAM_TOKEN is refused by Telegram: get one from @BotFather and set it again.")
TOO_OLD_TO_DELETE = "message can't be deleted"
UNCHANGED = "message is not modified"

_WAIT = timedelta(seconds=10)
_WAIT_FOR_OPERATOR = timedelta(minutes=10)
_NEVER_SENT = frozenset({"ConnectError", "ConnectTimeout", "PoolTimeout"})  # of httpx
_WAIT_FOR_ADMINISTRATORS = timedelta(hours=1)
_GONE = (  # Telegram tells when that changes
    "chat not found",
    "can't access the chat",
    "have no write access to the chat",
    "message thread not found",
    "topic_closed",
    "topic_deleted",
    "need administrator rights in the channel",
    "chat_admin_required",
    "channel_private",
    "user_banned_in_channel",
    "peer_id_invalid",
)
# Nobody may write there for now, as in a group closed for the night: of that no update tells, nor of its end.
_SILENCED = (
    "not enough rights to send text messages",
    "have no rights to send a message",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
)
_MISSING = (
    "message to edit not found",
    "message to delete not found",
    "message to be replied not found",
    "message to reply not found",
    "message_id_invalid",
)


@contextmanager
def translated(*, sending: bool = False) -> Iterator[None]:
    """Turns what the library raises into a DeliveryError. `sending`: a repeat would be a second message."""
    try:
        yield
    except TelegramError as error:
        raise translate(error, sending=sending) from error


def translate(error: TelegramError, *, sending: bool) -> DeliveryError:
    match error:
        case RetryAfter():
            return TryLater(tr("Telegram asks to wait."), after=wait_asked(error))
        case ChatMigrated():
            return ChannelMoved(tr("The group became a supergroup."), to=str(error.new_chat_id))
        case Forbidden():
            return ChannelGone(tr("Telegram lets AiBot write there no longer: {words}.", words=error.message))
        case InvalidToken():
            return TryLater(TOKEN_IS_REFUSED, after=_WAIT_FOR_OPERATOR)
        case BadRequest():
            return _translate_bad_request(error.message)
        case NetworkError() if sending and _may_have_arrived(error):
            return OutcomeUnknown(tr("Telegram's answer was lost; the message may have arrived."))
        case NetworkError():
            return TryLater(tr("Telegram could not be reached."), after=_WAIT)
    return MessageRejected(tr("Telegram refused: {words}.", words=error.message))


def wait_asked(error: RetryAfter) -> timedelta:
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


@dataclass
class Pause:
    """Between attempts while Telegram does not answer: as long as it asks, else ever longer."""

    first: timedelta
    longest: timedelta
    failures: int = 0

    async def after(self, error: TelegramError | None = None) -> None:
        if isinstance(error, RetryAfter):
            await asyncio.sleep(wait_asked(error).total_seconds())
            return
        wait = min(self.first * 1.5 ** min(self.failures, 20), self.longest)
        self.failures += 1
        await asyncio.sleep(wait.total_seconds())


def _translate_bad_request(words: str) -> DeliveryError:
    lower = words.lower()
    if any(sign in lower for sign in _GONE):
        return ChannelGone(tr("The chat is not there for AiBot any more: {words}.", words=words))
    if any(sign in lower for sign in _SILENCED):
        return TryLater(tr("Nobody may write in the chat at the moment."), after=_WAIT_FOR_ADMINISTRATORS)
    if any(sign in lower for sign in _MISSING):
        return MessageMissing(tr("The message is not there any more: {words}.", words=words))
    return MessageRejected(tr("Telegram refused the message: {words}.", words=words))


def _may_have_arrived(error: NetworkError) -> bool:
    """True if the request may have reached Telegram although no answer came back. An answer with an
    HTTP error is an answer: nothing was done."""
    cause = type(error.__cause__)
    return cause.__module__.split(".")[0] == "httpx" and cause.__name__ not in _NEVER_SENT
