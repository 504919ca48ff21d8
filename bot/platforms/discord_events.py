"""Reads Discord's events one by one, so that one which the library cannot read ends no session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import partial
from typing import Any

import structlog

log = structlog.get_logger(__name__)

_BEGINNINGS = frozenset({"READY", "RESUMED"})  # a session without them would be none

Parser = Callable[[Any], None]


def read_each_alone(parsers: MutableMapping[str, Parser]) -> None:
    """`parsers`: the library's own, by an event's name. Left alone, one that fails closes every shard, and what
    is said until the sessions are begun anew is lost."""
    for name in parsers.keys() - _BEGINNINGS:
        parsers[name] = partial(_read, name, parsers[name])


def _read(name: str, parser: Parser, about: Any) -> None:
    try:
        parser(about)
    except Exception as error:  # noqa: BLE001 - whatever the library makes of it
        # Neither the error's words nor the content: they may be what a person wrote.
        holds = ", ".join(sorted(about)) if isinstance(about, Mapping) else type(about).__name__
        log.error("discord_event_unreadable", of=name, problem=type(error).__name__, holds=holds)
