"""/subscriptions: what this chat is subscribed to, and how those feeds are, a page at a time."""

from __future__ import annotations

from dataclasses import replace

from bot.core.messages import say
from bot.core.paging import read_page, take_page
from bot.core.saying import tr
from bot.core.subscription_lists import PAGE, compose_list
from bot.core.types import Channel, Message, Request
from bot.ports import App
from handlers.reading_list import local_now, look_closer, read_list


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The page named, else the first. A page that was turned takes the place of the one before."""
    channel = await app.storage.channels.find(request.address)
    shown = await show_list(app, channel, read_page(arguments))
    return replace(shown, replaces=request.action is not None and arguments.isdigit())


async def show_list(app: App, channel: Channel | None, page: int) -> Message:
    readings = await read_list(app, channel) if channel is not None else ()
    if channel is None or not readings:
        return say(tr("This chat has no subscriptions yet. /subscribe starts one."))
    page, on_page = take_page(readings, page, PAGE)
    return compose_list(await look_closer(app, on_page), page, len(readings), local_now(app, channel))
