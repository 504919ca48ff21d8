"""Writes a channel's subscriptions as OPML 2.0, so that other readers and AiBot itself can take them over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime

from bot.core.types import Feed, Subscription, SubscriptionKind

BUNDLE = "/aibot/bundle"
SEARCH = "/aibot/search"
"""The `category` of outlines that stand for something other than a feed. A bundle's outline holds its feeds, so
that other readers have them; a search's has its words as `text`, and no `xmlUrl`."""

_NOT_IN_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_MARKS = re.compile('[&<>"\n\r\t]')


def write_opml(title: str, wishes: Sequence[Subscription], feeds: Mapping[int, Feed], now: datetime) -> bytes:
    """The file's bytes. `feeds`: those that the wishes stand for, by their id."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>",
        f"    <title>{_escape(title)}</title>",
        f"    <dateCreated>{format_datetime(now)}</dateCreated>",
        "  </head>",
        "  <body>",
        *(f"    {line}" for wish in wishes for line in _outline(wish, feeds)),
        "  </body>",
        "</opml>",
        "",
    ]
    return "\n".join(lines).encode()


def _outline(wish: Subscription, feeds: Mapping[int, Feed]) -> Iterator[str]:
    own = [feeds[feed_id] for feed_id in wish.feed_ids if feed_id in feeds]
    match wish.kind:
        case SubscriptionKind.SEARCH:
            yield _tag(text=wish.target, category=SEARCH) + "/>"
        case SubscriptionKind.BUNDLE:
            yield _tag(text=wish.target, category=BUNDLE) + ">"
            for feed in own:
                yield f"  {_feed_tag(feed)}"
            yield "</outline>"
        case SubscriptionKind.FEED:
            for feed in own:
                yield _feed_tag(feed)


def _feed_tag(feed: Feed) -> str:
    name = feed.title or feed.url
    site = {"htmlUrl": feed.site_url} if feed.site_url else {}
    return _tag(type="rss", text=name, title=feed.title or "", xmlUrl=feed.url, **site) + "/>"


def _tag(**fields: str) -> str:
    return "<outline" + "".join(f' {name}="{_escape(value)}"' for name, value in fields.items())


def _escape(text: str) -> str:
    return _MARKS.sub(lambda found: _MARKUP[found[0]], _NOT_IN_XML.sub("", text))
