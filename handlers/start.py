"""/start: what AiBot is and how to begin."""

from __future__ import annotations

from bot.core.messages import say
from bot.core.saying import joined, tr
from bot.core.types import Message, Request
from bot.ports import App


async def answer(request: Request, arguments: str, app: App) -> Message:
    """A welcome that names the bundles."""
    bundles = ", ".join(bundle.name for bundle in app.rules.bundles)
    begin = (
        tr("Begin with /subscribe and one of: {bundles}.", bundles=bundles)
        if bundles
        else tr("Begin with /subscribe and a feed's address.")
    )
    return say(
        tr(
            "AiBot reads several outlets and tells each event once: a short, cited story whose every sentence "
            "was checked against its sources."
        ),
        joined((begin, tr('A site\'s address or "words in quotes" work too.'))),
        tr("Reply to a story to ask about it. /help lists everything."),
    )
