"""Feeds and what they bring: entries, pages, articles, passages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from bot.core.types.bulletins import Bulletin

PassageId = NewType("PassageId", str)
"""`"12.3"`: the third sentence of article 12, counted from 1; `"12.0"` is its title."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published an article. `domain` (registrable, lower case) is what tells outlets apart; `owner` is named
    where the settings say that several domains belong together."""

    name: str
    domain: str
    owner: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's address and what was learned of it.

    `url` is where it is fetched now (it follows permanent redirects); `added_as` is what was asked for.
    `primed` is false until the first successful check: what that check brings is the feed's past.
    `problem` says in plain words what went wrong at the last check, None when it went well; `failing_since` is
    when the first of the failures in a row was.
    """

    id: int = 0
    url: str
    added_as: str = ""
    title: str | None = None
    site_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    next_check_at: datetime
    primed: bool = False
    failures: int = 0
    problem: str | None = None
    gone: bool = False
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedEntry:
    """An item as the feed gives it today. `text` is its own summary or content as plain text.

    `key` is the guid if the feed gives one, else "". Dates are None when absent or absurd.
    """

    key: str
    url: str
    title: str
    text: str = ""
    author: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFeed:
    title: str | None = None
    site_url: str | None = None
    entries: tuple[ParsedEntry, ...] = ()


class EntryState(StrEnum):
    NEW = "new"  # its article is to be read
    READ = "read"  # its article is stored
    SKIPPED = "skipped"  # the feed's past, or a page another entry already brought
    FAILED = "failed"  # the page could not be read, and the feed's own text was too thin


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An item of a feed, identified once even when its guid, link or title changes later.

    `read_at`: while NEW, when it is to be (re)read; once READ, when it was last read.
    `missing_since` is set when the feed stopped listing it while it still lists older ones.
    """

    id: int = 0
    feed_id: int
    key: str
    url: str
    title: str
    text: str = ""
    author: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    arrived_at: datetime
    state: EntryState = EntryState.NEW
    attempts: int = 0
    read_at: datetime | None = None
    missing_since: datetime | None = None
    article_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFetch:
    """What a conditional GET of a feed brought. `feed` is None when nothing changed (HTTP 304).

    `moved_to` is set after a permanent redirect (301, 308); `fresh_for` is what the publisher's
    caching headers or ttl ask for, None when they say nothing.
    """

    feed: ParsedFeed | None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedCheck:
    """What a check of a feed leads to, to be saved as one: the feed's new state, the entries to add
    (their `id` is 0), those whose stored row changes (their `id` is theirs), and what those who read it are to
    be told."""

    feed: Feed
    added: tuple[Entry, ...] = ()
    changed: tuple[Entry, ...] = ()
    bulletins: tuple[Bulletin, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a site offers, or that a list names."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class ListedBundle:
    """A bundle as AiBot exports it: its name, and its feeds for those who have no such bundle."""

    name: str
    feeds: tuple[FoundFeed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """What an OPML file names, each once, in its order. `odd`: what was meant as a feed and has no address that
    AiBot could visit, as the file calls it. `repeated`: how many stand in it more than once. `left_out`: how many
    it names beyond those that are taken."""

    feeds: tuple[FoundFeed, ...] = ()
    bundles: tuple[ListedBundle, ...] = ()
    searches: tuple[str, ...] = ()
    odd: tuple[str, ...] = ()
    repeated: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A publisher's page, read. `url` is where it was found after redirects, canonical if it says so.

    `teaser` is true when the text is only the beginning (paywall, consent wall, "read more").
    """

    url: str
    title: str
    text: str  # paragraphs separated by a blank line
    outlet: str | None = None  # the name the page gives its outlet
    author: str | None = None
    published_at: datetime | None = None
    language: str | None = None  # ISO 639-1
    image_url: str | None = None
    teaser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text an outlet published. `text` keeps paragraphs, separated by a blank line.

    `credit` is the agency the text credits ("Reuters"), None for the outlet's own reporting.
    `withdrawn` is true when the outlet took it back. `version` grows when the outlet edits it.
    `from_feed` is true when only the feed's own text could be had. `planted` counts the sentences that speak to
    machines (`core/planted`), the page's title among them.
    """

    id: int = 0
    feed_id: int | None = None
    url: str
    outlet: Outlet
    title: str
    text: str
    author: str | None = None
    credit: str | None = None
    published_at: datetime
    arrived_at: datetime
    language: str | None = None
    image_url: str | None = None
    version: int = 1
    withdrawn: bool = False
    from_feed: bool = False
    teaser: bool = False
    planted: int = 0
    story_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlantedTotal:
    """What an outlet's articles held for machines: how many articles, how many sentences in them."""

    outlet: str
    articles: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A citable sentence of an article: `article.text[start:end] == text` (the title has start == -1)."""

    id: PassageId
    article_id: int
    text: str
    start: int
    end: int
    paragraph: int  # counted from 0; the title is -1
