"""Timezones that people name by their distance from Greenwich: "UTC+2", "GMT -03:00", "+1"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import available_timezones

_OFFSET = re.compile(
    r"(?:utc|gmt)?\s*(?P<sign>[+\-−–])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?", re.ASCII | re.IGNORECASE
)
_ZONE = re.compile(r"Etc/GMT(?P<sign>[+-])(?P<hours>\d{1,2})")
_UNEVEN: Mapping[str, str] = MappingProxyType(
    {
        "+3:30": "Asia/Tehran",
        "+4:30": "Asia/Kabul",
        "+5:30": "Asia/Kolkata",
        "+5:45": "Asia/Kathmandu",
        "+6:30": "Asia/Yangon",
        "+8:45": "Australia/Eucla",
        "+9:30": "Australia/Darwin",
        "+10:30": "Australia/Lord_Howe",
        "+12:45": "Pacific/Chatham",
        "-3:30": "America/St_Johns",
        "-9:30": "Pacific/Marquesas",
    }
)
"""The best known zones of those that no whole hours name; some of them have a summer time."""


def read_offset(words: str) -> tuple[str, bool] | None:
    """The zone of the public list (IANA) that it names, and whether it is just that, or only the likeliest one.
    None where it is no offset, or one that clocks nowhere keep."""
    found = _OFFSET.fullmatch(words.strip())
    if found is None:
        return None
    sign, hours, minutes = "+" if found["sign"] == "+" else "-", int(found["hours"]), int(found["minutes"] or 0)
    if minutes:
        uneven = _UNEVEN.get(f"{sign}{hours}:{minutes:02}")
        return None if uneven is None else (uneven, False)
    if not hours:
        return "UTC", True
    # The list counts them as POSIX does, westwards: what is two hours ahead of Greenwich is "Etc/GMT-2" there.
    zone = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}"
    return (zone, True) if zone in available_timezones() else None


def name_zone(zone: str) -> str:
    """As people call it: "UTC+2" for "Etc/GMT-2", any other by its own name."""
    found = _ZONE.fullmatch(zone)
    if found is None:
        return zone
    return f"UTC{'+' if found['sign'] == '-' else '−'}{found['hours']}"
