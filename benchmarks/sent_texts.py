"""What must be seen of a message: its words, less what cleaning takes out of them and says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.types import Bullets, Heading, Message, Paragraph, Span, Table
from bot.platforms.cleaning import ESCAPE_SEQUENCES
from bot.platforms.markup import narrow_tables

_TAKEN_OUT = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"  # control characters: they drive terminals, servers drop them
    r"|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # marks of direction: they turn what stands beside them
)
_UNSEEN = (  # nothing is seen of these
    r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufffc\U000e0000-\U000e007f"
)
_FILLING = re.compile(rf"([{_UNSEEN}]{{64}})[{_UNSEEN}]+")  # in a run; its first 64 stay
_LAID_OUT = re.compile(r"[•↗\u200b\u2060]")
_HALF = re.compile(r"[\ud800-\udfff]")  # half a character is no text; shown as U+FFFD


def clean(text: str) -> str:
    return _FILLING.sub(r"\1", _HALF.sub("\ufffd", _TAKEN_OUT.sub("", ESCAPE_SEQUENCES.sub("", text))))


def is_seen(text: str) -> bool:
    return re.search(rf"[^{_UNSEEN}]", text) is not None


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
    """Of every block, item and row in which anything is seen: the others are left out. A table that a phone would
    wrap is read as the lines that it becomes."""
    for block in narrow_tables(message).blocks:
        match block:
            case Heading(spans) | Paragraph(spans):
                groups = [[span.text for span in spans]]
            case Bullets(items):
                groups = [[span.text for span in item] for item in items]
            case Table(rows):
                groups = list(map(list, rows))
        for texts in groups:
            if is_seen("".join(map(clean, texts))):  # an escape at the end of one takes nothing of the next
                yield from texts


def is_sound(text: str) -> bool:
    """Whether it can be sent at all: no half characters, nothing that drives what shows it."""
    return _HALF.search(text) is None and not re.search(
        r"[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text
    )
