"""The words of a piece told in another manner: plain, in another language, or both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Manner:
    """How a channel wants words. `language` is a tag such as "de", "" for that of the originals."""

    plain: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A line of a piece as it was written and checked, and in other words. With a `reason` the original's words
    stand, since no others passed; it says why."""

    original: str
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """The lines of a story's piece at a revision in one manner. None of them where what the LLM gave was refused;
    `note` then says why, and the piece is shown as it was written.

    `writer` is the LLM's name, `versions` are those of the prompts it was asked with.
    """

    story_id: int
    revision: int
    manner: Manner
    made_at: datetime
    writer: str = ""
    versions: tuple[str, ...] = ()
    wordings: tuple[Wording, ...] = ()
    tokens: int = 0
    note: str | None = None
