"""/mute and /unmute: stories and words that do not come."""

from __future__ import annotations

from dataclasses import replace

from bot.core.admission import list_watches
from bot.core.finding import say_no_story
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.core.watching import add_watch, drop_watch, find_watch, means_all, read_watch, show_watch
from bot.errors import StoryNotFound
from bot.ports import App
from handlers.watch_lists import confirm, open_watches, save, show_list, words_or_replied


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Mutes a story or words, for a time or for good; without any the list, or the story replied to."""
    if not arguments and request.reply_to is None:
        return await _list(request, app)
    words = await words_or_replied(request, arguments, app)
    (channel, heads), now = await open_watches(request, words, app), app.clock.now()
    settings = channel.settings
    watch = read_watch(words, settings, now, heads)
    if watch.story_id and await app.storage.stories.find_summary(watch.story_id) is None:
        raise StoryNotFound(say_no_story(watch.story_id))
    muted = add_watch(settings.muted, watch, now)
    changed = replace(settings, muted=muted, followed=drop_watch(settings.followed, watch))
    await save(app, channel, changed)  # what is held stays so: it is asked for once more when it is to be told
    return confirm(request, tr("Muted here: {what}. /unmute takes it back.", what=show_watch(watch, changed)))


async def undo(request: Request, arguments: str, app: App) -> Message:
    """Takes back one mute: of a story, of words, or of a line of the list."""
    if not arguments:
        return await _list(request, app)
    (channel, heads), now = await open_watches(request, arguments, app), app.clock.now()
    settings = channel.settings
    if means_all(arguments):
        await save(app, channel, replace(settings, muted=()))
        return await _list(request, app)
    watch = find_watch(settings.muted, arguments, settings, now, heads, "/mute")
    changed = replace(settings, muted=drop_watch(list_watches(settings.muted, now), watch))
    await save(app, channel, changed)
    if request.action is not None:
        return await _list(request, app)
    return confirm(request, tr("No longer muted: {what}.", what=show_watch(replace(watch, until=None), changed)))


async def _list(request: Request, app: App) -> Message:
    settings = (await open_watches(request, "", app))[0].settings
    lines = [show_watch(watch, settings) for watch in list_watches(settings.muted, app.clock.now())]
    title = tr("Muted here:") if lines else tr("Nothing is muted here.")
    hint = tr("Such as: /mute 12, /mute tax cuts for 7d, /mute topic:sport, /unmute 12.")
    return show_list(request, title, lines, "unmute:", hint)
