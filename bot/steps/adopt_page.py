"""Takes in a page that a person named, as an article of no feed."""

from __future__ import annotations

from bot.core.notices import says_withdrawn
from bot.core.reading import make_article
from bot.errors import ArticleUnreadable
from bot.ports import App


async def adopt_page(app: App, url: str) -> int:
    """The id of the page's article; of the stored one if a feed or a person brought it before. Raises a
    SourceError in plain words when the page cannot be read."""
    known = await app.storage.articles.find_by_url(url)
    if known is not None:
        return known.id
    page = await app.web.read_page(url)
    if says_withdrawn(page.title, page.text):
        raise ArticleUnreadable("The outlet has withdrawn this article.")
    article = make_article(page, None, None, app.clock.now())
    return (await app.storage.articles.save_article(article, None)).id
