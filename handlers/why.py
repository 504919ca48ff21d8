"""/why: how a story or an answer came about: what was left out and why, what is disputed, who counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.admission import StoryText
from bot.core.answers import list_present
from bot.core.explaining import compose_why
from bot.core.explaining_answers import compose_why_answer
from bot.core.explaining_renditions import say_how_shown
from bot.core.framing import list_sources
from bot.core.held import explain_delivery
from bot.core.hidden_outlets import name_hidden, without_outlets
from bot.core.quiet_hours import is_breaking
from bot.core.renditions import manner_of
from bot.core.retrieval import list_unsearched
from bot.core.saying import Phrase, listed, tr
from bot.core.types import (
    Channel,
    Delivery,
    DeliveryKind,
    Heading,
    Message,
    Paragraph,
    Passage,
    Request,
    Source,
    Span,
    Summary,
    Turn,
)
from bot.errors import NotFound, StoryNotFound
from bot.ports import App
from bot.steps.write_pages import write_story
from handlers.channel import find_replied, open_channel, spender_of, story_named

_ANSWER = re.compile(r"answer (?P<turn>\d{1,9})", re.ASCII)
_STORY_AND_PAGE = re.compile(r"(?P<story>.*\d)\s+(?P<page>\d{1,6})", re.ASCII)


async def answer(request: Request, arguments: str, app: App) -> Message:
    """The reasons behind the answer replied to, the story named, or the one meant; a second number is a page of
    what was left out."""
    channel = await open_channel(request, app)
    paged = _STORY_AND_PAGE.fullmatch(arguments)
    if named := _ANSWER.fullmatch(arguments):
        turn: Turn | None = await _turn_named(int(named["turn"]), channel, app)
    else:
        turn = await _turn_replied_to(request, app) if not arguments else None
    if turn is not None:
        passages, sources = await _read_sources(turn.story_id, app)
        return compose_why_answer(turn, passages, sources, channel.settings)
    story_id = await story_named(request, paged["story"] if paged else arguments, app)
    summary = await write_story(app, story_id, spender_of(request, channel))
    shown = await _say_how_shown(summary, channel, app)
    piece = without_outlets(summary, channel.settings.hidden)
    if piece is None:  # nothing of it is shown here, but why it does not come
        return await _with_delivery(_name(summary), summary, channel, app)
    told = compose_why(piece, int(paged["page"]) if paged else 1, shown, channel.settings)
    return told if paged else await _with_delivery(told, summary, channel, app)


def _name(summary: Summary) -> Message:
    heading = Heading((Span(tr("Story {number}", number=str(summary.story_id))),))
    return Message(blocks=(heading,), story_id=summary.story_id, revision=summary.revision)


async def _with_delivery(told: Message, summary: Summary, channel: Channel, app: App) -> Message:
    """And why it came to this chat, or did not."""
    articles = await app.storage.articles.list_of_story(summary.story_id)
    wishes = await app.storage.channels.list_subscriptions(channel.id)
    deliveries = await app.storage.deliveries.list_of_story(summary.story_id)
    brought = await app.storage.articles.list_feeds([article.id for article in articles])
    numbers = await app.storage.stories.list_families((summary.story_id,))
    story, now = StoryText(summary, articles, numbers[summary.story_id]), app.clock.now()
    written = await app.storage.stories.find_summary(summary.story_id) is not None
    broke = await _list_broke(channel, deliveries, app)
    reasons = explain_delivery(channel, wishes, story, deliveries, brought, now, written=written, broke=broke)
    said = (*reasons, *_say_hidden(summary, channel))
    heading = Heading((Span(tr("In this chat")),), level=2)
    return replace(told, blocks=(*told.blocks, heading, *(Paragraph((Span(one),)) for one in said)))


async def _list_broke(channel: Channel, deliveries: Sequence[Delivery], app: App) -> frozenset[int]:
    """The ids of those of them that told this chat what was breaking then."""
    posts = [
        (one.id, one.sent_at, await app.storage.stories.find_summary(one.story_id or 0, one.revision))
        for one in deliveries
        if one.channel_id == channel.id and one.kind is DeliveryKind.POST and channel.settings.breaking
    ]
    return frozenset(number for number, at, piece in posts if at and piece and is_breaking(piece, at))


def _say_hidden(summary: Summary, channel: Channel) -> tuple[Phrase, ...]:
    """Which of its outlets are not shown, where the others are."""
    names = name_hidden(summary, channel.settings.hidden)
    if not names or without_outlets(summary, channel.settings.hidden) is None:
        return ()
    return (tr("Hidden here, and left out with what only they tell: {outlets}.", outlets=listed(names)),)


async def _read_sources(story_id: int, app: App) -> tuple[tuple[Passage, ...], tuple[Source, ...]]:
    """All that the story's sources say now; and these, numbered as under an answer."""
    articles = list_present(await app.storage.articles.list_of_story(story_id), app.clock.now())
    sources = list_sources(articles, await app.storage.stories.find_summary(story_id))
    return tuple(found.passage for found in list_unsearched(articles)), sources


async def _say_how_shown(summary: Summary, channel: Channel, app: App) -> str:
    """How it came into the words that the channel wants; "" where it is shown as it was written."""
    manner = manner_of(channel.settings)
    if manner is None:
        return ""
    return say_how_shown(manner, await app.storage.renditions.find(summary.story_id, summary.revision, manner))


async def _turn_named(turn_id: int, channel: Channel, app: App) -> Turn:
    """Raises StoryNotFound where it was forgotten, or was asked in another chat, whose business it is."""
    try:
        turn = await app.storage.turns.get(turn_id)
    except NotFound:
        turn = None
    if turn is None or turn.channel_id != channel.id:
        raise StoryNotFound(tr("That answer is no longer remembered here. Ask again."))
    return turn


async def _turn_replied_to(request: Request, app: App) -> Turn | None:
    """What was asked and answered, where the message replied to is an answer."""
    post = await find_replied(request, app)
    if post is None or post.turn_id is None:
        return None
    try:
        return await app.storage.turns.get(post.turn_id)
    except NotFound:  # kept no longer: the story itself can still be explained
        return None
