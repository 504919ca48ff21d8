"""/unsubscribe: stop a subscription."""

from __future__ import annotations

from bot.core.messages import say
from bot.core.types import Message, Request
from bot.errors import BadArguments, NotSubscribed
from bot.ports import App
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """By the number in /subscriptions, by the name or address itself, or all of them."""
    channel = await open_channel(request, app)
    wish = arguments.strip().strip("\"“”'")
    subscriptions = await app.storage.channels.list_subscriptions(channel.id)
    if not subscriptions:
        raise NotSubscribed("This chat has no subscriptions.")
    if not wish:
        raise BadArguments("Which one? Name its number from /subscriptions, or write /unsubscribe all.")
    if wish.lower() == "all":
        chosen = subscriptions
    elif wish.isascii() and wish.isdigit():
        chosen = subscriptions[int(wish) - 1 : int(wish)] if 0 < int(wish[:9]) <= len(subscriptions) else ()
    else:
        chosen = tuple(s for s in subscriptions if s.target.lower() == wish.lower())
    if not chosen:
        raise NotSubscribed(f"There is no subscription “{wish}” here. /subscriptions lists them.")
    for subscription in chosen:
        await app.storage.channels.unsubscribe(channel.id, subscription.id)
    return say("Stopped: " + ", ".join(subscription.target for subscription in chosen) + ".")
