"""Telegram's HTML parser as its server has it (td, MessageEntity.cpp), with its own words for errors."""

from __future__ import annotations

import re
from dataclasses import dataclass

TAGS = frozenset(
    {"a", "b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "tg-emoji", "tg-time"}
    | {"span", "pre", "code", "blockquote"}
)
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
SPACES = " \t\r\n\0\x0b"  # td: is_space
_REFERENCE = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|[a-zA-Z]+);?")
_PLAIN = re.compile(r"[^<&]+")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_DROPPED = re.compile("\r|[\u2028-\u202e]|[\u0333\u033f\u030a]")
_BLANKED = re.compile(r"[\x00-\x08\x09\x0b\x0c\x0e-\x1f]")
_EMPTY = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u205f-\u2064\u2800\u3000\u3164\ufeff]"
)


class HtmlError(Exception):
    """What the server answers after "can't parse entities: "."""


@dataclass(frozen=True)
class Entity:
    tag: str
    text: str
    argument: str = ""


@dataclass(frozen=True)
class Parsed:
    """What a reader sees, and the entities in the order in which they end."""

    text: str
    entities: tuple[Entity, ...]


def parse(source: str) -> Parsed:
    return _Parser(source).parse()


def clean(text: str) -> str:
    """td's clean_input_string and the trimming of a message."""
    return _BLANKED.sub(" ", _DROPPED.sub("", text)).strip(" \n")


def is_empty(text: str) -> bool:
    return not _EMPTY.sub("", text)


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._position = 0
        self._text: list[str] = []
        self._open: list[tuple[str, str, int]] = []  # tag, argument, length of the text before it
        self._entities: list[Entity] = []

    def parse(self) -> Parsed:
        while self._position < len(self._source):
            if self._peek() == "&":
                self._text.append(self._reference())
            elif self._peek() != "<":
                self._text.append(self._run())
            elif self._source.startswith("</", self._position):
                self._end_tag()
            else:
                self._start_tag()
        if self._open:
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        return Parsed("".join(self._text), tuple(self._entities))

    def _peek(self) -> str:
        return self._source[self._position] if self._position < len(self._source) else ""

    def _take(self) -> str:
        char = self._peek()
        self._position += 1
        return char

    def _run(self) -> str:
        """Plain text up to the next sign that means something."""
        match = _PLAIN.match(self._source, self._position)
        self._position = match.end() if match else self._position
        return match[0] if match else ""

    def _take_until(self, stops: str) -> str:
        start = self._position
        while self._peek() and self._peek() not in stops:
            self._position += 1
        return self._source[start : self._position]

    def _skip_spaces(self) -> None:
        while self._peek() and self._peek() in SPACES:
            self._position += 1

    def _bytes_before(self, position: int) -> int:
        return len(self._source[:position].encode("utf-8", "surrogatepass"))

    def _reference(self) -> str:
        match = _REFERENCE.match(self._source, self._position)
        if match is None:
            return self._take()
        name = match[1]
        if name.startswith("#"):
            code = int("0" + name[1:], 0) if name[1] in "xX" else int(name[1:])
            decoded = chr(code) if 0 < code <= 0x10FFFF else None
        else:
            decoded = NAMED.get(name)
        if decoded is None:
            return self._take()
        self._position = match.end()
        return decoded

    def _start_tag(self) -> None:
        begin = self._position
        at = self._bytes_before(begin)
        self._take()
        tag = self._take_until(SPACES + ">").lower()
        if not self._peek():
            raise HtmlError(f"Unclosed start tag at byte offset {at}")
        if tag not in TAGS:
            raise HtmlError(f'Unsupported start tag "{tag}" at byte offset {at}')
        argument = ""
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, at)
            if (tag, name) in {("a", "href"), ("span", "class"), ("blockquote", "expandable")}:
                argument = value
        self._take()
        if tag == "span" and argument != "tg-spoiler":
            raise HtmlError(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
        self._open.append((tag, argument, len(self._text)))

    def _attribute(self, tag: str, at: int) -> tuple[str, str]:
        unclosed = HtmlError(f'Unclosed start tag "{tag}" at byte offset {at}')
        name = self._take_until(SPACES + "=>/\"'")
        if not name:
            if not self._peek():
                raise unclosed
            raise HtmlError(f'Empty attribute name in the tag "{tag}" at byte offset {at}')
        self._skip_spaces()
        if self._peek() != "=":
            if not self._peek():
                raise unclosed
            return name, "1"
        self._take()
        self._skip_spaces()
        value = self._value()
        if not self._peek():
            raise unclosed
        return name, value

    def _value(self) -> str:
        if self._peek() not in ('"', "'"):
            match = _NAME_TOKEN.match(self._source, self._position)
            self._position = match.end() if match else self._position
            if self._peek() and self._peek() not in SPACES + ">":
                raise HtmlError(
                    f"Unexpected end of name token at byte offset {self._bytes_before(self._position)}"
                )
            return match[0].lower() if match else ""
        quote = self._take()
        value: list[str] = []
        while self._peek() and self._peek() != quote:
            value.append(self._reference() if self._peek() == "&" else self._take_until(f"&{quote}"))
        self._take()
        return "".join(value)

    def _end_tag(self) -> None:
        at = self._bytes_before(self._position)
        if not self._open:
            raise HtmlError(f"Unexpected end tag at byte offset {at}")
        self._position += 2
        name = self._take_until(SPACES + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise HtmlError(f"Unclosed end tag at byte offset {at}")
        self._take()
        tag, argument, start = self._open.pop()
        if name and name != tag:
            raise HtmlError(f'Unmatched end tag at byte offset {at}, expected "</{tag}>", found "</{name}>"')
        text = "".join(self._text[start:])
        if text:
            self._entities.append(Entity(tag, text, argument))
