"""The messages of our small Discord: what is stored, judged, changed, read back, and shown once a nonce."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from aiohttp import web

from tests.platforms.discord_schema import EDIT
from tests.platforms.fake_discord_people import FakePeople
from tests.platforms.fake_discord_rules import judge_message
from tests.platforms.fake_discord_shapes import BOT, READ_HISTORY, answer, build_message, read_body, refuse


class FakeMessages(FakePeople):
    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[str] = []
        self.bodies: list[tuple[str, Any]] = []  # what was sent, each with the name of Discord's schema for it
        self.full_of_edits = False  # of messages that are older than an hour
        self.replies: dict[str, str] = {}  # which message each message of ours replies to
        self.stood_at: dict[str, float] = {}  # when each message came, by the loop's clock
        self._nonces: dict[tuple[str, str], str] = {}

    def _judge(self, complaints: Iterable[str]) -> None:
        self.complaints.extend(complaints)

    def _store(
        self, channel: str, body: dict[str, Any], *, private: bool = False, message_id: str | None = None
    ) -> dict[str, Any]:
        """With enforce_nonce, "that message will be returned and no new message will be created"."""
        nonce = (channel, body.get("nonce", ""))
        if body.get("enforce_nonce") and nonce in self._nonces:
            return self.messages[self._nonces[nonce]]
        message = build_message(message_id or self.next_id(), channel, BOT, embeds=body["embeds"])
        message |= {"components": body.get("components") or [], "flags": int(body.get("flags") or 0)}
        (self.private if private else self.messages)[message["id"]] = message
        self.stood_at[message["id"]] = asyncio.get_running_loop().time()
        if body.get("enforce_nonce"):
            self._nonces[nonce] = message["id"]
        return message

    async def _edit(self, request: web.Request) -> web.Response:
        body = await read_body(request)
        if self.full_of_edits:
            told = {"message": "Maximum number of edits to messages older than 1 hour reached", "code": 30046}
            return answer(told, 429, headers={"Via": "1.1 google"})
        self.bodies.append((EDIT, body))
        return self._bring_to(request.match_info["id"], body)

    def _bring_to(self, message_id: str, body: dict[str, Any]) -> web.Response:
        message = self.messages.get(message_id) or self.private.get(message_id)
        if message is None:
            return refuse(404, 10008, "Unknown Message")
        state = self.channels.get(message["channel_id"], {}).get("thread_metadata", {})
        if state.get("archived"):
            return refuse(400, 50083, "Thread is archived")
        self._judge(judge_message(body))
        message |= {"embeds": body["embeds"], "components": body.get("components") or []}
        return answer(message)

    async def _list_messages(self, request: web.Request) -> web.Response:
        """The oldest first after a given one; nothing of what only one person sees."""
        if not self.ours & READ_HISTORY:
            return refuse(403, 50013, "Missing Permissions")
        after, limit = int(request.query.get("after", "0")), int(request.query.get("limit", "50"))
        here = [one for one in self.messages.values() if one["channel_id"] == request.match_info["channel"]]
        later = sorted((one for one in here if int(one["id"]) > after), key=lambda one: int(one["id"]))
        return answer(later[:limit][::-1])

    async def _read(self, request: web.Request) -> web.Response:
        message = self.messages.get(request.match_info["id"])
        return answer(message) if message else refuse(404, 10008, "Unknown Message")

    async def _delete(self, request: web.Request) -> web.Response:
        self.messages.pop(request.match_info["id"], None)
        return web.Response(status=204)
