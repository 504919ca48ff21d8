"""/settings: how and when stories come to this chat."""

from __future__ import annotations

from bot.core.digests import next_digest_after_change
from bot.core.messages import say
from bot.core.settings import read_setting
from bot.core.types import Bullets, ChannelSettings, Message, Paragraph, Request, Span
from bot.ports import App
from handlers.channel import open_channel

DETAILS = (
    "/settings rhythm instant — each story as it happens",
    "/settings rhythm digest 8:00 18:30 — bundled, at these hours",
    "/settings timezone Europe/Berlin",
    "/settings style brief, or bullets, or story — a story in short, a sentence a line, or whole",
    "/settings outlets 2 — only what at least two independent outlets report",
)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The settings as they are, or as they are after the change."""
    channel = await open_channel(request, app)
    name, *rest = arguments.split(maxsplit=1) or [""]
    if not name:
        return _shown(channel.settings)
    value = " ".join(rest)
    changed = read_setting(channel.settings, name, value)
    due_at = next_digest_after_change(channel.settings, changed, app.clock.now())
    await app.storage.channels.save_settings(channel.id, changed, due_at)
    return _shown(changed, "Saved. ")


def _shown(settings: ChannelSettings, done: str = "") -> Message:
    hours = ", ".join(f"{minutes // 60}:{minutes % 60:02}" for minutes in settings.digest_minutes)
    rows = {
        "rhythm": f"{settings.rhythm} at {hours}" if settings.rhythm == "digest" else str(settings.rhythm),
        "timezone": settings.timezone,
        "style": str(settings.style),
        "outlets": f"at least {settings.minimum_outlets}",
    }
    items = tuple((Span(f"{name}: "), Span(value, bold=True)) for name, value in rows.items())
    if done:
        return Message(blocks=(Paragraph((Span(f"{done}Now:"),)), Bullets(items)))
    return Message(blocks=(Bullets(items), *say("To change one, for example:", *DETAILS).blocks))
