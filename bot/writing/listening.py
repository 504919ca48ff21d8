"""Shows a piece while an LLM writes it: what it has said so far, edited and checked as if it ended there."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.core.protocol import cut_to_whole_lines
from bot.core.types import Draft, Summary
from bot.errors import BadReply

log = structlog.get_logger(__name__)


class Listener:
    """Given a reply's text as it arrives. `edit` is what the whole piece goes through in the end: it takes some
    milliseconds, and is done only where a line has ended."""

    def __init__(
        self,
        read: Callable[[str], Draft],
        edit: Callable[[Draft], Summary | None],
        shown: Callable[[Summary], None],
    ) -> None:
        self._read = read
        self._edit = edit
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
            log.exception("a piece in the making could not be shown")
            self._deaf = True

    def _look(self) -> None:
        try:
            draft = self._read(cut_to_whole_lines(self._text))
        except BadReply:
            return
        if len(draft.body) <= self._told:
            return
        self._told = len(draft.body)
        summary = self._edit(draft)
        if summary is not None:
            self._shown(summary)
