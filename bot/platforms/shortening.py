"""One line of plain words, cut to a length between words and never within a character as people see it."""

from __future__ import annotations

import re

from bot.platforms.cleaning import clean_text
from bot.platforms.markup import is_glued

_NOT_IN_NAMES = re.compile(
    r"[/\\:*?\"<>|;]"
)  # file systems refuse them, and forms that files are sent in end at ";"
_ELLIPSIS = "…"
_WORTH = 3  # a cut between words may leave so small a part of the room empty: one in three


def count_units(text: str) -> int:
    """UTF-16 units, the strictest way in which a platform might count."""
    return len(text) + sum(char > "\uffff" for char in text)


def shorten_line(text: str, limit: int) -> str:
    """The text in one line, cleaned, at most `limit` units long, with "…" where something was left out."""
    line = " ".join(clean_text(text).split())
    if len(line) <= limit and count_units(line) <= limit:
        return line
    fitting = _count_fitting(line, limit - len(_ELLIPSIS))
    space = line.rfind(" ", 0, fitting + 1)
    if space >= fitting - fitting // _WORTH:
        return line[:space].rstrip() + _ELLIPSIS
    whole = next((at for at in range(fitting, 0, -1) if not is_glued(line, at)), fitting)
    return line[:whole].rstrip() + _ELLIPSIS


def clean_file_name(name: str, limit: int) -> str:
    """One part of a path, at most `limit` characters; what it ends in, such as ".opml", stays."""
    words = " ".join(_NOT_IN_NAMES.sub(" ", clean_text(name)).split())
    stem, dot, kind = words.rpartition(".")
    if len(words) <= limit or not stem or len(kind) >= limit - 1:
        return words[-limit:].strip(". ") or "file"
    return f"{stem[: limit - len(kind) - 1]}{dot}{kind}"


def _count_fitting(line: str, limit: int) -> int:
    units = 0
    for place, char in enumerate(line):
        units += 1 + (char > "\uffff")
        if units > limit:
            return place
    return len(line)
