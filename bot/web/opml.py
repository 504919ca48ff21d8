"""Reads OPML: the lists of feeds that readers export, and AiBot too. Runs in a worker process."""

from __future__ import annotations

import re

from lxml import etree

from bot.core.addresses import read_address
from bot.core.opml import BUNDLE, SEARCH
from bot.core.saying import tr
from bot.core.types import FeedList, FoundFeed, ListedBundle
from bot.errors import AddressForbidden, BadArguments, NotAFeed, TooLarge
from bot.web.feed_format import absolute_link
from bot.web.guard import Guard
from bot.web.xml_prolog import refuse_entity_tricks

MOST_BYTES = 1024 * 1024
MOST_FEEDS = 500
_LONGEST_NAME = 200
_NO_OPML = tr("This is no OPML file: a list of feeds as feed readers export it.")
_ROOT = re.compile(rb"^(?:[^<]|<[?!])*?<opml[\s>]", re.DOTALL | re.IGNORECASE)
_FEED_TYPES = frozenset({"rss", "atom", "json", "feed"})
_ADDRESSES = ("xmlurl", "url")


def looks_like_opml(body: bytes) -> bool:
    return _ROOT.match(body[:4096].replace(b"\0", b"")) is not None


def read_opml(body: bytes, base: str, allowed: frozenset[tuple[str, int]]) -> FeedList:
    """What the list names. `base`: where it was found, "" for a file; `allowed` as in WebSettings.

    Raises NotAFeed when it is no OPML, or declares entities as attacks do; TooLarge. Entities and document types
    are never resolved, and what is not well-formed is read as far as it can be.
    """
    if len(body) > MOST_BYTES:
        raise TooLarge(tr("This list of feeds is larger than 1 MiB."))
    refuse_entity_tricks(body)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAFeed(_NO_OPML) from error
    if root is None or _name(root) != "opml":
        raise NotAFeed(_NO_OPML)
    reading = _Reading(base, Guard(allowed))
    for outline in root.iter():
        if _name(outline) == "outline":
            reading.take(outline)
    return reading.finish()


class _Reading:
    """What was found so far."""

    def __init__(self, base: str, guard: Guard) -> None:
        self._base, self._guard = base, guard
        self._seen: set[str] = set()
        self._bundles: dict[str, list[FoundFeed]] = {}
        self._feeds: list[FoundFeed] = []
        self._searches: dict[str, None] = {}
        self._odd: dict[str, None] = {}
        self._repeated = self._left_out = 0

    def take(self, outline: etree._Element) -> None:
        fields = {name.lower(): value for name, value in outline.attrib.items()}
        name = " ".join((fields.get("title") or fields.get("text") or "").split())[:_LONGEST_NAME]
        kind = fields.get("type", "").strip().lower()
        address = next((fields[key].strip() for key in _ADDRESSES if fields.get(key, "").strip()), "")
        if "xmlurl" not in fields and kind not in _FEED_TYPES:
            self._take_wish(fields.get("category", ""), fields.get("text", ""))
            return
        url = self._read(address)
        if url is None:
            self._odd[name or address[:_LONGEST_NAME] or "?"] = None
        elif url in self._seen:
            self._repeated += 1
        elif len(self._seen) >= MOST_FEEDS:
            self._left_out += 1
        else:
            self._seen.add(url)
            self._home_of(outline).append(FoundFeed(url, "" if name in (url, address) else name))

    def finish(self) -> FeedList:
        return FeedList(
            feeds=tuple(self._feeds),
            bundles=tuple(ListedBundle(name, tuple(feeds)) for name, feeds in self._bundles.items()),
            searches=tuple(self._searches),
            odd=tuple(self._odd),
            repeated=self._repeated,
            left_out=self._left_out,
        )

    def _take_wish(self, category: str, text: str) -> None:
        known = self._bundles if category == BUNDLE else self._searches
        if category not in (BUNDLE, SEARCH) or not text or text in known:
            return
        if len(self._bundles) + len(self._searches) >= MOST_FEEDS:
            self._left_out += 1
        elif category == BUNDLE:
            self._bundles[text] = []
        else:
            self._searches[text] = None

    def _home_of(self, outline: etree._Element) -> list[FoundFeed]:
        """The bundle that the feed is listed in, else the list itself."""
        names = (each.get("text") or "" for each in outline.iterancestors() if each.get("category") == BUNDLE)
        return self._bundles.get(next(names, ""), self._feeds)

    def _read(self, address: str) -> str | None:
        """The address as one to visit, None when it is none: a path without a base, private, of another kind."""
        scheme, colon, rest = address.partition(":")
        if scheme.lower() == "feed" and colon:
            address = rest if "://" in rest else f"http:{rest}"
        try:
            url = absolute_link(self._base, address) or read_address(address)
            if url is not None:
                self._guard.check_url(url)
        except (AddressForbidden, BadArguments):
            return None
        return url


def _name(element: etree._Element) -> str:
    """The element's name, "" of a comment."""
    return str(etree.QName(element).localname).lower() if isinstance(element.tag, str) else ""
