"""Polling goes on through outages, refusals and restarts, and no question is lost or answered twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.core.types import Message, Request
from bot.errors import ConfigError
from tests.platforms.bot_api import TOKEN, Fault, serve_bot_api
from tests.platforms.bot_api_reading import ApiError
from tests.platforms.bot_api_world import Chat
from tests.platforms.telegram_bench import QUICK, Bench, listening, open_bench, say

pytestmark = pytest.mark.quick_time

GROUP = -100500
IMPATIENT = replace(QUICK, grace=timedelta(milliseconds=50))


def texts(bench: Bench, chat: int) -> list[str]:
    return [sent.text for sent in bench.api.world.sent_to(chat)]


async def test_stopping_lets_answers_finish_and_confirms_what_was_handled() -> None:
    let_go = asyncio.Event()

    async def slow(request: Request) -> Message | None:
        await let_go.wait()
        return say("done")

    async with open_bench(slow) as bench:
        chat = bench.api.world.add(Chat(7))
        async with listening(bench):
            await bench.api.write(chat, "question")
            await bench.desk.wait_for(lambda: bench.desk.asked)
            asyncio.get_running_loop().call_later(0.05, let_go.set)
        assert texts(bench, 7) == ["done"]
        assert bench.api.updates == []


async def test_what_was_not_handled_comes_again_after_a_restart() -> None:
    stuck = asyncio.Event()

    async def stuck_at_first(request: Request) -> Message | None:
        if not stuck.is_set():
            stuck.set()
            await asyncio.Event().wait()
        return say(f"answer to {request.text}")

    async with open_bench(stuck_at_first, waits=IMPATIENT) as bench:
        one, other = bench.api.world.add(Chat(7)), bench.api.world.add(Chat(8))
        async with listening(bench):
            await bench.api.write(one, "question")
            await bench.desk.wait_for(lambda: bench.desk.asked)
            await bench.api.write(other, "later")
            await bench.desk.wait_for(lambda: bench.desk.posts)
        assert [update["message"]["text"] for update in bench.api.updates] == ["question", "later"]
        async with listening(bench):
            await bench.desk.wait_for(lambda: len(bench.desk.posts) == 3)
        assert texts(bench, 7) == ["answer to question"]
        assert bench.api.updates == []


async def test_polling_survives_outages_floods_and_a_second_poller() -> None:
    async with open_bench() as bench:
        for fault in (
            Fault(raw=(502, "<html>Bad Gateway</html>")),
            Fault(ApiError(429, "Too Many Requests: retry after 1", retry_after=1)),
            Fault(carried_out=True),
            Fault(ApiError(409, "Conflict: terminated by other getUpdates request")),
        ):
            bench.api.fail_next("getUpdates", fault)
        bench.api.fail_next("getMe", Fault(raw=(502, "")))
        async with listening(bench):
            await bench.api.write(bench.api.world.add(Chat(7)), "hello")
            await bench.desk.wait_for(lambda: bench.desk.posts)
        assert [request.text for request in bench.desk.asked] == ["hello"]


async def test_an_update_that_the_library_cannot_read_is_confirmed_and_hides_no_other() -> None:
    with capture_logs() as logs:
        async with open_bench() as bench, listening(bench):
            odd = await bench.api.push("message", {"text": "neither id nor chat"})
            await bench.api.write(bench.api.world.add(Chat(7)), "hello")
            await bench.desk.wait_for(lambda: bench.desk.posts)
            await bench.api.wait_for(lambda: bench.api.confirmed > odd)
    (told,) = [line for line in logs if line["event"] == "telegram_update_unreadable"]
    assert told["holds"] == "message: text"
    assert "neither id nor chat" not in str(logs)
    assert TOKEN not in str(logs)


async def test_commands_that_telegram_refuses_do_not_keep_us_from_listening() -> None:
    async with open_bench() as bench:
        bench.api.fail_next("setMyCommands", Fault(ApiError(400, "Bad Request: BOT_COMMAND_INVALID")))
        async with listening(bench):
            await bench.api.write(bench.api.world.add(Chat(7)), "hello")
            await bench.desk.wait_for(lambda: bench.desk.posts)


async def test_of_two_pollers_the_bot_api_ends_the_older() -> None:
    async with open_bench() as bench, listening(bench):
        await bench.api.wait_for(lambda: len(bench.api.called("getUpdates")) == 1)
        second = asyncio.create_task(bench.telegram.run(bench.desk))
        await bench.api.wait_for(lambda: len(bench.api.called("getUpdates")) >= 4)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        await bench.api.write(bench.api.world.add(Chat(7)), "hello")
        await bench.desk.wait_for(lambda: bench.desk.posts)


async def test_a_token_refused_while_polling_ends_the_run() -> None:
    async with open_bench() as bench:
        bench.api.fail_next("getUpdates", Fault(ApiError(401, "Unauthorized")))
        with pytest.raises(ConfigError, match="TELEGRAM_TOKEN is refused"):
            await asyncio.wait_for(bench.telegram.run(bench.desk), 10)


async def call_unknown_method() -> None:
    async with (
        serve_bot_api() as api,
        aiohttp.ClientSession() as session,
        session.post(f"{api.base_url}{TOKEN}/getStickerSet") as response,
    ):
        assert response.status == 404


async def test_what_our_bot_api_does_not_know_fails_the_test() -> None:
    with pytest.raises(AssertionError, match="unknown method getStickerSet"):
        await call_unknown_method()
