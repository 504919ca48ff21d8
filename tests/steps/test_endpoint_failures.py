"""Whatever an endpoint does wrong, a checked piece is published and the operator reads one line about it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.types import Summary
from bot.llm import EndpointSettings, open_llms
from bot.ports import Storage
from bot.steps.write_summary import write_summary
from tests.databases import QUICK_BESIDE_IT
from tests.fakes import make_app
from tests.make import NOW
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm
from tests.steps.test_write_summary import GOOD, assert_whole, open_story, said

pytestmark = QUICK_BESIDE_IT

NOBODY = "http://127.0.0.1:9/v1"
HTML = (("Content-Type", "text/html"),)
JSON = (("Content-Type", "application/json"),)
TOO_LONG = "This model's maximum context length is 4096 tokens"


@dataclass(frozen=True)
class Case:
    """`answers` of an endpoint that is not insisted on, and `more` of one that is: there is nobody else to ask.
    `words` stand in the operator's line."""

    answers: Sequence[Scripted]
    words: str
    more: Sequence[Scripted] = ()
    base_url: str = ""
    api_key: str = KEY


FAILURES: dict[str, Case] = {
    "refused connection": Case((), "could not be reached", base_url=NOBODY),
    "401": Case((), "refuses the key", api_key="sk-wrong-secret-0815"),
    "402": Case([Scripted(status=402)], "credit is used up"),
    "404": Case([Scripted(status=404)], "knows no LLM"),
    "429 without Retry-After": Case([Scripted(status=429)], "come back later", more=[Scripted(status=429)]),
    "429 with Retry-After": Case(
        [Scripted(status=429, headers=(("Retry-After", "0"),))],
        "come back later",
        more=[Scripted(status=429, headers=(("Retry-After", "600"),))],
    ),
    "429, no credit": Case([Scripted(status=429, message="insufficient_quota")], "credit is used up"),
    "500": Case([Scripted(status=500)], "out of order", more=[Scripted(status=503)]),
    "time-out": Case([Scripted(stall=1.5)], "did not answer within"),
    "cut connection": Case([Scripted(cut=True)], "broke off", more=[Scripted(cut=True)]),
    "broken JSON": Case([Scripted(raw='{"id": ', headers=JSON)], "broken JSON"),
    "another document": Case([Scripted(raw='{"hello": 1}', headers=JSON)], "not as a chat completion"),
    "wrong content type": Case(
        [Scripted(raw="<html>It works!</html>", headers=HTML)], "not as a chat completion"
    ),
    "empty": Case([Scripted(say=" ")], "empty reply"),
    "too long": Case([Scripted(say=GOOD, finish="length")], "longer than agreed"),
    "too long a prompt": Case([Scripted(status=400, message=TOO_LONG)], "cannot read so long a text"),
    "refused": Case([Scripted(say="No.", refusal="No.")], "declined"),
    "filtered": Case([Scripted(status=400, message="content_filter")], "filter declined"),
}
UNREADABLE = {
    "nonsense": "Here is my piece about the ferry.",
    "broken lines": '{"lines": [{"kind": "H", "ids"',
    "all invented": "H|1.0|Captain drunk\nS|1.1|The captain was drunk.",
}


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


@pytest.fixture
async def other() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


def settings_of(server: ScriptedLlm, case: Case) -> EndpointSettings:
    silent = any(answer.stall for answer in case.answers)
    return EndpointSettings(
        name="first",
        base_url=case.base_url or server.base_url,
        model=MODEL,
        api_key=case.api_key,
        timeout=timedelta(seconds=0.6 if silent else 5),
    )


async def write(storage: Storage, endpoints: Sequence[EndpointSettings]) -> tuple[Summary, list[dict[str, Any]]]:
    """The piece as published, and what an operator reads meanwhile."""
    story_id = await open_story(storage)
    with capture_logs() as logs:
        async with open_llms(endpoints, storage=storage, now=lambda: NOW) as llm:
            deliveries = await write_summary(make_app(storage, llm=llm), story_id)
    assert len(deliveries) == 1
    summary = await storage.stories.find_summary(story_id)
    assert summary is not None
    assert_whole(summary)
    told = [dict(line) for line in logs if line["log_level"] in {"warning", "error"}]
    assert not any(key in str(logs) + str(summary) for key in (KEY, "sk-wrong"))
    return summary, told


@pytest.mark.parametrize("case", FAILURES.values(), ids=FAILURES.keys())
async def test_alone_it_leaves_the_built_in_piece_and_one_line(
    storage: Storage, server: ScriptedLlm, case: Case
) -> None:
    server.will(*case.answers, *case.more)
    summary, told = await write(storage, [settings_of(server, case)])
    assert summary.writer == "built-in"
    assert summary.note is not None
    assert case.words in summary.note
    (line,) = told
    assert line["endpoint"] == "first"
    assert case.words in line["reason"]
    assert not server.script


@pytest.mark.parametrize("case", FAILURES.values(), ids=FAILURES.keys())
async def test_with_another_behind_it_the_other_writes_and_there_is_one_line(
    storage: Storage, server: ScriptedLlm, other: ScriptedLlm, case: Case
) -> None:
    server.will(*case.answers)
    other.will(GOOD)
    first = settings_of(server, case)
    second = replace(first, name="second", base_url=other.base_url, api_key=KEY, timeout=timedelta(seconds=5))
    summary, told = await write(storage, [first, second])
    assert (summary.writer, summary.note) == (MODEL, None)
    assert "At least 10 passengers were injured" in said(summary)
    (line,) = told
    assert line["endpoint"] == "first"
    assert case.words in line["reason"]
    assert not server.script


@pytest.mark.parametrize("reply", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_a_reply_that_no_check_passes_leaves_the_built_in_piece_and_one_line_about_the_story(
    storage: Storage, server: ScriptedLlm, reply: str
) -> None:
    server.will(reply, reply)
    summary, told = await write(storage, [settings_of(server, Case((), ""))])
    assert summary.writer == "built-in"
    assert "drunk" not in said(summary)
    (line,) = told
    assert line["event"] == "the built-in writer stands in"
    assert line["reason"] == summary.note
