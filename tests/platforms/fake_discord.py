"""A small Discord on loopback: its HTTP interface with nonces, limits and lost answers, and its gateway.

Rules and texts follow https://discord.com/developers/docs (messages, rate limits, gateway, interactions).
What a client must never send is noted in `complaints`, which `fake_discord` checks to be empty at the end.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import yarl
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.platforms.discord_schema import (
    COMMAND,
    FOLLOW_UP,
    LATER_EDIT,
    MESSAGE,
    POST,
    RESPONSES,
    list_refused,
)
from tests.platforms.fake_discord_messages import FakeMessages
from tests.platforms.fake_discord_rules import (
    FLAGS_OF_AN_ANSWER,
    REQUIRES_TAG,
    Rates,
    judge_message,
    judge_modal,
    judge_post,
)
from tests.platforms.fake_discord_shapes import (
    ALICE,
    ANSWER_LOST,
    ANSWERS_TO,
    BOT,
    EPHEMERAL,
    GUILD,
    STANDS_BUT_FAILED,
    TOKEN,
    Interaction,
    answer,
    build_thread,
    read_body,
    refuse,
    store_command,
)

ONLY_POSTS = (15, 16)  # kinds of channels that hold nothing but posts


def is_over(known: Interaction) -> bool:
    """A token lives for a quarter of an hour."""
    return known.over or asyncio.get_running_loop().time() > known.at + 15 * 60


class FakeDiscord(FakeMessages):
    def __init__(self) -> None:
        super().__init__()
        self.modals: list[dict[str, Any]] = []
        self.choices: list[list[dict[str, Any]]] = []
        self.calls: list[tuple[str, str]] = []
        self.posts_only: set[str] = set()  # forums in whose posts AiBot may not write
        self.scope = "user"  # whose limit it is that is met: ours, or with "shared" everybody's
        self.hides_threads = False  # those opened are not listed yet
        self.refuses_threads = False  # none is opened
        self.failing_answers: list[str] = []  # the method of calls about answers to interactions, once a failure
        self.rates = Rates()
        self._faults: deque[tuple[int, float, bool]] = deque()

    def fail_next(self, status: int, after: float = 0.0, *, everywhere: bool = False) -> None:
        """The next message meets this status (429 with `after` seconds), or ANSWER_LOST once it stands."""
        self._faults.append((status, after, everywhere))

    @property
    def shown(self) -> list[str]:
        return [message["embeds"][0]["description"] for message in self.messages.values()]

    @property
    def whispered(self) -> list[str]:
        return [message["embeds"][0]["description"] for message in self.private.values()]

    def shows(self, words: str) -> bool:
        return any(words in shown for shown in (*self.shown, *self.whispered))

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._watch])
        api, hook = "/api", "/api/webhooks/100/{token}"
        app.router.add_get(f"{api}/users/@me", self._me)
        app.router.add_get(f"{api}/oauth2/applications/@me", self._application)
        app.router.add_get(f"{api}/gateway/bot", self.gateway_bot)
        app.router.add_get(f"{api}/applications/100/commands", self._list_commands)
        app.router.add_put(f"{api}/applications/100/commands", self._sync)
        app.router.add_get(
            f"{api}/applications/100/guilds/{GUILD}/commands/permissions", self._list_command_permissions
        )
        app.router.add_get(f"{api}/channels/{{channel}}", self._get_channel)
        app.router.add_patch(f"{api}/channels/{{channel}}", self._edit_channel)
        app.router.add_post(f"{api}/channels/{{channel}}/threads", self._open_thread)
        app.router.add_get(f"{api}/guilds/{GUILD}/threads/active", self._list_threads)
        app.router.add_get(f"{api}/channels/{{channel}}/messages", self._list_messages)
        app.router.add_post(f"{api}/channels/{{channel}}/messages", self._send)
        app.router.add_post(f"{api}/channels/{{channel}}/typing", self._nothing)
        app.router.add_post(f"{api}/interactions/{{id}}/{{token}}/callback", self._callback)
        app.router.add_get(f"{api}/channels/{{channel}}/messages/{{id}}", self._read)
        app.router.add_patch(f"{api}/channels/{{channel}}/messages/{{id}}", self._edit)
        app.router.add_delete(f"{api}/channels/{{channel}}/messages/{{id}}", self._delete)
        app.router.add_patch(f"{hook}/messages/{{id}}", self._edit_answer)
        app.router.add_delete(f"{hook}/messages/{{id}}", self._delete_answer)
        app.router.add_post(hook, self._follow_up)
        app.router.add_get("/gateway/", self.gateway)
        return app

    @web.middleware
    async def _watch(self, request: web.Request, handler: Callable[[web.Request], Any]) -> web.StreamResponse:
        open_to_all = request.path.startswith(("/gateway", "/api/interactions", "/api/webhooks"))
        if not open_to_all and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return refuse(401, 0, "401: Unauthorized")
        self.calls.append((request.method, request.path))
        if not open_to_all and (wait := self.rates.count(asyncio.get_running_loop().time())) is not None:
            told = {"message": "You are being rate limited.", "retry_after": wait, "global": True}
            return answer(told, 429, headers={"Via": "1.1 google", "X-RateLimit-Scope": "global"})
        if self.failing_answers[:1] == [request.method] and request.path.startswith("/api/webhooks"):
            self.failing_answers.pop()
            return refuse(503, 0, "Service Unavailable")
        try:
            response: web.StreamResponse = await handler(request)
        except web.HTTPNotFound:
            self.complaints.append(f"unknown route {request.method} {request.path}")
            raise
        await self.tell()
        return response

    async def _me(self, request: web.Request) -> web.Response:
        return answer(BOT)

    async def _application(self, request: web.Request) -> web.Response:
        about = {"id": "100", "name": "AiBot", "icon": None, "description": "", "verify_key": "", "flags": 0}
        return answer(
            {**about, "bot_public": True, "bot_require_code_grant": False, "owner": ALICE, "team": None}
        )

    async def _list_commands(self, request: web.Request) -> web.Response:
        return answer(self.commands)

    async def _list_command_permissions(self, request: web.Request) -> web.Response:
        if self._faults:
            return refuse(self._faults.popleft()[0], 0, "Internal Server Error")
        return answer(self.command_permissions)

    async def _sync(self, request: web.Request) -> web.Response:
        self.bodies += [(COMMAND, command) for command in await request.json()]
        self.commands = [store_command(command, place) for place, command in enumerate(await request.json())]
        return answer(self.commands)

    async def _get_channel(self, request: web.Request) -> web.Response:
        known = self.channels.get(request.match_info["channel"])
        return answer(known) if known else refuse(404, 10003, "Unknown Channel")

    async def _edit_channel(self, request: web.Request) -> web.Response:
        channel, changes = self.channels[request.match_info["channel"]], await request.json()
        if "archived" in changes:
            channel["thread_metadata"]["archived"] = changes.pop("archived")
        channel |= changes
        return answer(channel)

    async def _list_threads(self, request: web.Request) -> web.Response:
        if self._faults:
            return refuse(self._faults.popleft()[0], 0, "Service Unavailable")
        threads = [one for one in self.channels.values() if one["type"] == 11 and not self.hides_threads]
        return answer({"threads": threads, "members": []})

    async def _open_thread(self, request: web.Request) -> web.StreamResponse:
        forum, body = self.channels[request.match_info["channel"]], await read_body(request)
        if self.refuses_threads:
            return refuse(503, 0, "Service Unavailable")
        self.bodies.append((POST, body))
        self._judge(judge_post(body, forum))
        tags = body.get("applied_tags") or []
        if forum["flags"] & REQUIRES_TAG and not tags:
            return refuse(400, 40067, "A tag is required to create a forum post in this channel")
        if not {tag["id"] for tag in forum["available_tags"]}.issuperset(tags):
            return refuse(400, 10087, "Unknown tag")
        thread = build_thread(self.next_id(), forum["id"], body)
        self.channels[thread["id"]] = thread
        message = self._store(thread["id"], body["message"], message_id=thread["id"])
        status, after, _ = self._faults.popleft() if self._faults else (200, 0.0, False)
        await self.tell()
        await asyncio.sleep(after)
        if status == ANSWER_LOST and request.transport is not None:
            request.transport.abort()
        if status >= 500:  # it stands, and only its answer came to nothing
            return refuse(status, 0, "Bad Gateway")
        return answer({**thread, "message": message})

    async def _nothing(self, request: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _send(self, request: web.Request) -> web.StreamResponse:
        channel, now = request.match_info["channel"], asyncio.get_running_loop().time()
        wait, headers = self.rates.enter("send", channel, now)
        status, after, everywhere = self._faults.popleft() if self._faults else (200, 0.0, False)
        if wait is not None:
            status, after = 429, wait
        if status == 429:
            close = self.rates.close_all if everywhere else partial(self.rates.close, "send", channel)
            close(now + after)
            told = {"message": "You are being rate limited.", "retry_after": after, "global": everywhere}
            scope = {"X-RateLimit-Scope": "global" if everywhere else self.scope}
            return answer(
                told, 429, headers={"Via": "1.1 google", **scope, **headers}
            )  # without Via it would be a ban by the network
        if status not in (200, ANSWER_LOST, STANDS_BUT_FAILED):
            return refuse(status, 0, "Internal Server Error")
        if channel not in self.channels:
            return refuse(404, 10003, "Unknown Channel")
        if self.channels[channel]["type"] in ONLY_POSTS:
            return refuse(400, 40058, "Cannot send a message in a forum channel")
        if (state := self.channels[channel].get("thread_metadata")) is not None:
            if state["locked"]:
                return refuse(403, 160005, "Thread is locked")
            if self.channels[channel]["parent_id"] in self.posts_only:
                return refuse(403, 50013, "Missing Permissions")
            state["archived"] = False
        body = await read_body(request)
        self.bodies.append((MESSAGE, body))
        self._judge(judge_message(body))
        message = self._store(channel, body)
        if (replied := body.get("message_reference")) is not None:
            self.replies[message["id"]] = str(replied["message_id"])
        if status == STANDS_BUT_FAILED:
            return refuse(502, 0, "Bad Gateway")
        if status == ANSWER_LOST and request.transport is not None:
            request.transport.abort()
        return answer(message, headers=headers)

    # ------------------------------------------------------------ interactions

    async def _callback(self, request: web.Request) -> web.Response:
        known = self.interactions.get(request.match_info["token"])
        if known is None or asyncio.get_running_loop().time() > known.at + 3:
            return refuse(404, 10062, "Unknown interaction")
        if known.answered is not None:
            return refuse(400, 40060, "Interaction has already been acknowledged.")
        body = await read_body(request)
        kind, about = body["type"], body.get("data") or {}
        self.bodies.append((RESPONSES[kind], body))
        known.private = bool(int(about.get("flags") or 0) & EPHEMERAL)
        if kind not in ANSWERS_TO[known.kind] or (kind in (6, 7) and known.source is None):
            self.complaints.append(f"response {kind} to an interaction of type {known.kind}")
        known.answered = kind
        resource: dict[str, Any] = {"type": kind}
        if kind in (4, 7):
            self._judge(judge_message(about, FLAGS_OF_AN_ANSWER))
        if kind == 4:
            resource["message"] = self._store(known.channel, about, private=known.private)
            known.original = resource["message"]["id"]
            known.answered_at = asyncio.get_running_loop().time()
        elif kind == 5:
            known.thinking = True
        elif kind in (6, 7):
            known.original = known.source
            if kind == 7:
                self._bring_to(known.source or "", about)
        elif kind == 8:
            self.choices.append(about["choices"])
        elif kind == 9:
            self._judge(judge_modal(about))
            self.modals.append(about)
        if self._faults:  # it stands, and only Discord's answer came to nothing
            return refuse(self._faults.popleft()[0], 0, "Bad Gateway")
        told = {"id": known.id, "type": known.kind, "response_message_id": known.original}
        return answer({"interaction": told, "resource": resource})

    async def _edit_answer(self, request: web.Request) -> web.Response:
        known, body = self.interactions[request.match_info["token"]], await read_body(request)
        self.bodies.append((LATER_EDIT, body))
        if is_over(known):
            return refuse(401, 50027, "Invalid Webhook Token")
        if request.match_info["id"] != "@original":
            return self._bring_to(request.match_info["id"], body)
        if known.thinking:
            return self._end_thinking(known, body)
        return self._bring_to(known.original or "", body)

    def _end_thinking(self, known: Interaction, body: dict[str, Any]) -> web.Response:
        """The promise becomes a message, for all or for one person as it was made."""
        self._judge(judge_message(body, FLAGS_OF_AN_ANSWER))
        message = self._store(known.channel, body, private=known.private)
        known.thinking, known.original = False, message["id"]
        known.answered_at = asyncio.get_running_loop().time()
        return answer(message)

    async def _delete_answer(self, request: web.Request) -> web.Response:
        known, message_id = self.interactions[request.match_info["token"]], request.match_info["id"]
        if is_over(known):
            return refuse(401, 50027, "Invalid Webhook Token")
        known.thinking = False
        gone = known.original if message_id == "@original" else message_id
        for place in (self.messages, self.private):
            place.pop(gone or "", None)
        return web.Response(status=204)

    async def _follow_up(self, request: web.Request) -> web.Response:
        known, body = self.interactions[request.match_info["token"]], await read_body(request)
        self.bodies.append((FOLLOW_UP, body))
        if is_over(known):
            return refuse(401, 50027, "Invalid Webhook Token")
        if known.thinking:  # "the first follow-up is an edit of it", whatever flags it has
            return self._end_thinking(known, body)
        status, _, _ = self._faults.popleft() if self._faults else (200, 0.0, False)
        if status not in (200, ANSWER_LOST, STANDS_BUT_FAILED):
            return refuse(status, 0, "Bad Gateway")
        self._judge(judge_message(body, FLAGS_OF_AN_ANSWER))
        message = self._store(known.channel, body, private=bool(int(body.get("flags") or 0) & EPHEMERAL))
        message["interaction_metadata"] = {
            "id": known.id, "type": known.kind, "user": ALICE, "authorizing_integration_owners": {},
            "original_response_message_id": known.original,
        }  # fmt: skip
        if status == STANDS_BUT_FAILED:
            return refuse(502, 0, "Bad Gateway")
        if status == ANSWER_LOST and request.transport is not None:
            request.transport.abort()
        return answer(message)


@asynccontextmanager
async def fake_discord(fake: FakeDiscord | None = None) -> AsyncIterator[FakeDiscord]:
    """The library's two addresses lead here for as long as it runs; to one that ran before where it is given."""
    fake = fake or FakeDiscord()
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
    refused = list_refused(fake.bodies)
    assert not refused, "\n".join(refused)
    assert fake.rates.early == []
