"""Reads JSON Feed 1.0 and 1.1 (jsonfeed.org), which feedparser does not know."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from bot.core.saying import tr
from bot.core.types import ParsedEntry, ParsedFeed
from bot.errors import NotAFeed


def looks_like_json(body: bytes) -> bool:
    return body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json_feed(body: bytes) -> ParsedFeed:
    """The feed with its texts as they stand (possibly markup); raises NotAFeed."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeed(tr("This document looks like JSON, but it is damaged.")) from error
    items = document.get("items")
    version = document.get("version")
    if not isinstance(items, list) or not isinstance(version, str) or "jsonfeed.org" not in version:
        raise NotAFeed(tr("This is a JSON document, but not a JSON Feed."))
    return ParsedFeed(
        title=_string(document, "title"),
        site_url=_string(document, "home_page_url"),
        entries=tuple(_read_item(item) for item in items if isinstance(item, dict)),
    )


def _read_item(item: dict[str, Any]) -> ParsedEntry:
    return ParsedEntry(
        key=_identifier(item),
        url=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        text=_string(item, "content_html") or _string(item, "content_text") or _string(item, "summary"),
        author=_author(item),
        published_at=read_rfc3339(_string(item, "date_published")),
        updated_at=read_rfc3339(_string(item, "date_modified")),
    )


def _identifier(item: dict[str, Any]) -> str:
    """Ids should be strings; numbers are seen and must be taken as strings (specification, "Items")."""
    value = item.get("id")
    return str(value) if isinstance(value, str | int | float) else ""


def _author(item: dict[str, Any]) -> str:
    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return _string(first, "name") if isinstance(first, dict) else ""


def _string(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def read_rfc3339(text: str) -> datetime | None:
    """An ISO date and time as UTC (without a zone it is taken as UTC), None when it is absent or wrong."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
