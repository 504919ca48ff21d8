"""A strict OpenAI-compatible server on loopback that answers as scripted, well or badly, and remembers all."""

from __future__ import annotations

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

KEY = "sk-not-a-real-secret-4711"
MODEL = "scripted-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scripted:
    """One answer. `say` may look at the prompt's text first. `stall` is how many seconds to keep silent;
    `cut` breaks the connection in the middle of the body. `trail` is what follows a streamed answer's text in
    place of its proper end. `waits` is awaited before the last word of a streamed answer."""

    say: str | Callable[[str], str] = ""
    status: int = 200
    finish: str = "stop"
    refusal: str | None = None
    usage: tuple[int, int] | None = (900, 120)
    headers: tuple[tuple[str, str], ...] = ()
    message: str = "as scripted"
    raw: str | None = None
    stall: float = 0
    cut: bool = False
    trail: str | None = None
    waits: Callable[[], Awaitable[object]] | None = None


@dataclass
class ScriptedLlm:
    """`asked` holds every request's body in order. What the protocol forbids ends up in `faults`."""

    base_url: str = ""
    script: deque[Scripted] = field(default_factory=deque)
    asked: list[dict[str, Any]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    vectors: Callable[[str], list[float]] = lambda _: [1.0]
    embedded: list[list[str]] = field(default_factory=list)
    knows_schema: bool = True
    knows_json: bool = True
    knows_temperature: bool = True
    knows_max_tokens: bool = True
    knows_streams: bool = True
    counts_streams: bool = True

    def will(self, *answers: Scripted | str | Callable[[str], str]) -> None:
        self.script.extend(one if isinstance(one, Scripted) else Scripted(say=one) for one in answers)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != f"Bearer {KEY}":
            words = f"Incorrect API key provided: {request.headers.get('Authorization')}"
            return _error(401, words, code="invalid_api_key")
        body = await request.json()
        self.asked.append(body)
        if complaint := self._complain(body):
            return complaint
        if not self.script:
            self.faults.append("asked more often than scripted")
            return _error(418, "nothing is scripted")
        scripted = self.script.popleft()
        if body.get("stream") and self.knows_streams and scripted.status == 200 and scripted.raw is None:
            return await _stream(scripted, body, request)
        return await _play(scripted, body, request)

    async def embed(self, request: web.Request) -> web.StreamResponse:
        """`vectors` gives each text its numbers; what is scripted for failing comes first."""
        body = await request.json()
        self.embedded.append(list(body["input"]))
        if self.script:
            return await _play(self.script.popleft(), {"messages": [{}, {"content": ""}]}, request)
        rows = [
            {"object": "embedding", "index": number, "embedding": self.vectors(text)}
            for number, text in enumerate(body["input"])
        ]
        used = sum(len(text.split()) for text in body["input"])
        usage = {"prompt_tokens": used, "total_tokens": used}
        return web.json_response({"object": "list", "data": rows[::-1], "model": MODEL, "usage": usage})

    def _complain(self, body: dict[str, Any]) -> web.Response | None:
        roles = [message.get("role") for message in body.get("messages", ())]
        if body.get("model") != MODEL or roles != ["system", "user"]:
            self.faults.append(f"model {body.get('model')!r}, roles {roles}")
        form = body.get("response_format", {}).get("type")
        if form == "json_schema" and not self.knows_schema:
            return _error(400, "response_format type json_schema is not supported", param="response_format")
        if form == "json_object" and not self.knows_json:
            return _error(400, "no such thing")
        if "temperature" in body and not self.knows_temperature:
            return _error(400, "Unsupported value: 'temperature'", param="temperature")
        if "max_tokens" in body and not self.knows_max_tokens:
            return _error(400, "Unsupported parameter: 'max_tokens'", param="max_tokens")
        if "stream_options" in body and not self.counts_streams:
            return _error(400, "Unknown parameter: 'stream_options'", param="stream_options")
        if form == "json_schema":
            _expect_strict(body["response_format"]["json_schema"], self.faults)
        return None


@asynccontextmanager
async def open_scripted_llm() -> AsyncIterator[ScriptedLlm]:
    server = ScriptedLlm()
    app = web.Application()
    app.router.add_post("/v1/chat/completions", server.answer)
    app.router.add_post("/v1/embeddings", server.embed)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        yield server
    finally:
        await runner.cleanup()
    assert not server.faults, server.faults


async def _play(scripted: Scripted, body: dict[str, Any], request: web.Request) -> web.StreamResponse:
    if scripted.stall:
        await asyncio.sleep(scripted.stall)
    if scripted.cut:
        response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "4000"})
        await response.prepare(request)
        await response.write(b'{"id": "1", "choices": [{"message": {"con')
        assert request.transport is not None
        request.transport.close()
        return response
    if scripted.status != 200:
        return _error(scripted.status, scripted.message, headers=dict(scripted.headers))
    if scripted.raw is not None:
        return web.Response(text=scripted.raw, headers=dict(scripted.headers))
    said = scripted.say if isinstance(scripted.say, str) else scripted.say(body["messages"][1]["content"])
    return web.json_response(_completion(said, scripted))


async def _stream(scripted: Scripted, body: dict[str, Any], request: web.Request) -> web.StreamResponse:
    """The text word by word; when cut, its second half and its end are missing."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    if scripted.stall:
        await asyncio.sleep(scripted.stall)
    said = scripted.say if isinstance(scripted.say, str) else scripted.say(body["messages"][1]["content"])
    pieces = re.findall(r"\S+\s*|\s+", said)
    for place, piece in enumerate(pieces[: len(pieces) // 2] if scripted.cut else pieces, start=1):
        if scripted.waits is not None and place == len(pieces):
            await scripted.waits()
        await response.write(_event({"choices": [_choice({"content": piece})]}))
    if scripted.cut:
        assert request.transport is not None
        request.transport.close()
        return response
    if scripted.trail is not None:
        await response.write(scripted.trail.encode())
        return response
    await response.write(_event({"choices": [_choice({"refusal": scripted.refusal}, scripted.finish)]}))
    if scripted.usage is not None and body.get("stream_options", {}).get("include_usage"):
        await response.write(_event({"choices": [], "usage": _usage(*scripted.usage)}))
    await response.write(b"data: [DONE]\n\n")
    return response


def _choice(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}


def _event(chunk: dict[str, Any]) -> bytes:
    whole = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1_790_000_000, "model": MODEL}
    return f"data: {json.dumps(whole | chunk)}\n\n".encode()


def _usage(into: int, out: int) -> dict[str, int]:
    return {"prompt_tokens": into, "completion_tokens": out, "total_tokens": into + out}


def _completion(said: str, scripted: Scripted) -> dict[str, Any]:
    message = {"role": "assistant", "content": said, "refusal": scripted.refusal}
    completion: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": scripted.finish, "logprobs": None}],
    }
    if scripted.usage is not None:
        completion["usage"] = _usage(*scripted.usage)
    return completion


def _error(
    status: int,
    message: str,
    *,
    code: str | None = None,
    param: str | None = None,
    headers: dict[str, str] | None = None,
) -> web.Response:
    error = {"message": message, "type": "scripted", "param": param, "code": code}
    return web.json_response({"error": error}, status=status, headers=headers)


def _expect_strict(form: dict[str, Any], faults: list[str]) -> None:
    """OpenAI's rules for strict schemas: every object closed, every property required."""

    def visit(schema: dict[str, Any]) -> None:
        if schema.get("type") == "object":
            if schema.get("additionalProperties") is not False:
                faults.append("an object of the schema is not closed")
            if set(schema.get("required", ())) != set(schema.get("properties", {})):
                faults.append("a property of the schema is not required")
        for inner in (*schema.get("properties", {}).values(), *filter(None, [schema.get("items")])):
            visit(inner)

    if not form.get("strict") or not form.get("name"):
        faults.append("the schema has no name or is not strict")
    visit(form.get("schema", {}))
