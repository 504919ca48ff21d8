"""What went wrong and should not have: a reference for the person, the place in the code for the operator."""

from __future__ import annotations

import traceback
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.errors import AiBotError

_log = structlog.get_logger(__name__)

_TOLD_AGAIN_AFTER = timedelta(hours=1)
_KINDS = 200  # remembered; a program that fails in more ways has other troubles


@dataclass(slots=True)
class _Kind:
    told_at: datetime
    untold: int = 0


class Mishaps:
    """Faults of the same kind (the same error from the same line) have the same reference. The log has each kind
    whole once an hour, with how often it came meanwhile, so that a flood of them floods nobody."""

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}

    def note(self, error: BaseException, now: datetime, platform: str) -> str:
        """The reference by which the log knows it."""
        reference = f"{zlib.crc32(_name_kind(error).encode()):08X}"
        known = self._kinds.get(reference)
        if known is not None and now - known.told_at < _TOLD_AGAIN_AFTER:
            known.untold += 1
            return reference
        if len(self._kinds) >= _KINDS:
            self._kinds.clear()
        self._kinds[reference] = _Kind(now)
        _log.error(
            "a request failed",
            reference=reference,
            platform=platform,
            before=known.untold if known is not None else 0,
            exception="".join(_describe(error)).rstrip(),
        )
        return reference


def _name_kind(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return " ".join([type(error).__name__, *(f"{frame.filename}:{frame.lineno}" for frame in frames[-3:])])


def _describe(error: BaseException) -> Iterator[str]:
    """As Python would, but for the words of errors that are not ours: they may quote what somebody wrote."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _describe(before)
        yield "\nwhich led to:\n\n"
    yield from traceback.format_list(traceback.extract_tb(error.__traceback__))
    words = f": {error}" if isinstance(error, AiBotError) else ""
    yield f"{type(error).__module__}.{type(error).__qualname__}{words}\n"
