"""What Discord and the way to it can answer, turned into our errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import discord

from bot.core.saying import Phrase, joined, tr
from bot.errors import (
    ChannelGone,
    ConfigError,
    DeliveryError,
    MessageMissing,
    MessageRejected,
    OutcomeUnknown,
    TryLater,
)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
UNKNOWN_INTERACTION = 10062
MISSING_ACCESS = 50001
CANNOT_MESSAGE_USER = 50007
MISSING_PERMISSIONS = 50013
INVALID_WEBHOOK_TOKEN = 50027
ALREADY_ANSWERED = 40060  # an interaction, whose first response was lost or is repeated by the library
THREAD_ARCHIVED = 50083
TAG_REQUIRED = 40067
UNKNOWN_TAG = 10087
NO_FREE_TAG = 40066
NO_COMMON_SERVER = 50278
THREAD_LOCKED = 160005
CANNOT_REPLY_WITHOUT_HISTORY = 160002

GONE = frozenset(
    {
        UNKNOWN_CHANNEL,
        UNKNOWN_GUILD,
        MISSING_ACCESS,
        CANNOT_MESSAGE_USER,
        NO_COMMON_SERVER,
        MISSING_PERMISSIONS,
        THREAD_LOCKED,
    }
)
# Limits that are told by a code of their own, under whatever status: slowmode, changes of announcements, writing
# to a channel or server, changes of messages older than an hour, and a part of Discord that has too much to do.
ASKS_TO_WAIT = frozenset({20016, 20022, 20028, 20029, 30046, 40004, 130000})
NO_MORE_THREADS = frozenset({160006, 160007})
WANTS_A_TAG = frozenset({NO_FREE_TAG, TAG_REQUIRED})
# An interaction met after its time: three seconds for the first response, fifteen minutes for the others.
NO_LONGER_ANSWERABLE = frozenset({UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN})

AUTHENTICATION_FAILED = 4004  # of the gateway
REFUSED_LOGIN = (
    "Discord does not accept the token. Copy it again from https://discord.com/developers/applications "
    "(your application, Bot, Reset Token) and set it as DISCORD_TOKEN."
)

PAUSE = timedelta(seconds=30)
LONG_PAUSE = timedelta(minutes=5)
DEADLINE_SECONDS = 90.0  # discord.py waits out limits of up to 30 seconds and retries by itself

_WAIT = "retry_after"  # what the library looks for in vain where a limit does not say how long

CONNECT_FAILED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
ANSWER_LOST = (aiohttp.ClientError, OSError, TimeoutError)


def translate(error: discord.DiscordException) -> DeliveryError:
    """The error of a call that Discord answered, or that was not made because of its limits."""
    if isinstance(error, discord.RateLimited):
        return TryLater(tr("Discord asks to wait."), after=timedelta(seconds=error.retry_after))
    if not isinstance(error, discord.HTTPException):
        return TryLater(tr("Discord could not be asked: {words}", words=str(error)), after=PAUSE)
    said = tr(
        "Discord answered {status} ({code}): {words}.",
        status=str(error.status),
        code=str(error.code),
        words=error.text.rstrip(".") or tr("nothing more"),
    )
    if (words := _find_passing(error.code)) is not None:
        return TryLater(words, after=LONG_PAUSE)
    if error.status == 429:  # a limit of its network, which names no time that could be relied on
        return TryLater(said, after=LONG_PAUSE)
    if error.status == 401:
        return TryLater(joined((said, tr("The token is no longer valid: set a new one."))), after=LONG_PAUSE)
    if error.status >= 500:
        return TryLater(said, after=PAUSE)
    if error.status == 403 and not error.code:  # its network refuses us for a while: no channel is gone
        return TryLater(said, after=LONG_PAUSE)
    if error.code == UNKNOWN_MESSAGE:
        return MessageMissing(said)
    if error.code == THREAD_LOCKED:
        return ChannelGone(joined((said, tr("The thread is locked: unlock it, or let AiBot manage threads."))))
    if error.code in GONE:
        return ChannelGone(said)
    return MessageRejected(said)


def _find_passing(code: int) -> Phrase | None:
    """What passes by itself, or as soon as somebody mends it."""
    if code in ASKS_TO_WAIT:
        return tr("Discord asks to wait.")
    if code in NO_MORE_THREADS:
        return tr("Discord keeps no more threads of this server open: close some.")
    if code in WANTS_A_TAG:
        return tr("The forum asks for a tag, and has none that anybody may give: add one.")
    return None


@asynccontextmanager
async def our_errors(*, repeatable: bool) -> AsyncIterator[None]:
    """Within, every failure of a call to Discord becomes a DeliveryError.

    `repeatable`: doing it twice does no harm, so a lost answer is only a reason to try again.
    """
    try:
        yield
    except discord.DiscordException as error:
        raise translate(error) from error
    except KeyError as error:
        if error.args != (_WAIT,):
            raise
        raise TryLater(tr("Discord asks to wait."), after=LONG_PAUSE) from error
    except CONNECT_FAILED as error:
        raise TryLater(tr("Discord cannot be reached."), after=PAUSE) from error
    except ANSWER_LOST as error:
        if repeatable:
            raise TryLater(tr("Discord's answer was lost."), after=PAUSE) from error
        raise OutcomeUnknown(tr("Discord's answer was lost: the message may stand there already.")) from error


@asynccontextmanager
async def gateway_errors() -> AsyncIterator[None]:
    """Within, a session that ends for good is begun anew later, unless it is the token that is refused."""
    try:
        yield
    except discord.ConnectionClosed as error:
        if error.code == AUTHENTICATION_FAILED:
            raise ConfigError(REFUSED_LOGIN) from error
        raise TryLater(tr("Discord ended the session: {words}", words=str(error)), after=PAUSE) from error
    except (discord.DiscordException, *ANSWER_LOST) as error:
        raise TryLater(
            tr("Discord does not answer: {words}", words=str(error) or type(error).__name__), after=PAUSE
        ) from error


@asynccontextmanager
async def login_errors() -> AsyncIterator[None]:
    """Within, every failure to log in becomes a ConfigError that says what to mend."""
    try:
        yield
    except discord.LoginFailure as error:
        raise ConfigError(REFUSED_LOGIN) from error
    except (discord.DiscordException, *ANSWER_LOST) as error:
        raise ConfigError(
            f"Discord does not answer ({error or type(error).__name__}). Check this machine's way to https://discord.com."
        ) from error
