"""A channel's settings, read from what a person typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from zoneinfo import ZoneInfo, available_timezones

from bot.core.clock_words import read_hours, read_length, read_minutes, read_weekdays
from bot.core.fixed_offsets import read_offset
from bot.core.language.lexicon_rows import LANGUAGES
from bot.core.language.lexicons import find_language
from bot.core.near_names import find_near, offer_near
from bot.core.saying import Tongue, joined, tr
from bot.core.types import ChannelSettings, Length, Rhythm, Style, Updates
from bot.errors import BadArguments

INTERFACES: Mapping[str, str] = MappingProxyType(
    {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français", "pt": "Português", "ru": "Русский"}
)
"""The languages that AiBot itself can speak in, each as its speakers call it."""

_DIGESTS_A_DAY = 12
_LONGEST_WAIT = 24 * 60
_AS_WRITTEN = frozenset({"original", "off", "none"})
_OFF = frozenset({"off", "no", "none", "never", "false", "0"})
_ON = frozenset({"on", "yes", "always", "true", "1"})
_INTERFACE_NAMES: Mapping[str, str] = MappingProxyType(
    {"german": "de", "spanish": "es", "french": "fr", "portuguese": "pt", "russian": "ru"}
    | {name.casefold(): tag for tag, name in INTERFACES.items()}
)

Reader = Callable[[ChannelSettings, str], ChannelSettings]


def read_setting(settings: ChannelSettings, name: str, value: str) -> ChannelSettings:
    """The settings with one of them changed. Raises BadArguments saying what is possible."""
    reader = _READERS.get(name.lower())
    if reader is None:
        raise no_such_setting(name)
    return reader(settings, value.strip())


def no_such_setting(name: str) -> BadArguments:
    known = ", ".join(_READERS)
    refusal = tr("There is no setting “{name}”. There are: {known}.", name=name[:40], known=known)
    near = "rhythm" if name.lower() in set(Rhythm) else find_near(name, _READERS)
    return BadArguments(offer_near(refusal, f"/settings {near}" if near else None))


def _read_rhythm(settings: ChannelSettings, value: str) -> ChannelSettings:
    word, *hours = value.replace(",", " ").split() or [""]
    if word.lower() not in set(Rhythm):
        raise BadArguments(
            tr("The rhythm is “instant”, or “digest” and its hours, such as: rhythm digest 8:00 18:30.")
        )
    rhythm = Rhythm(word.lower())
    if not hours:
        return replace(settings, rhythm=rhythm)
    if rhythm is Rhythm.INSTANT:
        raise BadArguments(
            tr("“instant” takes no hours. For a bundle at these hours write: rhythm digest 8:00 18:30.")
        )
    return _read_digest_hours(replace(settings, rhythm=rhythm), " ".join(hours))


def _read_digest_hours(settings: ChannelSettings, value: str) -> ChannelSettings:
    hours = value.replace(",", " ").split()
    if not hours:
        raise BadArguments(tr("Write the hours of the digest, such as: 8:00 18:30."))
    if len(hours) > _DIGESTS_A_DAY:
        raise BadArguments(tr("A digest can come {number} times a day at most.", number=_DIGESTS_A_DAY))
    return replace(settings, digest_minutes=tuple(sorted({read_minutes(hour) for hour in hours})))


def _read_weekdays(settings: ChannelSettings, value: str) -> ChannelSettings:
    return replace(settings, digest_weekdays=read_weekdays(value))


def _read_quiet_days(settings: ChannelSettings, value: str) -> ChannelSettings:
    return replace(settings, tell_quiet_days=_read_switch(value))


def _read_timezone(settings: ChannelSettings, value: str) -> ChannelSettings:
    known = {zone.lower(): zone for zone in available_timezones()}
    wanted = value.replace(" ", "_").lower()
    zone, exact = read_offset(value) or (known.get(wanted), True)
    if zone is not None and exact:
        return replace(settings, timezone=ZoneInfo(zone).key)
    similar = [zone] if zone is not None else _list_places(known, wanted)
    if exact and len(similar) == 1:
        return replace(settings, timezone=ZoneInfo(similar[0]).key)
    if similar:
        raise BadArguments(
            tr(
                "“{value}” is not a timezone. Write a region and a city, such as Europe/Berlin. "
                "Did you mean {similar}?",
                value=value[:60],
                similar=similar[0],
            )
        )
    raise BadArguments(
        tr("“{value}” is not a timezone. Write a region and a city, such as Europe/Berlin.", value=value[:60])
    )


def _list_places(known: Mapping[str, str], wanted: str) -> list[str]:
    """The zones of that city. Those of "Etc" are no places, and count the hours the other way round."""
    return sorted(
        zone for lower, zone in known.items() if lower.endswith("/" + wanted) and not lower.startswith("etc/gmt")
    )


def _read_quiet_hours(settings: ChannelSettings, value: str) -> ChannelSettings:
    return replace(settings, quiet_hours=None if value.lower() in _OFF else read_hours(value))


def _read_breaking(settings: ChannelSettings, value: str) -> ChannelSettings:
    return replace(settings, breaking=_read_switch(value))


def _read_style(settings: ChannelSettings, value: str) -> ChannelSettings:
    try:
        return replace(settings, style=Style(value.lower()))
    except ValueError as error:
        raise BadArguments(tr("The style is one of: {known}.", known=", ".join(Style))) from error


def _read_posts_length(settings: ChannelSettings, value: str) -> ChannelSettings:
    try:
        return replace(settings, length=Length(value.lower()))
    except ValueError as error:
        raise BadArguments(tr("The length is one of: {known}.", known=", ".join(Length))) from error


def _read_language(settings: ChannelSettings, value: str) -> ChannelSettings:
    if value.lower() in _AS_WRITTEN:
        return replace(settings, language="")
    language = find_language(value)
    if language is None:
        known = joined((joined((Tongue(one), f"({one})")) for one in LANGUAGES), by=", ")
        raise BadArguments(
            tr(
                "“{value}” is not a language that translations can be checked in. There are: {known}; and "
                "“original” for pieces as they were written.",
                value=value[:40],
                known=known,
            )
        )
    return replace(settings, language=language)


def _read_interface(settings: ChannelSettings, value: str) -> ChannelSettings:
    wanted = value.casefold()
    if wanted in ("auto", "own", *_OFF):
        return replace(settings, interface="")
    tag = _INTERFACE_NAMES.get(wanted, wanted.partition("-")[0].partition("_")[0])
    if tag not in INTERFACES:
        known = ", ".join(f"{name} ({tag})" for tag, name in INTERFACES.items())
        raise BadArguments(
            tr(
                "AiBot does not speak “{value}”. It speaks: {known}; or “auto”, as whoever asks does.",
                value=value[:40],
                known=known,
            )
        )
    return replace(settings, interface=tag)


def _read_outlets(settings: ChannelSettings, value: str) -> ChannelSettings:
    if not re.fullmatch(r"[1-9]|1\d|20", value, re.ASCII):
        raise BadArguments(tr("Outlets is how many independent ones must report a story: a number from 1 to 20."))
    return replace(settings, minimum_outlets=int(value))


def _read_wait(settings: ChannelSettings, value: str) -> ChannelSettings:
    if value.lower() in _OFF:
        return replace(settings, wait_minutes=0)
    length = read_length(f"{value} min" if re.fullmatch(r"\d{1,4}", value, re.ASCII) else value)
    if length is None or length.total_seconds() > _LONGEST_WAIT * 60:
        raise BadArguments(
            tr("Wait is how long a story is kept back for more outlets: such as 30 min, up to 24 h, or “off”.")
        )
    return replace(settings, wait_minutes=int(length.total_seconds()) // 60)


def _read_limit(settings: ChannelSettings, value: str) -> ChannelSettings:
    if value.lower() in _OFF:
        return replace(settings, hourly_limit=0)
    if not re.fullmatch(r"[1-9]\d?", value, re.ASCII):
        raise BadArguments(
            tr("Limit is how many new stories come within an hour: a number from 1 to 99, or “off”.")
        )
    return replace(settings, hourly_limit=int(value))


def _read_updates(settings: ChannelSettings, value: str) -> ChannelSettings:
    try:
        return replace(settings, updates=Updates(value.lower()))
    except ValueError as error:
        raise BadArguments(tr("Updates are one of: {known}.", known=", ".join(Updates))) from error


def _read_pictures(settings: ChannelSettings, value: str) -> ChannelSettings:
    return replace(settings, pictures=_read_switch(value))


def _read_silent(settings: ChannelSettings, value: str) -> ChannelSettings:
    return replace(settings, silent=_read_switch(value))


def _read_buttons(settings: ChannelSettings, value: str) -> ChannelSettings:
    return replace(settings, buttons=_read_switch(value))


def _read_switch(value: str) -> bool:
    if value.lower() in _ON:
        return True
    if value.lower() in _OFF:
        return False
    raise BadArguments(tr("Write “on” or “off”."))


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "rhythm": _read_rhythm,
        "hours": _read_digest_hours,
        "weekdays": _read_weekdays,
        "quietdays": _read_quiet_days,
        "timezone": _read_timezone,
        "quiet": _read_quiet_hours,
        "breaking": _read_breaking,
        "outlets": _read_outlets,
        "wait": _read_wait,
        "limit": _read_limit,
        "updates": _read_updates,
        "style": _read_style,
        "length": _read_posts_length,
        "pictures": _read_pictures,
        "silent": _read_silent,
        "buttons": _read_buttons,
        "language": _read_language,
        "interface": _read_interface,
    }
)
