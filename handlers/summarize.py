"""/summarize: one piece from one or several pages, or the newest story about words."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.core.addresses import read_address
from bot.core.finding import find_stories
from bot.core.messages import compose_story, say
from bot.core.types import Message, Request, Summary
from bot.errors import BadArguments, LimitReached, SourceError, StoryNotFound
from bot.ports import App
from bot.steps.adopt_page import adopt_page
from bot.steps.group_articles import group_articles
from bot.steps.write_pages import write_pages
from handlers.channel import open_channel

_SEARCHED = 500
"""How many of the newest stories words are looked for in."""


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The piece, in full: somebody waits for it. Pages that could not be read are named under it."""
    words = arguments.split()
    if not words:
        raise BadArguments("Summarize what? Name one or several web addresses, or words of a story.")
    channel = await open_channel(request, app)
    urls = _read_addresses(words)
    summary, problems = await _from_pages(urls, app) if urls else (await _about_words(arguments, app), ())
    message = compose_story(summary, channel.settings)
    if problems:
        message = replace(message, blocks=message.blocks + say("Not used:", *problems).blocks)
    # A piece made of unrelated pages is not kept, so nothing can refer to it later.
    return message if summary.story_id else replace(message, story_id=None, revision=None, buttons=())


def _read_addresses(words: Sequence[str]) -> tuple[str, ...]:
    """Each once, in order; none when these are words. A lone "site.example/page" is an address too."""
    if len(words) > 1 and not any("://" in word for word in words):
        return ()
    found = [read_address(word) for word in words]
    addresses = tuple(dict.fromkeys(address for address in found if address is not None))
    if addresses and None in found:
        raise BadArguments("Either web addresses or words, please, not both at once.")
    return addresses


async def _from_pages(urls: Sequence[str], app: App) -> tuple[Summary, tuple[str, ...]]:
    """The piece, and what kept the other pages out of it. Raises the SourceError when none could be read."""
    if len(urls) > app.rules.summarize_urls:
        raise LimitReached(f"At most {app.rules.summarize_urls} pages at once, please.")
    read = await asyncio.gather(*(_adopt(app, url) for url in urls))
    article_ids = [one for one in read if isinstance(one, int)]
    problems = {url: one for url, one in zip(urls, read, strict=True) if isinstance(one, SourceError)}
    if not article_ids:
        raise next(iter(problems.values()))
    await group_articles(app, at_once=True)
    return await write_pages(app, article_ids), tuple(f"{url} — {error}" for url, error in problems.items())


async def _adopt(app: App, url: str) -> int | SourceError:
    try:
        return await adopt_page(app, url)
    except SourceError as error:
        return error


async def _about_words(words: str, app: App) -> Summary:
    since = app.clock.now() - app.rules.story_window
    found = find_stories(words.strip(' "“”'), await app.storage.stories.list_summaries(since, _SEARCHED))
    if not found:
        raise StoryNotFound(f"No recent story holds the words “{words[:200]}”. Fewer words find more.")
    return found[0]
