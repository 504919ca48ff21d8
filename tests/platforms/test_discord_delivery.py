"""Posts reach Discord once, whatever the way there does: through the real library, over real sockets."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from discord.http import Route

from bot.core.types import Address, Button, Message, Request
from bot.errors import ConfigError, OutcomeUnknown, TryLater
from bot.platforms.discord import open_discord
from bot.platforms.discord_client import DeskClient
from bot.platforms.discord_manners import Manners
from bot.platforms.discord_platform import DiscordPlatform
from bot.platforms.discord_render import render_card
from bot.platforms.live import Tempo
from bot.ports import Platform, Progress
from bot.serving import keep_running
from tests.platforms.desk import ScriptedDesk, say
from tests.platforms.fake_discord import FakeDiscord, fake_discord
from tests.platforms.fake_discord_shapes import ANSWER_LOST, CHANNEL, OTHER, TOKEN, VOICE
from tests.platforms.test_discord import TABLE

NEWS = Address("discord", CHANNEL)
Answering = Callable[[FakeDiscord], Callable[[Request, Progress], Awaitable[Message | None]]]
pytestmark = pytest.mark.quick_time
LIVE = Tempo(first=timedelta(), between=timedelta(milliseconds=1))


@asynccontextmanager
async def connected(token: str = TOKEN) -> AsyncIterator[tuple[Platform, FakeDiscord]]:
    async with fake_discord() as fake, open_discord(token, commands=TABLE, tempo=LIVE) as platform:
        yield platform, fake


async def test_a_worker_that_only_delivers_logs_in_once_and_opens_no_gateway() -> None:
    async with connected() as (platform, fake):
        await asyncio.gather(*(platform.send(NEWS, say(str(n)), key=f"d{n}") for n in range(3)))
    assert sorted(fake.shown) == ["0", "1", "2"]
    assert [path for _, path in fake.calls].count("/api/users/@me") == 1
    assert ("GET", "/gateway/") not in fake.calls


async def test_the_same_key_again_is_the_same_message() -> None:
    async with connected() as (platform, fake):
        first = await platform.send(NEWS, say("once"), key="d7-0")
        assert await platform.send(NEWS, say("once"), key="d7-0") == first
    assert fake.shown == ["once"]


async def test_a_lost_answer_is_unknown_and_sending_again_shows_nothing_twice() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(ANSWER_LOST)
        with pytest.raises(OutcomeUnknown):
            await platform.send(NEWS, say("once"), key="d7-0")
        await platform.send(NEWS, say("once"), key="d7-0")
    assert fake.shown == ["once"]


async def test_a_short_limit_is_waited_out() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(429, after=5.0)
        await platform.send(NEWS, say("patient"), key="d1")
    assert fake.shown == ["patient"]
    assert [path for _, path in fake.calls].count(f"/api/channels/{CHANNEL}/messages") == 2


async def test_a_long_limit_is_handed_back_with_its_time() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(429, after=1800.0)
        with pytest.raises(TryLater) as told:
            await platform.send(NEWS, say("later"), key="d1")
    assert told.value.after == timedelta(seconds=1800)
    assert fake.shown == []


async def test_an_overloaded_discord_is_tried_later() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(503)
        with pytest.raises(TryLater):
            await platform.send(NEWS, say("later"), key="d1")


async def test_a_wrong_token_is_explained_and_its_posts_wait() -> None:
    async with connected("wrong") as (platform, _):
        with pytest.raises(ConfigError, match=r"DISCORD_TOKEN"):
            await platform.check()
        with pytest.raises(TryLater):
            await platform.send(NEWS, say("x"), key="d1")
        with pytest.raises(ConfigError):
            await platform.run(ScriptedDesk())


async def test_a_discord_that_cannot_be_reached_is_told_apart_from_a_lost_answer() -> None:
    async with connected() as (platform, _):
        await platform.check()
        Route.BASE = "http://127.0.0.1:9/api"  # the discard port: nobody listens
        with pytest.raises(TryLater):
            await platform.send(NEWS, say("x"), key="d1")
    async with open_discord(TOKEN, commands=()) as platform, fake_discord():
        Route.BASE = "http://127.0.0.1:9/api"
        with pytest.raises(ConfigError, match=r"discord\.com"):
            await platform.check()


async def test_without_a_token_the_library_is_never_loaded() -> None:
    asks = "import sys, bot.platforms.discord, bot.platforms.console; sys.exit('discord' in sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", asks)
    assert await process.wait() == 0


async def test_the_check_names_the_bot() -> None:
    async with connected() as (platform, _):
        assert await platform.check() == "Discord: AiBot (100), 4 commands."


async def test_it_listens_without_privileged_intents_and_resumes_where_it_was_cut_off() -> None:
    privileged = 1 << 1 | 1 << 8 | 1 << 15  # members, presences, message content
    async with connected() as (platform, fake):
        desk = ScriptedDesk()
        running = asyncio.create_task(platform.run(desk))
        await fake.until(lambda: fake.intents)
        await fake.slash("help")
        await fake.until(lambda: len(fake.shown) == 1)
        await fake.hang_up()
        await fake.mention("what did I miss?")
        await fake.until(lambda: len(fake.shown) == 2)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert fake.shown == ["asked: /help", "asked: what did I miss?"]
    assert [command["name"] for command in fake.commands] == ["help", "subscribe", "story", "ask"]
    assert fake.intents & privileged == 0
    assert fake.resumes == 1
    assert [request.person.manages for request in desk.asked] == [True, True]


@asynccontextmanager
async def listening(answer: Answering) -> AsyncIterator[tuple[FakeDiscord, Platform, ScriptedDesk]]:
    async with connected() as (platform, fake):
        desk = ScriptedDesk()
        desk.live = answer(fake)
        running = asyncio.create_task(platform.run(desk))
        await fake.until(lambda: fake.intents)
        yield fake, platform, desk
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def looks_before(message: Message | None) -> Answering:
    """Two looks, each of which has to stand as one message, before the answer."""

    def of(fake: FakeDiscord) -> Callable[[Request, Progress], Awaitable[Message | None]]:
        async def slowly(request: Request, progress: Progress) -> Message | None:
            before = len(fake.messages)
            for words in ("Reading 2 pages …", "Checking …"):
                progress.say(words)
                await fake.until(partial(fake.shows, words))
            assert len(fake.messages) in (before, before + 1)
            return message

        return slowly

    return of


LONG = say("A sentence of some length. " * 400, Button("Sources", "sources:3"))


async def call(way: str, fake: FakeDiscord, platform: Platform) -> None:
    match way:
        case "slash":
            await fake.slash("help")
        case "mention":
            await fake.mention("/help")
        case "press":
            post = await platform.send(NEWS, say("news", Button("Full story", "story:3")), key="d1")
            await fake.press(post, "aibot:story:3")


@pytest.mark.parametrize("way", ["slash", "mention", "press"])
async def test_an_answer_in_the_making_is_one_message_that_becomes_the_answer(way: str) -> None:
    async with listening(looks_before(LONG)) as (fake, platform, desk):
        await call(way, fake, platform)
        await asyncio.wait_for(desk.told.wait(), 10)
        above = 1 if way == "press" else 0
        assert fake.shown[above:] == [render_card(part).description for part in platform.split(LONG)]
        assert desk.stands[0][2] == tuple(fake.messages)[above:]
        shown = list(fake.messages.values())[above:]
        assert [bool(message["components"]) for message in shown] == [False, False, True]


@pytest.mark.parametrize("way", ["slash", "mention", "press"])
async def test_where_no_answer_comes_nothing_stays_of_what_was_shown(way: str) -> None:
    async with listening(looks_before(None)) as (fake, platform, _):
        await call(way, fake, platform)
        above = ["news"] if way == "press" else []
        await fake.until(lambda: any(method == "DELETE" for method, _ in fake.calls) and fake.shown == above)


@pytest.mark.parametrize("way", ["slash", "press"])
async def test_what_is_shown_of_a_personal_answer_in_the_making_does_not_stay(way: str) -> None:
    async with listening(looks_before(replace(say("yours alone"), personal=True))) as (fake, platform, _):
        await call(way, fake, platform)
        above = ["news"] if way == "press" else []
        await fake.until(lambda: fake.whispered == ["yours alone"] and fake.shown == above)


async def test_what_is_shown_in_the_making_gives_way_to_an_edit_of_the_message_pressed() -> None:
    async with listening(looks_before(replace(say("mended"), replaces=True))) as (fake, platform, _):
        await call("press", fake, platform)
        await fake.until(lambda: fake.shown == ["mended"])


async def test_an_answer_after_a_quarter_of_an_hour_stands_as_an_ordinary_message() -> None:
    def of(fake: FakeDiscord) -> Callable[[Request, Progress], Awaitable[Message | None]]:
        async def too_slowly(request: Request, progress: Progress) -> Message | None:
            await fake.until(lambda: all(one.thinking for one in fake.interactions.values()))
            for one in fake.interactions.values():
                one.over = True
            return say("at last")

        return too_slowly

    async with listening(of) as (fake, _, desk):
        await fake.slash("help")
        await asyncio.wait_for(desk.told.wait(), 10)
        assert fake.shown == ["at last"]
        assert desk.stands[0][2] == tuple(fake.messages)


# ---------------------------------------------------------------- rates


async def test_limits_that_discord_tells_of_are_kept_and_no_message_is_refused() -> None:
    async with connected() as (platform, fake):
        fake.rates.limits["send"] = (5, 5.0)
        await asyncio.gather(*(platform.send(NEWS, say(str(n)), key=f"d{n}") for n in range(12)))
    assert sorted(fake.shown, key=int) == [str(n) for n in range(12)]
    assert fake.rates.refused == 0


async def test_a_limit_for_everything_holds_every_channel_back_to_the_millisecond() -> None:
    other = Address("discord", OTHER)
    async with connected() as (platform, fake):
        await platform.check()
        loop = asyncio.get_running_loop()
        fake.fail_next(429, after=1.234, everywhere=True)
        began = loop.time()
        first = asyncio.create_task(platform.send(NEWS, say("first"), key="d1"))
        await fake.until(lambda: fake.rates.closed_until > began)
        await platform.send(other, say("second"), key="d2")
        await first
        assert loop.time() == pytest.approx(fake.rates.closed_until)
    assert sorted(fake.shown) == ["first", "second"]
    assert fake.rates.early == []  # nothing was sent before its time, not even to another channel


async def test_with_a_token_that_is_no_longer_valid_nothing_more_is_sent_for_a_while() -> None:
    async with connected() as (platform, fake):
        fake.fail_next(401)
        with pytest.raises(TryLater, match="token"):
            await platform.send(NEWS, say("news"), key="d1")
        before = len(fake.calls)
        with pytest.raises(TryLater) as told:
            await platform.send(NEWS, say("news"), key="d1")
        assert len(fake.calls) == before
        await asyncio.sleep(told.value.after.total_seconds())
        await platform.send(NEWS, say("news"), key="d1")
    assert fake.shown == ["news"]


async def test_of_calls_that_discord_refuses_too_many_are_never_made() -> None:
    async with fake_discord() as fake, DeskClient((), manners=Manners(most_refused=5)) as client:
        platform = DiscordPlatform(client, TOKEN)
        for _ in range(5):
            fake.fail_next(403)
            with pytest.raises(TryLater, match="403"):
                await platform.send(NEWS, say("news"), key="d1")
        before = len(fake.calls)
        with pytest.raises(TryLater) as told:
            await platform.send(NEWS, say("news"), key="d1")
        assert len(fake.calls) == before
        assert timedelta(minutes=9) < told.value.after <= timedelta(minutes=10)
        await asyncio.sleep(told.value.after.total_seconds() + 0.001)
        await platform.send(NEWS, say("news"), key="d1")
    assert fake.shown == ["news"]


async def test_a_limit_that_many_share_is_not_held_against_us() -> None:
    async with fake_discord() as fake, DeskClient((), manners=Manners(most_refused=2)) as client:
        platform = DiscordPlatform(client, TOKEN)
        fake.scope = "shared"
        for channel in (CHANNEL, OTHER, VOICE):
            fake.fail_next(429, after=60.0)
            with pytest.raises(TryLater):
                await platform.send(Address("discord", channel), say("news"), key="d1")
        assert [path for _, path in fake.calls].count(f"/api/channels/{VOICE}/messages") == 1


async def test_a_change_of_an_old_message_that_discord_takes_only_later_is_made_later() -> None:
    async with connected() as (platform, fake):
        post = await platform.send(NEWS, say("10 hurt"), key="d1")
        fake.full_of_edits = True  # and it does not say for how long
        with pytest.raises(TryLater, match="wait"):
            await platform.edit(NEWS, post, say("14 hurt"))
        fake.full_of_edits = False
        await platform.edit(NEWS, post, say("14 hurt"))
    assert fake.shown == ["14 hurt"]


# ---------------------------------------------------------------- the gateway


async def test_as_many_shards_are_opened_as_discord_recommends_each_in_its_turn() -> None:
    async with connected() as (platform, fake):
        fake.shards = 2
        running = asyncio.create_task(platform.run(ScriptedDesk()))
        await fake.until(lambda: len(fake.identified) == 2)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    (first, one), (second, other) = fake.identified
    assert [one, other] == [[0, 2], [1, 2]]
    assert second - first >= 5  # one session in five seconds, says Discord


async def test_where_no_session_may_be_started_none_is_until_one_may() -> None:
    async with connected() as (platform, fake):
        fake.starts_left, fake.reset_after = 0, 9_000
        began = asyncio.get_running_loop().time()
        running = asyncio.create_task(platform.run(ScriptedDesk()))
        await fake.until(lambda: fake.identified)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert fake.identified[0][0] - began >= 9


async def test_a_session_that_discord_ends_for_good_is_started_anew_with_the_shards_it_now_wants() -> None:
    sharding_required = 4011
    async with connected() as (platform, fake):
        desk = ScriptedDesk()
        running = asyncio.create_task(keep_running(platform, desk, first_wait=0.01))
        await fake.until(lambda: fake.identified)
        fake.shards = 2
        await fake.hang_up(sharding_required)
        await fake.until(lambda: len(fake.identified) >= 2)
        await fake.slash("help")
        await fake.until(lambda: fake.shown)
        # The library leaves the thread of a session alone that is stopped between its greeting and its turn.
        await fake.until(lambda: len(fake.identified) >= 3)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
    assert [shard for _, shard in fake.identified] == [[0, 1], [0, 2], [1, 2]]
