"""/subscriptions: what this chat is subscribed to, and how those feeds are."""

from __future__ import annotations

from bot.core.messages import say
from bot.core.types import Bullets, Feed, Message, Paragraph, Request, Span, Subscription
from bot.ports import App


async def answer(request: Request, arguments: str, app: App) -> Message:
    """A numbered list; a subscription whose feeds fail says so in plain words."""
    channel = await app.storage.channels.find(request.address)
    subscriptions = await app.storage.channels.list_subscriptions(channel.id) if channel else ()
    if not subscriptions:
        return say("This chat has no subscriptions yet. /subscribe starts one.")
    feeds = {feed.id: feed for feed in await app.storage.feeds.list_all()}
    items = tuple(
        (
            Span(f"{place}. {wish.kind}: "),
            Span(wish.target, bold=True),
            Span(_title(wish, feeds) + _health(wish, feeds)),
        )
        for place, wish in enumerate(subscriptions, start=1)
    )
    hint = "/unsubscribe NUMBER stops one."
    return Message(blocks=(Bullets(items), Paragraph((Span(hint, italic=True),))))


def _title(wish: Subscription, feeds: dict[int, Feed]) -> str:
    feed = feeds.get(wish.feed_ids[0]) if len(wish.feed_ids) == 1 else None
    return f" ({feed.title})" if feed and feed.title else ""


def _health(wish: Subscription, feeds: dict[int, Feed]) -> str:
    own = [feeds[feed_id] for feed_id in wish.feed_ids if feed_id in feeds]
    failing = [feed for feed in own if feed.problem]
    if not failing:
        return ""
    if len(own) == 1:
        return f" — {failing[0].problem}"
    return f" — {len(failing)} of {len(own)} feeds fail: {failing[0].problem}"
