"""Makes a channel's digest when its hour has come, or shows what one would hold now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core.deliveries import make_key, wants
from bot.core.digests import choose_digest, next_digest_at
from bot.core.types import Channel, Delivery, DeliveryKind, Digest, Summary
from bot.ports import App

_A_DAY = timedelta(days=1)
_NEWEST_SUMMARIES = 200  # of these an unscheduled digest is chosen


async def make_digest(app: App, channel_id: int) -> int | None:
    """The id of the delivery that carries the channel's digest, to be delivered.

    None when the digest is not due, was made already, or has nothing to tell and the channel does not want to
    hear so; the channel's next hour is set in any case. After a long stop one digest is made, not one for each
    hour missed.
    """
    channel = await app.storage.channels.get(channel_id)
    now, due_at = app.clock.now(), channel.next_digest_at
    if not channel.active or due_at is None or due_at > now:
        return None
    chosen = await _choose(app, channel)
    next_at = next_digest_at(channel.settings, now)
    if not chosen and not (channel.settings.tell_quiet_days and next_at is not None):
        return await app.storage.deliveries.save_digest(None, None, channel_id, next_at)
    stories = tuple((summary.story_id, summary.revision) for summary in chosen)
    delivery = Delivery(
        channel_id=channel_id,
        kind=DeliveryKind.DIGEST,
        key=make_key(channel_id, DeliveryKind.DIGEST.value, due_at.isoformat()),
        due_at=now,
    )
    digest = Digest(channel_id=channel_id, due_at=due_at, stories=stories)
    return await app.storage.deliveries.save_digest(digest, delivery, channel_id, next_at)


async def make_digest_now(app: App, channel_id: int) -> tuple[Summary, ...]:
    """What the channel's subscriptions brought in the last day, best first. Leaves its schedule alone."""
    since = app.clock.now() - _A_DAY
    channel = await app.storage.channels.get(channel_id)
    wishes = [replace(wish, since=since) for wish in await app.storage.channels.list_subscriptions(channel_id)]
    summaries = await app.storage.stories.list_summaries(since, _NEWEST_SUMMARIES)
    articles = await app.storage.articles.list_of_stories([summary.story_id for summary in summaries])
    brought = await app.storage.articles.list_feeds([one.id for each in articles.values() for one in each])
    wanted = [
        summary
        for summary in summaries
        if summary.independent_outlets >= channel.settings.minimum_outlets
        and any(wants(wish, summary, articles[summary.story_id], brought) for wish in wishes)
    ]
    return choose_digest(wanted, {}, app.rules.digest_stories)


async def _choose(app: App, channel: Channel) -> tuple[Summary, ...]:
    since = app.clock.now() - app.rules.story_window
    pending = await app.storage.deliveries.list_pending_digest(channel.id, since)
    found = [await app.storage.stories.find_summary(story_id) for story_id, _ in pending]
    told: dict[int, int] = {}
    # A story lives as long as it grows: look back further than one window for what was told of it.
    for digest in await app.storage.deliveries.list_digests(channel.id, since - 3 * app.rules.story_window):
        told |= dict(digest.stories)
    candidates = [summary for summary in found if summary is not None]
    return choose_digest(candidates, told, app.rules.digest_stories)
