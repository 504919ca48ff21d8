"""Decodes what publishers send, whatever they say or forget to say about its encoding."""

from __future__ import annotations

import codecs
import re

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""")
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_GUESS_BYTES = 64 * 1024
# Labels that browsers read as another encoding (WHATWG Encoding Standard, 4.2).
_SAID_FOR = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}


def decode_page(body: bytes, charset: str | None) -> str:
    """The text of a web page. Believed in this order: byte order mark, valid UTF-8, the header's charset,
    the page's own words, and what the bytes look like. Never fails; what cannot be read becomes U+FFFD."""
    for mark, name in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if _is_utf8(body):
        return body.decode("utf-8")
    found = _META.search(body[:4096])
    declared = found.group(1).decode("ascii", "replace") if found else None
    for label in (charset, declared):
        text = _try(body, label)
        if text is not None:
            return text
    return body.decode(guess_encoding(body), "replace")


def find_feed_charset(body: bytes, content_type: str) -> str | None:
    """The encoding of an XML document, None where its own mark or declaration is to decide. Bytes that are
    valid UTF-8 are taken for it whatever the header says: no other encoding's text looks like that."""
    if any(body.startswith(mark) for mark, _ in _BYTE_ORDER_MARKS) or b"\0" in body[:4]:
        return None
    if not body.isascii() and _is_utf8(body):
        return "utf-8"
    named = _HEADER_CHARSET.search(content_type)
    if named:
        return named.group(1)
    return None if body.isascii() or _DECLARATION.search(body[:400]) else guess_encoding(body)


def guess_encoding(body: bytes) -> str:
    """UTF-8 when the bytes are valid UTF-8, else the likeliest legacy encoding."""
    if _is_utf8(body):
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(body[:_GUESS_BYTES]).best()
    return best.encoding if best is not None else "cp1252"


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _try(body: bytes, name: str | None) -> str | None:
    """Decoded as the label says, or None when the label is unknown or plainly wrong."""
    name = (name or "").strip().strip("'\"").lower()
    if not name or "utf-7" in name:
        return None
    try:
        text = body.decode(_SAID_FOR.get(name, name), "replace")
    except (LookupError, UnicodeError):
        return None
    return text if text.count("\ufffd") * 200 < len(text) else None
