"""A day with a small budget: the LLM writes while it lasts, code writes on, and the next day begins anew."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.core.types import Limits, Price, Summary
from bot.llm import EndpointSettings, open_llms
from bot.ports import Storage
from tests.fakes import FakeClock
from tests.handlers.newsroom import Newsroom, open_newsroom
from tests.make import NOW, at
from tests.scripted_llm import KEY, MODEL, Scripted, ScriptedLlm, open_scripted_llm

PIECES = {
    "Vellmark teachers vote to strike": (
        "Teachers in Vellmark voted on Sunday for a strike over pay, the union said. "
        "Schools across Vellmark will stay closed on Thursday, education minister Jon Ask said."
    ),
    "Storm cuts power to 4,000 homes in Tolna": (
        "A storm cut power to 4,000 homes in Tolna on Monday evening, the grid operator said. "
        "Crews will repair the lines by Tuesday noon, engineer Ida Holt said."
    ),
    "Museum in Ansel returns a bronze bell": (
        "The museum of Ansel returned a bronze bell to the island of Skerry on Monday, its director said. "
        "The bell was cast in 1742, curator Lena Moor said."
    ),
    "Rovers sign goalkeeper from Hartwell": (
        "The Rovers signed goalkeeper Tom Vance from Hartwell on Monday, the club said. "
        "Vance will play on Saturday, coach Rita Lowe said."
    ),
    "Court acquits former mayor of Lund": (
        "A court in Lund acquitted former mayor Per Dahl of bribery on Tuesday, judge Eva Roth said. "
        "Prosecutors will appeal, prosecutor Nils Berg said."
    ),
}
PASSAGE = re.compile(r"^(\d+\.\d+)⟂(.+)$", re.MULTILINE)
USED = (1_000, 200)
LIMITS = Limits(daily_tokens=3_000)  # two stories, but not the size that a third may take
PRICE = Price(1_000_000, 2_000_000)  # a story costs 1,400 millionths


def copy_passages(prompt: str) -> str:
    """An LLM that copies: the first title as the headline, the first sentences as they stand."""
    passages = PASSAGE.findall(prompt)
    title = next(text for one, text in passages if one.endswith(".0"))
    lines = [f"H|{passages[0][0]}|{title}"]
    lines += [f"S|{one}|{text}" for one, text in passages if not one.endswith(".0")][:4]
    return "\n".join(lines)


@pytest.fixture
async def server() -> AsyncIterator[ScriptedLlm]:
    async with open_scripted_llm() as scripted:
        yield scripted


async def tell(newsroom: Newsroom, title: str, text: str) -> Summary:
    """The piece about an article published now, as it stands two hours later."""
    minute = (newsroom.clock.now() - NOW).total_seconds() / 60
    newsroom.publish("Harbour Post", title, text, minute)
    await newsroom.pass_time(120)
    newest, *_ = await newsroom.app.storage.stories.list_active(at(minute))
    summary = await newsroom.app.storage.stories.find_summary(newest.id)
    assert summary is not None
    return summary


async def test_a_day_on_a_small_budget(storage: Storage, server: ScriptedLlm) -> None:
    server.will(*[Scripted(say=copy_passages, usage=USED)] * 3)
    clock = FakeClock()
    endpoint = EndpointSettings(name="hosted", base_url=server.base_url, model=MODEL, api_key=KEY, price=PRICE)
    *monday, tuesday = PIECES.items()
    with capture_logs() as logs:
        async with (
            open_llms([endpoint], storage=storage, limits=LIMITS, now=clock.now) as llm,
            open_newsroom(storage, llm=llm, clock=clock) as newsroom,
        ):
            await newsroom.message("/subscribe coast")
            await newsroom.pass_time(10)  # the feed is known: what comes now is news
            pieces = [await tell(newsroom, title, text) for title, text in monday]
            evening = await storage.spending.read_sums(clock.now())
            await newsroom.pass_time(15 * 60, step=60)
            pieces.append(await tell(newsroom, *tuesday))
            next_day = await storage.spending.read_sums(clock.now())
            posts = newsroom.posts()

    assert [piece.writer for piece in pieces] == [MODEL, MODEL, "built-in", "built-in", MODEL]
    assert pieces[2].note == "Today's budget, 3,000 LLM tokens, is used up until midnight UTC."
    assert all(any(title in post for post in posts) for title in PIECES)  # nobody went without a piece
    assert (evening.day_tokens, evening.day_cost) == (2_400, 2_800)
    assert (next_day.day_tokens, next_day.month_tokens, next_day.month_cost) == (1_200, 3_600, 4_200)
    told = [line for line in logs if line["log_level"] == "warning"]
    assert [line["event"] for line in told] == ["an LLM budget is used up"]  # one line, not one a story
    assert not server.script
