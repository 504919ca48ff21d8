"""What a command may be told, for platforms on which people fill in fields instead of typing a line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OptionKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    FILE = "file"  # comes as Request.file
    CHANNEL = "channel"  # another place that the command is about: comes as Request.address


@dataclass(frozen=True, slots=True)
class Option:
    """`name`: small Latin letters. What is filled in stands behind the command in the order of its options, as if
    it had been typed. `choices`: all there are. `suggested`: the desk suggests values while one is typed."""

    name: str
    about: str
    kind: OptionKind = OptionKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for an option, and how it is shown."""

    label: str
    value: str
