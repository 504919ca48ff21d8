"""Reads the article an entry links to, for the first time or again, and saves what came of it."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.core.reading import decide_reading
from bot.core.saying import tr
from bot.core.types import Article, Entry, EntryState, Page
from bot.errors import ArticleUnreadable, SourceError
from bot.ports import App

log = structlog.get_logger(__name__)


async def read_article(app: App, entry_id: int) -> int | None:
    """The id of the entry's article; None while there is none. An entry that is not due is left alone, so
    that the step may run twice. A publisher's failure is recorded on the entry, not raised."""
    entry = await app.storage.articles.get_entry(entry_id)
    now = app.clock.now()
    if entry.state is not EntryState.NEW or (entry.read_at is not None and entry.read_at > now):
        return entry.article_id
    if entry.article_id is None and (brought := await _find_brought(app, entry)) is not None:
        return brought.id
    stored = None if entry.article_id is None else await app.storage.articles.get(entry.article_id)
    feed = await app.storage.feeds.get(entry.feed_id)
    reading = decide_reading(entry, feed, await _ask(app, entry), stored, app.clock.now())
    if reading.article is None:
        await app.storage.articles.save_entry(reading.entry)
        return reading.entry.article_id
    if reading.article.planted and (stored is None or stored.planted != reading.article.planted):
        log.info(
            "a page speaks to machines; that part of it is left out",
            outlet=reading.article.outlet.name,
            url=reading.article.url,
            sentences=reading.article.planted,
        )
    return (await app.storage.articles.save_article(reading.article, reading.entry)).id


async def _find_brought(app: App, entry: Entry) -> Article | None:
    """The article another entry or a person's request already brought from this very address."""
    brought = await app.storage.articles.find_by_url(entry.url) if entry.url else None
    if brought is None:
        return None
    read = replace(entry, state=EntryState.READ, article_id=brought.id, read_at=app.clock.now())
    # Another feed, or a person, was quicker: now this feed's readers get the article too.
    return await app.storage.articles.save_article(
        replace(brought, feed_id=brought.feed_id or entry.feed_id, arrived_at=app.clock.now()), read
    )


async def _ask(app: App, entry: Entry) -> Page | SourceError:
    if not entry.url:
        return ArticleUnreadable(tr("The feed gives no page for this entry."))
    try:
        return await app.web.read_page(entry.url)
    except SourceError as error:
        return error
