"""A strict Bot API of our own on loopback: long polling, confirmation, limits, faults, the server's words."""

from __future__ import annotations

import asyncio
import json
import re
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from tests.platforms.bot_api_people import People
from tests.platforms.bot_api_reading import ApiError, Json, Params, Upload
from tests.platforms.bot_api_world import World

TOKEN = "4242:AAE-test-token-of-the-fake-bot-api_0123"

_TEXT = "chat_id text parse_mode link_preview_options reply_markup"
_SENDING = "message_thread_id reply_parameters disable_notification"
PARAMETERS: Mapping[str, frozenset[str]] = {
    method: frozenset(names.split())
    for method, names in {
        "getMe": "",
        "getUpdates": "offset limit timeout allowed_updates",
        "sendMessage": f"{_TEXT} {_SENDING}",
        "sendDocument": "chat_id document caption parse_mode reply_markup disable_content_type_detection "
        + _SENDING,
        "editMessageText": f"{_TEXT} message_id",
        "deleteMessage": "chat_id message_id",
        "sendChatAction": "chat_id action message_thread_id",
        "answerCallbackQuery": "callback_query_id text show_alert url",
        "getFile": "file_id",
        "sendMessageDraft": "chat_id draft_id text parse_mode message_thread_id",
        "answerInlineQuery": "inline_query_id results cache_time is_personal next_offset button",
        "getChatMember": "chat_id user_id",
        "getChatAdministrators": "chat_id",
        "setWebhook": "url secret_token max_connections allowed_updates drop_pending_updates",
        "deleteWebhook": "drop_pending_updates",
        "getChat": "chat_id",
        "setMyCommands": "commands scope language_code",
        "getMyCommands": "scope language_code",
        "setMyDescription": "description language_code",
        "getMyDescription": "language_code",
        "setMyShortDescription": "short_description language_code",
        "getMyShortDescription": "language_code",
    }.items()
}

WRITING = frozenset(
    {"sendMessage", "sendDocument", "sendMessageDraft", "sendChatAction", "editMessageText", "deleteMessage"}
)
UNDER_WAY = 0.1  # seconds


@dataclass(frozen=True)
class Call:
    method: str
    params: Params


@dataclass
class Fault:
    """What happens to the next call of a method. `carried_out`: it takes effect, but the connection breaks
    before the answer; `stalled`: it takes effect, but the answer never comes."""

    error: ApiError | None = None
    carried_out: bool = False
    stalled: bool = False
    raw: tuple[int, str] | None = None  # status and body of something in front of the Bot API


@dataclass
class BotApi(People):
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    base_url: str = ""
    updates: list[Json] = field(default_factory=list)
    confirmed: int = 0  # updates below this id are gone
    webhook: Params | None = None
    behind: dict[str, str] = field(default_factory=dict)  # what serves a webhook's public address
    posted: list[tuple[int, int]] = field(default_factory=list)  # update, and the status that came back
    _faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _poller: int = 0
    _asked_to_wait: dict[str, tuple[float, float]] = field(default_factory=dict)  # chat -> asked at, over at

    # ------------------------------------------------------------ what tests do

    def fail_next(self, method: str, fault: Fault) -> None:
        self._faults[method].append(fault)

    async def wait_for(self, holds: Callable[[], object]) -> None:
        """Returns as soon as it holds; looks after every call."""
        async with asyncio.timeout(10), self._news:
            await self._news.wait_for(lambda: bool(holds()))

    def called(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def push(self, kind: str, content: Json) -> int:
        number = next(self._ids)
        async with self._news:
            self.updates.append({"update_id": number, kind: content})
            self._news.notify_all()
        return number

    # ------------------------------------------------------------ what the bot does

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return _refusal(ApiError(401, "Unauthorized"))
        method = request.match_info["method"]
        params = await _read_params(request)
        if method not in PARAMETERS:
            self.violations.append(f"unknown method {method}")
            return _refusal(ApiError(404, "Not Found: method not found"))
        if unknown := (params.keys() | params.uploads.keys()) - PARAMETERS[method]:
            self.violations.append(f"unknown parameters of {method}: {', '.join(sorted(unknown))}")
        self.calls.append(Call(method, params))
        try:
            return await self._carry_out(method, params, request)
        finally:
            async with self._news:
                self._news.notify_all()

    async def _carry_out(self, method: str, params: Params, request: web.Request) -> web.StreamResponse:
        fault = self._faults[method].popleft() if self._faults[method] else Fault()
        self._watch_patience(method, params)
        if fault.error is not None:
            return self._refuse(fault.error, params)
        if fault.raw is not None:
            return web.Response(status=fault.raw[0], text=fault.raw[1])
        try:
            result = await self._methods()[method](params)
        except ApiError as error:
            return self._refuse(error, params)
        if fault.stalled:
            await asyncio.Event().wait()
        if fault.carried_out and request.transport is not None:
            request.transport.abort()
        return web.json_response({"ok": True, "result": result})

    def _refuse(self, error: ApiError, params: Params) -> web.Response:
        if error.code == 429 and "chat_id" in params:
            now = self.world.now()
            asked, over = self._asked_to_wait.get(params["chat_id"], (now, 0.0))
            first = asked if over > now else now
            self._asked_to_wait[params["chat_id"]] = first, max(over, now + error.parameters["retry_after"])
        return _refusal(error)

    def _watch_patience(self, method: str, params: Params) -> None:
        """After a 429 nothing more may come for the chat until the wait is over, but what was under way."""
        asked, over = self._asked_to_wait.get(params.get("chat_id", ""), (0.0, 0.0))
        if method in WRITING and asked + UNDER_WAY < self.world.now() < over:
            self.violations.append(f"{method} came {over - self.world.now():.3f} s before a wait was over")

    async def download(self, request: web.Request) -> web.StreamResponse:
        content = self.world.files.get(request.match_info["file"])
        if request.match_info["token"] != TOKEN or content is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=content)

    def _methods(self) -> dict[str, Callable[[Params], Awaitable[Any]]]:
        world = self.world
        return {
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getMe": _soon(world.get_me),
            "sendMessage": _soon(world.send_message),
            "sendDocument": _soon(world.send_document),
            "getFile": _soon(world.get_file),
            "sendMessageDraft": _soon(world.send_message_draft),
            "answerInlineQuery": _soon(world.answer_inline_query),
            "editMessageText": _soon(world.edit_message_text),
            "deleteMessage": _soon(world.delete_message),
            "sendChatAction": _soon(world.send_chat_action),
            "answerCallbackQuery": _soon(world.answer_callback_query),
            "getChatMember": _soon(world.get_chat_member),
            "getChatAdministrators": _soon(world.get_chat_administrators),
            "getChat": _soon(world.get_chat),
            "setMyCommands": _soon(world.profile.set_my_commands),
            "getMyCommands": _soon(world.profile.get_my_commands),
            "setMyDescription": _soon(world.profile.set_my_description),
            "getMyDescription": _soon(world.profile.get_my_description),
            "setMyShortDescription": _soon(world.profile.set_my_short_description),
            "getMyShortDescription": _soon(world.profile.get_my_short_description),
        }

    async def _set_webhook(self, params: Params) -> bool:
        if not params.get("url", "").startswith("https://"):
            raise ApiError(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", params.get("secret_token", "x")):
            raise ApiError(400, "Bad Request: secret token contains unallowed characters")
        if not 1 <= int(params.get("max_connections", "40")) <= 100:
            raise ApiError(400, "Bad Request: max_connections must be between 1 and 100")
        self.webhook = params
        return True

    async def _delete_webhook(self, params: Params) -> bool:
        self.webhook = None
        return True

    async def post_updates(self) -> None:
        """What Telegram does while a webhook is set: posts each update until it is taken, several at once."""
        under_way: set[int] = set()
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as posting:
            while True:
                async with self._news:
                    await self._news.wait_for(lambda: self.webhook is not None and self._unposted(under_way))
                for update in self._unposted(under_way):
                    under_way.add(update["update_id"])
                    posting.create_task(self._post(session, update, under_way))

    def _unposted(self, under_way: set[int]) -> list[Json]:
        return [update for update in self.updates if update["update_id"] not in under_way]

    async def _post(self, session: aiohttp.ClientSession, update: Json, under_way: set[int]) -> None:
        hook = self.webhook or Params()
        wanted = json.loads(hook.get("allowed_updates", "[]"))
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.get("secret_token", "")}
        status = 200
        if not wanted or set(wanted) & set(update):
            try:
                async with session.post(self.behind[hook["url"]], json=update, headers=headers) as response:
                    status = response.status
            except (aiohttp.ClientError, KeyError):
                status = 0
            self.posted.append((update["update_id"], status))
        await asyncio.sleep(0 if status == 200 else 0.05)
        async with self._news:
            if status == 200:
                self.updates = [one for one in self.updates if one is not update]
            under_way.discard(update["update_id"])
            self._news.notify_all()

    async def _get_updates(self, params: Params) -> list[Json]:
        if self.webhook is not None:
            words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook"
            raise ApiError(409, f"Conflict: {words} first")
        limit = int(params.get("limit", "100"))
        if not 1 <= limit <= 100:
            raise ApiError(400, "Bad Request: limit must be between 1 and 100")
        self.confirmed = max(self.confirmed, int(params.get("offset", "0")))
        self.updates = [update for update in self.updates if update["update_id"] >= self.confirmed]
        wanted = json.loads(params.get("allowed_updates", "[]"))
        self._poller = poller = self._poller + 1
        async with self._news:
            self._news.notify_all()  # an older poll ends
            if not self.updates:
                try:
                    async with asyncio.timeout(float(params.get("timeout", "0"))):
                        await self._news.wait_for(lambda: self.updates or self._poller != poller)
                except TimeoutError:
                    return []
        if self._poller != poller:
            words = "terminated by other getUpdates request; make sure that only one bot instance is running"
            raise ApiError(409, f"Conflict: {words}")
        return [update for update in self.updates if not wanted or set(wanted) & set(update)][:limit]


@asynccontextmanager
async def serve_bot_api() -> AsyncIterator[BotApi]:
    api = BotApi(World(asyncio.get_running_loop().time))
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", api.answer)
    app.router.add_get("/file/bot{token}/documents/{file}", api.download)
    runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    api.base_url = f"http://{host}:{port}/bot"
    posting = asyncio.create_task(api.post_updates())
    try:
        yield api
    finally:
        posting.cancel()
        await asyncio.gather(posting, return_exceptions=True)
        await runner.cleanup()
    assert not api.violations, api.violations


async def _read_params(request: web.Request) -> Params:
    fields = (await request.post()).items()
    plain = {name: str(value) for name, value in fields if not isinstance(value, web.FileField)}
    files = {name: value for name, value in fields if isinstance(value, web.FileField)}
    return Params(plain, {name: Upload(one.filename, one.file.read()) for name, one in files.items()})


def _soon(method: Callable[[Params], Any]) -> Callable[[Params], Awaitable[Any]]:
    async def call(params: Params) -> Any:
        return method(params)

    return call


def _refusal(error: ApiError) -> web.Response:
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return web.json_response(body, status=error.code)
