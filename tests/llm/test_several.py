"""Several endpoints in order: who is asked, who rests and until when, and what the operator hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.dialects import Dialect, ReplyForm
from bot.core.endpoint_health import FIRST_REST, Trouble
from bot.core.types import Limits, Price, Prompt, Spender
from bot.errors import BadReply, BudgetSpent, LlmUnavailable
from bot.llm import Endpoints, EndpointSettings, open_llms
from bot.ports import Storage
from tests.databases import QUICK_BESIDE_IT, open_fresh
from tests.make import NOW
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

pytestmark = QUICK_BESIDE_IT

PROMPT = Prompt(purpose="test", version="test 1", fixed="Rules.", text="Work.", limit_tokens=50)
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}
PASSING, LASTING = FIRST_REST[Trouble.PASSING], FIRST_REST[Trouble.LASTING]


@dataclass
class Room:
    """Two servers, a database and a clock that stands still until it is moved."""

    first: ScriptedLlm
    second: ScriptedLlm
    storage: Storage
    now: datetime = NOW
    changes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def connect(self, limits: Limits | None = None) -> AbstractAsyncContextManager[Endpoints]:
        endpoints = []
        for name, server in (("first", self.first), ("second", self.second)):
            one = EndpointSettings(
                name=name, base_url=server.base_url, model=MODEL, api_key=KEY, timeout=timedelta(seconds=5)
            )
            endpoints.append(replace(one, **self.changes.get(name, {})))
        return open_llms(endpoints, storage=self.storage, limits=limits or Limits(), now=lambda: self.now)

    def asked(self) -> tuple[int, int]:
        return len(self.first.asked), len(self.second.asked)


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with (
        open_scripted_llm() as first,
        open_scripted_llm() as second,
        open_fresh() as storage,
    ):
        yield Room(first, second, storage)


async def test_while_the_first_answers_nobody_else_is_asked(room: Room) -> None:
    room.first.will("one", "two")
    async with room.connect() as llm:
        assert [(await llm.complete(PROMPT)).text for _ in range(2)] == ["one", "two"]
    assert room.asked() == (2, 0)


async def test_a_failure_leads_to_the_next_at_once_and_the_first_rests(room: Room) -> None:
    room.first.will(Scripted(status=500))
    room.second.will("one", "two")
    async with room.connect() as llm:
        assert (await llm.complete(PROMPT)).text == "one"
        assert (await llm.complete(PROMPT)).text == "two"
        ill, well = llm.endpoints
    assert room.asked() == (1, 2)
    assert (ill.resting_until, well.resting_until) == (NOW + PASSING, None)
    assert ill.problem is not None
    assert "out of order" in ill.problem


async def test_after_its_rest_the_first_is_preferred_again(room: Room) -> None:
    room.first.will(Scripted(status=500), "back")
    room.second.will("one")
    async with room.connect() as llm:
        await llm.complete(PROMPT)
        room.now += PASSING
        assert (await llm.complete(PROMPT)).text == "back"
        assert llm.endpoints[0].problem is None
    assert room.asked() == (2, 1)


async def test_the_rest_doubles_while_it_stays_ill(room: Room) -> None:
    room.first.will(*[Scripted(status=500)] * 3)
    room.second.will(*["here"] * 3)
    rests = []
    async with room.connect() as llm:
        for _ in range(3):
            await llm.complete(PROMPT)
            until = llm.endpoints[0].resting_until
            assert until is not None
            rests.append(until - room.now)
            room.now = until
    assert rests == [PASSING, 2 * PASSING, 4 * PASSING]


async def test_a_retry_after_is_respected(room: Room) -> None:
    room.first.will(Scripted(status=429, headers=(("Retry-After", "600"),)))
    room.second.will("here")
    async with room.connect() as llm:
        await llm.complete(PROMPT)
        assert llm.endpoints[0].resting_until == NOW + timedelta(minutes=10)


async def test_a_retry_after_may_be_a_date(room: Room) -> None:
    room.first.will(Scripted(status=503, headers=(("Retry-After", "Mon, 16 Nov 2026 09:20:00 GMT"),)))
    room.second.will("here")
    async with room.connect() as llm:
        await llm.complete(PROMPT)
        assert llm.endpoints[0].resting_until == NOW + timedelta(minutes=20)


@pytest.mark.parametrize(
    "answer",
    [
        Scripted(status=401),
        Scripted(status=402),
        Scripted(status=403),
        Scripted(status=404),
        Scripted(status=429, message="You exceeded your current quota, please check your plan"),
    ],
    ids=lambda answer: f"{answer.status} {answer.message}",
)
async def test_what_somebody_must_mend_parks_it_longer(room: Room, answer: Scripted) -> None:
    room.first.will(answer)
    room.second.will("here")
    async with room.connect() as llm:
        await llm.complete(PROMPT)
        assert llm.endpoints[0].resting_until == NOW + LASTING


async def test_the_operator_hears_of_each_change_of_health_once(room: Room) -> None:
    room.first.will(*[Scripted(status=500)] * 2, "back")
    room.second.will(*["here"] * 6)
    with capture_logs() as logs:
        async with room.connect() as llm:
            for _ in range(5):
                await llm.complete(PROMPT)
            room.now += PASSING
            await llm.complete(PROMPT)  # still ill: nothing new
            room.now += 2 * PASSING
            await llm.complete(PROMPT)
    told = [(line["event"], line["endpoint"]) for line in logs if line["log_level"] != "debug"]
    assert told == [("an LLM endpoint rests", "first"), ("an LLM endpoint answers again", "first")]
    assert "out of order" in logs[0]["reason"]


async def test_when_all_rest_the_error_says_so_and_nobody_is_asked(room: Room) -> None:
    room.first.will(Scripted(status=401))
    room.second.will(*[Scripted(status=500)] * 2)  # the last one is insisted on
    async with room.connect() as llm:
        with pytest.raises(LlmUnavailable, match="out of order"):
            await llm.complete(PROMPT)
        with pytest.raises(LlmUnavailable, match=r"rests after failures.*refuses the key"):
            await llm.complete(PROMPT)
    assert room.asked() == (1, 2)


@pytest.mark.parametrize(
    "answer", [Scripted(say=""), Scripted(say="half", finish="length"), Scripted(say="", refusal="No.")]
)
async def test_a_reply_that_cannot_be_used_leads_to_the_next_and_is_no_illness(
    room: Room, answer: Scripted
) -> None:
    room.first.will(answer, "fine")
    room.second.will("here")
    with capture_logs() as logs:
        async with room.connect() as llm:
            assert (await llm.complete(PROMPT)).text == "here"
            assert (await llm.complete(PROMPT)).text == "fine"
    assert [(line["event"], line["endpoint"]) for line in logs] == [("an LLM reply could not be used", "first")]


async def test_a_prompt_that_does_not_fit_is_never_sent(room: Room) -> None:
    room.changes = {"first": {"context_tokens": 100}, "second": {"context_tokens": 400}}
    room.second.will("here")
    async with room.connect() as llm:
        assert (await llm.complete(replace(PROMPT, text="word " * 100))).text == "here"
        with pytest.raises(LlmUnavailable, match="too long for every LLM endpoint"):
            await llm.complete(replace(PROMPT, text="word " * 1000))
    assert room.asked() == (0, 1)


async def test_a_text_too_long_for_one_server_is_no_illness_of_it(room: Room) -> None:
    room.first.will(Scripted(status=400, message="maximum context length is 4096 tokens"), "fine")
    room.second.will("here")
    async with room.connect() as llm:
        assert (await llm.complete(PROMPT)).text == "here"
        assert (await llm.complete(PROMPT)).text == "fine"


async def test_every_call_is_in_the_ledger_with_who_answered_whom(room: Room) -> None:
    room.changes = {"second": {"price": Price(1_000_000, 2_000_000)}}
    room.first.will(Scripted(status=500))
    room.second.will(Scripted(say="here", usage=(900, 120)))
    async with room.connect() as llm:
        await llm.complete(PROMPT, Spender(channel_id=3, person="telegram:7", story_id=5))
    failed, answered = (await room.storage.spending.read_account(NOW)).totals
    assert (failed.endpoint, failed.calls, failed.failed, failed.tokens_in) == ("first", 1, 1, 0)
    assert (answered.endpoint, answered.failed, answered.tokens_in, answered.tokens_out) == (
        "second",
        0,
        900,
        120,
    )
    assert answered.cost == 900 + 240
    sums = await room.storage.spending.read_sums(NOW, 3, "telegram:7")
    assert (sums.day_tokens, sums.channel_tokens, sums.person_tokens) == (1020, 1020, 1020)


@pytest.mark.parametrize(
    ("answer", "billed"),
    [
        (Scripted(stall=1), True),
        (Scripted(cut=True), True),
        (Scripted(status=500), False),
        (Scripted(status=401), False),
        (None, False),
    ],
    ids=["time-out", "cut", "500", "401", "refused connection"],
)
async def test_what_may_be_billed_all_the_same_counts_as_reserved(
    room: Room, answer: Scripted | None, billed: bool
) -> None:
    room.changes = {"first": {"timeout": timedelta(seconds=0.6)}}
    if answer is None:
        room.changes["first"]["base_url"] = "http://127.0.0.1:9/v1"
    else:
        room.first.will(answer)
    room.second.will(Scripted(say="here", usage=(10, 5)))
    async with room.connect() as llm:
        await llm.complete(PROMPT)
    failed, _ = (await room.storage.spending.read_account(NOW)).totals
    assert (failed.failed, failed.tokens_out) == (1, PROMPT.limit_tokens if billed else 0)


async def test_a_stream_that_breaks_off_counts_as_reserved(room: Room) -> None:
    room.first.will(Scripted(say="one two three four", cut=True))
    async with room.connect() as llm:
        with pytest.raises(LlmUnavailable):
            await llm.complete(PROMPT, heard=lambda _: None)
    (failed,) = (await room.storage.spending.read_account(NOW)).totals
    assert (failed.failed, failed.tokens_out) == (1, PROMPT.limit_tokens)


async def test_the_days_budget_is_kept_and_begins_anew_at_midnight(room: Room) -> None:
    room.first.will(Scripted(say="one", usage=(300, 100)), "two")
    with capture_logs() as logs:
        async with room.connect(Limits(daily_tokens=450)) as llm:
            await llm.complete(PROMPT)
            for _ in range(3):
                with pytest.raises(BudgetSpent, match="450"):
                    await llm.complete(PROMPT)
            room.now += timedelta(days=1)
            assert (await llm.complete(PROMPT)).text == "two"
    assert [line["event"] for line in logs] == ["an LLM budget is used up"]


async def test_a_restart_in_mid_day_remembers_what_was_spent(room: Room) -> None:
    room.first.will(Scripted(say="one", usage=(300, 100)))
    async with room.connect(Limits(daily_tokens=450)) as llm:
        await llm.complete(PROMPT)
    async with room.connect(Limits(daily_tokens=450)) as llm:
        with pytest.raises(BudgetSpent):
            await llm.complete(PROMPT)


async def test_where_the_money_is_spent_a_free_endpoint_goes_on(room: Room) -> None:
    room.changes = {"first": {"price": Price(1_000_000, 1_000_000)}}
    room.second.will("for nothing")
    async with room.connect(Limits(daily_cost=10)) as llm:
        assert (await llm.complete(PROMPT)).text == "for nothing"
    assert room.asked() == (0, 1)


async def test_ones_own_share_spent_is_told_as_personal_and_others_are_served(room: Room) -> None:
    room.first.will(Scripted(say="one", usage=(300, 100)), "two")
    async with room.connect(Limits(person_daily_tokens=450)) as llm:
        await llm.complete(PROMPT, Spender(1, "telegram:7"))
        with pytest.raises(BudgetSpent) as caught:
            await llm.complete(PROMPT, Spender(1, "telegram:7"))
        assert caught.value.personal
        assert (await llm.complete(PROMPT, Spender(1, "telegram:8"))).text == "two"


async def test_what_a_server_understands_is_remembered_across_restarts(room: Room) -> None:
    room.first.knows_schema = room.first.knows_temperature = False
    room.first.will("one", "two")
    for _ in range(2):
        async with room.connect() as llm:
            await llm.complete(replace(PROMPT, schema=SCHEMA))
    assert len(room.first.asked) == 4  # two complaints, and the two replies
    assert await room.storage.dialects.find(room.first.base_url, MODEL) == Dialect(
        ReplyForm.JSON, temperature=False
    )


async def test_what_was_remembered_and_proves_wrong_is_learned_again(room: Room) -> None:
    await room.storage.dialects.save(room.first.base_url, MODEL, Dialect(ReplyForm.JSON))
    room.first.knows_json = room.first.knows_max_tokens = False
    room.first.will("one")
    async with room.connect() as llm:
        await llm.complete(replace(PROMPT, schema=SCHEMA))
    assert await room.storage.dialects.find(room.first.base_url, MODEL) == Dialect(
        ReplyForm.LINES, limit_key="max_completion_tokens"
    )


async def test_the_check_learns_anew_what_a_mended_server_understands(room: Room) -> None:
    await room.storage.dialects.save(room.first.base_url, MODEL, Dialect(ReplyForm.LINES))
    room.first.will('{"ready": true}')
    room.second.will(Scripted(status=401))
    async with room.connect() as llm:
        first, second = await llm.check()
    assert (first.name, first.good, second.name, second.good) == ("first", True, "second", False)
    assert await room.storage.dialects.find(room.first.base_url, MODEL) == Dialect()


async def test_calls_that_fail_together_count_as_one_failure(room: Room) -> None:
    room.first.will(*[Scripted(status=500, stall=0.2)] * 4)
    room.second.will(*["here"] * 4)
    with capture_logs() as logs:
        async with room.connect() as llm:
            await asyncio.gather(*(llm.complete(PROMPT) for _ in range(4)))
            assert llm.endpoints[0].resting_until == NOW + PASSING
    assert len(logs) == 1


async def test_a_call_that_is_given_up_stays_counted_as_reserved(room: Room) -> None:
    room.first.will(Scripted(stall=1))
    async with room.connect() as llm:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await llm.complete(PROMPT)
    (left,) = (await room.storage.spending.read_account(NOW)).totals
    assert (left.failed, left.tokens_out) == (0, PROMPT.limit_tokens)


async def test_an_unreadable_last_reply_is_raised_as_what_it_is(room: Room) -> None:
    room.first.will(Scripted(say=""))
    room.second.will(Scripted(say="half", finish="length"))
    async with room.connect() as llm:
        with pytest.raises(BadReply, match="cut off"):
            await llm.complete(PROMPT)
