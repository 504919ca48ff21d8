"""/pause: nothing comes for a while, or until /resume."""

from __future__ import annotations

from dataclasses import replace

from bot.core.messages import say
from bot.core.pausing import read_until, show_until
from bot.core.quiet_hours import is_paused, quiet_until, wake_after_change
from bot.core.saying import Phrase, tr
from bot.core.types import Button, ChannelSettings, Message, Request
from bot.ports import App
from handlers.channel import open_channel


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Until when it is quiet here. What comes meanwhile is counted, and told in one message afterwards."""
    channel, now = await open_channel(request, app), app.clock.now()
    until = read_until(arguments, channel.settings, now)
    since = channel.settings.paused_since if is_paused(channel.settings, now) else now
    paused = replace(channel.settings, paused_since=since, paused_until=until)
    wake_at = wake_after_change(channel.settings, paused, channel.next_digest_at, now)
    await app.storage.channels.save_settings(channel.id, paused, wake_at)
    return say(*_tell(paused), buttons=((Button(tr("Resume"), "resume"),),))


def _tell(paused: ChannelSettings) -> tuple[Phrase, ...]:
    until = paused.paused_until
    if until is None:
        return (tr("Paused. Nothing comes here until /resume; what you miss is then told in one message."),)
    told = tr(
        "Paused until {time}. What you miss is then told in one message. /resume ends it earlier.",
        time=show_until(until, paused),
    )
    if (quiet := quiet_until(paused, until)) is None:
        return (told,)
    return told, tr("Quiet hours last until {time}, so it comes then.", time=show_until(quiet, paused))
