"""/trust and /hide: outlets whose report is enough, and outlets that are not shown."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.saying import tr
from bot.core.types import ChannelSettings, Message, Request
from bot.core.watching import add_name, drop_name
from bot.errors import BadArguments
from bot.ports import App
from handlers.channel import open_channel
from handlers.watch_lists import save, show_list

_SEVERAL = re.compile("[,;]")


async def trust(request: Request, arguments: str, app: App) -> Message:
    """The trusted outlets, as they are or after the change: one more, or with "off" one less."""
    settings = await _change(request, arguments, app, hiding=False)
    title = tr("Trusted here:") if settings.trusted else tr("No outlet is trusted more than others here.")
    hint = tr("What one of them reports comes, however many outlets you ask for. /trust BBC, /trust off BBC.")
    return show_list(request, title, settings.trusted, "trust:off ", hint)


async def hide(request: Request, arguments: str, app: App) -> Message:
    """The hidden outlets, in the same way."""
    settings = await _change(request, arguments, app, hiding=True)
    title = tr("Hidden here:") if settings.hidden else tr("No outlet is hidden here.")
    hint = tr("Stories come without what only they report, and they do not count. /hide BBC, /hide off BBC.")
    return show_list(request, title, settings.hidden, "hide:off ", hint)


async def _change(request: Request, arguments: str, app: App, *, hiding: bool) -> ChannelSettings:
    channel = await open_channel(request, app)
    settings, word, *rest = channel.settings, *(arguments.split(maxsplit=1) or [""])
    if not word:
        return settings
    names, others = (settings.hidden, settings.trusted) if hiding else (settings.trusted, settings.hidden)
    if word.lower() == "off":
        for name in _SEVERAL.split(rest[0] if rest else ""):
            kept = drop_name(names, name)
            if kept == names:
                raise BadArguments(tr("“{words}” is not in the list.", words=name.strip()[:60]))
            names = kept
    else:
        for name in filter(str.strip, _SEVERAL.split(arguments)):
            names, others = add_name(names, name), drop_name(others, name)
    hidden, trusted = (names, others) if hiding else (others, names)
    changed = replace(settings, hidden=hidden, trusted=trusted)
    await save(app, channel, changed)
    return changed
