"""A strict Bot API of our own on loopback: long polling, confirmation, limits, faults, the server's words."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.platforms.bot_api_reading import ApiError, Json, Params, Upload
from tests.platforms.bot_api_world import ADMINISTRATOR, ANONYMOUS, BOT, DATE, Chat, Sent, World, document_as_json

TOKEN = "4242:AAE-test-token-of-the-fake-bot-api_0123"
ADA: Json = {"id": 7, "is_bot": False, "first_name": "Ada", "last_name": "Byron"}

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

_MARKED = re.compile(r"(?P<mention>@\w+)|(?P<bot_command>(?<!\S)/\w+(?:@\w+)?)")


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
class BotApi:
    world: World
    privacy: bool = True  # in groups the bot hears commands for it, replies to it and service messages only
    calls: list[Call] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    base_url: str = ""
    updates: list[Json] = field(default_factory=list)
    confirmed: int = 0  # updates below this id are gone
    _faults: defaultdict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    _ids: Iterator[int] = field(default_factory=lambda: itertools.count(1000))
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

    async def write(
        self, chat: Chat, text: str, *, user: Json | None = None, reply_to: Sent | None = None, **extra: Any
    ) -> Sent:
        """A person writes in the chat (in a channel: posts). The bot hears of it if it may."""
        chat.bot = "member" if chat.bot == "stranger" else chat.bot
        said = Sent(chat.id, self.world.next_id(), text, by_bot=False, thread=extra.get("message_thread_id"))
        self.world.messages[chat.id, said.message_id] = said
        message = {
            "message_id": said.message_id,
            "date": DATE,
            "chat": chat.as_json(),
            **({"text": text, "entities": _mark(text)} if "document" not in extra else {}),
            **extra,
        }
        if chat.type != "channel":
            message["from"] = user or ADA
        if reply_to is not None:
            message["reply_to_message"] = self.world.as_json(reply_to)
        if self._may_hear(chat, text, reply_to):
            await self.push("channel_post" if chat.type == "channel" else "message", message)
        return said

    async def send_file(
        self, chat: Chat, name: str, content: bytes, caption: str = "", *, user: Json | None = None
    ) -> Sent:
        upload, file_id = Upload(name, content), f"file-of-{name}"
        self.world.files[file_id] = content
        words: Json = {"caption": caption, "caption_entities": _mark(caption)} if caption else {}
        document = document_as_json(file_id, upload)
        sent = await self.write(chat, caption, user=user, document=document, **words)
        sent.document = upload
        self.world.files[f"file-{sent.message_id}"] = content
        return sent

    async def write_anonymously(self, chat: Chat, text: str) -> Sent:
        return await self.write(chat, text, user=ANONYMOUS, sender_chat=chat.as_json())

    async def press(self, sent: Sent, action: str, *, user: Json | None = None, faded: bool = False) -> str:
        """A person presses a button. `faded`: Telegram no longer tells what the message said."""
        query = f"query-{next(self._ids)}"
        self.world.open_queries.add(query)
        message = self.world.as_json(sent)
        if faded:
            message = {"chat": message["chat"], "message_id": sent.message_id, "date": 0}
        details = {"id": query, "from": user or ADA, "chat_instance": "1", "message": message, "data": action}
        await self.push("callback_query", details)
        return query

    async def search(self, words: str, *, user: Json | None = None) -> str:
        """A person types the bot's name and words in any chat."""
        query = f"search-{next(self._ids)}"
        self.world.open_searches.add(query)
        details = {"id": query, "from": user or ADA, "query": words, "offset": "", "chat_type": "group"}
        await self.push("inline_query", details)
        return query

    async def remove_bot(self, chat: Chat) -> None:
        chat.bot = "blocked" if chat.type == "private" else "kicked"
        await self.change_bot(chat, {"status": "kicked", "until_date": 0})

    async def return_bot(self, chat: Chat, status: str = "member") -> None:
        chat.bot = status
        rights = {"can_post_messages": True, "can_edit_messages": True} if chat.type == "channel" else {}
        full = {**ADMINISTRATOR, **rights} if status == "administrator" else {}
        await self.change_bot(chat, {"status": status, **full})

    async def change_bot(self, chat: Chat, new: Json) -> None:
        change: Json = {"chat": chat.as_json(), "from": ADA, "date": DATE}
        change["old_chat_member"] = {"status": "member", "user": BOT}
        change["new_chat_member"] = {"user": BOT, **new}
        await self.push("my_chat_member", change)

    async def forward_to_discussion(self, channel: Chat, post: Sent) -> Sent:
        """What Telegram does with each post of a channel that has a discussion group."""
        group = channel.discussion
        assert group is not None
        said = Sent(group.id, self.world.next_id(), post.text, by_bot=False, origin=post)
        self.world.messages[group.id, said.message_id] = said
        if not self.privacy or group.bot == "administrator":
            await self.push("message", self.world.as_json(said))
        return said

    async def comment(self, on: Sent, text: str, *, thread: Sent, user: Json | None = None, **extra: Any) -> Sent:
        """Under a channel's post in its discussion group; `thread`: the post as it was forwarded there."""
        group = self.world.chats[on.chat]
        return await self.write(group, text, user=user, reply_to=on, message_thread_id=thread.message_id, **extra)

    async def share_chat(self, chat: Chat, shared: Chat) -> None:
        """The person chose a chat with the button below the field for words."""
        message = {"message_id": self.world.next_id(), "date": DATE, "chat": chat.as_json(), "from": ADA}
        await self.push("message", {**message, "chat_shared": {"request_id": 1, "chat_id": shared.id}})

    async def migrate(self, chat: Chat, to: int, *, told_by_new: bool = False) -> Chat:
        chat.migrated_to = to
        new = self.world.add(Chat(to, "supergroup", chat.title))
        place, service = (new, "migrate_from_chat_id") if told_by_new else (chat, "migrate_to_chat_id")
        message = {"message_id": self.world.next_id(), "date": DATE, "chat": place.as_json(), "from": ADA}
        await self.push("message", {**message, service: chat.id if told_by_new else to})
        return new

    async def push(self, kind: str, content: Json) -> int:
        number = next(self._ids)
        async with self._news:
            self.updates.append({"update_id": number, kind: content})
            self._news.notify_all()
        return number

    def _may_hear(self, chat: Chat, text: str, reply_to: Sent | None) -> bool:
        if not self.privacy or chat.type in ("private", "channel") or chat.bot == "administrator":
            return True
        return text.startswith("/") or (reply_to is not None and reply_to.by_bot)

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
            self._asked_to_wait[params["chat_id"]] = now, now + error.parameters["retry_after"]
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
            "getChat": _soon(world.get_chat),
            "setMyCommands": _soon(world.profile.set_my_commands),
            "getMyCommands": _soon(world.profile.get_my_commands),
            "setMyDescription": _soon(world.profile.set_my_description),
            "getMyDescription": _soon(world.profile.get_my_description),
            "setMyShortDescription": _soon(world.profile.set_my_short_description),
            "getMyShortDescription": _soon(world.profile.get_my_short_description),
        }

    async def _get_updates(self, params: Params) -> list[Json]:
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
    try:
        yield api
    finally:
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


def _mark(text: str) -> list[Json]:
    """The entities that Telegram itself finds: commands and mentions, counted in UTF-16 units."""
    return [
        {
            "type": match.lastgroup,
            "offset": len(text[: match.start()].encode("utf-16-le")) // 2,
            "length": len(match[0].encode("utf-16-le")) // 2,
        }
        for match in _MARKED.finditer(text)
    ]
