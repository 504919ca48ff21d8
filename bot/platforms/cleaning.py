"""What foreign text must never carry to a screen: control characters, escapes, hidden direction marks."""

from __future__ import annotations

import re
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
WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\ud800-\udfff]+", re.IGNORECASE)
UNSAFE_IN_ADDRESS = {ord(sign): quote(sign) for sign in '"<>\\' + DIRECTIONS}


def clean_text(text: str) -> str:
    """The text without escape sequences, control and direction characters; line feeds stay.

    Idempotent. A sequence that only forms when another is removed loses its escape character, so nothing
    in the result can drive a terminal or turn the direction of what stands beside it.
    """
    text = ESCAPE_SEQUENCES.sub("", text)
    text = CONTROLS.sub("", text)
    return SURROGATES.sub("\ufffd", SPACES.sub(" ", text))


def clean_url(url: str | None) -> str | None:
    """The address if it is a plain http(s) one, its quotes, angles and marks of direction encoded, else
    None."""
    if url is None or not WEB_ADDRESS.fullmatch(url):
        return None
    scheme, mark, rest = url.partition("://")  # in small letters, as some servers want it
    return scheme.lower() + mark + rest.translate(UNSAFE_IN_ADDRESS)
