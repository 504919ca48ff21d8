"""Reads RSS, Atom and JSON Feed documents into ParsedFeeds. Runs in a worker process."""

from __future__ import annotations

import calendar
import io
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from bot.core.saying import tr
from bot.core.types import ParsedEntry, ParsedFeed
from bot.errors import NotAFeed
from bot.web.charsets import find_feed_charset
from bot.web.json_feed import looks_like_json, read_json_feed
from bot.web.plain_text import read_line, read_paragraphs
from bot.web.xml_prolog import refuse_entity_tricks

MAX_ENTRIES = 500
_TEXT_CHARS = 40_000
OLDEST = datetime(1971, 1, 1, tzinfo=UTC)  # before it lie the zeros of clocks: 1970, 1904, 1900, the year 1
_CLIMBING_BASE = re.compile(rb"""xml:base\s*=\s*["'][^"':]*\.\.""")  # relative, with "../" in it
_AHEAD = timedelta(days=1)
_PERIODS = {
    "hourly": timedelta(hours=1),
    "daily": timedelta(days=1),
    "weekly": timedelta(weeks=1),
    "monthly": timedelta(days=30),
    "yearly": timedelta(days=365),
}


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed, and how long its document says it stays as it is."""

    feed: ParsedFeed
    fresh_for: timedelta | None


def read_feed(body: bytes, url: str, content_type: str, now: datetime) -> ReadFeed:
    """The feed in a document found at `url`; raises NotAFeed. The newest 500 entries, in document order.

    `content_type` is the header as sent. Dates that are some clock's zero or a day ahead of `now` are
    absurd and left out. Links are absolute http(s) addresses or empty.
    """
    feed, fresh_for = parse_feed(body, url, content_type)
    entries = tuple(tidy_entry(entry, url, now) for entry in feed.entries)
    site_url = absolute_link(url, feed.site_url or "") or None
    title = read_line(feed.title, 200) or None
    tidied = ParsedFeed(title=title, site_url=site_url, entries=_newest(entries))
    return ReadFeed(tidied, fresh_for)


def parse_feed(body: bytes, url: str, content_type: str) -> tuple[ParsedFeed, timedelta | None]:
    """The feed as its document gives it, titles with their markup and links of any kind, and how long it says it
    stays as it is. Raises NotAFeed."""
    if looks_like_json(body):
        return read_json_feed(body), None
    return _read_xml(body, url, content_type)


def tidy_entry(entry: ParsedEntry, url: str, now: datetime) -> ParsedEntry:
    """The entry with plain text, absolute link and believable dates."""
    return ParsedEntry(
        key=entry.key.strip()[:500],
        url=absolute_link(url, entry.url),
        title=read_line(entry.title),
        text=read_paragraphs(entry.text, _TEXT_CHARS),
        author=read_line(entry.author, 200) or None,
        published_at=_believable(entry.published_at or entry.updated_at, now),
        updated_at=_believable(entry.updated_at, now),
    )


def absolute_link(base: str, link: str) -> str:
    """The link as an absolute http(s) address, empty when it is none."""
    try:
        address = urljoin(base, link.strip()) if link.strip() else ""
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in ("http", "https") and parts.hostname and len(address) <= 2048 else ""


def _read_xml(body: bytes, url: str, content_type: str) -> tuple[ParsedFeed, timedelta | None]:
    refuse_entity_tricks(body)
    if _is_html(body):
        raise NotAFeed(tr("This is a web page, not a feed."))
    # Without a type, or with one that is not XML's, feedparser would take the bytes for Latin-1.
    charset = find_feed_charset(body, content_type)
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    # Without the document's address: feedparser would make addresses of ids too, and they would change with it.
    result = _parse(body, {"content-type": kind})
    if not result.get("version") and not result.entries:
        raise NotAFeed(tr("This document is neither RSS, Atom nor JSON Feed."))
    channel, items = result.feed, result.entries
    site_url, entries = _string(channel, "link"), tuple(_read_item(item) for item in items)
    if _CLIMBING_BASE.search(body):
        # Such a base is lost where nothing absolute stands before it, so links are read a second time below it.
        placed = _parse(body, {"content-type": kind, "content-location": url})
        site_url = _string(placed.feed, "link")
        links = (_string(item, "link") for item in placed.entries)
        entries = tuple(replace(entry, url=link) for entry, link in zip(entries, links, strict=True))
    feed = ParsedFeed(title=_string(channel, "title"), site_url=site_url, entries=entries)
    return feed, _read_period(channel)


def _parse(body: bytes, headers: dict[str, str]) -> Any:
    import feedparser

    # A stream, never bytes: given bytes, feedparser first tries them as a file name or an address.
    return feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def _read_item(item: dict[str, Any]) -> ParsedEntry:
    return ParsedEntry(
        key=_string(item, "id"),
        url=_string(item, "link"),
        title=_string(item, "title"),
        text=_longest_text(item),
        author=_string(item, "author"),
        published_at=_moment(item, "published_parsed") or _moment(item, "created_parsed"),
        updated_at=_moment(item, "updated_parsed"),
    )


def _longest_text(item: dict[str, Any]) -> str:
    contents = [str(part.get("value") or "") for part in dict.get(item, "content") or () if _is_text(part)]
    return max([_string(item, "summary"), *contents], key=len)


def _is_text(part: dict[str, Any]) -> bool:
    return str(part.get("type") or "text/html").startswith(("text/", "application/xhtml"))


def _string(fields: dict[str, Any], name: str) -> str:
    """A field as a string. `dict.get` passes by feedparser's aliases: they give `updated` for `published`."""
    value = dict.get(fields, name)
    return value if isinstance(value, str) else ""


def _moment(fields: dict[str, Any], name: str) -> datetime | None:
    parsed = dict.get(fields, name)
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _read_period(channel: dict[str, Any]) -> timedelta | None:
    """What `ttl` (minutes) or the syndication module's period asks for; the longer of the two."""
    asked: list[timedelta] = []
    ttl = _string(channel, "ttl").strip()
    if ttl.isdecimal():
        asked.append(timedelta(minutes=int(ttl[:6])))
    period = _PERIODS.get(_string(channel, "sy_updateperiod").strip().lower())
    if period is not None:
        often = _string(channel, "sy_updatefrequency").strip()
        asked.append(period / max(1, int(often[:4]) if often.isdecimal() else 1))
    return max(asked, default=None)


def _is_html(body: bytes) -> bool:
    head = body[:4096].replace(b"\0", b"").lower()
    return b"<!doctype html" in head or (b"<html" in head and b"<rss" not in head and b"<feed" not in head)


def _believable(moment: datetime | None, now: datetime) -> datetime | None:
    return moment if moment is not None and OLDEST <= moment <= now + _AHEAD else None


def _newest(entries: tuple[ParsedEntry, ...]) -> tuple[ParsedEntry, ...]:
    if len(entries) <= MAX_ENTRIES:
        return entries
    oldest = datetime.min.replace(tzinfo=UTC)
    ranked = sorted(range(len(entries)), key=lambda place: entries[place].published_at or oldest, reverse=True)
    return tuple(entries[place] for place in sorted(ranked[:MAX_ENTRIES]))
