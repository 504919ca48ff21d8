"""Finds the message that a stored English text of AiBot's own was made of, so that it is told in other words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.saying import Phrase, joined, recalled, tr

_NAME = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"“\{(\w+)\}")
_TITLE = "title"  # by this name messages hold what a source set above its article
_FEWEST = 4  # letters of its own that a message must have to be known by them
_DEEPEST = 3  # texts in texts
_IN_A_ROW = {"; ": re.compile("; "), " ": re.compile(r"(?<=[\w)”][.?!]) (?=[^\W_])")}
_MOST_IN_A_ROW = 20  # what stands behind them stays as it is


@dataclass(frozen=True, slots=True)
class _Shape:
    """`fixed`: what stands before, between and behind the `names`. `theirs`: those of words that are not AiBot's
    own, so that none of them is taken for a message."""

    message: str
    fixed: tuple[str, ...]
    names: tuple[str, ...]
    theirs: frozenset[str]

    def read(self, text: str) -> dict[str, str] | None:
        """The values, each as short as can be and the last as long; None where it is no such text. Linear: texts
        may be long, and come from outside in part."""
        first, *others = self.fixed
        last = others.pop() if others else ""
        if not others and not self.names:
            return {} if text == first else None
        if not (text.startswith(first) and text.endswith(last) and len(text) >= len(first) + len(last)):
            return None
        rest, values = text[len(first) : len(text) - len(last)], []
        for part in others:
            value, found, rest = rest.partition(part)
            if not found:
                return None
            values.append(value)
        return dict(zip(self.names, (*values, rest), strict=True))


class Recaller:
    """Of all messages that fit, the one with most words of its own is taken."""

    def __init__(self, messages: Iterable[str]) -> None:
        shapes = filter(None, map(_read_shape, messages))
        self._shapes = sorted(shapes, key=lambda shape: -sum(map(len, shape.fixed)))

    def find(self, text: str, depth: int = 0) -> Phrase | None:
        """Reasons and sentences that stand in a row ("a; b", "A. B.") are found one by one."""
        for shape in self._shapes:
            values = shape.read(text)
            if values is not None:
                own = {
                    name: self._inner(each, depth) for name, each in values.items() if name not in shape.theirs
                }
                return tr(shape.message, **(values | own))
        for mark in ("; ", " "):
            parts = _IN_A_ROW[mark].split(text, _MOST_IN_A_ROW)
            if len(parts) > 1:
                return joined((*map(recalled, parts[:_MOST_IN_A_ROW]), *parts[_MOST_IN_A_ROW:]), by=mark)
        return None

    def _inner(self, value: str, depth: int) -> str:
        return (self.find(value, depth + 1) or value) if depth < _DEEPEST else value


def _read_shape(message: str) -> _Shape | None:
    """None for one of hardly any words ("{a}: {b}"), and for one whose values cannot be told apart."""
    fixed = tuple(_NAME.split(message)[::2])
    names = tuple(_NAME.findall(message))
    if len(names) != len(set(names)) or not all(fixed[1:-1]):
        return None
    theirs = frozenset((*_QUOTED.findall(message), _TITLE))
    return _Shape(message, fixed, names, theirs) if sum(map(str.isalpha, "".join(fixed))) >= _FEWEST else None
