"""/usage: what operators see, and what everybody else is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from bot.core import prompts
from bot.core.saying import Phrase
from bot.core.types import Limits, Price, Rules
from bot.core.usage import WORK
from bot.llm import EndpointSettings, open_llms
from bot.llm.several import CHECK_PROMPT
from bot.ports import Storage
from tests.fakes import FakeClock, plain
from tests.handlers.newsroom import RULES, Newsroom, open_newsroom
from tests.make import make_address, make_person, make_request
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

LIMITS = Limits(daily_tokens=50_000, monthly_cost=2_000_000)
OURS = replace(RULES, operators=frozenset({"telegram:7"}), limits=LIMITS, currency="EUR")


@asynccontextmanager
async def open_desk(storage: Storage, server: ScriptedLlm, rules: Rules = OURS) -> AsyncIterator[Newsroom]:
    clock = FakeClock()
    hosted = EndpointSettings(
        name="hosted", base_url=server.base_url, model=MODEL, api_key=KEY, price=Price(150_000, 600_000)
    )
    local = replace(hosted, name="local", price=Price())
    async with (
        open_llms([hosted, local], storage=storage, limits=rules.limits, now=clock.now) as llm,
        open_newsroom(storage, rules=rules, llm=llm, clock=clock) as newsroom,
    ):
        yield newsroom


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


async def test_an_operator_sees_what_was_spent_and_what_is_left(storage: Storage, server: ScriptedLlm) -> None:
    server.will(Scripted(status=500), *[Scripted(say="No piece.", usage=(2_000, 300))] * 9)
    async with open_desk(storage, server) as newsroom:
        await newsroom.tell_the_ferry()
        told = await newsroom.say("/usage")
        spent = await storage.spending.read_sums(newsroom.clock.now())
    assert spent.day_tokens > 0
    assert f"{50_000 - spent.day_tokens:,} of 50,000 tokens left" in told
    assert "of 2.00 EUR left" in told
    assert "writing stories at hosted: 1 call, 0 tokens today; 1 call, 0 tokens this month" in told
    assert "writing stories at local: " in told
    assert "hosted (scripted-1), 0.15 EUR a million tokens in and 0.60 EUR out: " in told
    assert "out of order" in told
    assert "tokens a story, all its versions together (1 story)" in told


async def test_every_work_of_an_llm_has_a_name_in_every_language() -> None:
    asked = {one.purpose for one in vars(prompts).values() if isinstance(one, prompts.Instructions)}
    assert set(WORK) == {*asked, CHECK_PROMPT.purpose, "embed"}
    assert all(isinstance(name, Phrase) for name in WORK.values())


async def test_what_chats_asked_for_is_told_by_their_titles(storage: Storage, server: ScriptedLlm) -> None:
    server.will(*["No piece."] * 3)
    async with open_desk(storage, server) as newsroom:
        number = await newsroom.tell_the_ferry()
        server.script.clear()
        server.will(Scripted(say="A|1.2|At least 10 passengers were injured.", usage=(700, 40)))
        asking = {"address": make_address("200"), "chat_title": "The harbour group"}
        await newsroom.say(f"/ask {number} Who said fog had hidden the reef?", **asking)
        told = await newsroom.say("/usage")
    assert "The harbour group: 740 tokens, 0.0001 EUR" in told
    assert "740 tokens an answer (1 answer)" in told


async def test_the_standing_tells_what_was_spent_and_what_is_left(storage: Storage, server: ScriptedLlm) -> None:
    server.will(*[Scripted(say="No piece.", usage=(2_000, 300))] * 9)
    async with open_desk(storage, server) as newsroom:
        assert "LLM today: 0 tokens, 0.00 EUR; 50,000 of 50,000 tokens left" in await newsroom.say("/admin")
        await newsroom.tell_the_ferry()
        told = await newsroom.say("/admin")
        spent = await storage.spending.read_sums(newsroom.clock.now())
    assert spent.day_tokens > 0
    left = f"{50_000 - spent.day_tokens:,} of 50,000 tokens left"
    assert f"LLM today: {spent.day_tokens:,} tokens, 0.00" in told
    assert f" EUR; {left}\n" in told
    assert f"LLM this month: {spent.month_tokens:,} tokens, 0.00" in told
    assert " of 2.00 EUR left" in told


async def test_the_standing_tells_that_there_is_no_budget(storage: Storage, server: ScriptedLlm) -> None:
    async with open_desk(storage, server, replace(OURS, limits=Limits())) as newsroom:
        assert "LLM today: 0 tokens, 0.00 EUR; no budget is set" in await newsroom.say("/admin")


async def test_without_an_llm_the_standing_says_so(newsroom: Newsroom) -> None:
    assert "No LLM is set: the built-in writer does all the work" in await newsroom.say("/admin")


async def test_without_an_llm_it_says_so(newsroom: Newsroom) -> None:
    told = await newsroom.say("/usage")
    assert "No LLM is set" in told
    assert "Nothing was asked of an LLM this month." in told


@pytest.mark.parametrize(("person", "shown"), [("7", True), ("8", False)])
async def test_on_a_chat_platform_only_those_in_the_settings_see_it(
    storage: Storage, server: ScriptedLlm, person: str, shown: bool
) -> None:
    async with open_desk(storage, server) as newsroom:
        asking = {"address": make_address("200", platform="telegram"), "person": make_person(id=person)}
        answer = await newsroom.desk.answer(make_request("/usage", **asking))
    assert answer is not None
    told = plain(answer)
    assert ("LLM usage" in told) is shown
    assert ("add “telegram:8” to operators" in told) is not shown
