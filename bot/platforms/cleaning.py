"""What foreign text must never carry to a screen: control characters, escapes, hidden direction marks."""

from __future__ import annotations

import re
from ipaddress import IPv6Address
from urllib.parse import quote

ESCAPE_SEQUENCES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor movement
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC, DCS, SOS, PM, APC: titles, links, the clipboard
    r"|\x1b[ -/]*[0-~]"  # the short ones
)
DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROLS = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{DIRECTIONS}]")
SPACES = re.compile(r"[\t\r\u2028\u2029]")
SURROGATES = re.compile(r"[\ud800-\udfff]")
_IN_ADDRESS = r"[^\s\x00-\x20\x7f-\x9f\ud800-\udfff]"
WEB_ADDRESS = re.compile(rf"https?://{_IN_ADDRESS}+", re.IGNORECASE)
_HOST_AND_PORT = re.compile(  # td, HttpUrl.cpp: Telegram takes no message with a button or a preview of another
    r"https?://(?:[^/?#]*@)?"
    r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?!\.(?:[:/?#]|\Z))(?:[A-Za-z0-9.\-_!$,~*'();&+=]|%[0-9A-Fa-f]{2}|[^\x00-\x7f])+)"
    r"(?::0*(?P<port>[1-9][0-9]{0,4}))?(?=[/?#]|\Z)"
)
_LAST_PORT = 65535
UNSEEN = (  # within a class of a pattern: nothing is seen of these, and Telegram takes no text of nothing else
    r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u206f\u2800\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufffc\U000e0000-\U000e007f"
)
LONGEST_UNSEEN = (
    64  # characters; no script needs a run of nearly so many, and thousands would be messages of nothing
)
_SEEN = re.compile(rf"[^{UNSEEN}]")
_LONG_UNSEEN = re.compile(rf"([{UNSEEN}]{{{LONGEST_UNSEEN}}})([{UNSEEN}]+)")
UNSAFE_IN_ADDRESS = {ord(sign): quote(sign) for sign in '"<>\\' + DIRECTIONS}


def clean_text(text: str) -> str:
    """The text without escape sequences, control and direction characters, and without what is too much of a run
    in which nothing is seen; line feeds stay.

    Idempotent. A sequence that only forms when another is removed loses its escape character, so nothing
    in the result can drive a terminal or turn the direction of what stands beside it.
    """
    if not text.isprintable():  # else nothing of it is a control, a mark of direction or half a character
        text = CONTROLS.sub("", ESCAPE_SEQUENCES.sub("", text))
        text = SURROGATES.sub("\ufffd", SPACES.sub(" ", text))
    if len(text) <= LONGEST_UNSEEN:
        return text
    return _LONG_UNSEEN.sub(lambda found: found[1] + _space_of(found[2]), text)


def _space_of(unseen: str) -> str:
    """What still parts the words on both sides of it."""
    return "\n" if "\n" in unseen else " " if " " in unseen else ""


def is_seen(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a reader sees anything of the text between the two places."""
    return _SEEN.search(text, start, len(text) if end is None else end) is not None


def find_seen(text: str) -> tuple[int, int]:
    """Where what is seen of the text begins and ends; (0, 0) where nothing is."""
    first = _SEEN.search(text)
    if first is None:
        return 0, 0
    end = len(text)
    while not is_seen(text, end - 1, end):
        end -= 1
    return first.start(), end


def clean_url(url: str | None) -> str | None:
    """The address if it is a plain http(s) one with a host, its quotes, angles and marks of direction encoded,
    else None."""
    if url is None or not WEB_ADDRESS.fullmatch(url):
        return None
    scheme, mark, rest = url.partition("://")  # in small letters, as some servers want it
    safe = scheme.lower() + mark + rest.translate(UNSAFE_IN_ADDRESS)
    return safe if _has_host(safe) else None


def _has_host(url: str) -> bool:
    found = _HOST_AND_PORT.match(url)
    if found is None or int(found["port"] or 0) > _LAST_PORT:
        return False
    try:
        return found["six"] is None or bool(IPv6Address(found["six"]))
    except ValueError:
        return False
