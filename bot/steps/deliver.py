"""Sends one delivery: part by part, each recorded, so that a crash repeats at most the part in flight."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.core.after_quiet import compose_after_pause, compose_after_quiet
from bot.core.deliveries import find_base, find_place, leads_on, part_key
from bot.core.digest_message import say_left
from bot.core.dressing import dress
from bot.core.hidden_outlets import without_outlets
from bot.core.hourly_limit import is_limited
from bot.core.messages import compose_notice, compose_pointer, compose_post, compose_update
from bot.core.quiet_hours import is_breaking, must_hold, notice_waits, quiet_until
from bot.core.retrying import plan_retry
from bot.core.saying import Phrase, tell_in_first, tr
from bot.core.told import Read, read_told
from bot.core.types import (
    Address,
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Digest,
    Message,
    Occasion,
    Post,
    Push,
    Summary,
    Update,
)
from bot.core.updates import decide_update
from bot.errors import ChannelGone, ChannelMoved, DeliveryError, MessageMissing
from bot.ports import App, Platform
from bot.writing.digests import tell_digest
from bot.writing.renditions import in_words_of, shown_in_words_of, shown_of, update_in_words_of
from bot.writing.wanted import find_stop


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """What is to stand in the channel. `post` is what stands there already: to mend, or to reply to.
    `pointer` is what is to stand in `spare` posts."""

    message: Message
    post: Post | None = None
    pointer: Message | None = None
    spare: tuple[Post, ...] = ()  # further posts on the story, from before a merge: they get the pointer


class _Obsolete(Exception):
    """There is nothing left to send; the text says why."""


async def deliver(app: App, delivery_id: int) -> None:
    """Sends the delivery if it is due and nobody else has it; records how it went.

    A delivery whose platform is not running stays planned. What a platform refuses is recorded and, where
    that may help, planned again for later; only errors of storage come out.
    """
    deliveries = app.storage.deliveries
    waiting = await deliveries.get(delivery_id)
    channel = await app.storage.channels.get(waiting.channel_id)
    platform = app.platforms.get(channel.address.platform)
    if platform is None:
        return
    if await _keep_back(app, channel, waiting):
        return
    now, lease = app.clock.now(), app.rules.sending_lease
    limited = await _is_limited(app, channel, waiting)
    delivery = await deliveries.claim(delivery_id, now, lease, limited=limited)
    if delivery is None:
        return
    try:
        outgoing = _in_words_of(app, channel, await _gather(app, delivery, channel), delivery.kind)
        sent = await _send(app, platform, channel.address, delivery, outgoing)
        await _point(app, platform, channel.address, outgoing)
    except _Obsolete as reason:
        dropped = replace(delivery, state=DeliveryState.DROPPED, problem=str(reason), lease_until=None)
        await deliveries.finish(dropped, None)
    except DeliveryError as error:
        await _put_off(app, channel, delivery, error)
        if isinstance(error, ChannelMoved):
            await deliver(app, delivery_id)  # at its new address; a chat that keeps moving uses up the attempts
    else:
        finished = replace(
            delivery,
            state=DeliveryState.SENT,
            sent_at=app.clock.now(),
            message_ids=sent,
            lease_until=None,
            problem=None,
        )
        await deliveries.finish(finished, _make_post(app, finished, outgoing))


async def _keep_back(app: App, channel: Channel, delivery: Delivery) -> bool:
    """Whether the channel wants to be left alone now, and the delivery waits until it does not."""
    now, settings = app.clock.now(), channel.settings
    if delivery.state is not DeliveryState.PLANNED or delivery.due_at > now or delivery.message_ids:
        return False
    until = quiet_until(settings, now)
    if delivery.kind is DeliveryKind.NOTICE and (wait := notice_waits(settings, now)) is not None:
        await app.storage.deliveries.put_off(delivery.id, wait)
        return True
    breaking = until is not None and await _is_let_through(app, channel, delivery)
    if not must_hold(settings, delivery.kind, now, breaking):
        return False
    return await app.storage.deliveries.hold(delivery.id)


async def _is_limited(app: App, channel: Channel, delivery: Delivery) -> bool:
    """Whether it has to wait until the channel's hour has room."""
    if not is_limited(channel.settings, delivery):
        return False
    return not await _is_let_through(app, channel, delivery)


async def _is_let_through(app: App, channel: Channel, delivery: Delivery) -> bool:
    """Whether it is breaking news, and the channel wants that in any case."""
    if not channel.settings.breaking or delivery.story_id is None:
        return False
    summary = await app.storage.stories.find_summary(delivery.story_id, delivery.revision)
    return summary is not None and is_breaking(shown_of(summary, channel.settings), app.clock.now())


async def _gather(app: App, delivery: Delivery, channel: Channel) -> _Outgoing:
    if not channel.active or channel.blocked:
        raise _Obsolete(tr("The chat is gone.") if not channel.active else tr("The operators blocked the chat."))
    if delivery.attempts > app.rules.delivery_attempts:  # it dies each time before it can say why
        raise _Obsolete(
            tr("Given up after {number} attempts that were cut off.", number=app.rules.delivery_attempts)
        )
    match delivery.kind:
        case DeliveryKind.DIGEST:
            return await _gather_digest(app, delivery, channel)
        case DeliveryKind.NOTICE:
            return _Outgoing(compose_notice(await app.storage.deliveries.get_notice(delivery.notice_id or 0)))
        case DeliveryKind.FOLLOW_UP:
            return await _gather_follow_up(app, delivery, channel)
        case DeliveryKind.POST | DeliveryKind.EDIT:
            return await _gather_post(app, delivery, channel)


def _in_words_of(app: App, channel: Channel, outgoing: _Outgoing, kind: DeliveryKind) -> _Outgoing:
    """In the language that AiBot itself speaks in there, as silent and bare as the channel wants it."""
    wanted = channel.settings.interface
    message = dress(tell_in_first(outgoing.message, app.catalogues, wanted), channel.settings, kind)
    pointer = outgoing.pointer and tell_in_first(outgoing.pointer, app.catalogues, wanted)
    return replace(outgoing, message=message, pointer=pointer)


async def _gather_post(app: App, delivery: Delivery, channel: Channel) -> _Outgoing:
    story_id = delivery.story_id or 0
    summary = await app.storage.stories.find_summary(story_id, delivery.revision)
    if summary is None:
        raise _Obsolete(tr("Its summary is gone."))
    post = await app.storage.deliveries.find_post(channel.id, story_id)
    if delivery.kind is DeliveryKind.POST and (stop := await _find_stop(app, channel, summary)) is not None:
        raise _Obsolete(stop)
    if delivery.kind is DeliveryKind.POST and without_outlets(summary, channel.settings.hidden) is None:
        raise _Obsolete(tr("Without the outlets that are hidden here too little is left to tell."))
    if delivery.kind is DeliveryKind.POST and post is not None:
        raise _Obsolete(tr("The story stands in the chat already."))
    if delivery.kind is DeliveryKind.EDIT:
        if post is None:
            raise _Obsolete(tr("There is no post to mend."))
        if post.story_id == story_id and (post.revision or 0) >= summary.revision:
            raise _Obsolete(tr("The post shows a later version already."))
        spare = await app.storage.deliveries.list_spare_posts(channel.id, story_id)
        summary = await in_words_of(app, summary, channel.settings)
        if not spare and await _reads_the_same(app, post, summary, channel):
            raise _Obsolete(tr("The post would read the same."))
        return _Outgoing(_compose_post(summary, channel), post, compose_pointer(summary), spare)
    return _Outgoing(_compose_post(await in_words_of(app, summary, channel.settings), channel), post)


async def _find_stop(app: App, channel: Channel, summary: Summary) -> Phrase | None:
    """Asked where it may have waited while wishes changed: what comes at once was wanted a moment ago, what was
    held was asked for when it was released."""
    waited = channel.settings.wait_minutes or channel.settings.muted
    return await find_stop(app, channel, summary) if waited else None


def _compose_post(summary: Summary, channel: Channel) -> Message:
    return replace(compose_post(summary, channel.settings), topics=summary.topics)


async def _reads_the_same(app: App, post: Post, summary: Summary, channel: Channel) -> bool:
    """A short form stays as it is when only the whole piece behind it changed."""
    shown = await app.storage.stories.find_summary(post.story_id or 0, post.revision)
    if shown is None or post.revision is None:
        return False
    shown = await shown_in_words_of(app, shown, channel.settings)
    before, after = compose_post(shown, channel.settings), compose_post(summary, channel.settings)
    return before.blocks == after.blocks and before.buttons == after.buttons


async def _gather_follow_up(app: App, delivery: Delivery, channel: Channel) -> _Outgoing:
    story_id = delivery.story_id or 0
    earlier = await app.storage.deliveries.list_of_story(story_id)
    after = await app.storage.stories.find_summary(story_id, delivery.revision)
    before = await _find_before(app, delivery, earlier, channel)
    if before is None or after is None:
        raise _Obsolete(tr("A summary it compares is gone."))
    update = decide_update(before.piece, shown_of(after, channel.settings), before.earlier)
    post = await app.storage.deliveries.find_post(channel.id, story_id)
    if post is None:
        raise _Obsolete(tr("The post that it goes under never came."))
    if update.push is Push.NONE or not update.changes:
        raise _Obsolete(tr("Nothing changed that is worth a message."))
    after, update = await update_in_words_of(app, after, update, channel.settings)
    heard = [
        each.sent_at
        for each in earlier
        if each.channel_id == channel.id
        and each.kind in (DeliveryKind.POST, DeliveryKind.FOLLOW_UP)
        and each.sent_at is not None
    ]
    message = compose_update(after, update, max(heard, default=before.piece.written_at), channel.settings)
    return _Outgoing(message, post)


async def _find_before(
    app: App, delivery: Delivery, earlier: Sequence[Delivery], channel: Channel
) -> Read | None:
    """What the channel has of the story, from which an update starts, as it sees it."""
    known = find_base(delivery, earlier) or ((delivery.story_id or 0, delivery.from_revision or 0),)
    found = [await app.storage.stories.find_summary(*seen) for seen in known]
    pieces = [shown_of(piece, channel.settings) for piece in found if piece is not None]
    return read_told(pieces) if pieces else None


async def _list_held(
    app: App, channel: Channel, digest: Digest, summaries: Sequence[Summary]
) -> dict[int, Update]:
    """By story the updates that were held to stories which stand in the channel."""
    updates: dict[int, Update] = {}
    for summary in summaries:
        earlier = await app.storage.deliveries.list_of_story(summary.story_id)
        mine = [each for each in earlier if each.channel_id == channel.id and each.sent_at == digest.due_at]
        held = next((each for each in mine if each.kind is DeliveryKind.DIGEST and leads_on(each)), None)
        before = await _find_before(app, held, earlier, channel) if held is not None else None
        if before is not None:
            updates[summary.story_id] = decide_update(
                before.piece, shown_of(summary, channel.settings), before.earlier
            )
    return updates


async def _gather_digest(app: App, delivery: Delivery, channel: Channel) -> _Outgoing:
    digest = await app.storage.deliveries.get_digest(delivery.digest_id or 0)
    found = [await app.storage.stories.find_summary(*story) for story in digest.stories]
    summaries = [one for one in found if one is not None]
    if digest.stories and not summaries:
        raise _Obsolete(tr("Its summaries are gone."))
    if digest.occasion is Occasion.HOUR:
        left = say_left(digest.held - len(summaries), channel.settings)
        return _Outgoing(await tell_digest(app, channel, summaries, digest.due_at, left))
    news = await _list_held(app, channel, digest, summaries)
    if digest.occasion not in (Occasion.PAUSE, Occasion.PAUSE_AND_QUIET):
        bundle = await tell_digest(app, channel, summaries, digest.due_at, held=news)
        return _Outgoing(compose_after_quiet(bundle, digest, channel.settings))
    shown = [one for one in summaries if without_outlets(one, channel.settings.hidden) is not None]
    told = []
    for one in shown:
        if (update := news.get(one.story_id)) is None:
            told.append(await in_words_of(app, one, channel.settings))
            continue
        worded, news[one.story_id] = await update_in_words_of(app, one, update, channel.settings)
        told.append(worded)
    return _Outgoing(compose_after_pause(told, digest, news))


async def _send(
    app: App, platform: Platform, to: Address, delivery: Delivery, outgoing: _Outgoing
) -> tuple[str, ...]:
    """Sends the parts that have not been sent, and deletes what an edit left over; the ids of all parts."""
    sent = delivery.message_ids
    post = outgoing.post
    standing = post.message_ids if post and delivery.kind is DeliveryKind.EDIT else ()
    parts = platform.split(outgoing.message)
    for number, part in list(enumerate(parts))[len(sent) :]:
        place = find_place(find_place(to, post.message_ids if post is not None else ()), sent)
        if number < len(standing):
            await platform.edit(place, standing[number], part)
            message_id = standing[number]
        else:
            follows = delivery.kind is DeliveryKind.FOLLOW_UP and post is not None and number == 0
            reply_to = post.message_ids[0] if follows and post is not None else None
            key = part_key(delivery.key, number)
            again = delivery.attempts > 1 and number == len(delivery.message_ids)
            message_id = await _send_part(platform, (place, to), part, key, reply_to, again=again)
        sent = (*sent, message_id)
        await app.storage.deliveries.save_part(delivery.id, sent)
    for message_id in standing[len(parts) :]:
        with suppress(MessageMissing):
            await platform.delete(find_place(to, standing), message_id)
    return sent


async def _point(app: App, platform: Platform, to: Address, outgoing: _Outgoing) -> None:
    """Of two posts on what proved to be one story, the later points to the first. Harmless when done again."""
    if outgoing.pointer is None:
        return
    for post in outgoing.spare:
        (pointer, *_) = platform.split(outgoing.pointer)
        place = find_place(to, post.message_ids)
        with suppress(MessageMissing):
            await platform.edit(place, post.message_ids[0], pointer)
        for message_id in post.message_ids[1:]:
            with suppress(MessageMissing):
                await platform.delete(place, message_id)
        await app.storage.deliveries.retire_post(
            replace(post, story_id=outgoing.message.story_id, message_ids=post.message_ids[:1])
        )


async def _send_part(
    platform: Platform,
    places: tuple[Address, Address],
    part: Message,
    key: str,
    reply_to: str | None,
    *,
    again: bool,
) -> str:
    """`places`: where it belongs, and the channel itself, should a thread of its own be gone."""
    place, channel = places
    try:
        return await platform.send(place, part, key=key, reply_to=reply_to, again=again)
    except (MessageMissing, ChannelGone) as error:
        if place == channel and isinstance(error, ChannelGone):
            raise
        if reply_to is None:
            raise MessageMissing(str(error)) from error
        # Somebody deleted the post; what changed is still worth saying.
        return await platform.send(channel, part, key=key, again=again)


async def _put_off(app: App, channel: Channel, delivery: Delivery, error: DeliveryError) -> None:
    channels, deliveries = app.storage.channels, app.storage.deliveries
    if isinstance(error, ChannelMoved):
        await channels.save_moved(channel.id, replace(channel.address, chat=error.to))
    if isinstance(error, ChannelGone):
        await channels.save_gone(channel.id)
    # The parts sent in this attempt are in storage, not in the record that was claimed before it.
    sent = (await deliveries.get(delivery.id)).message_ids
    planned = plan_retry(replace(delivery, message_ids=sent), error, app.clock.now(), app.rules)
    # A post that will never be whole still stands there: it can be asked about, and mended later.
    torn = planned.state is DeliveryState.FAILED and bool(sent) and delivery.kind is not DeliveryKind.EDIT
    await deliveries.finish(planned, _make_post(app, planned) if torn else None)


def _make_post(app: App, delivery: Delivery, outgoing: _Outgoing | None = None) -> Post:
    if delivery.kind is DeliveryKind.EDIT and outgoing is not None and outgoing.post is not None:
        return replace(
            outgoing.post,
            story_id=delivery.story_id,
            revision=delivery.revision,
            message_ids=delivery.message_ids,
        )
    return Post(
        channel_id=delivery.channel_id,
        story_id=delivery.story_id,
        story_ids=outgoing.message.story_ids if outgoing is not None else (),
        revision=delivery.revision,
        message_ids=delivery.message_ids,
        sent_at=app.clock.now(),
    )
