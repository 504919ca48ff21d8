"""Whatever comes, and wherever the process dies: no hour has more than the limit, and each story is told once."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.core.types import Address, Channel, ChannelSettings, DeliveryKind, DeliveryState, Message, Rules
from bot.ports import App, Storage
from bot.steps.deliver import deliver
from bot.steps.make_digest import make_digest
from bot.storage import migrate, open_storage
from tests.fakes import FakeClock, FakePlatform, Killed, Mortal, make_app
from tests.make import NOW, at, make_address, make_subscription, minutes
from tests.steps.test_holding import write

AN_HOUR = timedelta(hours=1)
FEW_IN_A_BUNDLE = Rules(digest_stories=3)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("story"), st.integers(1, 9)),
        st.tuples(st.just("time"), st.integers(1, 70)),
        st.tuples(st.just("death"), st.integers(1, 30)),
    ),
    min_size=4,
    max_size=24,
)


class TimedPlatform(FakePlatform):
    """Notes when each message was first seen that is no reply."""

    def __init__(self, clock: FakeClock) -> None:
        super().__init__(honours_keys=True)
        self._clock = clock
        self.came: list[datetime] = []

    async def send(
        self, to: Address, part: Message, *, key: str, reply_to: str | None = None, again: bool = False
    ) -> str:
        fresh = (to, key) not in self.keys
        message_id = await super().send(to, part, key=key, reply_to=reply_to, again=again)
        if fresh and reply_to is None:
            self.came.append(self._clock.now())
        return message_id


async def tick(app: App) -> None:
    """Everything that is due, the deliveries all at once."""
    now = app.clock.now()
    for channel_id in await app.storage.channels.claim_digests(now, 10):
        await make_digest(app, channel_id)
    ids = await app.storage.deliveries.claim_due(now, minutes(5), 100)
    ends = await asyncio.gather(*(deliver(app, each) for each in ids), return_exceptions=True)
    for end in ends:
        if isinstance(end, BaseException):
            raise end


async def work(app: App, clock: FakeClock, length: timedelta) -> None:
    ends = clock.now() + length
    while clock.now() < ends:
        await tick(app)
        clock.move(min(minutes(7), ends - clock.now()))
    await tick(app)


async def play(storage: Storage, most: int, events: list[tuple[str, int]]) -> None:
    clock = FakeClock()
    platform = TimedPlatform(clock)
    app = make_app(storage, clock=clock, platform=platform, rules=FEW_IN_A_BUNDLE)
    channel = await storage.channels.open(make_address(), "", NOW)
    await storage.channels.save_settings(channel.id, ChannelSettings(hourly_limit=most), None)
    feed = await storage.feeds.add("https://harbourpost.example/feed.xml", NOW)
    await storage.channels.subscribe(
        make_subscription(channel_id=channel.id, feed_ids=(feed.id,), since=at(-600))
    )
    revisions: dict[int, int] = {}
    for kind, what in events:
        if kind == "story":
            await write(app, channel, what, revisions)
        elif kind == "time":
            await work(app, clock, minutes(what))
        else:
            left = iter(range(what))
            mortal = replace(app, storage=Mortal(storage, left), platforms={"console": Mortal(platform, left)})
            with suppress(Killed):
                await tick(mortal)
    await work(app, clock, timedelta(hours=12))
    for start in platform.came:
        assert sum(start <= one < start + AN_HOUR for one in platform.came) <= most, (platform.came, events)
    await judge(storage, channel, revisions)


async def judge(storage: Storage, channel: Channel, revisions: dict[int, int]) -> None:
    """Each story was told, and none twice in the same form; nothing waits any longer."""
    for number in revisions:
        article = await storage.articles.find_by_url(f"https://p.example/{number}")
        assert article is not None
        deliveries = await storage.deliveries.list_of_story(article.story_id or 0)
        assert {one.state for one in deliveries} <= {DeliveryState.SENT, DeliveryState.DROPPED}, deliveries
        sent = [one for one in deliveries if one.state is DeliveryState.SENT]
        told = [one.revision for one in sent if one.kind in (DeliveryKind.POST, DeliveryKind.DIGEST)]
        assert told, deliveries
        assert len(told) == len(set(told)), deliveries
    assert (await storage.channels.get(channel.id)).next_digest_at is None


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate),  # each example plays half a day: shrinking one takes minutes
)
@given(st.integers(1, 4), EVENTS)
async def test_no_hour_has_more_messages_than_the_limit_and_nothing_is_lost_or_told_twice(
    most: int, events: list[tuple[str, int]]
) -> None:
    async with open_storage("sqlite+aiosqlite://") as storage:
        await play(storage, most, events)


async def test_a_flood_that_a_restart_falls_into_is_told_to_its_end(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'aibot.db'}"
    await migrate(url)
    clock = FakeClock()
    platform = TimedPlatform(clock)
    revisions: dict[int, int] = {}
    async with open_storage(url) as storage:
        app = make_app(storage, clock=clock, platform=platform, rules=FEW_IN_A_BUNDLE)
        channel = await storage.channels.open(make_address(), "", NOW)
        await storage.channels.save_settings(channel.id, ChannelSettings(hourly_limit=2), None)
        feed = await storage.feeds.add("https://harbourpost.example/feed.xml", NOW)
        await storage.channels.subscribe(
            make_subscription(channel_id=channel.id, feed_ids=(feed.id,), since=at(-600))
        )
        for number in range(1, 8):
            await write(app, channel, number, revisions)
        await work(app, clock, minutes(10))
    assert len(platform.came) == 2
    clock.move(minutes(30))
    async with open_storage(url) as storage:
        app = make_app(storage, clock=clock, platform=platform, rules=FEW_IN_A_BUNDLE)
        await work(app, clock, timedelta(hours=6))
        await judge(storage, channel, revisions)
    assert len(platform.came) == 4  # two posts, a bundle of three, one of two
