"""A forum post that was being opened when the process died is opened no second time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.deliveries import make_key
from bot.core.types import Address, Delivery, DeliveryKind, DeliveryState, Placement, Rules
from bot.platforms.discord import open_discord
from bot.ports import App, Storage
from bot.steps.deliver import deliver
from bot.storage import migrate, open_storage
from tests.fakes import FakeClock, make_app
from tests.make import NOW, at, make_article, make_summary
from tests.platforms.desk import say
from tests.platforms.fake_discord import FakeDiscord, fake_discord
from tests.platforms.fake_discord_shapes import FORUM, TOKEN
from tests.platforms.test_discord import TABLE

pytestmark = pytest.mark.quick_time
STORIES = Address("discord", FORUM)
TOOK = "A ferry ran aground off Port Ansel on Monday, the coast guard said."


@asynccontextmanager
async def process(path: Path, clock: FakeClock) -> AsyncIterator[App]:
    """One life of the program: what it knows beside the database goes with it."""
    async with (
        open_storage(f"sqlite+aiosqlite:///{path}") as storage,
        open_discord(TOKEN, commands=TABLE) as platform,
    ):
        yield replace(make_app(storage, clock=clock), platforms={"discord": platform})


async def plan(storage: Storage, text: str) -> int:
    """A story of that text under a headline that every one has, planned for the forum; its delivery's id."""
    channel = await storage.channels.open(STORIES, "", NOW)
    article = await storage.articles.save_article(make_article(title=text), None)
    (story_id,) = await storage.stories.save_placement(Placement(founded=((article.id,),)), NOW, at(20), at(2))
    delivery = Delivery(
        channel_id=channel.id,
        kind=DeliveryKind.POST,
        story_id=story_id,
        revision=1,
        key=make_key(channel.id, story_id),
        due_at=NOW,
    )
    (delivery_id,) = await storage.stories.save_summary(make_summary((text,), story_id=story_id), [delivery])
    return delivery_id


async def die_while_opening(app: App, delivery_id: int, fake: FakeDiscord) -> None:
    """Killed when Discord has the post and its answer is still on the way."""
    fake.fail_next(200, after=60)
    before = len(fake.messages)
    sending = asyncio.create_task(deliver(app, delivery_id))
    await fake.until(lambda: len(fake.messages) > before)
    sending.cancel()
    with suppress(asyncio.CancelledError):
        await sending
    assert (await app.storage.deliveries.get(delivery_id)).state is DeliveryState.SENDING


@pytest.mark.parametrize("down", [Rules().sending_lease, timedelta(hours=7)])
async def test_a_post_that_was_being_opened_when_the_process_was_killed_is_found_after_the_restart(
    tmp_path: Path, down: timedelta
) -> None:
    path, clock = tmp_path / "bot.db", FakeClock()
    await migrate(f"sqlite+aiosqlite:///{path}")
    async with fake_discord() as fake:
        async with process(path, clock) as app:
            delivery_id = await plan(app.storage, TOOK)
            await die_while_opening(app, delivery_id, fake)
        (thread,) = fake.messages
        clock.move(down)
        async with process(path, clock) as app:
            await deliver(app, delivery_id)
            sent = await app.storage.deliveries.get(delivery_id)
        assert (sent.state, sent.message_ids) == (DeliveryState.SENT, (f"{thread}/{thread}",))
        assert list(fake.messages) == [thread]


async def test_a_post_under_the_same_headline_is_not_taken_for_the_one_that_never_came(tmp_path: Path) -> None:
    path, clock = tmp_path / "bot.db", FakeClock()
    await migrate(f"sqlite+aiosqlite:///{path}")
    async with fake_discord() as fake, process(path, clock) as app:
        other = await plan(app.storage, "Eleven roads in Vellmark were closed by snow, the police said.")
        await deliver(app, other)
        delivery_id = await plan(app.storage, TOOK)
        fake.refuses_threads = True
        await deliver(app, delivery_id)
        fake.refuses_threads = False
        assert (await app.storage.deliveries.get(delivery_id)).state is DeliveryState.PLANNED
        clock.move(timedelta(minutes=10))
        await deliver(app, delivery_id)
        assert len(fake.messages) == 2
        assert len({channel["name"] for channel in fake.channels.values() if channel["type"] == 11}) == 1


async def test_the_first_time_nothing_is_looked_for() -> None:
    async with fake_discord() as fake, open_discord(TOKEN, commands=TABLE) as platform:
        await platform.send(STORIES, say("10 hurt", headline="Ferry aground"), key="d1")
        assert not any("threads/active" in path for _, path in fake.calls)
