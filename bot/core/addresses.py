"""Web addresses, read from what a person typed."""

from __future__ import annotations

import re

from bot.core.saying import tr
from bot.errors import BadArguments

_BARE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d{1,5})?(?:[/?#]\S*)?")
"""A host with a dot and a top-level domain, and what may follow it: "site.example/news"."""
_WITHIN = re.compile(r"https?://[^\s<>\[\]\"“”|]+", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Signs without width: an address copied from one of our own messages has some, lest it become a link."""
_ENDS = frozenset(".,;:!?'*_~’")


def read_address(word: str) -> str | None:
    """The word as a web address, None when it is not meant as one; "site.example" is completed.

    Raises BadArguments for an address of another kind, such as ftp://. Whether the address may be read, and
    whether anything is there, is for the web to say.
    """
    word = _UNSEEN.sub("", word)
    scheme, divider, _ = word.partition("://")
    if any(letter.isspace() for letter in word):
        return None
    if divider:
        if scheme.lower() not in {"http", "https"}:
            raise BadArguments(
                tr("“{word}” is not a web address: it should begin with https://.", word=word[:200])
            )
        return word
    return f"https://{word}" if _BARE.fullmatch(word) else None


def split_at_addresses(text: str) -> tuple[tuple[str, bool], ...]:
    """The text in parts, each with whether it is an http(s) address."""
    parts: list[tuple[str, bool]] = []
    end = 0
    for found in _WITHIN.finditer(text):
        address = _without_end(found[0])
        parts += [(text[end : found.start()], False), (address, True)]
        end = found.start() + len(address)
    return tuple((part, is_address) for part, is_address in (*parts, (text[end:], False)) if part)


def find_addresses(text: str) -> tuple[str, ...]:
    """Every http(s) address that stands in a text, without the signs that end a sentence behind it."""
    return tuple(_without_end(found[0]) for found in _WITHIN.finditer(_UNSEEN.sub("", text)))


def _without_end(address: str) -> str:
    """A closing bracket belongs to the address only where it was opened in it: ".../Reef_(film)"."""
    while address[-1:] in _ENDS or (address.endswith(")") and address.count("(") < address.count(")")):
        address = address[:-1]
    return address


def holds_only_addresses(text: str) -> bool:
    """Whether the words are web addresses and nothing else, each with its http:// or https://."""
    words = _UNSEEN.sub("", text).split()
    return bool(words) and all(word.lower().startswith(("http://", "https://")) for word in words)
