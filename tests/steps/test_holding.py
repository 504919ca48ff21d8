"""Whatever a chat's settings are and become, each story is sent, told in a bundle, or dropped with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.core.deliveries import list_seen, plan_deliveries
from bot.core.quiet_hours import wake_after_change
from bot.core.types import (
    Channel,
    ChannelSettings,
    DeliveryKind,
    DeliveryState,
    Placement,
    Rhythm,
    Updates,
    Watch,
)
from bot.core.updates import decide_update
from bot.ports import App, Storage
from bot.steps.deliver import deliver
from bot.steps.make_digest import make_digest
from tests.databases import open_fresh
from tests.fakes import FakeClock, FakePlatform, make_app
from tests.make import NOW, at, make_address, make_article, make_subscription, make_summary, minutes

WISHES = st.builds(
    ChannelSettings,
    rhythm=st.sampled_from(Rhythm),
    digest_minutes=st.sampled_from([(600,), (480, 720)]),
    quiet_hours=st.sampled_from([None, (540, 660), (1320, 420), (0, 1439)]),
    wait_minutes=st.sampled_from([0, 45]),
    updates=st.sampled_from(Updates),
    minimum_outlets=st.sampled_from([1, 2]),
    paused_since=st.sampled_from([None, NOW]),
    paused_until=st.sampled_from([at(100), at(300)]),
    hourly_limit=st.sampled_from([0, 1, 2]),
    muted=st.sampled_from([(), (Watch(story_id=1),)]),
    timezone=st.sampled_from(["UTC", "America/New_York", "Asia/Kathmandu"]),
)
EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("story"), st.integers(1, 4)),
        st.tuples(st.just("wish"), WISHES),
        st.tuples(st.just("time"), st.integers(5, 240)),
    ),
    min_size=2,
    max_size=12,
)


async def write(app: App, channel: Channel, number: int, revisions: dict[int, int]) -> None:
    """The story's next revision, with one more outlet and one more injured each time."""
    storage, now = app.storage, app.clock.now()
    revision = revisions[number] = revisions.get(number, 0) + 1
    article = await storage.articles.find_by_url(f"https://p.example/{number}")
    if article is None:
        fresh = make_article(
            feed_id=1, title=f"Report {number}", url=f"https://p.example/{number}", published_at=now
        )
        article = await storage.articles.save_article(fresh, None)
        await storage.stories.save_placement(Placement(founded=((article.id,),)), now, now, now)
    else:
        grown = replace(article, version=revision, text=f"{article.text} And {revision} more.", arrived_at=now)
        await storage.articles.save_article(grown, None)
    article = await storage.articles.get(article.id)
    summary = make_summary(
        ("A ferry ran aground off Port Ansel.", f"At least {10 * revision} passengers were injured."),
        story_id=article.story_id,
        revision=revision,
        independent_outlets=revision,
        written_at=now,
    )
    earlier = await storage.deliveries.list_of_story(summary.story_id)
    updates = {}
    for seen in list_seen(earlier):
        before = await storage.stories.find_summary(*seen[-1])
        if before is not None:
            updates[seen] = decide_update(before, summary)
    wish = make_subscription(channel_id=channel.id, feed_ids=(1,), since=NOW - timedelta(days=1))
    current = await storage.channels.get(channel.id)
    planned = plan_deliveries(summary, (article,), [(current, (wish,))], earlier, updates, app.rules, now)
    await storage.stories.save_summary(summary, planned)


async def work(app: App, channel: Channel, clock: FakeClock, length: timedelta) -> None:
    """Digests and deliveries, a quarter of an hour at a time."""
    ends = clock.now() + length
    while True:
        for channel_id in await app.storage.channels.claim_digests(clock.now(), 10):
            await make_digest(app, channel_id)
        for delivery_id in await app.storage.deliveries.claim_due(clock.now(), minutes(5), 100):
            await deliver(app, delivery_id)
        if clock.now() >= ends:
            return
        clock.move(min(minutes(15), ends - clock.now()))


async def play(storage: Storage, events: list[tuple[str, object]]) -> None:
    clock, platform = FakeClock(), FakePlatform()
    app = make_app(storage, clock=clock, platform=platform)
    channel = await storage.channels.open(make_address(), "", NOW)
    feed = await storage.feeds.add("https://harbourpost.example/feed.xml", NOW)
    await storage.channels.subscribe(
        make_subscription(channel_id=channel.id, feed_ids=(feed.id,), since=at(-600))
    )
    revisions: dict[int, int] = {}
    for kind, what in [*events, ("wish", ChannelSettings()), ("time", 60)]:
        current = await storage.channels.get(channel.id)
        if isinstance(what, ChannelSettings):
            wake_at = wake_after_change(current.settings, what, current.next_digest_at, clock.now())
            await storage.channels.save_settings(channel.id, what, wake_at)
        elif kind == "story" and isinstance(what, int):
            await write(app, channel, what, revisions)
            await work(app, channel, clock, timedelta())
        elif isinstance(what, int):
            await work(app, channel, clock, minutes(what))
    await work(app, channel, clock, timedelta(days=2))
    for number in revisions:
        article = await storage.articles.find_by_url(f"https://p.example/{number}")
        assert article is not None
        for each in await storage.deliveries.list_of_story(article.story_id or 0):
            assert each.state in (DeliveryState.SENT, DeliveryState.DROPPED), (each, events)
            assert each.state is DeliveryState.SENT or each.problem
        posts = [
            one
            for one in await storage.deliveries.list_of_story(article.story_id or 0)
            if one.kind is DeliveryKind.POST and one.state is DeliveryState.SENT
        ]
        assert len(posts) <= 1, (posts, events)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.generate),  # each example plays days: shrinking one takes minutes
)
@given(EVENTS)
async def test_nothing_that_was_held_is_lost_and_nothing_comes_twice(events: list[tuple[str, object]]) -> None:
    async with open_fresh() as storage:
        await play(storage, events)


@pytest.mark.parametrize("wake", [0, 60])
async def test_a_pause_called_off_and_on_again_loses_nothing(storage: Storage, wake: int) -> None:
    paused = ChannelSettings(paused_since=NOW)
    resumed = replace(paused, paused_until=at(wake))
    await play(storage, [("wish", paused), ("story", 1), ("time", 30), ("wish", resumed), ("wish", paused)])
