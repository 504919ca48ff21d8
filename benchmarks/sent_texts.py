"""What must be seen of a message: its words, less what cleaning takes out of them and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.types import Bullets, Heading, Message, Paragraph, Span, Table
from bot.platforms.cleaning import ESCAPE_SEQUENCES

_TAKEN_OUT = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"  # control characters: they drive terminals, servers drop them
    r"|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # marks of direction: they turn what stands beside them
)
_LAID_OUT = re.compile(r"[•↗\u200b\u2060]")
_HALF = re.compile(r"[\ud800-\udfff]")  # half a character is no text; shown as U+FFFD


def expected(message: Message) -> str:
    """Every word that a reader must see, without white space."""
    return squeeze("".join(clean(text) for text in iter_texts(message)))


def clean(text: str) -> str:
    return _HALF.sub("\ufffd", _TAKEN_OUT.sub("", ESCAPE_SEQUENCES.sub("", text)))


def squeeze(text: str) -> str:
    """Without what each platform lays out anew: white space, bullets, our sign of a link, what parts signs."""
    return "".join(_LAID_OUT.sub("", text).split())


def is_short_of(shown: str, text: str) -> bool:
    """Whether a short place shows neither the whole line nor its beginning, marked as cut."""
    whole = squeeze(text)
    seen = squeeze(shown)
    return not (seen == whole or (shown.endswith("…") and whole.startswith(seen.removesuffix("…"))))


def iter_spans(message: Message) -> Iterator[Span]:
    for block in message.blocks:
        match block:
            case Heading(spans) | Paragraph(spans):
                yield from spans
            case Bullets(items):
                for item in items:
                    yield from item
            case Table():
                pass


def iter_texts(message: Message) -> Iterator[str]:
    for block in message.blocks:
        match block:
            case Table(rows):
                yield from (cell for row in rows for cell in row)
            case _:
                yield from (span.text for span in iter_spans(Message(blocks=(block,))))


def is_sound(text: str) -> bool:
    """Whether it can be sent at all: no half characters, nothing that drives what shows it."""
    return _HALF.search(text) is None and not re.search(
        r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text
    )
