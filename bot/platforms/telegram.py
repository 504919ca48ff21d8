"""Opens Telegram; the library behind it is loaded only then."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot.core.saying import Catalogue
from bot.errors import ConfigError
from bot.platforms.telegram_waits import Waits
from bot.ports import Platform

if TYPE_CHECKING:
    from bot.platforms.telegram_menu import Menus
    from bot.platforms.telegram_webhook import Hook

_APART = 1 / 27  # seconds between any two calls for chats; the FAQ's advice is 30 a second, and some arrive late
_BASE_URL = "https://api.telegram.org/bot"


@asynccontextmanager
async def open_telegram(
    token: str,
    *,
    base_url: str | None = None,
    commands: Menus | None = None,
    catalogues: Mapping[str, Catalogue] | None = None,
    waits: Waits | None = None,
    hook: Hook | None = None,
) -> AsyncIterator[Platform]:
    """Telegram as a Platform. Nothing is sent yet: `check` tells whether the token is good.

    `base_url` is where the Bot API is served, the token follows it; `commands`, by language, become the menu of
    commands when `run` starts; `catalogues` have what the bot says of itself. With a `hook` Telegram posts its
    updates to us, else they are polled.
    """
    from telegram.error import InvalidToken
    from telegram.ext import ExtBot
    from telegram.request import HTTPXRequest

    from bot.platforms.telegram_chat import Telegram
    from bot.platforms.telegram_errors import TOKEN_IS_REFUSED
    from bot.platforms.telegram_spacing import SpacedCalls
    from bot.platforms.telegram_updates import UpdatesRequest

    keep_token_out_of_logs()
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library's own switch: no warning at every 429
    waits = waits or Waits()
    limit = waits.answer.total_seconds()
    request, polling = (
        kind(read_timeout=limit, write_timeout=limit, connect_timeout=limit, pool_timeout=limit)
        for kind in (HTTPXRequest, UpdatesRequest)
    )
    try:
        bot = ExtBot(
            token,
            base_url=base_url or _BASE_URL,
            base_file_url=_where_files_are(base_url or _BASE_URL),
            request=request,
            get_updates_request=polling,
            rate_limiter=SpacedCalls(_APART),
        )
        yield Telegram(bot, commands=commands or {}, catalogues=catalogues or {}, waits=waits, hook=hook)
    except InvalidToken as error:
        raise ConfigError(TOKEN_IS_REFUSED) from error
    finally:
        await request.shutdown()
        await polling.shutdown()


def _where_files_are(base_url: str) -> str:
    """ ".../bot" → ".../file/bot", as every Bot API server has it."""
    return f"{base_url.removesuffix('bot')}file/bot"


def keep_token_out_of_logs() -> None:
    """The libraries log every address, and Telegram's addresses hold the token; they also log what people
    write."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
