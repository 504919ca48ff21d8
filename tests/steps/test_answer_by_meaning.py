"""Answers with an embeddings endpoint: passages that say it in other words or another language reach the LLM."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from bot.core.types import AnswerKind, Limits, Placement
from bot.llm import EndpointSettings, open_embedder, open_llm
from bot.ports import App, Storage
from bot.steps.answer_question import answer_question
from tests.fakes import make_app
from tests.make import NOW, make_address, make_article
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

ENGLISH = (
    "The ferry Nordlys ran aground on a reef off Port Ansel on Monday, the coast guard said. "
    "The service will resume on 23 November. "
    + " ".join(f"Passenger {name} waited at the quay." for name in ("Ada", "Bo", "Cy", "Di", "Ed", "Flo", "Gus"))
)
GERMAN = "Die Fähre lief am Montag auf Grund. Der Kapitän war nach Angaben der Polizei betrunken."
ASKED = "Was the man at the helm of the ferry sober?"
MEANT = ("Kapitän", "helm")


def point(text: str) -> list[float]:
    """Whatever speaks of the captain points one way, all else another."""
    return [1.0, 0.1] if any(word in text for word in MEANT) else [0.1, 1.0]


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        scripted.vectors = point
        yield scripted


@pytest.fixture
async def vectors() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        scripted.vectors = point
        yield scripted


async def open_story(storage: Storage) -> tuple[App, int, int]:
    await storage.articles.save_article(make_article(text=ENGLISH), None)
    german = make_article(outlet="Hafenbote", title="Fähre auf Grund", text=GERMAN, language="de")
    await storage.articles.save_article(german, None)
    (story_id,) = await storage.stories.save_placement(Placement(founded=((1, 2),)), NOW, NOW, NOW)
    channel = await storage.channels.open(make_address(), "", NOW)
    return make_app(storage), channel.id, story_id


async def ask(
    storage: Storage,
    server: ScriptedLlm,
    vectors: ScriptedLlm | None,
    limits: Limits = Limits(),  # noqa: B008
) -> tuple[AnswerKind, list[str]]:
    """The outcome, and the passages that the LLM was given."""
    app, channel, story = await open_story(storage)
    async with AsyncExitStack() as edges:
        llm = await edges.enter_async_context(open_llm(base_url=server.base_url, api_key=KEY, model=MODEL))
        app = replace(app, llm=llm)
        if vectors is not None:
            endpoint = EndpointSettings(
                name="embeddings", base_url=vectors.base_url, model="vectors-1", api_key=KEY
            )
            embedder = await edges.enter_async_context(
                open_embedder(endpoint, storage, limits=limits, now=lambda: NOW)
            )
            app = replace(app, embedder=embedder)
        answer = await answer_question(app, channel, story, ASKED)
    lines = server.asked[0]["messages"][1]["content"].partition("PASSAGES:\n")[2].splitlines()
    return answer.kind, [line.split("⟂")[0] for line in lines]


REFUSE: Callable[[str], str] = lambda _: "REFUSE||not said"  # noqa: E731
CAPTAIN = "2.2"


async def test_a_passage_in_another_language_reaches_the_llm(
    storage: Storage, server: ScriptedLlm, vectors: ScriptedLlm
) -> None:
    server.will(REFUSE)
    _, passages = await ask(storage, server, vectors)
    assert passages.index(CAPTAIN) < 6


async def test_without_the_endpoint_the_order_is_that_of_the_words(storage: Storage, server: ScriptedLlm) -> None:
    server.will(REFUSE)
    _, passages = await ask(storage, server, None)
    assert passages
    assert CAPTAIN not in passages


@pytest.mark.parametrize("answer", [Scripted(status=500), Scripted(cut=True), Scripted(raw="<html>")])
async def test_an_endpoint_that_fails_costs_no_answer(
    storage: Storage, server: ScriptedLlm, vectors: ScriptedLlm, answer: Scripted
) -> None:
    server.will(REFUSE)
    vectors.will(answer)
    _, passages = await ask(storage, server, vectors)
    assert passages
    assert CAPTAIN not in passages


async def test_a_budget_that_is_spent_costs_no_answer_either(
    storage: Storage, server: ScriptedLlm, vectors: ScriptedLlm
) -> None:
    server.will(REFUSE)
    _, passages = await ask(storage, server, vectors, Limits(daily_tokens=5))
    assert passages
    assert vectors.embedded == []
