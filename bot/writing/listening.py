"""Shows a piece or an answer while an LLM writes it: what it has said so far, checked as if it ended there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import structlog

from bot.core.protocol import cut_to_whole_lines
from bot.errors import BadReply

Read = TypeVar("Read")
Shown = TypeVar("Shown")

log = structlog.get_logger(__name__)


class Listener(Generic[Read, Shown]):
    """Given a reply's text as it arrives. `settle` is what the whole reply goes through in the end: it takes some
    milliseconds, and is done only where a line has ended and `count` has more of them; None is not shown."""

    def __init__(
        self,
        read: Callable[[str], Read],
        count: Callable[[Read], int],
        settle: Callable[[Read], Shown | None],
        shown: Callable[[Shown], None],
    ) -> None:
        self._read = read
        self._count = count
        self._settle = settle
        self._shown = shown
        self._text = ""
        self._told = 0
        self._deaf = False

    def hear(self, piece: str) -> None:
        self._text += piece
        if self._deaf or not ("\n" in piece or "}" in piece):
            return
        try:
            self._look()
        except Exception:
            log.exception("what is in the making could not be shown")
            self._deaf = True

    def _look(self) -> None:
        try:
            read = self._read(cut_to_whole_lines(self._text))
        except BadReply:
            return
        lines = self._count(read)
        if lines <= self._told:
            return
        self._told = lines
        settled = self._settle(read)
        if settled is not None:
            self._shown(settled)
