"""/resume: ends a pause."""

from __future__ import annotations

from dataclasses import replace

from bot.core.messages import say
from bot.core.pausing import show_until
from bot.core.quiet_hours import is_paused, quiet_until, wake_after_change
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.ports import App
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """What the pause held back is told in one message, not all at once, and not in quiet hours."""
    channel, now = await open_channel(request, app), app.clock.now()
    if not is_paused(channel.settings, now):
        return say(tr("This chat is not paused."))
    resumed = replace(channel.settings, paused_until=now)
    wake_at = wake_after_change(channel.settings, resumed, channel.next_digest_at, now)
    await app.storage.channels.save_settings(channel.id, resumed, wake_at)
    quiet = quiet_until(resumed, now)
    if quiet is None:
        return say(tr("Stories come here again. What came meanwhile is told in one message."))
    when = show_until(quiet, resumed)
    return say(
        tr("The pause is over. Quiet hours last until {time}; what came meanwhile is told then.", time=when)
    )
