"""Once an hour: deletes what is old, and tells the operators when nothing was published for too long."""

from __future__ import annotations

from datetime import timedelta

import structlog

from bot.core.deliveries import make_key
from bot.core.saying import tell_text, tr
from bot.core.silence import find_silence
from bot.core.types import Address, Delivery, DeliveryKind, Notice
from bot.ports import App

log = structlog.get_logger(__name__)

_LOOKED_BACK = timedelta(days=14)
_EVERY = timedelta(hours=1)  # as often as this step runs
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
        return ()
    hours = int(silence.total_seconds() // 3600)
    if find_silence(written, now - _EVERY) is None:  # one line for a silence, not one an hour
        log.warning("nothing was published for longer than is normal", hours=hours, last=written[-1].isoformat())
    planned: list[int] = []
    for place in app.rules.alerts:
        platform, _, chat = place.partition(":")
        address = Address(platform, chat)
        channel = await app.storage.channels.open(address, "", now)
        told = tr(
            "Nothing was published for {hours} hours, which is longer than is normal here. "
            "/admin shows how feeds and deliveries are.",
            hours=hours,
        )
        # A silence is told of once, whatever its length: it is named after the piece it began with.
        key = f"silence-{written[-1].isoformat()}-{channel.id}"
        notice = Notice(
            key=key,
            paragraphs=(tell_text(told, app.catalogues, channel.settings.interface),),
            created_at=now,
        )
        delivery = Delivery(
            channel_id=channel.id, kind=DeliveryKind.NOTICE, key=make_key(channel.id, key), due_at=now
        )
        planned += await app.storage.deliveries.save_notice(notice, [delivery])
    return tuple(planned)
