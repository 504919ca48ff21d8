"""/digest: the newest stories of the chat's subscriptions, now."""

from __future__ import annotations

from dataclasses import replace

from bot.core.digest_message import say_next
from bot.core.messages import say
from bot.core.paging import read_page, take_page, turn_from
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.ports import App
from bot.steps.make_digest import make_digest_now
from bot.writing.digests import tell_digest
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The same form as the scheduled digest, a page at a time; the schedule is left alone."""
    channel = await open_channel(request, app)
    if not await app.storage.channels.list_subscriptions(channel.id):
        return say(
            tr("This chat has no subscriptions yet, so there is nothing to bundle. /subscribe starts one.")
        )
    made, size = await make_digest_now(app, channel.id), app.rules.digest_stories
    page, shown = take_page(made, read_page(arguments), size)
    left = say_next(len(made) - page * size, page)
    told = await tell_digest(app, channel, shown, app.clock.now(), left)
    turning = turn_from(page, len(made), size, "digest:")
    turned = request.action is not None and arguments != ""  # a page takes the place of the one before
    return replace(told, buttons=(*told.buttons, *((turning,) if turning else ())), replaces=turned)
