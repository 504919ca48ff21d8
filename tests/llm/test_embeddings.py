"""The embeddings endpoint: batches, each text paid for once, and every way it can go wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.core.types import Limits, Price, Spender
from bot.errors import BudgetSpent, LlmUnavailable
from bot.llm import Embeddings, EndpointSettings, open_embedder
from bot.llm.embeddings import BATCH, CHARACTERS
from bot.ports import Storage
from tests.databases import QUICK_BESIDE_IT
from tests.make import NOW
from tests.scripted_llm import KEY, Scripted, ScriptedLlm, open_scripted_llm

pytestmark = QUICK_BESIDE_IT

ROWS = '{"data": [{"index": 0, "embedding": %s}, {"index": 1, "embedding": %s}]}'
JSON = (("Content-Type", "application/json"),)


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        scripted.vectors = lambda text: [float(len(text)), 1.0]
        yield scripted


def connect(
    server: ScriptedLlm, storage: Storage, limits: Limits | None = None, **changes: Any
) -> AbstractAsyncContextManager[Embeddings]:
    settings: dict[str, Any] = {
        "name": "embeddings",
        "base_url": server.base_url,
        "model": "vectors-1",
        "api_key": KEY,
        "timeout": timedelta(seconds=5),
        "price": Price(1_000_000, 0),
    }
    return open_embedder(
        EndpointSettings(**(settings | changes)), storage, limits=limits or Limits(), now=lambda: NOW
    )


async def test_each_text_gets_its_unit_vector_in_its_place(server: ScriptedLlm, storage: Storage) -> None:
    async with connect(server, storage) as embedder:
        one, two, again = await embedder.embed(["a", "aaaa", "a"])
    assert one == again == pytest.approx((0.5**0.5, 0.5**0.5))
    assert two[0] / two[1] == pytest.approx(4)
    assert server.embedded == [["a", "aaaa"]]


async def test_a_text_is_paid_for_once_also_across_restarts(server: ScriptedLlm, storage: Storage) -> None:
    async with connect(server, storage) as embedder:
        before = await embedder.embed(["one text", "two"])
    async with connect(server, storage) as embedder:
        after = await embedder.embed(["two", "three", "one text"])
    assert [after[2], after[0]] == [pytest.approx(before[0]), pytest.approx(before[1])]
    assert server.embedded == [["one text", "two"], ["three"]]
    (total,) = (await storage.spending.read_account(NOW)).totals
    assert (total.purpose, total.calls, total.tokens_in, total.cost) == ("embed", 2, 4, 4)


async def test_of_a_text_that_passes_no_vector_is_kept(server: ScriptedLlm, storage: Storage) -> None:
    async with connect(server, storage) as embedder:
        for _ in range(2):
            await embedder.embed(
                ["Is my neighbour mentioned?", "one text"], unkept=("Is my neighbour mentioned?",)
            )
    assert server.embedded == [["Is my neighbour mentioned?", "one text"], ["Is my neighbour mentioned?"]]


async def test_another_llm_has_vectors_of_its_own(server: ScriptedLlm, storage: Storage) -> None:
    for model in ("vectors-1", "vectors-2"):
        async with connect(server, storage, model=model) as embedder:
            await embedder.embed(["one text"])
    assert len(server.embedded) == 2


async def test_many_texts_go_in_batches_and_long_ones_are_cut(server: ScriptedLlm, storage: Storage) -> None:
    async with connect(server, storage) as embedder:
        vectors = await embedder.embed([f"text {number}" for number in range(BATCH + 1)] + ["x" * 9_999])
    assert len(vectors) == BATCH + 2
    assert [len(batch) for batch in server.embedded] == [BATCH, 2]
    assert len(server.embedded[1][1]) == CHARACTERS


FAILURES: dict[str, Scripted] = {
    "401": Scripted(status=401, message=f"Incorrect API key provided: {KEY}"),
    "429": Scripted(status=429),
    "500": Scripted(status=500),
    "cut": Scripted(cut=True),
    "silence": Scripted(stall=1.5),
    "web page": Scripted(raw="<html>", headers=(("Content-Type", "text/html"),)),
    "broken JSON": Scripted(raw='{"data": [', headers=JSON),
    "another document": Scripted(raw='{"hello": 1}', headers=JSON),
    "no vectors": Scripted(raw='{"data": []}', headers=JSON),
    "too few": Scripted(raw='{"data": [{"index": 0, "embedding": [1.0]}]}', headers=JSON),
    "words": Scripted(raw=ROWS % ('["a"]', '["b"]'), headers=JSON),
    "nothing": Scripted(raw=ROWS % ("[0]", "[1]"), headers=JSON),
    "two sizes": Scripted(raw=ROWS % ("[1, 2]", "[1]"), headers=JSON),
}


@pytest.mark.parametrize("scripted", FAILURES.values(), ids=FAILURES.keys())
async def test_a_failure_is_an_error_one_line_and_a_rest(
    server: ScriptedLlm, storage: Storage, scripted: Scripted
) -> None:
    server.will(scripted)
    with capture_logs() as logs:
        async with connect(server, storage, timeout=timedelta(seconds=0.6)) as embedder:
            for _ in range(3):
                with pytest.raises(LlmUnavailable) as caught:
                    await embedder.embed(["one", "two"])
    assert len(server.embedded) == 1
    assert [line["event"] for line in logs] == ["the embeddings endpoint does not help"]
    assert KEY not in str(caught.value) + str(logs)


async def test_vectors_are_within_the_budget(server: ScriptedLlm, storage: Storage) -> None:
    async with connect(server, storage, Limits(person_daily_tokens=10)) as embedder:
        with pytest.raises(BudgetSpent):
            await embedder.embed(["word " * 100], Spender(1, "telegram:7"))
    assert server.embedded == []


@pytest.mark.parametrize(("answer", "good"), [(None, True), (Scripted(status=404), False)])
async def test_the_check_says_what_answered(
    server: ScriptedLlm, storage: Storage, answer: Scripted | None, good: bool
) -> None:
    server.will(*([answer] if answer else []))
    async with connect(server, storage) as embedder:
        check = await embedder.check()
    assert check.good is good
    assert ("2 numbers a text" if good else "knows no LLM") in check.words
