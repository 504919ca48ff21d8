"""Publishers as the steps know them: fetch a feed, read a page, find a site's feeds."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from bot.core.saying import tr
from bot.core.types import FeedFetch, FeedList, FoundFeed, Page
from bot.errors import ArticleUnreadable, FetchFailed, NotAFeed, SourceError
from bot.ports import Clock, Web
from bot.web.article import read_article
from bot.web.discovery import USUAL_PATHS, find_linked_feeds
from bot.web.feed_format import ReadFeed, read_feed
from bot.web.fetch import Answer, Fetcher, open_fetcher, read_http_date
from bot.web.opml import looks_like_opml, read_opml
from bot.web.pdf import looks_like_pdf, read_pdf
from bot.web.robots import Robots
from bot.web.settings import WebSettings
from bot.web.workers import TooCostly, Workers

_FEED_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.3"
)
PDF = "application/pdf"
_PAGE_ACCEPT = f"text/html, application/xhtml+xml, {PDF};q=0.5, */*;q=0.2"
_MARK_CHARS = 1000


class Publishers:
    """The `Web` of `bot.ports`."""

    def __init__(self, fetcher: Fetcher, settings: WebSettings, clock: Clock) -> None:
        self._fetcher = fetcher
        self._settings = settings
        self._clock = clock
        self._workers = Workers(settings)
        self._robots = Robots(fetcher, settings)

    async def fetch_feed(self, url: str, etag: str | None = None, last_modified: str | None = None) -> FeedFetch:
        headers = {"Accept": _FEED_ACCEPT}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        answer = await self._fetcher.get(url, limit_bytes=self._settings.feed_bytes, headers=headers)
        asked = _read_freshness(answer)
        if answer.status == 304:
            return FeedFetch(
                feed=None,
                etag=_read_mark(answer, "ETag") or etag,
                last_modified=_read_mark(answer, "Last-Modified") or last_modified,
                moved_to=answer.moved_to,
                fresh_for=asked,
            )
        read = await self._read_feed(answer)
        return FeedFetch(
            feed=read.feed,
            etag=_read_mark(answer, "ETag"),
            last_modified=_read_mark(answer, "Last-Modified"),
            moved_to=answer.moved_to,
            fresh_for=max((span for span in (asked, read.fresh_for) if span is not None), default=None),
        )

    async def read_page(self, url: str) -> Page:
        answer = await self._fetcher.get(
            url,
            limit_bytes=self._settings.page_bytes,
            headers={"Accept": _PAGE_ACCEPT},
            permit=self._robots.permit,
            larger={PDF: self._settings.pdf_bytes},
        )
        host = urlsplit(answer.url).hostname
        now = self._clock.now()
        try:
            if _may_be_pdf(answer):
                return await self._workers.run(read_pdf, answer.body, answer.url, now)
            if not _may_be_html(answer):
                raise ArticleUnreadable(
                    tr(
                        "What {host} has at this address is no web page ({content_type}).",
                        host=host,
                        content_type=answer.content_type,
                    )
                )
            return await self._workers.run(read_article, answer.body, answer.charset, answer.url, now)
        except TooCostly as error:
            # A busy machine reads slowly too: the page is tried again later, as one that did not answer.
            raise FetchFailed(
                tr("This page of {host} cannot be read: {error}.", host=host, error=error)
            ) from error

    async def discover_feeds(self, url: str) -> tuple[FoundFeed, ...] | FeedList:
        answer = await self._fetcher.get(
            url, limit_bytes=self._settings.feed_bytes, headers={"Accept": _FEED_ACCEPT}
        )
        try:
            read = await self._read_feed(answer)
        except NotAFeed:
            pass
        else:
            return (FoundFeed(answer.moved_to or url, read.feed.title or ""),)
        if looks_like_opml(answer.body):
            return await self._read_list(answer.body, answer.url)
        try:
            linked = await self._workers.run(find_linked_feeds, answer.body, answer.charset, answer.url)
        except TooCostly:
            linked = ()
        return linked or await self._try_usual_paths(answer.url)

    async def read_list(self, content: bytes) -> FeedList:
        return await self._read_list(content, "")

    async def _read_list(self, content: bytes, base: str) -> FeedList:
        try:
            return await self._workers.run(read_opml, content, base, self._settings.allowed)
        except TooCostly as error:
            raise NotAFeed(tr("This list of feeds cannot be read: {error}.", error=error)) from error

    async def _try_usual_paths(self, url: str) -> tuple[FoundFeed, ...]:
        """The first usual place that holds a feed: sites that have one under several names have one feed."""
        for path in USUAL_PATHS:
            try:
                answer = await self._fetcher.get(
                    urljoin(url, path), limit_bytes=self._settings.feed_bytes, headers={"Accept": _FEED_ACCEPT}
                )
                read = await self._read_feed(answer)
            except FetchFailed as error:
                if error.status is None or error.status == 429 or error.status >= 500:
                    return ()  # unwell or annoyed: asking on would not help
            except SourceError:
                continue
            else:
                return (FoundFeed(answer.moved_to or answer.url, read.feed.title or ""),)
        return ()

    async def _read_feed(self, answer: Answer) -> ReadFeed:
        content_type = answer.headers.get("Content-Type", "")
        try:
            return await self._workers.run(read_feed, answer.body, answer.url, content_type, self._clock.now())
        except TooCostly as error:
            host = urlsplit(answer.url).hostname
            raise NotAFeed(tr("The feed of {host} cannot be read: {error}.", host=host, error=error)) from error


@asynccontextmanager
async def open_web(settings: WebSettings, clock: Clock) -> AsyncIterator[Web]:
    """Publishers, until the block ends. `clock` tells which dates in feeds and pages are absurd."""
    async with open_fetcher(settings) as fetcher:
        yield Publishers(fetcher, settings, clock)


def _may_be_pdf(answer: Answer) -> bool:
    return answer.content_type == PDF or (
        answer.content_type in ("", "application/octet-stream", "application/x-pdf")
        and looks_like_pdf(answer.body)
    )


def _may_be_html(answer: Answer) -> bool:
    if answer.content_type in ("text/html", "application/xhtml+xml"):
        return True
    head = answer.body[:1024].lstrip().lower()
    vague = answer.content_type in ("", "application/octet-stream", "text/plain", "application/xml", "text/xml")
    return vague and (b"<html" in head or b"<!doctype html" in head)


def _read_mark(answer: Answer, name: str) -> str | None:
    """An ETag or Last-Modified, to be sent back as it came; None when it could not be."""
    value = answer.headers.get(name, "").strip()
    return value if value and len(value) <= _MARK_CHARS and value.isascii() and value.isprintable() else None


def _read_freshness(answer: Answer) -> timedelta | None:
    """What Cache-Control's max-age or Expires asks for (RFC 9111, 4.2.1); None when they ask for nothing."""
    control = answer.headers.get("Cache-Control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    age = re.search(r"(?<![\w-])max-age\s*=\s*\"?(\d{1,9})", control)
    if age:
        seconds = timedelta(seconds=int(age.group(1)))
        return seconds or None
    expires, date = read_http_date(answer.headers.get("Expires")), read_http_date(answer.headers.get("Date"))
    return expires - date if expires and date and expires > date else None
