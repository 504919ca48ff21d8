"""Make one checked piece on demand, from pages that a person named or of a story not yet written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.finding import say_no_story
from bot.core.saying import tr
from bot.core.types import Article, Spender, Story, Summary
from bot.errors import ArticleUnreadable, StoryNotFound
from bot.ports import App
from bot.writing.on_demand import write_on_demand


async def write_pages(app: App, article_ids: Sequence[int], spender: Spender) -> Summary:
    """The piece about these articles.

    If they all belong to one story, it is that story's piece, made anew when the one that is written does not
    know all of them as they are now. If they tell of different events, one piece is made of just these articles;
    it has no number (story_id 0). What is made here is not published: it is no revision of the story.
    """
    asked = dict.fromkeys(article_ids)
    articles = tuple([await app.storage.articles.get(article_id) for article_id in asked])
    if all(article.withdrawn for article in articles):
        raise ArticleUnreadable(tr("The outlet has withdrawn this article."))
    story_ids = {article.story_id for article in articles}
    story_id = story_ids.pop()
    if story_ids or story_id is None:
        now = app.clock.now()
        unnumbered = Story(title=articles[0].title, created_at=now, changed_at=now, write_at=None)
        return await _write(app, unnumbered, articles, spender)
    summary = await app.storage.stories.find_summary(story_id)
    if summary is not None and _knows(summary, articles):
        return summary
    return await _write_anew(app, story_id, spender)


async def write_story(app: App, story_id: int, spender: Spender) -> Summary:
    """The newest piece of a story; one made on the spot, and not published, if it is not written yet.

    What is made here is not saved with the story, because saving is what plans deliveries: a person's curiosity
    must not push a story to channels before its time. Raises StoryNotFound.
    """
    summary = await app.storage.stories.find_summary(story_id)
    if summary is not None:
        return summary
    return await _write_anew(app, story_id, spender)


def _knows(summary: Summary, articles: Sequence[Article]) -> bool:
    known = {(source.article_id, source.version) for source in summary.sources}
    return all((article.id, article.version) in known for article in articles)


async def _write_anew(app: App, story_id: int, spender: Spender) -> Summary:
    articles = await app.storage.articles.list_of_story(story_id)
    if not articles:
        raise StoryNotFound(say_no_story(story_id))
    return await _write(app, await app.storage.stories.get(story_id), articles, spender)


async def _write(app: App, story: Story, articles: Sequence[Article], spender: Spender) -> Summary:
    summary = await write_on_demand(app, story, articles, spender)
    if summary is None:
        raise ArticleUnreadable(
            tr("The text that could be read there holds nothing that AiBot could pass on checked.")
        )
    return summary
