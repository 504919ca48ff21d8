"""The thumbs under a post: what people think of a story, kept for the operators."""

from __future__ import annotations

from bot.core.finding import say_no_story
from bot.core.saying import tr
from bot.core.types import Feedback, Message, Request
from bot.errors import BadArguments, StoryNotFound
from bot.ports import App
from handlers.channel import asking_person, open_channel, split_number

_WORDS = {"up": True, "down": False}


async def answer(request: Request, arguments: str, app: App) -> Message:
    """Pressed again, the word is taken back; the other thumb takes its place."""
    number, word = split_number(arguments.replace(":", " "))
    if number is None or word not in _WORDS:
        raise BadArguments(tr("This button belongs to an older AiBot."))
    summary = await app.storage.stories.find_summary(number)
    if summary is None:
        raise StoryNotFound(say_no_story(number))
    channel = await open_channel(request, app)
    given = Feedback(
        story_id=summary.story_id,
        revision=summary.revision,
        channel_id=channel.id,
        person=asking_person(request),
        useful=_WORDS[word],
        at=app.clock.now(),
    )
    kept = await app.storage.feedback.save(given)
    if not kept:
        return Message(blocks=(), passing=tr("Taken back."))
    thanks = tr("Thank you. Noted as useful.") if given.useful else tr("Thank you. Noted as not useful.")
    return Message(blocks=(), passing=thanks)
