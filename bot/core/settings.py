"""A channel's settings, read from what a person typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo, available_timezones

from bot.core.language.lexicon_rows import LANGUAGES
from bot.core.language.lexicons import find_language, name_language
from bot.core.types import ChannelSettings, Rhythm, Style
from bot.errors import BadArguments

_DIGESTS_A_DAY = 12
_AS_WRITTEN = frozenset({"original", "off", "none"})


def read_setting(settings: ChannelSettings, name: str, value: str) -> ChannelSettings:
    """The settings with one of them changed. Raises BadArguments saying what is possible."""
    reader = _READERS.get(name.lower())
    if reader is None:
        raise BadArguments(f"There is no setting “{name}”. There are: {', '.join(_READERS)}.")
    return reader(settings, value.strip())


def _read_rhythm(settings: ChannelSettings, value: str) -> ChannelSettings:
    word, *hours = value.replace(",", " ").split() or [""]
    if word.lower() not in set(Rhythm):
        raise BadArguments(
            "The rhythm is “instant”, or “digest” and its hours, such as: rhythm digest 8:00 18:30."
        )
    rhythm = Rhythm(word.lower())
    if not hours:
        return replace(settings, rhythm=rhythm)
    if rhythm is Rhythm.INSTANT:
        raise BadArguments(
            "“instant” takes no hours. For a bundle at these hours write: rhythm digest 8:00 18:30."
        )
    if len(hours) > _DIGESTS_A_DAY:
        raise BadArguments(f"A digest can come {_DIGESTS_A_DAY} times a day at most.")
    return replace(settings, rhythm=rhythm, digest_minutes=tuple(sorted({_minutes(hour) for hour in hours})))


def _minutes(hour: str) -> int:
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2})?)?", hour, re.ASCII)
    if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise BadArguments(f"“{hour}” is not an hour of the day. Write hours such as 8:00 or 18:30.")
    return int(match[1]) * 60 + int(match[2] or 0)


def _read_timezone(settings: ChannelSettings, value: str) -> ChannelSettings:
    known = {zone.lower(): zone for zone in available_timezones()}
    wanted = value.replace(" ", "_").lower()
    if wanted in known:
        return replace(settings, timezone=ZoneInfo(known[wanted]).key)
    similar = sorted(zone for lower, zone in known.items() if wanted and lower.endswith("/" + wanted))
    meant = f" Did you mean {similar[0]}?" if similar else ""
    raise BadArguments(f"“{value}” is not a timezone. Write a region and a city, such as Europe/Berlin.{meant}")


def _read_style(settings: ChannelSettings, value: str) -> ChannelSettings:
    try:
        return replace(settings, style=Style(value.lower()))
    except ValueError as error:
        raise BadArguments(f"The style is one of: {', '.join(Style)}.") from error


def _read_outlets(settings: ChannelSettings, value: str) -> ChannelSettings:
    if not re.fullmatch(r"[1-9]|1\d|20", value, re.ASCII):
        raise BadArguments("Outlets is how many independent ones must report a story: a number from 1 to 20.")
    return replace(settings, minimum_outlets=int(value))


def _read_language(settings: ChannelSettings, value: str) -> ChannelSettings:
    if value.lower() in _AS_WRITTEN:
        return replace(settings, language="")
    language = find_language(value)
    if language is None:
        known = ", ".join(f"{name_language(one)} ({one})" for one in LANGUAGES)
        raise BadArguments(
            f"“{value}” is not a language that translations can be checked in. There are: {known}; and "
            "“original” for pieces as they were written."
        )
    return replace(settings, language=language)


_READERS: Mapping[str, Callable[[ChannelSettings, str], ChannelSettings]] = {
    "rhythm": _read_rhythm,
    "timezone": _read_timezone,
    "style": _read_style,
    "language": _read_language,
    "outlets": _read_outlets,
}
