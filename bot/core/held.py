"""Why a story came to a channel, or did not, and what is held for it: in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.core.admission import Admission, BroughtBy, Ground, StoryText, decide_admission, wants
from bot.core.deliveries import leads_on
from bot.core.grounds import say_stop
from bot.core.hourly_limit import holds_over_limit
from bot.core.opinion import is_opinion
from bot.core.pausing import show_until
from bot.core.quiet_hours import is_paused, must_hold, quiet_until
from bot.core.saying import Phrase, joined, recalled, tr
from bot.core.types import (
    Channel,
    ChannelSettings,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Rhythm,
    Subscription,
    Updates,
)

_EVER = datetime.min.replace(tzinfo=UTC)
_TOLD = (DeliveryKind.POST, DeliveryKind.DIGEST)


@dataclass(frozen=True, slots=True)
class Held:
    """A delivery that waits, why, and until when as far as that is known."""

    delivery: Delivery
    reason: Phrase
    until: datetime | None


def list_held(channel: Channel, planned: Sequence[Delivery], now: datetime) -> tuple[Held, ...]:
    """Of what is PLANNED for the channel, all that waits for something else than its turn, in their order."""
    found = (_explain_waiting(channel, each, now) for each in planned)
    return tuple(held for held in found if held is not None)


def explain_delivery(
    channel: Channel,
    wishes: Sequence[Subscription],
    story: StoryText,
    deliveries: Sequence[Delivery],
    brought: BroughtBy,
    now: datetime,
    *,
    written: bool = True,
    broke: Collection[int] = (),
) -> tuple[Phrase, ...]:
    """Sentences that tell whether the story came, who asked for it, and what stopped or holds it.

    `deliveries`: those of the story and of stories merged into it; other channels' are left out here. `written`:
    whether it is, but for whoever asks for it. `broke`: the ids of deliveries of breaking news.
    """
    mine = sorted((each for each in deliveries if each.channel_id == channel.id), key=lambda each: each.id)
    admission = decide_admission(channel.settings, wishes, story, brought, now)
    said = [
        *dict.fromkeys(_say_told(channel, mine, story.summary.story_id, broke))
    ]  # one digest may tell two parts
    came = bool(said)
    said += _say_ground(admission, channel, story, _find_late(wishes, story, brought))
    if came and not admission.asked_for and channel.settings.updates is Updates.MESSAGES:
        said.append(tr("What stands here is still kept up to date, but no message comes about it."))
    comes = admission.wanted or (came and admission.asked_for)
    waiting = [_say_waiting(held) for held in list_held(channel, mine, now)] if comes else []
    if waiting or came:
        return (*said, *waiting)
    outcome = _say_outcome(admission, mine, story) if mine or written else _say_unwritten(admission, channel, now)
    return (*said, *outcome)


# ---------------------------------------------------------------- the parts


def _say_told(
    channel: Channel, mine: Sequence[Delivery], story_id: int, broke: Collection[int]
) -> Iterator[Phrase]:
    for each in mine:
        if each.kind not in _TOLD or each.state is not DeliveryState.SENT or each.sent_at is None:
            continue
        when = show_until(each.sent_at, channel.settings)
        if each.kind is DeliveryKind.DIGEST:
            yield tr("A digest or bundle told it here on {time}.", time=when)
        elif each.story_id != story_id:
            yield tr(
                "Story {number}, which is part of it now, came here on {time}.",
                number=str(each.story_id),
                time=when,
            )
        else:
            yield tr("It came here on {time}.", time=when)
        if each.id in broke and quiet_until(channel.settings, each.sent_at) is not None:
            yield tr("It came in quiet hours because many outlets had reported it within an hour.")


def _say_waiting(held: Held) -> Phrase:
    """What is held of a story that stands here is no contradiction to that."""
    if held.delivery.kind is DeliveryKind.DIGEST and leads_on(held.delivery):
        return joined((tr("What is new in it has not come yet."), held.reason))
    return held.reason


def _find_late(wishes: Sequence[Subscription], story: StoryText, brought: BroughtBy) -> Subscription | None:
    """The subscription that would ask for the story, had it been there when it was published."""
    return next((one for one in wishes if wants(replace(one, since=_EVER), story, brought)), None)


def _say_ground(
    admission: Admission, channel: Channel, story: StoryText, late: Subscription | None
) -> Iterator[Phrase]:
    if admission.wish is not None:
        yield tr("The subscription “{target}” asks for it.", target=admission.wish.target)
    match admission.ground:
        case Ground.FOLLOWED:
            yield tr("It is followed here, so filters and the number of outlets do not matter.")
        case Ground.WISHED if admission.named:
            yield tr("{outlet} is trusted here, so that its report is enough.", outlet=admission.named)
        case Ground.UNASKED if late is not None:
            yield tr(
                "It is older than the subscription “{target}”: what was published before one began does not "
                "come.",
                target=late.target,
            )
        case _:
            stop = say_stop(admission, story.summary.story_id, channel.settings)
            yield from () if stop is None else (stop,)


def _explain_waiting(channel: Channel, delivery: Delivery, now: datetime) -> Held | None:
    if delivery.state is not DeliveryState.PLANNED:
        return None
    if delivery.kind is DeliveryKind.DIGEST and delivery.digest_id is None:
        return Held(delivery, _say_kept(channel, now), channel.next_digest_at)
    if delivery.due_at <= now:
        return None
    when = show_until(delivery.due_at, channel.settings)
    if delivery.problem:
        reason = tr("Sending it failed and is tried again on {time}.", time=when)
    elif delivery.kind is DeliveryKind.FOLLOW_UP:
        reason = tr("An update to it waits until {time}, so that messages do not come too often.", time=when)
    elif delivery.kind is DeliveryKind.POST:
        reason = tr("It waits for other outlets until {time}.", time=when)
    elif channel.settings.hourly_limit:
        reason = tr(
            "It waits until {time}: no more than {number} an hour come here.",
            time=when,
            number=channel.settings.hourly_limit,
        )
    else:
        reason = tr("It waits until {time}.", time=when)
    return Held(delivery, reason, delivery.due_at)


def _say_kept(channel: Channel, now: datetime) -> Phrase:
    """Why something is kept for the channel's next hour."""
    settings, until = channel.settings, channel.next_digest_at
    if until is None:
        return tr("It is held: this chat is paused until /resume.")
    when = show_until(until, settings)
    if is_paused(settings, now):
        return _say_paused(settings, until)
    if settings.rhythm is Rhythm.DIGEST:
        return tr("It is kept for the digest on {time}.", time=when)
    if quiet_until(settings, now) is not None:
        return tr("It is held: quiet hours last until {time}.", time=when)
    if holds_over_limit(settings, now):
        return tr(
            "It is held: no more than {number} an hour come here. It comes on {time}, with whatever else is "
            "held.",
            number=settings.hourly_limit,
            time=when,
        )
    return tr("It is held until {time}.", time=when)


def _say_paused(settings: ChannelSettings, until: datetime) -> Phrase:
    """Until when, and what holds it then."""
    ends = min(settings.paused_until or until, until)
    pause = tr("It is held: this chat is paused until {time}.", time=show_until(ends, settings))
    if ends == until:
        return pause
    return joined((pause, tr("Quiet hours then last until {time}.", time=show_until(until, settings))))


def _say_unwritten(admission: Admission, channel: Channel, now: datetime) -> Iterator[Phrase]:
    """Of a story that waits at the desk, and what waits for it here."""
    if not admission.wanted:
        return
    yield tr("It is not written yet: other outlets get a little time to report it, too.")
    settings, until = channel.settings, channel.next_digest_at
    if not must_hold(settings, DeliveryKind.POST, now, breaking=False):
        return
    if until is None:
        yield tr("It then waits until /resume, as this chat is paused.")
    elif settings.rhythm is Rhythm.DIGEST and not is_paused(settings, now):
        yield tr("It then waits for the digest on {time}.", time=show_until(until, settings))
    else:
        yield tr("It then waits until {time}: nothing comes here before.", time=show_until(until, settings))


def _say_outcome(admission: Admission, mine: Sequence[Delivery], story: StoryText) -> Iterator[Phrase]:
    """Of a story that was written, did not come and is not held."""
    if not admission.wanted:
        return
    last = mine[-1] if mine else None
    match last.state if last is not None else None:
        case DeliveryState.PLANNED | DeliveryState.SENDING:
            yield tr("It is on its way.")
        case DeliveryState.FAILED:
            yield tr("It could not be sent: {problem}", problem=recalled((last and last.problem) or "?"))
        case DeliveryState.DROPPED:
            yield tr(
                "It was to come and was dropped then: {problem}", problem=recalled((last and last.problem) or "?")
            )
            yield _say_missed(story)
        case _ if all(map(is_opinion, story.articles)):
            yield tr("Only opinion pieces tell of it, and these alone bring no story.")
        case _:
            yield _say_missed(story)


def _say_missed(story: StoryText) -> Phrase:
    number = str(story.summary.story_id)
    return tr(
        "It did not come when it was written, and comes once it grows. /story {number} shows it now.",
        number=number,
    )
