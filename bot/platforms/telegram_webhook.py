"""Takes Telegram's updates as it posts them to us, each confirmed only when it has been handled or is in hand."""

from __future__ import annotations

import asyncio
import hmac
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.errors import ConfigError
from bot.platforms.telegram_errors import TOKEN_IS_REFUSED, Pause
from bot.platforms.telegram_intake import WANTED, Handler, Intake
from bot.platforms.telegram_waits import Waits

log = structlog.get_logger(__name__)

LARGEST_UPDATE = 1024 * 1024  # bytes
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of it
_REMEMBERED = 10_000  # updates taken, lest one that Telegram posts again is handled again
_AT_ONCE = 40  # posts that Telegram may have open


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """`url`: where Telegram posts to. `host`, `port`: where we listen, behind whatever ends TLS for the url."""

    url: str
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8443


class Webhook:
    def __init__(self, bot: Bot, handler: Handler, waits: Waits, hook: Hook, *, width: int) -> None:
        self._bot = bot
        self._waits = waits
        self._hook = hook
        self._intake = Intake(handler, waits, width=width)
        self._taken: OrderedDict[int, None] = OrderedDict()
        self._closing = False

    async def run(self) -> None:
        """Listens until cancelled; then lets what is being handled finish. Raises ConfigError if the token or the
        address is refused."""
        async with self._serve():
            try:
                await self._register()
                await asyncio.Event().wait()
            finally:
                self._closing = True
                await self._intake.settle()

    @asynccontextmanager
    async def _serve(self) -> AsyncIterator[None]:
        app = web.Application(client_max_size=LARGEST_UPDATE)
        app.router.add_post(urlsplit(self._hook.url).path or "/", self._take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=self._waits.farewell.total_seconds())
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, self._hook.host, self._hook.port).start()
            except OSError as error:
                where = f"{self._hook.host}:{self._hook.port}"
                problem = f"cannot listen at {where}: {error.strerror}."
                raise ConfigError(f"telegram.webhook_port: {problem}") from error
            yield
        finally:
            await runner.cleanup()

    async def _register(self) -> None:
        pause = Pause(self._waits.first_pause, self._waits.longest_pause)
        while True:
            try:
                await self._bot.set_webhook(
                    self._hook.url,
                    secret_token=self._hook.secret,
                    max_connections=_AT_ONCE,
                    allowed_updates=WANTED,
                )
            except InvalidToken as error:
                raise ConfigError(TOKEN_IS_REFUSED) from error
            except BadRequest as error:
                raise ConfigError(f"telegram.webhook_url is refused by Telegram: {error.message}.") from error
            except TelegramError as error:
                log.warning("telegram_unreachable", problem=type(error).__name__)
                await pause.after(error)
            else:
                return

    async def _take(self, request: web.Request) -> web.Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._hook.secret.encode()):
            return web.Response(status=403)
        if self._closing:
            return web.Response(status=503)
        try:
            update = Update.de_json(await request.json(), self._bot)
            update_id = update.update_id
        except web.HTTPException:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the library makes of an odd update; it would only come again
            log.error("telegram_update_unreadable", problem=type(error).__name__)
            return web.Response()
        if update_id not in self._taken:
            self._remember(update_id)
            self._intake.begin(update)
        task = self._intake.unfinished.get(update_id)
        if task is None:
            return web.Response()
        # It waits a little, so that Telegram posts no more than we can take; what takes long is in hand.
        await asyncio.wait({task}, timeout=self._waits.posted.total_seconds())
        return web.Response(status=503 if task.done() and task.cancelled() else 200)

    def _remember(self, update_id: int) -> None:
        self._taken[update_id] = None
        while len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)
