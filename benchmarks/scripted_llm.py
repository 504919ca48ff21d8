"""The stand-in of `near_extractive` as an OpenAI-compatible server on loopback, for anybody to start."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from benchmarks.near_extractive import NAME, reply_to, to_json
from bot.core.protocol import estimate_tokens


def serve(port: int) -> None:
    """Until interrupted. Any key and any name of an LLM will do."""
    web.run_app(make_server(), host="127.0.0.1", port=port, print=None)


def make_server() -> web.Application:
    server = web.Application()
    server.router.add_post("/v1/chat/completions", _complete)
    return server


async def _complete(request: web.Request) -> web.StreamResponse:
    body = await request.json()
    fixed, text = (str(message["content"]) for message in body["messages"])
    said = reply_to(text)
    said = to_json(said) if "response_format" in body else said
    into, out = estimate_tokens(fixed + text), estimate_tokens(said)
    usage = {"prompt_tokens": into, "completion_tokens": out, "total_tokens": into + out}
    if body.get("stream"):
        return await _stream(request, said, usage)
    message = {"role": "assistant", "content": said, "refusal": None}
    choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
    return web.json_response(_frame("chat.completion") | {"choices": [choice], "usage": usage})


async def _stream(request: web.Request, said: str, usage: dict[str, int]) -> web.StreamResponse:
    """Line by line."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for line in said.splitlines(keepends=True):
        await response.write(_event([{"index": 0, "delta": {"content": line}, "finish_reason": None}]))
    await response.write(_event([{"index": 0, "delta": {}, "finish_reason": "stop"}]))
    await response.write(_event([], usage=usage))
    await response.write(b"data: [DONE]\n\n")
    return response


def _event(choices: list[dict[str, Any]], **more: Any) -> bytes:
    return f"data: {json.dumps(_frame('chat.completion.chunk') | {'choices': choices} | more)}\n\n".encode()


def _frame(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_790_000_000, "model": NAME}
