"""Lets what others write to the terminal, such as log lines, stand above the prompt and never behind it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


class _AbovePrompt:
    """Stands for a terminal's stream: each whole line has the prompt cleared first and put back afterwards."""

    def __init__(self, stream: TextIO, clear: Callable[[], None], restore: Callable[[], None]) -> None:
        self._stream = stream
        self._clear = clear
        self._restore = restore
        self._begun = ""

    def write(self, text: str) -> int:
        lines, ending, self._begun = (self._begun + text).rpartition("\n")
        if ending:
            self._clear()
            self._stream.write(lines + ending)
            self._stream.flush()
            self._restore()
        return len(text)

    def flush(self) -> None:
        self._stream.flush()

    def isatty(self) -> bool:
        return True


@contextmanager
def standing_aside(clear: Callable[[], None], restore: Callable[[], None]) -> Iterator[None]:
    """While it lasts lines to a terminal's error stream go between `clear` and `restore`; to a file as ever."""
    stream = sys.stderr
    if not stream.isatty():
        yield
        return
    sys.stderr = _AbovePrompt(stream, clear, restore)
    try:
        yield
    finally:
        sys.stderr = stream
