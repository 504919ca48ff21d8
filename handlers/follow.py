"""/follow: stories and words that come in any case."""

from __future__ import annotations

from dataclasses import replace

from bot.core.admission import list_watches
from bot.core.finding import say_no_story
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.core.watching import add_watch, drop_watch, find_watch, means_all, read_watch, show_watch
from bot.errors import StoryNotFound
from bot.ports import App
from handlers.watch_lists import ask_which, confirm, open_watches, save, show_list, words_or_replied


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Follows a story or words, for a time or for good; "off" ends it; without any the list, or, in reply to a
    story, that story."""
    word, *rest = arguments.split(maxsplit=1) or [""]
    if not arguments and request.reply_to is None:
        return await _list(request, app)
    if word.lower() == "off":
        return await _end(request, rest[0] if rest else "", app)
    return await _begin(request, await words_or_replied(request, arguments, app), app)


async def _begin(request: Request, words: str, app: App) -> Message:
    (channel, heads), now = await open_watches(request, words, app), app.clock.now()
    settings = channel.settings
    watch = read_watch(words, settings, now, heads)
    if watch.story_id and await app.storage.stories.find_summary(watch.story_id) is None:
        raise StoryNotFound(say_no_story(watch.story_id))
    followed = add_watch(settings.followed, watch, now)
    changed = replace(settings, followed=followed, muted=drop_watch(settings.muted, watch))
    await save(app, channel, changed)
    told = tr("Followed here: {what}. Its updates come whatever filters say.", what=show_watch(watch, changed))
    return confirm(request, told, watch.story_id or None)


async def _end(request: Request, named: str, app: App) -> Message:
    (channel, heads), now = await open_watches(request, named, app), app.clock.now()
    settings = channel.settings
    if not named:
        raise ask_which("/follow off")
    if means_all(named):
        await save(app, channel, replace(settings, followed=()))
        return await _list(request, app)
    watch = find_watch(settings.followed, named, settings, now, heads, "/follow")
    changed = replace(settings, followed=drop_watch(list_watches(settings.followed, now), watch))
    await save(app, channel, changed)
    if request.action is not None:
        return await _list(request, app)
    return confirm(
        request, tr("No longer followed: {what}.", what=show_watch(replace(watch, until=None), changed))
    )


async def _list(request: Request, app: App) -> Message:
    settings = (await open_watches(request, "", app))[0].settings
    lines = [show_watch(watch, settings) for watch in list_watches(settings.followed, app.clock.now())]
    title = tr("Followed here:") if lines else tr("Nothing is followed here.")
    hint = tr("Such as: /follow 12, /follow port strike for 30d, /follow off 12.")
    return show_list(request, title, lines, "follow:off ", hint)
