"""A reply heard piece by piece, under the same deadline, errors and counting as one taken whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.types import Prompt
from bot.errors import BadReply, LlmError, LlmRefused, LlmUnavailable
from bot.llm import EndpointSettings, open_llm, open_llms
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

pytestmark = pytest.mark.quick_time

PIECE = "S|1.1|The ferry ran aground.\nS|1.2|Ten people were hurt."
PROMPT = Prompt(purpose="test", version="test 1", fixed="Rules.", text="Work.", limit_tokens=50)


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


async def test_the_text_arrives_in_pieces_and_whole_with_the_servers_count(server: ScriptedLlm) -> None:
    server.will(Scripted(say=PIECE, usage=(700, 30)))
    heard: list[str] = []
    async with open_llm(base_url=server.base_url, api_key=KEY, model=MODEL) as llm:
        reply = await llm.complete(PROMPT, heard=heard.append)
    assert len(heard) > 5
    assert "".join(heard) == reply.text == PIECE
    assert (reply.tokens_in, reply.tokens_out, reply.writer) == (700, 30, MODEL)
    assert server.asked[0]["stream_options"] == {"include_usage": True}


async def test_a_server_that_knows_no_stream_options_is_asked_without_and_estimated(server: ScriptedLlm) -> None:
    server.counts_streams = False
    server.will(PIECE, PIECE)
    async with open_llm(base_url=server.base_url, api_key=KEY, model=MODEL) as llm:
        reply = await llm.complete(PROMPT, heard=lambda _: None)
        await llm.complete(PROMPT, heard=lambda _: None)
    assert 10 < reply.tokens_out < 25
    assert ["stream_options" in asked for asked in server.asked] == [True, False, False]


async def test_a_server_that_knows_no_streaming_is_heard_at_once(server: ScriptedLlm) -> None:
    server.knows_streams = False
    server.will(PIECE)
    heard: list[str] = []
    async with open_llm(base_url=server.base_url, api_key=KEY, model=MODEL) as llm:
        reply = await llm.complete(PROMPT, heard=heard.append)
    assert heard == [PIECE]
    assert (reply.text, reply.tokens_in) == (PIECE, 900)


FAILURES: dict[str, tuple[list[Scripted], type[LlmError]]] = {
    "cut": ([Scripted(say=PIECE, cut=True)], LlmUnavailable),
    "ended before its end": ([Scripted(say=PIECE, trail="")], LlmUnavailable),
    "an error in the middle": (
        [Scripted(say=PIECE, trail='data: {"error": {"message": "overloaded"}}\n\n')],
        LlmUnavailable,
    ),
    "broken JSON": ([Scripted(say=PIECE, trail='data: {"choices": [\n\n')], LlmUnavailable),
    "a web page": ([Scripted(raw="<html>", headers=(("Content-Type", "text/html"),))] * 2, LlmUnavailable),
    "another document": ([Scripted(raw="[1]", headers=(("Content-Type", "application/json"),))], LlmUnavailable),
    "silence": ([Scripted(say=PIECE, stall=1.5)], LlmUnavailable),
    "out of order": ([Scripted(status=500)] * 2, LlmUnavailable),
    "cut off": ([Scripted(say=PIECE, finish="length")], BadReply),
    "endless": ([Scripted(say=PIECE * 30)], BadReply),
    "empty": ([Scripted(say="")], BadReply),
    "refused": ([Scripted(say="", refusal="I can't.")], LlmRefused),
}


@pytest.mark.parametrize(("script", "error"), FAILURES.values(), ids=FAILURES.keys())
async def test_a_stream_that_fails_is_an_error_like_any_other(
    server: ScriptedLlm, script: list[Scripted], error: type[LlmError]
) -> None:
    server.will(*script)
    seconds = 0.4 if script[0].stall else 5
    async with open_llm(
        base_url=server.base_url, api_key=KEY, model=MODEL, timeout=timedelta(seconds=seconds)
    ) as llm:
        with pytest.raises(error):
            await llm.complete(PROMPT, heard=lambda _: None)
    assert not server.script


@pytest.mark.parametrize("heard_any", [True, False])
async def test_another_endpoint_answers_only_while_nothing_was_heard(
    server: ScriptedLlm, heard_any: bool
) -> None:
    server.will(Scripted(say=PIECE if heard_any else "", cut=True), PIECE)
    one = EndpointSettings(name="first", base_url=server.base_url, model=MODEL, api_key=KEY)
    heard: list[str] = []
    async with open_llms([one, replace(one, name="second")]) as llm:
        if heard_any:
            with pytest.raises(LlmUnavailable, match="broke off"):
                await llm.complete(PROMPT, heard=heard.append)
            assert PIECE.startswith("".join(heard))
        else:
            await llm.complete(PROMPT, heard=heard.append)
            assert "".join(heard) == PIECE
