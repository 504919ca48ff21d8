"""A small Discord on loopback: its HTTP interface with nonces, limits and lost answers, and its gateway.

Rules and texts follow https://discord.com/developers/docs (messages, rate limits, gateway, interactions).
What a client must never send is noted in `complaints`, which `fake_discord` checks to be empty at the end.
"""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import yarl
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import Route

TOKEN = "a-good-token"
BOT = {"id": "100", "username": "AiBot", "discriminator": "0", "avatar": None, "bot": True}
ALICE = {"id": "101", "username": "alice", "discriminator": "0", "avatar": None}
GUILD, CHANNEL = "300", "200"
ROLE = {
    "id": GUILD, "name": "@everyone", "permissions": "0", "position": 0, "color": 0,
    "hoist": False, "managed": False, "mentionable": False, "flags": 0,
}  # fmt: skip
ANSWER_LOST = -1


def answer(body: Any, status: int = 200, **headers: str) -> web.Response:
    # Exactly this type: with a charset behind it the library takes the body for text.
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json", headers=headers
    )


class FakeDiscord:
    def __init__(self) -> None:
        self.messages: dict[str, dict[str, Any]] = {}
        self.commands: list[dict[str, Any]] = []
        self.calls: list[tuple[str, str]] = []
        self.complaints: list[str] = []
        self.intents = 0
        self.resumes = 0
        self._nonces: dict[tuple[str, str], str] = {}
        self._promises: dict[str, str] = {}  # an interaction's token -> the message that its promise became
        self._faults: deque[tuple[int, float]] = deque()
        self._ids = 1000
        self._events: list[dict[str, Any]] = []
        self._socket: web.WebSocketResponse | None = None
        self._changed = asyncio.Condition()

    def fail_next(self, status: int, after: float = 0.0) -> None:
        """The next message meets this status (429 with `after` seconds), or ANSWER_LOST once it stands."""
        self._faults.append((status, after))

    async def until(self, what: Callable[[], object]) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(what), 10)

    @property
    def shown(self) -> list[str]:
        return [message["embeds"][0]["description"] for message in self.messages.values()]

    def shows(self, words: str) -> bool:
        return any(words in shown for shown in self.shown)

    # ------------------------------------------------------------ HTTP

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._watch])
        api = "/api"
        app.router.add_get(f"{api}/users/@me", self._me)
        app.router.add_get(f"{api}/oauth2/applications/@me", self._application)
        app.router.add_put(f"{api}/applications/100/commands", self._sync)
        app.router.add_post(f"{api}/channels/{{channel}}/messages", self._send)
        app.router.add_post(f"{api}/channels/{{channel}}/typing", self._nothing)
        app.router.add_post(f"{api}/interactions/{{id}}/{{token}}/callback", self._callback)
        app.router.add_patch(f"{api}/channels/{{channel}}/messages/{{id}}", self._edit)
        app.router.add_delete(f"{api}/channels/{{channel}}/messages/{{id}}", self._delete)
        app.router.add_patch(f"{api}/webhooks/100/{{token}}/messages/@original", self._fill)
        app.router.add_delete(f"{api}/webhooks/100/{{token}}/messages/@original", self._unfill)
        app.router.add_post(f"{api}/webhooks/100/{{token}}", self._follow_up)
        app.router.add_get("/gateway/", self._gateway)
        return app

    @web.middleware
    async def _watch(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        open_to_all = request.path.startswith(("/gateway", "/api/interactions", "/api/webhooks"))
        if not open_to_all and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return answer({"message": "401: Unauthorized", "code": 0}, 401)
        self.calls.append((request.method, request.path))
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPNotFound:
            self.complaints.append(f"unknown route {request.method} {request.path}")
            raise
        await self._tell()
        return response

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def _me(self, request: web.Request) -> web.Response:
        return answer(BOT)

    async def _application(self, request: web.Request) -> web.Response:
        about = {"id": "100", "name": "AiBot", "icon": None, "description": "", "verify_key": "", "flags": 0}
        return answer(
            {**about, "bot_public": True, "bot_require_code_grant": False, "owner": ALICE, "team": None}
        )

    async def _sync(self, request: web.Request) -> web.Response:
        self.commands = [
            {**command, "id": str(400 + place), "application_id": "100", "version": "1"}
            for place, command in enumerate(await request.json())
        ]
        return answer(self.commands)

    async def _nothing(self, request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        status, after = self._faults.popleft() if self._faults else (200, 0.0)
        if status == 429:
            told = {"message": "You are being rate limited.", "retry_after": after, "global": False}
            return answer(told, 429, Via="1.1 google")  # without Via it would be a ban by the network
        if status not in (200, ANSWER_LOST):
            return answer({"message": "Internal Server Error", "code": 0}, status)
        body = await request.json()
        self._judge(body)
        message = self._store(request.match_info["channel"], body)
        if status == ANSWER_LOST and request.transport is not None:
            request.transport.abort()
        return answer(message)

    def _judge(self, body: dict[str, Any]) -> None:
        if body["allowed_mentions"].get("parse") != []:
            self.complaints.append("a message that may ping")
        if len(body.get("nonce", "")) > 25:
            self.complaints.append("a nonce of more than 25 characters")
        if sum(len(embed.get("description", "")) for embed in body["embeds"]) > 4096:
            self.complaints.append("an embed that is too long")

    def _store(self, channel: str, body: dict[str, Any]) -> dict[str, Any]:
        """With enforce_nonce, "that message will be returned and no new message will be created"."""
        nonce = (channel, body.get("nonce", ""))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return self.messages[self._nonces[nonce]]
        self._ids += 1
        message = build_message(str(self._ids), channel, BOT, embeds=body["embeds"])
        message["components"] = body.get("components") or []
        self.messages[message["id"]] = message
        if body.get("enforce_nonce"):
            self._nonces[nonce] = message["id"]
        return message

    async def _callback(self, request: web.Request) -> web.Response:
        interaction = {"id": request.match_info["id"], "type": 2, "response_message_loading": True}
        if (await request.json())["type"] != 5:
            self.complaints.append("an interaction that was not deferred")
        return answer({"interaction": interaction, "resource": {"type": 5}})

    async def _fill(self, request: web.Request) -> web.Response:
        """The promise becomes a message at the first time, which is edited from then on."""
        token, body = request.match_info["token"], await request.json()
        self._judge(body)
        if token not in self._promises:
            self._promises[token] = self._store(CHANNEL, body)["id"]
        message = self.messages[self._promises[token]]
        message |= {"embeds": body["embeds"], "components": body.get("components") or []}
        return answer(message)

    async def _unfill(self, request: web.Request) -> web.Response:
        self.messages.pop(self._promises.get(request.match_info["token"], ""), None)
        return web.Response(status=204)

    async def _follow_up(self, request: web.Request) -> web.Response:
        body = await request.json()
        self._judge(body)
        return answer(self._store(CHANNEL, body))

    async def _edit(self, request: web.Request) -> web.Response:
        message, body = self.messages.get(request.match_info["id"]), await request.json()
        if message is None:
            return answer({"message": "Unknown Message", "code": 10008}, 404)
        self._judge(body)
        message |= {"embeds": body["embeds"], "components": body.get("components") or []}
        return answer(message)

    async def _delete(self, request: web.Request) -> web.Response:
        self.messages.pop(request.match_info["id"], None)
        return web.Response(status=204)

    # ------------------------------------------------------------ gateway

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}, "s": None, "t": None})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            payload = json.loads(frame.data)
            if payload["op"] == 1:
                await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
            elif payload["op"] == 2:
                self._socket, self.intents = socket, payload["d"]["intents"]
                await self._welcome(str(request.url.with_path("/gateway/").with_scheme("ws")))
            elif payload["op"] == 6:
                self._socket, missed = socket, self._events[payload["d"]["seq"] :]
                self.resumes += 1
                for event in missed:
                    await socket.send_json(event)
                await self.dispatch("RESUMED", {})
        return socket

    async def _welcome(self, url: str) -> None:
        application = {"id": "100", "flags": 0}
        session = {"v": 10, "user": BOT, "session_id": "s", "resume_gateway_url": url, "application": application}
        await self.dispatch("READY", {**session, "guilds": [{"id": GUILD, "unavailable": True}]})
        channel = {"id": CHANNEL, "type": 0, "name": "news", "position": 0, "permission_overwrites": []}
        guild = {
            "id": GUILD,
            "name": "Harbour Town",
            "owner_id": ALICE["id"],
            "roles": [ROLE],
            "channels": [channel],
        }
        lists: dict[str, Any] = {name: [] for name in ("members", "threads", "emojis", "stickers", "features")}
        await self.dispatch("GUILD_CREATE", {**guild, **lists, "member_count": 2, "large": False})

    async def dispatch(self, name: str, data: dict[str, Any]) -> None:
        """An event: sent if somebody listens, replayed to who resumes."""
        event = {"op": 0, "t": name, "s": len(self._events) + 1, "d": data}
        self._events.append(event)
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_json(event)
        await self._tell()

    async def hang_up(self) -> None:
        """1012: the service restarts, the session may be resumed."""
        if self._socket is not None:
            socket, self._socket = self._socket, None
            await socket.close(code=1012)

    async def mention(self, words: str) -> None:
        self._ids += 1
        message = build_message(str(self._ids), CHANNEL, ALICE, content=f"<@100> {words}", mentions=[BOT])
        member = {"roles": [], "joined_at": message["timestamp"], "deaf": False, "mute": False, "flags": 0}
        await self.dispatch("MESSAGE_CREATE", {**message, "guild_id": GUILD, "member": member})

    async def slash(self, name: str) -> None:
        command = next(command for command in self.commands if command["name"] == name)
        self._ids += 1
        member = {"user": ALICE, "roles": [], "permissions": "16", "joined_at": NOW, "deaf": False, "mute": False}
        interaction = {
            "id": str(self._ids), "application_id": "100", "type": 2, "token": f"t{self._ids}", "version": 1,
            "guild_id": GUILD, "channel_id": CHANNEL, "member": {**member, "flags": 0}, "entitlements": [],
            "channel": {"id": CHANNEL, "type": 0, "name": "news"}, "locale": "en-GB",
            "authorizing_integration_owners": {}, "attachment_size_limit": 1,
            "data": {"id": command["id"], "name": name, "type": 1},
        }  # fmt: skip
        await self.dispatch("INTERACTION_CREATE", interaction)


NOW = "2026-05-02T10:00:00+00:00"


def build_message(message_id: str, channel: str, author: dict[str, Any], **fields: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {
        name: [] for name in ("mentions", "mention_roles", "attachments", "embeds", "components")
    }
    flags = {"tts": False, "mention_everyone": False, "pinned": False, "type": 0, "flags": 0}
    about = {"id": message_id, "channel_id": channel, "author": author, "content": "", "timestamp": NOW}
    return {**empty, **flags, **about, "edited_timestamp": None, **fields}


@asynccontextmanager
async def fake_discord() -> AsyncIterator[FakeDiscord]:
    """The library's two addresses lead here for as long as it runs."""
    fake = FakeDiscord()
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    async with TestServer(fake.application(), host="127.0.0.1") as server:
        Route.BASE = str(server.make_url("/api"))
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(str(server.make_url("/gateway/"))).with_scheme("ws")
        try:
            yield fake
        finally:
            Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
            await fake.hang_up()
    assert fake.complaints == []
