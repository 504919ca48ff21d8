"""Reads Markdown as Discord's clients do, so that tests see what a person sees.

The rules and their order follow the clients' parser as the open npm package discord-markdown keeps it
(simple-markdown with Discord's own rules). Only what our cards may hold, or must never hold, is told apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_LABEL = r"(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*"
_TARGET = r"\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?(?:\s+['\"][\s\S]*?['\"])?\s*"

AT_LINE_START = {
    "quote": re.compile(r" *>(?:>>)? "),
    "heading": re.compile(r"#{1,3} +(?=[^#\n])([^\n]*?)#* *(?:\n|$)"),
    "small": re.compile(r"-# +[^\n]"),
    "list": re.compile(r" *(?:[*+-]|\d+\.) +\S"),
}
ANYWHERE = {
    "code block": re.compile(r"```(?:[a-z0-9-]+?\n+)?\n*([\s\S]+?)\n*```", re.IGNORECASE),
    "spoiler": re.compile(r"\|\|[\s\S]+?\|\|"),
    "escape": re.compile(r"\\([^0-9A-Za-z\s])"),
    "bare address": re.compile(r"<?https?://[^\s<]+[^<.,:;\"')\]\s]"),
    "link": re.compile(rf"\[({_LABEL})\]\({_TARGET}\)"),
    "mention": re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|id:|/[^:\n]+:)[^>\s]+>|@everyone|@here"),
    "emoji": re.compile(r":\w+:"),
    "strong": re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)"),
    "em": re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
    "underline": re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)|\b_((?:__|\\[\s\S]|[^\\_])+?)_\b"),
    "strike": re.compile(r"~~[\s\S]+?~~"),
    "code": re.compile(r"(?P<fence>`+)([\s\S]*?[^`])(?P=fence)(?!`)"),
}
SIGNS = frozenset("`|\\\\<hH[@:*_~")  # with which any of the rules begins
PLAIN = re.compile(r"[^`|\\<hH\[@:*_~\n]+")  # within a line, where no rule begins
NESTING = ("heading", "strong", "em")


@dataclass
class Reading:
    """What a person sees (`text`), where links lead, and every kind of markup that took effect."""

    text: str = ""
    targets: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


def read_markdown(source: str) -> Reading:
    reading = Reading()
    _read(source, reading)
    return reading


def _read(source: str, reading: Reading) -> None:
    position = 0
    while position < len(source):
        found = match_rule(source, position)
        if found is None:
            plain = PLAIN.match(source, position + 1) if source[position] != "\n" else None
            end = plain.end() if plain else position + 1
            reading.text += source[position:end]
            position = end
            continue
        kind, match = found
        if kind == "escape":
            reading.text += match[1]
        else:
            reading.kinds.add(kind)
            if kind == "link":
                reading.targets.append(match[2])
            if kind in (*NESTING, "link"):
                _read(match[1], reading)
            else:
                reading.text += match[2] if kind == "code" else match[match.lastindex or 0]
        if kind == "heading":
            reading.text += "\n"
        position = max(match.end(), position + 1)


def match_rule(source: str, position: int) -> tuple[str, re.Match[str]] | None:
    """The markup that begins at a position, and its name."""
    at_start = position == 0 or source[position - 1] == "\n"
    if not at_start and source[position] not in SIGNS:
        return None
    rules = (AT_LINE_START | ANYWHERE) if at_start else ANYWHERE
    found = {kind: match for kind, rule in rules.items() if (match := rule.match(source, position))}
    if "em" in found and "strong" in found:  # the client takes the one that spans more
        found.pop(min("em", "strong", key=lambda kind: found[kind].end()))
    return next(iter(found.items()), None)
