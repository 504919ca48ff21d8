"""/settings: how and when stories come to this chat."""

from __future__ import annotations

from bot.core.digests import next_digest_after_change
from bot.core.language.lexicons import name_language
from bot.core.messages import say
from bot.core.renditions import manner_of
from bot.core.settings import read_setting
from bot.core.types import Bullets, ChannelSettings, Message, Request, Span
from bot.ports import App
from handlers.channel import open_channel

_NO_LLM = "There is no LLM here that could reword pieces: until the operator sets one up, they come as written."
DETAILS = (
    "/settings rhythm instant — each story as it happens",
    "/settings rhythm digest 8:00 18:30 — bundled, at these hours",
    "/settings timezone Europe/Berlin",
    "/settings style brief, or bullets, story, plain — in short, a sentence a line, whole, in plain words",
    "/settings language German, or any of en de fr es it pt nl, or original — translated by the LLM, each "
    "sentence checked; what does not pass stays as it was written",
    "/settings outlets 2 — only what at least two independent outlets report",
)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The settings as they are, or as they are after the change."""
    channel = await open_channel(request, app)
    name, *rest = arguments.split(maxsplit=1) or [""]
    if not name:
        return _shown(channel.settings, app)
    value = " ".join(rest)
    changed = read_setting(channel.settings, name, value)
    due_at = next_digest_after_change(channel.settings, changed, app.clock.now())
    await app.storage.channels.save_settings(channel.id, changed, due_at)
    return _shown(changed, app, "Saved. ")


def _shown(settings: ChannelSettings, app: App, done: str = "") -> Message:
    hours = ", ".join(f"{minutes // 60}:{minutes % 60:02}" for minutes in settings.digest_minutes)
    rows = {
        "rhythm": f"{settings.rhythm} at {hours}" if settings.rhythm == "digest" else str(settings.rhythm),
        "timezone": settings.timezone,
        "style": str(settings.style),
        "language": name_language(settings.language) if settings.language else "original",
        "outlets": f"at least {settings.minimum_outlets}",
    }
    items = tuple((Span(f"{name}: "), Span(value, bold=True)) for name, value in rows.items())
    if done:
        needed = manner_of(settings) is not None and app.llm is None
        return Message(
            blocks=(*say(f"{done}Now:").blocks, Bullets(items), *(say(_NO_LLM).blocks if needed else ()))
        )
    return Message(blocks=(Bullets(items), *say("To change one, for example:", *DETAILS).blocks))
