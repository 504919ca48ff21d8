"""The gateway of our small Discord: shards, events, and sessions that are cut off and resumed.

Rules follow https://discord.com/developers/docs/events/gateway.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

from aiohttp import WSMsgType, web

from tests.platforms.fake_discord_shapes import (
    ALICE,
    BOT,
    CHANNEL,
    GUILD,
    ROLES,
    Who,
    answer,
    build_channels,
    build_message,
)


class FakeGateway:
    """`shards`: how many it recommends. `identified`: when, and as which shard of how many. `starts_left`: of the
    sessions that may be started today; `reset_after`: milliseconds until there are more."""

    def __init__(self) -> None:
        self.channels = build_channels()
        self.shards = 1
        self.starts_left = 1000
        self.reset_after = 50
        self.identified: list[tuple[float, list[int]]] = []
        self.intents = 0
        self.resumes = 0
        self.forgets_sessions = False  # none may be resumed, each is begun anew
        self._last_id = 1000
        self._events: list[dict[str, Any]] = []
        self._sockets: dict[int, web.WebSocketResponse] = {}
        self._changed = asyncio.Condition()

    def next_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)

    async def until(self, what: Callable[[], object]) -> None:
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(what), 10)

    async def tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    async def gateway_bot(self, request: web.Request) -> web.Response:
        left = {
            "total": 1000,
            "remaining": self.starts_left,
            "reset_after": self.reset_after,
            "max_concurrency": 1,
        }
        url = str(request.url.with_path("/gateway/").with_scheme("ws"))
        return answer({"url": url, "shards": self.shards, "session_start_limit": {**left, "max_concurrency": 1}})

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
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
                await self._identify(socket, payload["d"], request)
            elif payload["op"] == 6:
                await self._resume(socket, payload["d"])
        return socket

    async def _identify(self, socket: web.WebSocketResponse, about: dict[str, Any], request: web.Request) -> None:
        shard = about.get("shard", [0, 1])
        self._sockets[shard[0]], self.intents = socket, about["intents"]
        self.identified.append((asyncio.get_running_loop().time(), shard))
        self.starts_left -= 1
        url = str(request.url.with_path("/gateway/").with_scheme("ws"))
        application = {"id": "100", "flags": 0}
        session = {"v": 10, "user": BOT, "session_id": str(shard[0]), "resume_gateway_url": url, "shard": shard}
        here = shard[0] == shard_of(GUILD, shard[1])
        guilds = [{"id": GUILD, "unavailable": True}] if here else []
        await self.dispatch("READY", {**session, "application": application, "guilds": guilds}, shard[0])
        if here:
            await self.dispatch("GUILD_CREATE", self._guild(), shard[0])

    async def _resume(self, socket: web.WebSocketResponse, about: dict[str, Any]) -> None:
        if self.forgets_sessions:
            await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
            return
        self._sockets[int(about["session_id"])] = socket
        self.resumes += 1
        for event in self._events[about["seq"] :]:
            await socket.send_json(event)
        await self.dispatch("RESUMED", {})

    def _guild(self) -> dict[str, Any]:
        channels = [one for one in self.channels.values() if one["type"] not in (1, 11)]
        guild = {
            "id": GUILD,
            "name": "Harbour Town",
            "owner_id": ALICE["id"],
            "roles": ROLES,
            "channels": channels,
        }
        lists: dict[str, Any] = {name: [] for name in ("members", "threads", "emojis", "stickers", "features")}
        return {
            **guild,
            **lists,
            "channels": channels,
            "member_count": 2,
            "large": False,
            "preferred_locale": "en-US",
        }

    async def dispatch(self, name: str, about: dict[str, Any], shard: int = 0) -> None:
        """An event: sent if somebody listens, replayed to who resumes."""
        event = {"op": 0, "t": name, "s": len(self._events) + 1, "d": about}
        self._events.append(event)
        socket = self._sockets.get(shard)
        if socket is not None and not socket.closed:
            await socket.send_json(event)
        await self.tell()

    async def hang_up(self, code: int = 1012) -> None:
        """1012: the service restarts, the sessions may be resumed."""
        sockets, self._sockets = list(self._sockets.values()), {}
        for socket in sockets:
            await socket.close(code=code)

    async def mention(
        self, words: str, channel: str = CHANNEL, reply_to: str | None = None, who: Who | None = None
    ) -> str:
        """The message's id."""
        person = who or Who()
        message = build_message(self.next_id(), channel, person.user, content=f"<@100> {words}", mentions=[BOT])
        member = {name: told for name, told in person.as_member().items() if name not in ("user", "permissions")}
        if reply_to is not None:
            reference = {"message_id": reply_to, "channel_id": channel, "guild_id": GUILD}
            message |= {"type": 19, "message_reference": reference}
        await self.dispatch("MESSAGE_CREATE", {**message, "guild_id": GUILD, "member": member})
        return str(message["id"])

    async def write_privately(self, words: str, who: Who) -> str:
        """In the person's own chat with AiBot; the message's id."""
        channel = f"9{who.user['id']}"
        self.channels[channel] = {"id": channel, "type": 1, "recipients": [who.user]}
        message = build_message(self.next_id(), channel, who.user, content=words)
        await self.dispatch("MESSAGE_CREATE", message)
        return str(message["id"])


def shard_of(guild_id: str, shards: int) -> int:
    return (int(guild_id) >> 22) % shards
