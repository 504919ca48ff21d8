"""Updates that Telegram posts to us, at a strict Bot API that posts each until it is taken."""

from __future__ import annotations

import asyncio
import io
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta

import aiohttp
import pytest

from bot.core.types import Message, Request
from bot.errors import ConfigError
from bot.platforms.telegram_waits import Waits
from bot.platforms.telegram_webhook import LARGEST_UPDATE, Hook
from tests.platforms.bot_api import Fault
from tests.platforms.bot_api_reading import ApiError
from tests.platforms.bot_api_world import Chat
from tests.platforms.telegram_bench import QUICK, Bench, echo, listening, open_bench, say

pytestmark = pytest.mark.quick_time

URL = "https://news.example/telegram/hook"
SECRET = "nobody_knows-it-0123"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@asynccontextmanager
async def hooked(
    script: Callable[[Request], Awaitable[Message | None]] = echo, waits: Waits = QUICK
) -> AsyncIterator[tuple[Bench, str]]:
    """The bench whose platform is posted to, and the address behind the public one."""
    hook = Hook(url=URL, secret=SECRET, port=free_port())
    async with open_bench(script, waits=waits, hook=hook) as bench:
        behind = bench.api.behind[URL] = f"http://127.0.0.1:{hook.port}/telegram/hook"
        yield bench, behind


async def post(address: str, body: object, secret: str | None = SECRET) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret is not None else {}
    async with aiohttp.ClientSession() as session, session.post(address, json=body, headers=headers) as response:
        return response.status


async def test_what_telegram_posts_is_answered_and_nothing_is_polled() -> None:
    async with hooked() as (bench, _), listening(bench, "setWebhook"):
        await bench.api.write(bench.api.world.add(Chat(7)), "hello")
        await bench.desk.wait_for(lambda: bench.desk.posts)
        await bench.api.wait_for(lambda: not bench.api.updates)
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["You said: hello"]
    assert bench.api.called("getUpdates") == []
    assert [status for _, status in bench.api.posted] == [200]


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", "\u00e9"])
async def test_who_does_not_show_the_secret_is_not_heard(secret: str | None) -> None:
    async with hooked() as (bench, behind), listening(bench, "setWebhook"):
        update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}}}
        assert await post(behind, update, secret) == 403
        assert await post(behind, update) == 200
    assert bench.desk.asked == []


async def test_an_update_that_is_posted_again_is_handled_once() -> None:
    let_go = asyncio.Event()

    async def slow(request: Request) -> Message | None:
        await let_go.wait()
        return say("done")

    hasty = replace(QUICK, posted=timedelta(milliseconds=30))
    async with hooked(slow, hasty) as (bench, behind), listening(bench, "setWebhook"):
        bench.api.world.add(Chat(7))
        person = {"id": 7, "is_bot": False, "first_name": "Ada"}
        message = {"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}, "from": person, "text": "hi"}
        update = {"update_id": 1, "message": message}
        assert [await post(behind, update) for _ in range(2)] == [200, 200]  # in hand, then again
        let_go.set()
        await bench.desk.wait_for(lambda: bench.desk.posts)
        assert await post(behind, update) == 200
        assert len(bench.api.world.sent_to(7)) == 1
    assert len(bench.desk.asked) == 1


async def test_what_was_not_handled_when_we_stop_is_posted_again_after_the_start() -> None:
    stuck = True

    async def slow(request: Request) -> Message | None:
        if stuck:
            await asyncio.Event().wait()
        return say("done")

    impatient = replace(QUICK, grace=timedelta(milliseconds=50))
    async with hooked(slow, impatient) as (bench, _):
        async with listening(bench, "setWebhook"):
            await bench.api.write(bench.api.world.add(Chat(7)), "hello")
            await bench.desk.wait_for(lambda: bench.desk.asked)
        assert bench.api.updates
        stuck = False
        async with listening(bench, "setWebhook"):
            await bench.desk.wait_for(lambda: bench.desk.posts)
            await bench.api.wait_for(lambda: not bench.api.updates)
        assert [sent.text for sent in bench.api.world.sent_to(7)] == ["done"]
    assert len(bench.desk.asked) == 2
    assert bench.api.posted[0][1] == 503


async def test_odd_bodies_do_no_harm_and_do_not_come_again() -> None:
    async with hooked() as (bench, behind), listening(bench, "setWebhook"):
        odd: tuple[object, ...] = (
            [],
            "x",
            {"update_id": "one"},
            {"message": {}},
            {"update_id": 2, "message": {}},
        )
        for body in odd:
            assert await post(behind, body) == 200
        huge = io.BytesIO(b" " * (LARGEST_UPDATE + 1))
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with (
            aiohttp.ClientSession() as session,
            session.post(behind, data=huge, headers=headers) as response,
        ):
            assert response.status == 413
        await bench.api.write(bench.api.world.add(Chat(7)), "hello")
        await bench.desk.wait_for(lambda: bench.desk.posts)


async def test_an_address_or_token_that_telegram_refuses_is_a_mistake_in_the_settings() -> None:
    async with hooked() as (bench, _):
        bench.api.fail_next(
            "setWebhook", Fault(ApiError(400, "Bad Request: bad webhook: IP address is reserved"))
        )
        with pytest.raises(ConfigError, match="webhook_url is refused by Telegram: Bad webhook"):
            await asyncio.wait_for(bench.telegram.run(bench.desk), 10)
        bench.api.fail_next("setWebhook", Fault(ApiError(401, "Unauthorized")))
        with pytest.raises(ConfigError, match="TELEGRAM_TOKEN"):
            await asyncio.wait_for(bench.telegram.run(bench.desk), 10)
    assert SECRET not in repr(Hook(url=URL, secret=SECRET))


async def test_a_port_that_is_taken_is_a_mistake_in_the_settings() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        hook = Hook(url=URL, secret=SECRET, port=taken.getsockname()[1])
        async with open_bench(hook=hook) as bench:
            with pytest.raises(ConfigError, match="webhook_port: cannot listen"):
                await asyncio.wait_for(bench.telegram.run(bench.desk), 10)


async def test_telegram_unreachable_at_the_start_is_waited_for() -> None:
    async with hooked() as (bench, _):
        bench.api.fail_next("setWebhook", Fault(raw=(502, "")))
        running = asyncio.create_task(bench.telegram.run(bench.desk))
        await bench.api.wait_for(lambda: bench.api.webhook)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_polling_takes_away_a_webhook_that_was_set_before() -> None:
    async with hooked() as (bench, _):
        async with listening(bench, "setWebhook"):
            pass
        webhook = bench.api.webhook
    assert webhook is not None
    async with open_bench() as bench:
        bench.api.webhook = webhook
        async with listening(bench):
            await bench.api.write(bench.api.world.add(Chat(7)), "hello")
            await bench.desk.wait_for(lambda: bench.desk.posts)
    assert bench.api.webhook is None
