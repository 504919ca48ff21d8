"""/settings: how and when stories come to this chat, as buttons and in words."""

from __future__ import annotations

from dataclasses import replace

from bot.core.quiet_hours import wake_after_change
from bot.core.renditions import manner_of
from bot.core.saying import tr
from bot.core.settings import no_such_setting, read_setting
from bot.core.settings_menu import PAGES, SETTINGS, compose_choices, compose_menu, compose_saved, page_of
from bot.core.types import Channel, Message, Paragraph, Request, Span
from bot.ports import App
from handlers.channel import open_channel

_NO_LLM = tr(
    "There is no LLM here that could reword pieces: until the operator sets one up, they come as written."
)
_INTERFACE = tr(
    "/settings interface German — for what AiBot itself says; or English, Spanish, French, Portuguese, Russian"
)
DETAILS = (
    tr("/settings rhythm instant — each story as it happens"),
    tr("/settings rhythm digest 8:00 18:30 — bundled, at these hours; /settings weekdays mon-fri"),
    "/settings timezone Europe/Berlin",
    tr("/settings quiet 22:00-7:00 — held and told after; /settings breaking on lets breaking news through"),
    tr("/settings style brief, or bullets, story, plain — in short, a sentence a line, whole, in plain words"),
    tr("/settings length short, normal or long; /settings pictures, silent or buttons on or off"),
    tr(
        "/settings language German, or any of en de fr es it pt nl, or original — translated by the LLM, each "
        "sentence checked; what does not pass stays as it was written"
    ),
    _INTERFACE,
    tr("/settings outlets 2 — only what at least two independent outlets report; /settings wait 30 min"),
    tr("/settings limit 5 — at most five new stories an hour; more of them come together, the best first"),
    tr("/settings updates messages, edits or none — what comes when a story moves on"),
)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The menu, the choices of one setting, or what a change came to; a press changes the message pressed, and a
    change by it comes to the menu again."""
    channel = await open_channel(request, app)
    name, *rest = arguments.split(maxsplit=1) or [""]
    name = name.lower()
    if rest:
        message = await _change(channel, name, rest[0], app, pressed=request.action is not None)
    elif name in SETTINGS:
        message = compose_choices(name, channel.settings)
    elif name in PAGES or not name:
        message = compose_menu(channel.settings, name)
    else:
        raise no_such_setting(name)
    return replace(message, replaces=request.action is not None)


async def _change(channel: Channel, name: str, value: str, app: App, *, pressed: bool) -> Message:
    changed = read_setting(channel.settings, name, value)
    due_at = wake_after_change(channel.settings, changed, channel.next_digest_at, app.clock.now())
    await app.storage.channels.save_settings(channel.id, changed, due_at)
    told = compose_menu(changed, page_of(name), (tr("Saved. Now:"),)) if pressed else compose_saved(name, changed)
    if name not in ("style", "language") or manner_of(changed) is None or app.llm is not None:
        return told
    return replace(told, blocks=(Paragraph((Span(_NO_LLM),)), *told.blocks))
