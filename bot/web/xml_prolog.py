"""Refuses XML whose document type declares entities that expand or reach outside."""

from __future__ import annotations

import re

from bot.core.saying import tr
from bot.errors import NotAFeed

_PROLOG_PART = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+(%\s+)?\S+\s+(.*?)>", re.DOTALL | re.IGNORECASE)
_HARMLESS_VALUE = re.compile(rb"""\s*(["'])[^"'&%<]{0,64}\1\s*""")
# Old blog software names the W3C's tables of letters in its feeds; no parser here fetches them.
_LETTER_TABLE = re.compile(rb"""\s*PUBLIC\s+["']-//W3C//ENTITIES [\w /.:-]+["']""", re.IGNORECASE)
_MAX_ENTITIES = 300


def refuse_entity_tricks(body: bytes) -> None:
    """Raises NotAFeed when the prolog declares entities other than short plain texts and the W3C's tables.

    Only the prolog is read: an article about such attacks may quote them. A document type that cannot be
    made out is refused too when it declares entities anywhere.
    """
    text = body.replace(b"\0", b"")  # so that UTF-16 and UTF-32 hide nothing
    doctype, whole = _find_doctype(text)
    declared = _ENTITY.findall(doctype)
    unread = doctype.upper().count(b"<!ENTITY") != len(declared) or (not whole and b"<!ENTITY" in text.upper())
    if unread or len(declared) > _MAX_ENTITIES or any(_is_trick(kind, value) for kind, value in declared):
        raise NotAFeed(tr("This document declares XML entities the way attacks do; AiBot does not read it."))


def _is_trick(kind: bytes, value: bytes) -> bool:
    allowed = _LETTER_TABLE.match(value) if kind else _HARMLESS_VALUE.fullmatch(value)
    return allowed is None


def _find_doctype(text: bytes) -> tuple[bytes, bool]:
    """The document type declaration, empty without one; and whether the prolog could be read to its end."""
    at = 3 if text.startswith(b"\xef\xbb\xbf") else 2 if text[:2] in (b"\xff\xfe", b"\xfe\xff") else 0
    while part := _PROLOG_PART.match(text, at):
        at = part.end()
    if text[at : at + 9].upper() != b"<!DOCTYPE":
        return b"", text[at : at + 1] == b"<" and text[at : at + 2] != b"<!"
    found = _DOCTYPE.match(text, at)
    return (found.group(), True) if found else (text[at:], False)
