"""Tells how much of a line is links elsewhere: a line that is nothing else belongs to another story."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

from lxml import html

_SHORTEST_CHARS = 12
_BARE = re.compile(r"[\W_]+")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The words of a page's links to other pages, by their first two words; and its headings that are none."""

    by_start: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]
    headings: frozenset[tuple[str, ...]]

    def share(self, line: str) -> float:
        """How much of the line's words are words of links, from 0 to 1; 0 for a heading of the page."""
        words = split_words(line)
        if not words or words in self.headings:
            return 0.0
        covered = place = 0
        while place < len(words):
            known = self.by_start.get(words[place : place + 2], ())
            length = next((len(one) for one in known if words[place : place + len(one)] == one), 0)
            covered += length
            place += length or 1
        return covered / len(words)


def read_anchors(tree: html.HtmlElement, url: str) -> Anchors:
    """Links with words, not with a bare address. One to a place on this page leads to one of its headings."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for anchor in tree.iter("a"):
        text = _text_of_link(anchor, url)
        words = split_words(text) if len(text) >= _SHORTEST_CHARS and " " in text else ()
        if len(words) >= 2:
            found.setdefault(words[:2], set()).add(words)
    headings = (split_words(one.text_content()) for one in tree.iter(*_HEADINGS) if one.find(".//a") is None)
    return Anchors(
        {start: tuple(sorted(texts, key=len, reverse=True)) for start, texts in found.items()},
        frozenset(headings),
    )


def split_words(text: str) -> tuple[str, ...]:
    """In lower case, without signs: what is left when only the words count."""
    return tuple(_BARE.sub(" ", text.casefold()).split())


def _text_of_link(anchor: html.HtmlElement, url: str) -> str:
    address, fragment = urldefrag(anchor.get("href") or "#")
    within = address in ("", url) and (fragment or not address)
    return "" if within else str(anchor.text_content()).strip()
