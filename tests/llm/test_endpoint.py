"""The LLM endpoint against a scripted server: every way it can go right or wrong."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.core.types import Prompt
from bot.errors import BadReply, LlmError, LlmRefused, LlmUnavailable
from bot.llm import Endpoints, open_llm
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

pytestmark = pytest.mark.quick_time

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}


@pytest_asyncio.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


def connect(server: ScriptedLlm, **changes: Any) -> AbstractAsyncContextManager[Endpoints]:
    settings: dict[str, Any] = {
        "base_url": server.base_url,
        "api_key": KEY,
        "model": MODEL,
        "timeout": timedelta(seconds=5),
    }
    return open_llm(**(settings | changes))


def make_prompt(**changes: Any) -> Prompt:
    return replace(
        Prompt(purpose="test", version="test 1", fixed="Rules.", text="Work.", limit_tokens=50), **changes
    )


async def test_a_reply_comes_back_with_its_tokens(server: ScriptedLlm) -> None:
    server.will("  Done.\n")
    async with connect(server) as llm:
        reply = await llm.complete(make_prompt())
    assert (reply.text, reply.tokens_in, reply.tokens_out) == ("Done.", 900, 120)
    assert server.asked[0]["messages"][0] == {"role": "system", "content": "Rules."}
    assert server.asked[0]["max_tokens"] == 50
    assert server.asked[0]["temperature"] < 0.3
    assert "response_format" not in server.asked[0]


@pytest.mark.parametrize("usage", [None, (0, 0)])
async def test_a_server_that_counts_no_tokens_gets_them_estimated(
    server: ScriptedLlm, usage: tuple[int, int] | None
) -> None:
    server.will(Scripted(say="Done and dusted.", usage=usage))
    async with connect(server) as llm:
        reply = await llm.complete(make_prompt(text="x" * 700))
    assert 150 < reply.tokens_in < 300
    assert 0 < reply.tokens_out < 10


async def test_a_schema_is_sent_where_the_server_knows_schemas(server: ScriptedLlm) -> None:
    server.will('{"ready": true}')
    async with connect(server) as llm:
        await llm.complete(make_prompt(schema=SCHEMA))
    assert server.asked[0]["response_format"]["json_schema"]["schema"] == SCHEMA


async def test_the_form_falls_back_step_by_step_and_what_worked_is_remembered(server: ScriptedLlm) -> None:
    server.knows_schema = server.knows_json = False
    server.will("one", "two")
    async with connect(server) as llm:
        await llm.complete(make_prompt(schema=SCHEMA))
        await llm.complete(make_prompt(schema=SCHEMA))
    forms = [asked.get("response_format", {}).get("type") for asked in server.asked]
    assert forms == ["json_schema", "json_object", None, None]


async def test_newer_parameter_names_are_learned_from_the_servers_complaints(server: ScriptedLlm) -> None:
    server.knows_temperature = server.knows_max_tokens = False
    server.will("one", "two")
    async with connect(server) as llm:
        await llm.complete(make_prompt(schema=SCHEMA))
        await llm.complete(make_prompt(schema=SCHEMA))
    last = server.asked[-1]
    assert len(server.asked) == 4
    assert "temperature" not in last
    assert "max_tokens" not in last
    assert last["max_completion_tokens"] == 50
    assert last["response_format"]["type"] == "json_schema"


async def test_a_request_that_stays_wrong_in_every_form_is_given_up(server: ScriptedLlm) -> None:
    server.will(*[Scripted(status=400)] * 3)
    async with connect(server) as llm:
        with pytest.raises(LlmUnavailable, match="does not take the request"):
            await llm.complete(make_prompt(schema=SCHEMA))


async def test_a_too_long_text_is_not_tried_again_in_other_forms(server: ScriptedLlm) -> None:
    server.will(Scripted(status=400, message="maximum context length is 4096 tokens"))
    async with connect(server) as llm:
        with pytest.raises(LlmUnavailable):
            await llm.complete(make_prompt(schema=SCHEMA))


async def test_retry_after_is_obeyed_within_the_deadline(server: ScriptedLlm) -> None:
    server.will(Scripted(status=429, headers=(("Retry-After", "0.3"),)), "Done.")
    async with connect(server) as llm:
        before = asyncio.get_running_loop().time()
        assert (await llm.complete(make_prompt())).text == "Done."
    assert asyncio.get_running_loop().time() - before >= 0.3


async def test_a_retry_after_beyond_the_deadline_is_not_waited_for(server: ScriptedLlm) -> None:
    server.will(Scripted(status=429, headers=(("Retry-After", "60"),)))
    async with connect(server) as llm:
        before = asyncio.get_running_loop().time()
        with pytest.raises(LlmUnavailable, match="come back later"):
            await llm.complete(make_prompt())
    assert asyncio.get_running_loop().time() - before < 2


async def test_endless_429s_end(server: ScriptedLlm) -> None:
    server.will(*[Scripted(status=429, headers=(("Retry-After", "0"),))] * 3)
    async with connect(server) as llm:
        with pytest.raises(LlmUnavailable, match="come back later"):
            await llm.complete(make_prompt())


async def test_a_server_error_is_retried_once(server: ScriptedLlm) -> None:
    server.will(Scripted(status=500), "Done.")
    async with connect(server) as llm:
        assert (await llm.complete(make_prompt())).text == "Done."


async def test_two_server_errors_are_enough(server: ScriptedLlm) -> None:
    server.will(Scripted(status=500), Scripted(status=503))
    async with connect(server) as llm:
        with pytest.raises(LlmUnavailable, match="out of order"):
            await llm.complete(make_prompt())


async def test_a_connection_cut_in_mid_reply_is_tried_again_and_then_unavailable(server: ScriptedLlm) -> None:
    server.will(Scripted(cut=True), Scripted(cut=True))
    async with connect(server) as llm:
        with pytest.raises(LlmUnavailable, match="broke off"):
            await llm.complete(make_prompt())


async def test_a_silent_server_is_left_at_the_deadline(server: ScriptedLlm) -> None:
    server.will(Scripted(stall=1.5))
    async with connect(server, timeout=timedelta(seconds=0.3)) as llm:
        before = asyncio.get_running_loop().time()
        with pytest.raises(LlmUnavailable, match=r"within 0\.3 seconds"):
            await llm.complete(make_prompt())
        assert asyncio.get_running_loop().time() - before < 1


async def test_waiting_for_a_free_place_counts_towards_the_deadline(server: ScriptedLlm) -> None:
    server.will("Ready.", *[Scripted(stall=9)] * 2)
    ended: list[float] = []

    async def give_up(llm: Endpoints) -> None:
        with pytest.raises(LlmUnavailable):
            await llm.complete(make_prompt())
        ended.append(asyncio.get_running_loop().time())

    async with connect(server, timeout=timedelta(seconds=2), concurrency=1) as llm:
        await llm.complete(make_prompt())  # what the library loads at its first call takes long on a busy machine
        await asyncio.gather(give_up(llm), give_up(llm))
    # A deadline that began only with its place would end its own two seconds after the first at the earliest.
    assert ended[1] - ended[0] < 2


async def test_no_server_at_all_is_unavailable(server: ScriptedLlm) -> None:
    async with connect(server, base_url="http://127.0.0.1:9/v1") as llm:
        with pytest.raises(LlmUnavailable, match="could not be reached"):
            await llm.complete(make_prompt())


@pytest.mark.parametrize("raw", ["<html>It works!</html>", "[1]", '{"hello": 1}', '{"choices": [{}]}', '{"id": '])
@pytest.mark.parametrize("kind", ["text/html", "application/json"])
async def test_an_answer_that_is_no_chat_completion_is_unavailable(
    server: ScriptedLlm, raw: str, kind: str
) -> None:
    server.will(Scripted(raw=raw, headers=(("Content-Type", kind),)))
    async with connect(server) as llm:
        with pytest.raises(LlmUnavailable):
            await llm.complete(make_prompt())


@pytest.mark.parametrize(
    ("scripted", "error"),
    [
        (Scripted(say="I can't.", refusal="I can't."), LlmRefused),
        (Scripted(say="", finish="content_filter"), LlmRefused),
        (Scripted(say="H|1.0|A ferry ran", finish="length"), BadReply),
        (Scripted(say=" \n"), BadReply),
    ],
)
async def test_a_reply_that_cannot_be_used_says_so(
    server: ScriptedLlm, scripted: Scripted, error: type[LlmError]
) -> None:
    server.will(scripted)
    async with connect(server) as llm:
        with pytest.raises(error):
            await llm.complete(make_prompt())


async def test_a_wrong_key_is_named_as_the_trouble_and_never_shown(
    server: ScriptedLlm, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with connect(server, api_key="sk-wrong-secret-0815") as llm:
        with pytest.raises(LlmUnavailable, match="refuses the key") as caught:
            await llm.complete(make_prompt())
    shown = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(llm) + repr(vars(llm))
    assert "sk-wrong" not in shown


async def test_the_check_says_what_answered_and_what_it_understands(server: ScriptedLlm) -> None:
    server.knows_schema = server.knows_max_tokens = False
    server.will('{"ready": true}')
    async with connect(server) as llm:
        assert llm.name == MODEL
        (check,) = await llm.check()
    assert check.good
    for words in (MODEL, "127.0.0.1", "json_object", "max_completion_tokens"):
        assert words in check.words


async def test_the_check_says_what_to_mend(server: ScriptedLlm) -> None:
    async with connect(server, api_key="sk-wrong-secret-0815") as llm:
        (check,) = await llm.check()
    assert not check.good
    assert "refuses the key" in check.words


@pytest.mark.parametrize(("ignored", "form"), [(1, "json_object"), (2, "plain text")])
async def test_the_check_notices_a_server_that_takes_a_form_and_ignores_it(
    server: ScriptedLlm, ignored: int, form: str
) -> None:
    server.will(*["Yes, I am ready."] * ignored, '{"ready": true}')
    async with connect(server) as llm:
        (check,) = await llm.check()
    assert form in check.words


async def test_a_form_that_is_ignored_twice_is_no_longer_asked_for_and_the_lines_are_read(
    server: ScriptedLlm,
) -> None:
    server.will(*["H|1.0|Ferry aground"] * 3)
    async with connect(server) as llm:
        replies = [await llm.complete(make_prompt(schema=SCHEMA)) for _ in range(3)]
    assert {reply.text for reply in replies} == {"H|1.0|Ferry aground"}
    forms = [asked.get("response_format", {}).get("type") for asked in server.asked]
    assert forms == ["json_schema", "json_schema", "json_object"]
