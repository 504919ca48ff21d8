"""On Discord, AiBot stays where its library comes upon what it does not know, through the real library."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from structlog.testing import capture_logs

from bot.platforms.discord import open_discord
from tests.platforms.desk import ScriptedDesk
from tests.platforms.fake_discord import FakeDiscord, fake_discord
from tests.platforms.fake_discord_shapes import ALICE, CHANNEL, GUILD, TOKEN, build_message
from tests.platforms.test_discord import TABLE

pytestmark = pytest.mark.quick_time


@asynccontextmanager
async def listening() -> AsyncIterator[FakeDiscord]:
    async with fake_discord() as fake, open_discord(TOKEN, commands=TABLE) as platform:
        running = asyncio.create_task(platform.run(ScriptedDesk()))
        await fake.until(lambda: fake.intents)
        yield fake
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def test_events_and_messages_of_sorts_that_discord_adds_later_stop_nothing() -> None:
    async with listening() as fake:
        await fake.dispatch("HOVERCRAFT_CREATE", {"id": "7"})
        parts = [{"type": 999, "id": 1, "eels": []}]
        later = build_message("8", CHANNEL, ALICE, type=999, flags=1 << 30, components=parts)
        await fake.dispatch("MESSAGE_CREATE", {**later, "guild_id": GUILD})
        await fake.mention("what did I miss?")
        await fake.until(lambda: fake.shown)
    assert fake.shown == ["asked: what did I miss?"]
    assert len(fake.identified) == 1


async def test_an_event_that_the_library_cannot_read_is_logged_and_hides_no_other() -> None:
    with capture_logs() as logs:
        async with listening() as fake:
            await fake.dispatch("MESSAGE_CREATE", {"content": "neither id nor author"})
            await fake.mention("what did I miss?")
            await fake.until(lambda: fake.shown)
    assert fake.shown == ["asked: what did I miss?"]
    assert len(fake.identified) == 1  # the session went on
    (told,) = [line for line in logs if line["event"] == "discord_event_unreadable"]
    assert told["of"] == "MESSAGE_CREATE"
    assert "neither id nor author" not in str(logs)
    assert TOKEN not in str(logs)
