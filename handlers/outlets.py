"""/trust and /hide: outlets whose report is enough, and outlets that are not shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.near_outlets import find_near_outlets
from bot.core.saying import Phrase, joined, tr
from bot.core.types import ChannelSettings, Message, Request
from bot.core.watching import add_name, drop_name, not_in_list
from bot.ports import App
from handlers.channel import open_channel
from handlers.watch_lists import ask_which, save, show_list

_SEVERAL = re.compile("[,;]")


async def trust(request: Request, arguments: str, app: App) -> Message:
    """The trusted outlets, as they are or after the change: one more, or with "off" one less."""
    settings, near = await _change(request, arguments, app, hiding=False)
    title = tr("Trusted here:") if settings.trusted else tr("No outlet is trusted more than others here.")
    hint = tr("What one of them reports comes, however many outlets you ask for. /trust BBC, /trust off BBC.")
    return show_list(request, title, settings.trusted, "trust:off ", joined((*near, hint)))


async def hide(request: Request, arguments: str, app: App) -> Message:
    """The hidden outlets, in the same way."""
    settings, near = await _change(request, arguments, app, hiding=True)
    title = tr("Hidden here:") if settings.hidden else tr("No outlet is hidden here.")
    hint = tr("Stories come without what only they report, and they do not count. /hide BBC, /hide off BBC.")
    return show_list(request, title, settings.hidden, "hide:off ", joined((*near, hint)))


async def _change(
    request: Request, arguments: str, app: App, *, hiding: bool
) -> tuple[ChannelSettings, tuple[Phrase, ...]]:
    """The settings as they are now, and what is to be said of names that are misspelt."""
    channel = await open_channel(request, app)
    settings, word, *rest = channel.settings, *(arguments.split(maxsplit=1) or [""])
    if not word:
        return settings, ()
    names, others = (settings.hidden, settings.trusted) if hiding else (settings.trusted, settings.hidden)
    if word.lower() == "off":
        if not rest:
            raise ask_which("/hide off" if hiding else "/trust off")
        for name in _SEVERAL.split(rest[0]):
            kept = drop_name(names, name)
            if kept == names:
                raise not_in_list(name.strip(), "/hide" if hiding else "/trust")
            names = kept
    else:
        for name in filter(str.strip, _SEVERAL.split(arguments)):
            names, others = add_name(names, name), drop_name(others, name)
    hidden, trusted = (names, others) if hiding else (others, names)
    changed = replace(settings, hidden=hidden, trusted=trusted)
    await save(app, channel, changed)
    before = settings.hidden if hiding else settings.trusted
    return changed, await _say_near([name for name in names if name not in before], app)


async def _say_near(added: Sequence[str], app: App) -> tuple[Phrase, ...]:
    """Of each by which no outlet goes while others nearly do. It is kept: it may yet be read."""
    outlets = await app.storage.articles.list_outlets() if added else ()
    near = {name: find_near_outlets(name, outlets) for name in added}
    return tuple(
        tr(
            "No outlet read lately is called “{name}”. Did you mean {outlets}?",
            name=name,
            outlets=joined(names, by=", "),
        )
        for name, names in near.items()
        if names
    )
