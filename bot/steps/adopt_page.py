"""Takes in a page that a person named, as an article of no feed; looks at it again when it is asked for later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import structlog

from bot.core.notices import says_withdrawn
from bot.core.reading import count_planted, make_article, next_version
from bot.core.saying import tr
from bot.core.types import Article, Page
from bot.errors import ArticleUnreadable, SourceError
from bot.ports import App

FRESH = timedelta(minutes=15)  # how old a page may be that is told without looking again

log = structlog.get_logger(__name__)


async def adopt_page(app: App, url: str) -> int:
    """The id of the page's article; of the stored one if a feed or a person brought it before, as it is now.
    Raises a SourceError in plain words when a new page cannot be read."""
    known = await app.storage.articles.find_by_url(url)
    if known is not None:
        return await _look_again(app, known)
    page = await app.web.read_page(url)
    if says_withdrawn(page.title, page.text):
        raise ArticleUnreadable(tr("The outlet has withdrawn this article."))
    # A page may be known by another address than the one it was asked for by.
    stored = await app.storage.articles.find_by_url(page.url)
    if stored is not None:
        newer = next_version(stored, page, app.clock.now())
        return stored.id if newer is None else await _save(app, newer, page)
    return await _save(app, make_article(page, None, None, app.clock.now()), page)


async def _look_again(app: App, stored: Article) -> int:
    """What a feed brought is looked at again for the feed; a page that cannot be had now stays as it was."""
    now = app.clock.now()
    if stored.feed_id is not None or stored.withdrawn or now - stored.arrived_at < FRESH:
        return stored.id
    try:
        page = await app.web.read_page(stored.url)
    except SourceError as error:
        log.info("a page was not looked at again", article=stored.id, reason=str(error))
        return stored.id
    if says_withdrawn(page.title, page.text):
        withdrawn = replace(stored, withdrawn=True, version=stored.version + 1, arrived_at=now)
        return await _save(app, withdrawn, page)
    newer = next_version(stored, page, now)
    return stored.id if newer is None else await _save(app, newer, page)


async def _save(app: App, article: Article, page: Page) -> int:
    counted = count_planted(article, page.title, page.outlet, page.author)
    return (await app.storage.articles.save_article(counted, None)).id
