"""One subscription of the chat, for the buttons of /subscriptions: its details, and dropping it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.messages import say
from bot.core.paging import read_page
from bot.core.saying import tr
from bot.core.subscription_lists import PAGE, compose_details, compose_drop
from bot.core.types import Button, Message, Request
from bot.ports import App
from handlers.channel import open_channel
from handlers.reading_list import find_reading, local_now, look_closer, read_list
from handlers.subscriptions import show_list


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Its details, under its id; a second number is a page of a bundle's feeds. "12 here" shows them in a message
    of their own, for a button that stands under something that should stay."""
    here = arguments.strip().endswith(" here")
    return replace(await show_details(request, arguments, app), replaces=request.action is not None and not here)


async def show_details(request: Request, arguments: str, app: App) -> Message:
    wish_id, _, page = arguments.strip().partition(" ")
    channel = await open_channel(request, app)
    (reading,) = await look_closer(app, (find_reading(await read_list(app, channel), wish_id),))
    extra = (Button(tr("Filter…"), f"add_filter:{reading.place}"),)
    return compose_details(reading, local_now(app, channel), extra, read_page(page))


async def drop(request: Request, arguments: str, app: App) -> Message:
    """Asks first: "12" does, "12 yes" drops it, "12 no" keeps it. "12 here" asks in a message of its own, for a
    button that stands under something that should stay."""
    channel = await open_channel(request, app)
    wish_id, _, said = arguments.strip().partition(" ")
    reading = find_reading(await read_list(app, channel), wish_id)
    pressed = request.action is not None
    if said == "no":
        return replace(say(tr("{name} stays.", name=reading.name)), replaces=pressed)
    if said != "yes":
        return replace(compose_drop(reading, back=said != "here"), replaces=pressed and said != "here")
    await app.storage.channels.unsubscribe(channel.id, reading.wish.id)
    dropped = say(tr("Unsubscribed from {name}.", name=reading.name))
    if not await app.storage.channels.list_subscriptions(channel.id):
        nothing = say(tr("This chat has no subscriptions. /subscribe starts one."))
        return replace(dropped, blocks=(*dropped.blocks, *nothing.blocks), replaces=pressed)
    rest = await show_list(app, channel, (reading.place - 1) // PAGE + 1)
    return replace(rest, blocks=(*dropped.blocks, *rest.blocks), replaces=pressed)
