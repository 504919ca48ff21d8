"""Until when a chat wants to be left alone, read from what a person typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.core.clock_words import read_length, read_minutes, read_weekdays
from bot.core.saying import Phrase, tr
from bot.core.types import ChannelSettings
from bot.core.wall_clock import to_utc
from bot.errors import BadArguments

_MORNING = 8 * 60  # when "until tomorrow" ends
_FOREVER = frozenset({"", "forever", "for good"})


def read_until(words: str, settings: ChannelSettings, now: datetime) -> datetime | None:
    """The end of "3h", "for 3h", "until 18:00", "until tomorrow" or "until friday", hours being the channel's
    own; None for no end. Raises BadArguments."""
    wanted = " ".join(words.lower().split())
    if wanted in _FOREVER:
        return None
    if (length := read_length(wanted.removeprefix("for "))) is not None:
        return now.astimezone(UTC) + length
    zone = ZoneInfo(settings.timezone)
    today = now.astimezone(zone).date()
    end = wanted.removeprefix("until ").removeprefix("till ")
    if end == "tomorrow":
        return _at(today + timedelta(days=1), _MORNING, zone)
    if end != wanted and end[:1].isdigit():
        minutes = read_minutes(end)
        moment = _at(today, minutes, zone)
        return moment if moment > now else _at(today + timedelta(days=1), minutes, zone)
    try:
        (day,) = read_weekdays(end)
    except (BadArguments, ValueError) as error:
        raise BadArguments(
            tr(
                "Write for how long or until when, such as: 3h, 2 days, until 18:00, until tomorrow; a year at "
                "most."
            )
        ) from error
    return _at(today + timedelta(days=(day - today.weekday()) % 7 or 7), _MORNING, zone)


def _at(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    return to_utc(datetime.combine(day, time()) + timedelta(minutes=minutes), zone)


def show_until(until: datetime, settings: ChannelSettings) -> Phrase:
    """Day and hour in the channel's timezone."""
    local = until.astimezone(ZoneInfo(settings.timezone))
    return tr("{day}, {hour}", day=local.date(), hour=local)
