"""A question about a message that was chosen: about the story that it tells, or what it links to or says."""

from __future__ import annotations

from dataclasses import replace

from bot.core.messages import say
from bot.core.saying import tr
from bot.core.types import Message, Request
from bot.ports import App
from handlers import ask, summarize
from handlers.channel import find_replied


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Of somebody else's message a piece is made first, which is then asked."""
    if await find_replied(request, app) is not None:
        return await ask.answer_words(request, arguments, app)
    piece = await summarize.answer(request, "", app)
    if piece.story_id is None:  # unrelated pages, or an overview: nothing that could be asked as one
        told = say(tr("That is no one story, so here is what it tells instead."))
        return replace(piece, blocks=(*told.blocks, *piece.blocks))
    return await ask.answer(replace(request, reply_to=None), f"{piece.story_id} {arguments}", app)
