"""/export: the chat's subscriptions as an OPML file."""

from __future__ import annotations

from dataclasses import replace

from bot.core.messages import say
from bot.core.opml import write_opml
from bot.core.saying import tr, trn
from bot.core.types import File, Message, Request
from bot.ports import App

_NAME = "aibot-subscriptions.opml"


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The file, which /subscribe takes again."""
    channel = await app.storage.channels.find(request.address)
    wishes = await app.storage.channels.list_subscriptions(channel.id) if channel else ()
    if channel is None or not wishes:
        return say(tr("This chat has no subscriptions yet. /subscribe starts one."))
    feeds = {feed.id: feed for feed in await app.storage.feeds.list_all()}
    content = write_opml(channel.title or "AiBot", wishes, feeds, app.clock.now())
    told = say(
        trn("{number} subscription of this chat.", "{number} subscriptions of this chat.", len(wishes)),
        tr("Other feed readers take this file, and so does /subscribe, sent along with it."),
    )
    return replace(told, file=File(_NAME, content))
