"""What leads a reader out of the chat or makes it do something: addresses, handles, commands, in any disguise."""

from __future__ import annotations

import re

_TOP = (
    r"(?:com|org|net|info|biz|io|ai|app|dev|me|tv|co|xyz|top|site|online|shop|club|live|news|link|click|example|test"
    r"|ru|cn|uk|de|fr|es|it|nl|pl|in|jp|br|us|eu|ca|au|ch|se|no|fi|dk|ly|gg|to|cc|ws|su|ua|kz|tk|ml|ga)"
)
_DOMAIN = rf"(?:[\w-]+\.)+{_TOP}\b"
_SURE = re.compile(
    rf"\b[a-z][a-z0-9+.-]{{1,20}}://\S+|\bwww\.\S+|\b(?:mailto|javascript|data|tel):\S+|[\w.+-]+@[\w-]+\.\w+"
    rf"|(?<![\w@.])@\w{{3,}}|(?<![\w/.])/[a-z_]{{3,}}\b|\b{_DOMAIN}/\S*|\bt\.me\b\S*"
    rf"|\b[\w-]+\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\{{dot\}})\s?\w+"
    rf"|\b\w+ dot (?:com|org|net|info|io|me|example)\b|\bhxxps?\b",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w@/])(?:{_DOMAIN})", re.IGNORECASE)
_CALL = re.compile(r"(?<![\w.,])\+?\d[\d ()/-]{7,}\d(?!\w|,\d)")  # a telephone number


def leads_away(text: str) -> bool:
    """Whether it holds an address, handle or command that no writer needs; "Booking.com" is a name."""
    return _SURE.search(text) is not None


def list_ways_out(text: str) -> frozenset[str]:
    """Every address, bare domain, handle, command and telephone number, in lower case, digits without gaps."""
    found = (match.group().rstrip(".,;:!?").lower() for match in (*_SURE.finditer(text), *_BARE.finditer(text)))
    numbers = (re.sub(r"\D", "", match.group()) for match in _CALL.finditer(text))
    return frozenset((*found, *(number for number in numbers if len(number) >= 8)))
