"""/ask: a question about a story, answered from its sources or refused."""

from __future__ import annotations

from dataclasses import replace

from bot.core.finding import say_no_story
from bot.core.hidden_outlets import list_shown
from bot.core.messages import compose_answer, say
from bot.core.previews import compose_answer_preview
from bot.core.saying import tr
from bot.core.small_talk import answer_small_talk
from bot.core.types import Answer, Button, Channel, Message, Paragraph, Request, Span, Spender
from bot.errors import BadArguments, NotFound, StoryNotFound
from bot.ports import App
from bot.steps.answer_question import answer_question
from bot.writing.renditions import answer_in_words_of
from handlers.channel import asking_person, open_channel, require_shown, say_hidden, split_number
from handlers.finding_story import find_listed, find_story

NO_QUESTION = tr("What would you like to know? Write /ask and your question, or reply to a story.")


async def answer(request: Request, arguments: str, app: App) -> Message:
    """A cited answer, the closest the sources say, or "The sources do not say"."""
    number, question = split_number(arguments)
    return await _answer(request, number, question, app)


async def answer_words(request: Request, words: str, app: App) -> Message:
    """The same for words without a command: all of them are the question, also "10 people were hurt?"."""
    return await _answer(request, None, words, app)


async def _answer(request: Request, number: int | None, question: str, app: App) -> Message:
    if not question:
        raise BadArguments(NO_QUESTION)
    if (reply := answer_small_talk(question)) is not None:
        return say(reply)
    app.progress.say(tr("Looking it up in the sources …"))
    channel = await open_channel(request, app)
    headline = ""
    if number is None and (listed := await find_listed(request, app, question)) is not None:
        number, headline, question = listed
    elif number is None:
        number, headline = await find_story(request, app, question)
    await _refuse_hidden(app, channel, number)
    person = asking_person(request)
    answered = await _look_up(app, channel, number, question, person)
    spender = Spender(channel.id, person, answered.story_id)
    told = await answer_in_words_of(app, answered, channel.settings, spender)
    message = _with_reasons(compose_answer(told, channel.settings))
    if not headline:
        return message
    named = Paragraph((Span(tr("Story {number}: ", number=str(number))), Span(headline, bold=True)))
    return replace(message, blocks=(named, *message.blocks))


async def _refuse_hidden(app: App, channel: Channel, number: int) -> None:
    """A story that only hidden outlets report is not asked about here either, though it be written later."""
    if not channel.settings.hidden:
        return
    if (summary := await app.storage.stories.find_summary(number)) is not None:
        require_shown(summary, channel)
        return
    articles = await app.storage.articles.list_of_story(number)
    if articles and not list_shown(articles, channel.settings.hidden):
        raise say_hidden(number)


def _with_reasons(message: Message) -> Message:
    """A button that tells how the answer came about, where it is remembered."""
    if message.turn_id is None:
        return message
    *rows, last = message.buttons or ((),)
    return replace(message, buttons=(*rows, (*last, Button(tr("Why"), f"why:answer {message.turn_id}"))))


async def _look_up(app: App, channel: Channel, number: int, question: str, person: str) -> Answer:
    """Whoever waits sees the answer as far as it is made."""

    def show(so_far: Answer) -> None:
        app.progress.show(compose_answer_preview(so_far, channel.settings))

    try:
        return await answer_question(app, channel.id, number, question, person, show)
    except NotFound as error:
        raise StoryNotFound(say_no_story(number)) from error
