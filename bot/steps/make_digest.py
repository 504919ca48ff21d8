"""Makes a channel's digest when its hour has come, or shows what one would hold now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.deliveries import make_key
from bot.core.digests import choose_digest, longest_gap
from bot.core.hourly_limit import AN_HOUR, not_in_quiet_hours
from bot.core.quiet_hours import Release, choose_occasion, is_paused, next_wake_at, plan_release
from bot.core.saying import Phrase, tr
from bot.core.types import Channel, ChannelSettings, Delivery, DeliveryKind, Digest, Occasion, Rhythm, Summary
from bot.ports import App
from bot.writing.wanted import find_stop, list_wanted

_A_DAY = timedelta(days=1)
_NO_ROOM = tr("The bundle of what was held had no room for it and only counted it.")


async def make_digest(app: App, channel_id: int) -> tuple[int, ...]:
    """The ids of the deliveries that carry what was held for the channel: its digest, one bundle after a pause or
    quiet hours, or after these the few posts themselves.

    Empty when it is not due, was made already, or has nothing to tell and the channel does not want to hear so;
    the channel's next hour is set in any case. After a long stop one digest is made, not one for each hour
    missed.
    """
    channel = await app.storage.channels.get(channel_id)
    now, due_at, settings = app.clock.now(), channel.next_digest_at, channel.settings
    if not channel.active or due_at is None or due_at > now:
        return ()
    next_at = next_wake_at(settings, now)
    if is_paused(settings, now):
        await app.storage.channels.save_next_digest(channel_id, next_at)
        return ()
    occasion = choose_occasion(settings, due_at)
    pending = await _list_pending(app, channel, occasion)
    chosen = await _choose(app, channel, pending)
    release = plan_release(occasion, pending, chosen, app.rules.digest_stories, settings)
    plan = _Plan(occasion, due_at, pending, release, *_choose_hours(settings, occasion, release, now))
    if release.sent:
        return await app.storage.deliveries.release(
            channel_id, release.sent, plan.next_at, now, again_at=plan.again_at
        )
    tells_nothing = occasion is Occasion.HOUR and settings.tell_quiet_days and settings.rhythm is Rhythm.DIGEST
    if not release.bundle and not tells_nothing:
        await app.storage.deliveries.save_digest(
            None, None, channel_id, plan.next_at, known=pending, again_at=plan.again_at
        )
        return ()
    made = await _save_bundle(app, channel, plan)
    return () if made is None else (made,)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is told, and when next: at `next_at`, or, should something have been held meanwhile, `again_at`."""

    occasion: Occasion
    due_at: datetime
    pending: tuple[Delivery, ...]
    release: Release
    next_at: datetime | None
    again_at: datetime


def _choose_hours(
    settings: ChannelSettings, occasion: Occasion, release: Release, now: datetime
) -> tuple[datetime | None, datetime]:
    """`next_at`, `again_at`. What was over the limit and finds no room in the bundle waits for the next one."""
    next_at, in_an_hour = next_wake_at(settings, now), not_in_quiet_hours(settings, now + AN_HOUR)
    if occasion is Occasion.LIMIT and len(release.bundle) < release.held and not release.sent:
        next_at = in_an_hour if next_at is None else min(next_at, in_an_hour)
    return next_at, in_an_hour


async def _save_bundle(app: App, channel: Channel, plan: _Plan) -> int | None:
    delivery = Delivery(
        channel_id=channel.id,
        kind=DeliveryKind.DIGEST,
        key=make_key(channel.id, DeliveryKind.DIGEST.value, plan.due_at.isoformat()),
        due_at=app.clock.now(),
    )
    stories = tuple((summary.story_id, summary.revision) for summary in plan.release.bundle)
    digest = Digest(
        channel_id=channel.id,
        due_at=plan.due_at,
        stories=stories,
        occasion=plan.occasion,
        held=plan.release.held,
    )
    goes_on = plan.occasion in (Occasion.HOUR, Occasion.LIMIT)
    left_out = "" if goes_on else str(_NO_ROOM)
    return await app.storage.deliveries.save_digest(
        digest, delivery, channel.id, plan.next_at, left_out, known=plan.pending, again_at=plan.again_at
    )


async def make_digest_now(app: App, channel_id: int) -> tuple[Summary, ...]:
    """What the channel's subscriptions brought in the last day, best first. Leaves its schedule alone."""
    channel = await app.storage.channels.get(channel_id)
    wishes = await app.storage.channels.list_subscriptions(channel_id)
    wanted = await list_wanted(app, channel, wishes, app.clock.now() - _A_DAY)
    return choose_digest([story.summary for story in wanted], {}, len(wanted))


async def _list_pending(app: App, channel: Channel, occasion: Occasion) -> tuple[Delivery, ...]:
    """What is held for the channel, the oldest first. What has become too old to be told, or is not
    wanted any more, is dropped."""
    since = app.clock.now() - max(app.rules.story_window, longest_gap(channel.settings))
    if occasion in (Occasion.PAUSE, Occasion.PAUSE_AND_QUIET) and channel.settings.paused_since is not None:
        since = min(since, channel.settings.paused_since)
    planned = await app.storage.deliveries.list_planned(channel.id)
    held = [one for one in planned if one.kind is DeliveryKind.DIGEST and one.digest_id is None]
    stops = {one.story_id or 0: await _find_stop(app, channel, one) for one in held}
    unwanted = {story_id: stop for story_id, stop in stops.items() if stop is not None}
    for story_id, stop in unwanted.items():
        await app.storage.deliveries.drop_held(channel.id, (story_id,), str(stop))
    stale = [one.story_id for one in held if one.due_at < since and one.story_id is not None]
    if stale:
        await app.storage.deliveries.drop_held(channel.id, stale, str(tr("It became too old to be told.")))
    return tuple(one for one in held if one.story_id not in (*stale, *unwanted))


async def _find_stop(app: App, channel: Channel, held: Delivery) -> Phrase | None:
    """What was muted, filtered out or unsubscribed from since it was held does not come."""
    summary = await app.storage.stories.find_summary(held.story_id or 0)
    if summary is None:
        return None
    return await find_stop(app, channel, summary, follows=held.from_revision is not None)


async def _choose(app: App, channel: Channel, pending: Sequence[Delivery]) -> tuple[Summary, ...]:
    """All that a digest may tell of them, best first."""
    story_ids = dict.fromkeys(one.story_id for one in pending if one.story_id is not None)
    found = [await app.storage.stories.find_summary(story_id) for story_id in story_ids]
    told: dict[int, int] = {}
    # A story lives as long as it grows: look back further than one window for what was told of it.
    since = app.clock.now() - 4 * app.rules.story_window
    for digest in await app.storage.deliveries.list_digests(channel.id, since):
        told |= dict(digest.stories)
    candidates = [summary for summary in found if summary is not None]
    return choose_digest(candidates, told, len(candidates))
