"""Which story of a list somebody means who begins with its place: "2: why?", "the second one", "2"."""

from __future__ import annotations

import re

from bot.core.question_words import find_kind

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
_NUMBER = re.compile(
    r"\s*(?:#|no\.? |number )?(?P<place>\d{1,2})(?P<mark>\s*[:.)\-–—,;?]+(?!\d)|\s|$)\s*", re.IGNORECASE
)
_WORD = re.compile(
    rf"\s*(?:and |what about )?(?:the )?(?P<place>{'|'.join(_ORDINALS)}|last)"
    r"(?P<mark> (?:one|story)\b\s*[:.,;?]*|\s*[:.,;?]+|\s*$)\s*",
    re.IGNORECASE,
)


def read_place(words: str, several: int) -> tuple[int, str] | None:
    """The place, from 1 to `several`, and the rest, which may be "". None where they name no such place or begin
    with a figure of another sort ("2 people were hurt?"): without a mark behind it a question must follow."""
    found = _NUMBER.match(words)
    if found is not None:
        place, rest = int(found["place"]), words[found.end() :].strip()
        if not found["mark"].strip() and rest and not _opens_question(rest):
            return None
    elif (found := _WORD.match(words)) is not None:
        name = found["place"].lower()
        place, rest = several if name == "last" else _ORDINALS.index(name) + 1, words[found.end() :].strip()
    else:
        return None
    return (place, rest) if 1 <= place <= several else None


def _opens_question(rest: str) -> bool:
    """Whether it asks from its first word on: "why?", "how many", "what about the captain"."""
    return find_kind(rest.split()[0]) is not None
