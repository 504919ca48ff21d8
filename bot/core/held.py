"""Why a story came to a channel, or did not, and what is held for it: in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.core.admission import Admission, BroughtBy, Ground, StoryText, decide_admission, wants
from bot.core.grounds import say_stop
from bot.core.pausing import show_until
from bot.core.quiet_hours import is_paused, quiet_until
from bot.core.saying import Phrase, recalled, tr
from bot.core.types import (
    Channel,
    Delivery,
    DeliveryKind,
    DeliveryState,
    Rhythm,
    Subscription,
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
) -> tuple[Phrase, ...]:
    """Sentences that tell whether the story came, who asked for it, and what stopped or holds it.

    `deliveries`: those of the story and of stories merged into it; other channels' are left out here.
    """
    mine = sorted((each for each in deliveries if each.channel_id == channel.id), key=lambda each: each.id)
    admission = decide_admission(channel.settings, wishes, story, brought, now)
    said = [*_say_told(channel, mine)]
    came = bool(said)
    said += _say_ground(admission, channel, story, _find_late(wishes, story, brought))
    waiting = [held.reason for held in list_held(channel, mine, now)]
    if waiting or came:
        return (*said, *waiting)
    return (*said, *_say_outcome(admission, mine))


# ---------------------------------------------------------------- the parts


def _say_told(channel: Channel, mine: Sequence[Delivery]) -> Iterator[Phrase]:
    for each in mine:
        if each.kind not in _TOLD or each.state is not DeliveryState.SENT or each.sent_at is None:
            continue
        when = show_until(each.sent_at, channel.settings)
        if each.kind is DeliveryKind.POST:
            yield tr("It came here on {time}.", time=when)
        else:
            yield tr("A digest or bundle told it here on {time}.", time=when)


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
        return tr("It is held: this chat is paused until {time}.", time=when)
    if settings.rhythm is Rhythm.DIGEST:
        return tr("It is kept for the digest on {time}.", time=when)
    if quiet_until(settings, now) is not None:
        return tr("It is held: quiet hours last until {time}.", time=when)
    return tr("It is held until {time}.", time=when)


def _say_outcome(admission: Admission, mine: Sequence[Delivery]) -> Iterator[Phrase]:
    """Of a story that did not come and is not held."""
    if not admission.wanted:
        return
    last = mine[-1] if mine else None
    match last.state if last is not None else None:
        case DeliveryState.PLANNED | DeliveryState.SENDING:
            yield tr("It is on its way.")
        case DeliveryState.FAILED:
            yield tr("It could not be sent: {problem}", problem=recalled((last and last.problem) or "?"))
        case DeliveryState.DROPPED:
            yield tr("It was dropped: {problem}", problem=recalled((last and last.problem) or "?"))
        case _:
            yield tr("It is wanted here and has not come yet: it comes once it is written, or grows.")
