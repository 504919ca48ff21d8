"""Progress: what somebody who waits for an answer is shown while it is being made."""

from __future__ import annotations

from typing import Protocol

from bot.core.types import Message


class Progress(Protocol):
    """Where work on an answer is shown. Neither call waits for a chat or fails: what cannot be shown is not, and
    of several in quick succession only the last may be."""

    def say(self, words: str) -> None:
        """What is being done now, in a few words: "Reading 3 of 5 pages …"."""
        ...

    def show(self, message: Message) -> None:
        """The answer as far as it is made, every sentence of it checked already."""
        ...


class Silence:
    """`Progress` where nobody is waiting."""

    def say(self, words: str) -> None:
        return None

    def show(self, message: Message) -> None:
        return None


SILENCE = Silence()
