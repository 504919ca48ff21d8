"""What becomes of a delivery whose sending failed: another attempt, and when, or its end."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.types import Delivery, DeliveryKind, DeliveryState, Rules
from bot.errors import (
    ChannelGone,
    ChannelMoved,
    DeliveryError,
    MessageMissing,
    MessageRejected,
    OutcomeUnknown,
    TryLater,
)

_FIRST_WAIT = timedelta(seconds=15)
_LONGEST_WAIT = timedelta(hours=6)
_BLIND_ATTEMPTS = 3  # how often a message is sent whose arrival is not known, before it is left at that


def plan_retry(delivery: Delivery, error: DeliveryError, now: datetime, rules: Rules) -> Delivery:
    """The delivery after a failed attempt: PLANNED for later, DROPPED or FAILED, and why.

    The wait grows fourfold from 15 seconds to 6 hours, or is what the platform asks for if that is longer:
    eight attempts outlast an outage of eleven hours. A message whose arrival is unknown is sent at most
    three times, since each time may show it again; an edit repeats without harm.
    """
    over = replace(delivery, lease_until=None, problem=str(error))
    unsure = isinstance(error, OutcomeUnknown) and delivery.kind is not DeliveryKind.EDIT
    match error:
        case ChannelMoved():
            return replace(over, state=DeliveryState.PLANNED, due_at=now)
        case ChannelGone() | MessageMissing():
            return replace(over, state=DeliveryState.DROPPED)
        case MessageRejected():
            return replace(over, state=DeliveryState.FAILED)
        case _ if delivery.attempts >= (_BLIND_ATTEMPTS if unsure else rules.delivery_attempts):
            return replace(over, state=DeliveryState.FAILED)
    wait = _back_off(delivery.attempts)
    if isinstance(error, TryLater):
        wait = max(wait, error.after)
    return replace(over, state=DeliveryState.PLANNED, due_at=now + wait)


def _back_off(attempts: int) -> timedelta:
    growth: int = 4 ** min(max(attempts - 1, 0), 8)
    return min(_FIRST_WAIT * growth, _LONGEST_WAIT)
