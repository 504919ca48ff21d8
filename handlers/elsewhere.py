"""/channel where it cannot be used: the platform that has it answers it in private chats itself."""

from __future__ import annotations

from bot.core.messages import say
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.ports import App


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Where it can."""
    return say(
        tr("A channel is run from a private chat with AiBot: open one, and write /channel there."),
        tr("Commands here are about this chat; its administrators change it with /subscribe and /settings."),
    )
