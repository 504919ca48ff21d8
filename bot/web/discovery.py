"""Finds the feeds a site offers: in the head of its page, else at the places where feeds usually are."""

from __future__ import annotations

from lxml import etree, html

from bot.core.domains import is_same_site
from bot.core.types import FoundFeed
from bot.web.charsets import decode_page
from bot.web.feed_format import absolute_link
from bot.web.plain_text import read_line

USUAL_PATHS = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feed.json",
    "/feeds/posts/default",
)
MAX_FOUND = 20

_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_MAYBE_FEED_TYPES = ("application/json", "text/xml", "application/xml")
_FEED_WORDS = ("feed", "rss", "atom")
_SIDE_WORDS = ("comment", "kommentar", "replies", "oembed", "wp-json")


def find_linked_feeds(body: bytes, charset: str | None, url: str) -> tuple[FoundFeed, ...]:
    """The feeds named by a page's `<link rel="alternate">`s, best first; the page's own links to feeds when
    its head names none. Comment feeds come last, feeds on other sites after those on this one."""
    try:
        tree = html.document_fromstring(decode_page(body, charset).replace("\0", " "))
    except (etree.ParserError, ValueError):
        return ()
    base = absolute_link(url, next((node.get("href") or "" for node in tree.iter("base")), "")) or url
    found = _from_head(tree, base) or _from_links(tree, base)
    unique: dict[str, FoundFeed] = {}
    for feed in found:
        unique.setdefault(feed.url, feed)
    ranked = sorted(unique.values(), key=lambda feed: (_is_side(feed), not is_same_site(feed.url, url)))
    return tuple(ranked[:MAX_FOUND])


def _from_head(tree: html.HtmlElement, base: str) -> list[FoundFeed]:
    return [
        FoundFeed(address, read_line(link.get("title"), 200))
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower().split()
        and _is_feed_type((link.get("type") or "").lower(), link.get("href") or "")
        and (address := absolute_link(base, link.get("href") or ""))
    ]


def _is_feed_type(kind: str, href: str) -> bool:
    kind = kind.partition(";")[0].strip()
    return kind in _FEED_TYPES or (
        kind in _MAYBE_FEED_TYPES and any(word in href.lower() for word in _FEED_WORDS)
    )


def _from_links(tree: html.HtmlElement, base: str) -> list[FoundFeed]:
    """Links in the text whose address ends like a feed's ("/rss", "feed.xml")."""
    return [
        FoundFeed(address, read_line(link.text_content(), 200))
        for link in tree.iter("a")
        if (href := (link.get("href") or "").lower().rstrip("/"))
        and href.endswith((".rss", "/rss", "/feed", "rss.xml", "feed.xml", "atom.xml", "feed.json", "index.rdf"))
        and (address := absolute_link(base, link.get("href") or ""))
    ]


def _is_side(feed: FoundFeed) -> bool:
    words = f"{feed.url} {feed.title}".lower()
    return any(word in words for word in _SIDE_WORDS)
