"""/summarize: one piece from pages, from a message's links, about words; or the last day of a topic."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.finding import find_stories
from bot.core.messages import compose_story, say
from bot.core.overviews import compose_overview
from bot.core.saying import Phrase, joined, tr, trn
from bot.core.types import Channel, ChannelSettings, Message, Request, Spender, Summary
from bot.core.wishes import OneStory, Pages, Topic, read_links, read_wish
from bot.errors import BadArguments, LimitReached, SourceError, StoryNotFound
from bot.ports import App
from bot.steps.adopt_page import adopt_page
from bot.steps.gather_topic import gather_topic
from bot.steps.group_articles import group_articles
from bot.steps.write_pages import write_pages, write_story
from bot.writing.renditions import in_words_of
from handlers.channel import find_replied, open_channel, require_shown, spender_of, story_meant

_SEARCHED = 500
"""How many of the newest stories words are looked for in."""
NOTHING_NAMED = tr(
    "Summarize what? Name one or several web addresses, or words of a story; or reply to a message that "
    "holds links. “/summarize today” tells the last day, “/summarize topic climate” a topic of it."
)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The piece, in full: somebody waits for it. Pages that could not be read are named under it."""
    channel = await open_channel(request, app)
    match read_wish(arguments):
        case Pages(urls):
            if len(urls) > app.rules.summarize_urls:
                raise LimitReached(_say_too_many(app.rules.summarize_urls))
            return await _tell_pages(urls, {}, request, channel, app)
        case OneStory(words):
            return await _shown_here(await _about_words(words, app), request, channel, app)
        case Topic(words):
            return await _tell_topic(words, app)
        case None:
            return await _tell_replied(request, channel, app)


async def _tell_replied(request: Request, channel: Channel, app: App) -> Message:
    """What a message that is replied to holds: the story that it tells, else its links, else its words."""
    if request.reply_to is None:
        raise BadArguments(NOTHING_NAMED)
    if await find_replied(request, app) is not None:
        summary = await write_story(app, await story_meant(request, app), spender_of(request, channel))
        return await _shown_here(summary, request, channel, app)
    urls = read_links(request.replied_links)
    if urls:
        most = app.rules.summarize_urls
        left = dict.fromkeys(urls[most:], tr("only the first {number} links are read", number=most))
        return await _tell_pages(urls[:most], left, request, channel, app)
    if request.replied_text.strip():
        return await _shown_here(await _about_words(request.replied_text, app), request, channel, app)
    raise BadArguments(tr("There is no web address to be seen in that message. Write it after /summarize."))


async def _tell_topic(words: str, app: App) -> Message:
    overview = await gather_topic(app, words)
    return compose_overview(overview)


async def _tell_pages(
    urls: Sequence[str], unread: Mapping[str, str], request: Request, channel: Channel, app: App
) -> Message:
    """The piece, and under it what kept other pages out of it; `unread`: those known from the start."""
    summary, problems = await _from_pages(urls, spender_of(request, channel), app)
    # Whoever names a page wants to see it, hidden or not.
    settings = replace(channel.settings, hidden=())
    message = await _shown(summary, settings, spender_of(request, channel), app)
    lines = [joined((url, problem), by=" — ") for url, problem in {**problems, **unread}.items()]
    if lines:
        message = replace(message, blocks=message.blocks + say(tr("Not used:"), *lines).blocks)
    # A piece made of unrelated pages is not kept, so nothing can refer to it later.
    return message if summary.story_id else replace(message, story_id=None, revision=None, buttons=())


async def _shown_here(summary: Summary, request: Request, channel: Channel, app: App) -> Message:
    """A story, without the outlets that the chat hides."""
    require_shown(summary, channel)
    return await _shown(summary, channel.settings, spender_of(request, channel), app)


async def _shown(summary: Summary, settings: ChannelSettings, spender: Spender, app: App) -> Message:
    """In the words that the chat wants, on the account of whoever asked."""
    return compose_story(await in_words_of(app, summary, settings, spender), settings)


async def _from_pages(urls: Sequence[str], spender: Spender, app: App) -> tuple[Summary, dict[str, str]]:
    """The piece, and what kept the other pages out of it. Raises the SourceError when none could be read."""
    read = await _read_all(urls, app)
    article_ids = [one for one in read if isinstance(one, int)]
    problems = {url: one for url, one in zip(urls, read, strict=True) if isinstance(one, SourceError)}
    if not article_ids:
        raise next(iter(problems.values()))
    await group_articles(app, at_once=True)
    summary = await write_pages(app, article_ids, spender)
    return summary, {url: error.args[0] for url, error in problems.items()}


async def _read_all(urls: Sequence[str], app: App) -> list[int | SourceError]:
    """Every page's article, or why there is none, in order; whoever asked is told how many are still to come."""
    done = 0

    async def adopt(url: str) -> int | SourceError:
        nonlocal done
        try:
            return await adopt_page(app, url)
        except SourceError as error:
            return error
        finally:
            done += 1
            if done < len(urls):
                app.progress.say(_reading(done, len(urls)))

    app.progress.say(_reading(0, len(urls)))
    return await asyncio.gather(*map(adopt, urls))


def _reading(done: int, pages: int) -> str:
    if pages == 1:
        return tr("Reading the page …")
    return tr("Reading page {number} of {pages} …", number=done + 1, pages=pages)


def _say_too_many(most: int) -> Phrase:
    return trn("At most {number} pages at once, please.", "At most {number} pages at once, please.", most)


async def _about_words(words: str, app: App) -> Summary:
    since = app.clock.now() - app.rules.story_window
    found = find_stories(words, await app.storage.stories.list_summaries(since, _SEARCHED))
    if not found:
        raise StoryNotFound(
            tr("No recent story holds the words “{words}”. Fewer words find more.", words=words[:200])
        )
    return found[0]
