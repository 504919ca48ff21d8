"""/summarize: one piece from one or several pages, or the newest story about words."""

from __future__ import annotations

from dataclasses import replace

from bot.core.finding import find_stories
from bot.core.messages import compose_story
from bot.core.types import Message, Request, Summary
from bot.errors import BadArguments, LimitReached, StoryNotFound
from bot.ports import App
from bot.steps.adopt_page import adopt_page
from bot.steps.group_articles import group_articles
from bot.steps.write_pages import write_pages
from handlers.channel import open_channel

_SEARCHED = 500
"""How many of the newest stories words are looked for in."""


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The piece, in full: somebody waits for it."""
    words = arguments.split()
    if not words:
        raise BadArguments("Summarize what? Name one or several web addresses, or words of a story.")
    channel = await open_channel(request, app)
    urls = [word for word in words if word.lower().startswith(("http://", "https://"))]
    if urls and len(urls) < len(words):
        raise BadArguments("Either web addresses or words, please, not both at once.")
    summary = await (_from_pages(urls, app) if urls else _about_words(arguments, app))
    message = compose_story(summary, channel.settings)
    # A piece made of unrelated pages is not kept, so nothing can refer to it later.
    return message if summary.story_id else replace(message, story_id=None, revision=None, buttons=())


async def _from_pages(urls: list[str], app: App) -> Summary:
    if len(urls) > app.rules.summarize_urls:
        raise LimitReached(f"At most {app.rules.summarize_urls} pages at once, please.")
    article_ids = [await adopt_page(app, url) for url in urls]
    await group_articles(app)
    return await write_pages(app, article_ids)


async def _about_words(words: str, app: App) -> Summary:
    since = app.clock.now() - app.rules.story_window
    found = find_stories(words.strip(' "“”'), await app.storage.stories.list_summaries(since, _SEARCHED))
    if not found:
        raise StoryNotFound(f"No recent story holds the words “{words}”.")
    return found[0]
