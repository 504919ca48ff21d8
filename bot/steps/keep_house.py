"""Once an hour: deletes what is old, and tells the operators when nothing was published for too long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import structlog

from bot.core.deliveries import make_key
from bot.core.saying import Phrase, tell_text, tr
from bot.core.silence import SHORTEST_ALARM, SILENCE, find_silence
from bot.core.types import Address, Channel, Delivery, DeliveryKind, Notice
from bot.ports import App

log = structlog.get_logger(__name__)

_LOOKED_BACK = timedelta(days=14)
_EVERY = timedelta(hours=1)  # as often as this step runs
_NOTICED_WITHIN = timedelta(hours=6)  # after the end of a silence, should an hour have been missed
_TURNS = 200  # of deleting some, at most: the rest waits for the next hour


async def keep_house(app: App) -> tuple[int, ...]:
    """The ids of the deliveries planned: those that tell operators of a silence, once each."""
    await _purge(app)
    return await _watch(app)


async def _purge(app: App) -> None:
    for _ in range(_TURNS):
        purged = await app.storage.upkeep.purge(app.rules.retention, app.clock.now())
        if purged.nothing:
            return
        log.info(
            "old things deleted",
            stories=purged.stories,
            said=purged.said,
            questions=purged.questions,
            feedback=purged.feedback,
            spending=purged.spending,
        )


async def _watch(app: App) -> tuple[int, ...]:
    now = app.clock.now()
    written = await app.storage.upkeep.list_written(now - _LOOKED_BACK)
    silence = find_silence(written, now)
    if silence is None:
        return await _tell_of_its_end(app, written, now)
    hours = int(silence.total_seconds() // 3600)
    if find_silence(written, now - _EVERY) is None:  # one line for a silence, not one an hour
        log.warning("nothing was published for longer than is normal", hours=hours, last=written[-1].isoformat())
    told = tr(
        "Nothing was published for {hours} hours, which is longer than is normal here. "
        "/admin shows how feeds and deliveries are.",
        hours=hours,
    )
    planned: list[int] = []
    for channel in await _list_alerted(app, now):
        planned += await _tell(app, channel, _name(written[-1], channel), told, now)
    return tuple(planned)


async def _tell_of_its_end(app: App, written: Sequence[datetime], now: datetime) -> tuple[int, ...]:
    """Whoever was told of a silence is told when it is over."""
    planned: list[int] = []
    for last, first in pairwise(written):
        if first - last < SHORTEST_ALARM or first <= now - _NOTICED_WITHIN:
            continue
        hours = int((first - last).total_seconds() // 3600)
        told = tr("News is published again, after {hours} hours of silence.", hours=hours)
        for channel in await _list_alerted(app, now):
            begun = _name(last, channel)
            if await app.storage.deliveries.find_notice(begun) is not None:
                planned += await _tell(app, channel, f"{begun}-over", told, now)
    return tuple(planned)


async def _list_alerted(app: App, now: datetime) -> list[Channel]:
    places = (place.partition(":") for place in app.rules.alerts)
    return [await app.storage.channels.open(Address(platform, chat), "", now) for platform, _, chat in places]


def _name(last: datetime, channel: Channel) -> str:
    """A silence is told of once, whatever its length: it is named after the piece that it began with."""
    return f"{SILENCE}{last.isoformat()}-{channel.id}"


async def _tell(app: App, channel: Channel, key: str, told: Phrase, now: datetime) -> tuple[int, ...]:
    words = tell_text(told, app.catalogues, channel.settings.interface)
    notice = Notice(key=key, paragraphs=(words,), created_at=now)
    delivery = Delivery(
        channel_id=channel.id, kind=DeliveryKind.NOTICE, key=make_key(channel.id, key), due_at=now
    )
    return await app.storage.deliveries.save_notice(notice, [delivery])
