"""Chooses who wrote an article: names of people and agencies, no logins, buttons, dates or the site itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from bot.core.credits import read_credit
from bot.web.anchors import split_words
from bot.web.plain_text import read_line

_BY = re.compile(
    r"^(?:by|von|vom|par|por|di|door|text|words|(?:written|posted|published) by|author|autor(?:/in)?|автор|текст)"
    r"\b[:\s]\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[;,|•]|\s&\s|\band\b|\bund\b|\bet\b)\s*")
_ADDRESS = re.compile(r"\S*@\S+|https?://\S+|\bwww\.\S+")
# What stands behind a name in a line of small print. April, May, June and August are names as well.
_BEHIND = re.compile(
    r"\s+(?:published|updated|posted|stand|on|january|february|march|july|september|october|november|december)\b"
    r":?(?:\s.*)?$",
    re.IGNORECASE,
)
_AGENCY_BEHIND = re.compile(r"^(.*\S)\s+((?:The )?Associated Press|Agence France-Presse|Reuters|AFP|AP|dpa)$")
_NO_NAME = re.compile(
    r"^(?:follow|name|autor|author|article by|share|letters|admin(?:istrator)?|user|guest|redaktion|anonymous)$",
    re.IGNORECASE,
)
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # scripts whose names are one word
_MOST_WORDS = 8


def choose_byline(stated: Sequence[str], found: str | None, outlet: str | None, host: str) -> str | None:
    """The authors, joined by "; ": those that the page states in JSON-LD if one of them is somebody, else those
    `found` in it at large. None where nobody is named."""
    site = {split_words(name) for name in (outlet or "", host, host.removeprefix("www."))} - {()}
    for lines, known in ((stated, True), ((found or "",), False)):
        names = [name for line in lines for name in _split(line) if _is_somebody(name, known) or _is_agency(name)]
        names = [name for name in dict.fromkeys(names) if split_words(name) not in site]
        if names:
            return "; ".join(names)
    return None


def _split(line: str) -> Iterator[str]:
    text = _ADDRESS.sub(" ", read_line(html.unescape(line), 200))
    for part in _BETWEEN.split(_BY.sub("", text)):
        name = _BEHIND.sub("", _BY.sub("", part.strip(" -–—/·"))).strip(" -–—/·")
        behind = _AGENCY_BEHIND.match(name)
        yield from behind.groups() if behind else (name,)


def _is_somebody(name: str, known: bool) -> bool:
    """`known`: said to be the author in so many words. Only then one word is a name and no login; a login is
    written small or has a digit."""
    words = name.split()
    if not words or len(words) > _MOST_WORDS or _NO_NAME.match(name) or re.search(r"admin|\d", name):
        return False
    if len(words) > 1 or _DENSE.search(name):
        return True
    return known and name[0].isupper()


def _is_agency(name: str) -> bool:
    return read_credit("", name) is not None
