"""/unsubscribe: stop a subscription."""

from __future__ import annotations

from bot.core.finding import choose_subscriptions
from bot.core.messages import say
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.errors import BadArguments, NotSubscribed
from bot.ports import App
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """By the number in /subscriptions, by the name, address or title, or all of them."""
    channel = await open_channel(request, app)
    wish = arguments.strip()
    subscriptions = await app.storage.channels.list_subscriptions(channel.id)
    if not subscriptions:
        raise NotSubscribed(tr("This chat has no subscriptions. /subscribe starts one."))
    if not wish:
        raise BadArguments(tr("Which one? Name its number from /subscriptions, or write /unsubscribe all."))
    titles = {feed.id: feed.title or "" for feed in await app.storage.feeds.list_all()}
    chosen = choose_subscriptions(wish, subscriptions, titles)
    if not chosen:
        raise NotSubscribed(
            tr("There is no subscription “{wish}” here. /subscriptions lists them.", wish=wish[:200])
        )
    for subscription in chosen:
        await app.storage.channels.unsubscribe(channel.id, subscription.id)
    return say(
        tr("Unsubscribed from {targets}.", targets=", ".join(subscription.target for subscription in chosen))
    )
