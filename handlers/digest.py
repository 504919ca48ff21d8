"""/digest: the newest stories of the chat's subscriptions, now."""

from __future__ import annotations

from bot.core.digest_message import say_left
from bot.core.messages import say
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.ports import App
from bot.steps.make_digest import make_digest_now
from bot.writing.digests import tell_digest
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The same form as the scheduled digest; the schedule is left alone."""
    channel = await open_channel(request, app)
    if not await app.storage.channels.list_subscriptions(channel.id):
        return say(
            tr("This chat has no subscriptions yet, so there is nothing to bundle. /subscribe starts one.")
        )
    made = await make_digest_now(app, channel.id)
    left = say_left(made.held - len(made.bundle))
    return await tell_digest(app, channel, made.bundle, app.clock.now(), left)
