"""The channel and the story that a request is about, as every handler needs them."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core.finding import choose_story, say_no_story
from bot.core.hidden_outlets import without_outlets
from bot.core.saying import Phrase, as_written, tr
from bot.core.settings import INTERFACES
from bot.core.types import Channel, Post, Request, Spender, Summary
from bot.errors import BadArguments, NotAllowed, StoryNotFound
from bot.ports import App

_NUMBER = re.compile(r"(?:story\s+)?#?(\d+)", re.ASCII | re.IGNORECASE)
_LONGEST_NUMBER = 9  # digits; no story has more, and a database cannot look for it
NONE_SHOWN = tr(
    "Which story? None has been shown here yet. /summarize with a web address or words brings one, "
    "/subscribe keeps them coming, /help lists everything."
)


async def open_channel(request: Request, app: App) -> Channel:
    """The channel of the chat, remembered from now on; a new one speaks the language that the chat is kept in."""
    channels, title = app.storage.channels, request.chat_title or request.person.name
    language = request.chat_language.partition("-")[0]
    known = language not in INTERFACES or await channels.find(request.address) is not None
    channel = await channels.open(request.address, title, app.clock.now())
    if known:
        return channel
    settings = replace(channel.settings, interface=language)
    await channels.save_settings(channel.id, settings, channel.next_digest_at)
    return replace(channel, settings=settings)


async def find_replied(request: Request, app: App) -> Post | None:
    """What stands in the message replied to, as far as it is ours."""
    if request.reply_to is None:
        return None
    channel = await app.storage.channels.find(request.reply_in or request.here)
    if channel is None:
        return None
    return await app.storage.deliveries.find_post_by_message(channel.id, request.reply_to)


def require_manager(request: Request, name: str) -> None:
    """For what a command changes without being given words. Raises NotAllowed."""
    if not request.person.manages:
        raise NotAllowed(
            tr("Only administrators of this chat may use {command} to change it.", command=f"/{name}")
        )


def asking_person(request: Request) -> str:
    """Who asks, by a name that no other platform's people have: "telegram:12345"."""
    return f"{request.address.platform}:{request.person.id}"


def is_operator(request: Request, app: App) -> bool:
    """Whoever sits at the console runs the program; elsewhere the settings name them."""
    return request.address.platform == "console" or asking_person(request) in app.rules.operators


def require_operator(request: Request, app: App) -> None:
    """Raises NotAllowed where it is somebody else."""
    person = asking_person(request)
    if not is_operator(request, app):
        raise NotAllowed(
            tr(
                "This is for those who run AiBot. If you do, add “{person}” to operators under [chat] in the "
                "settings.",
                person=person,
            )
        )


def require_confidence(request: Request) -> None:
    """For what is told to operators. Raises NotAllowed in a group that would read it."""
    if not (request.private or request.confidential):
        raise NotAllowed(tr("That is not for everybody here: write it in a private chat with AiBot."))


def spender_of(request: Request, channel: Channel) -> Spender:
    """On whose account what is asked for goes."""
    return Spender(channel.id, asking_person(request))


async def story_named(request: Request, arguments: str, app: App) -> int:
    """The story of the number given, else the one meant. Raises BadArguments, StoryNotFound."""
    if not arguments:
        return await story_meant(request, app)
    match = _NUMBER.fullmatch(arguments)
    if match is None:
        raise BadArguments(_say_no_number(arguments[:60]))
    if len(match[1]) > _LONGEST_NUMBER:
        raise StoryNotFound(say_no_story(f"{match[1][:20]}…"))
    return int(match[1])


def _say_no_number(words: str) -> Phrase:
    if not any(map(str.isalpha, words)):
        return tr("“{words}” is not a story's number. It stands below a story's headline.", words=words)
    search = as_written(f"/search {words}")
    return tr("“{words}” is not a story's number. To look for it write {search}", words=words, search=search)


def require_shown(summary: Summary, channel: Channel) -> None:
    """Raises StoryNotFound where the outlets that are hidden there leave nothing of the piece to show."""
    if without_outlets(summary, channel.settings.hidden) is None:
        raise say_hidden(summary.story_id)


def say_hidden(story_id: int) -> StoryNotFound:
    return StoryNotFound(
        tr(
            "Without the outlets that are hidden here too little is left of story {number} to tell. "
            "/hide lists them.",
            number=str(story_id),
        )
    )


async def story_meant(request: Request, app: App, question: str = "") -> int:
    """The story of the message replied to, else the one last shown in the chat.

    Of a digest, the one story that the question fits. Raises StoryNotFound, and BadArguments where it may be
    any of several.
    """
    channel = await app.storage.channels.find(request.address)
    post = await find_replied(request, app)
    if channel and post is None:
        post = await app.storage.deliveries.find_last_post(channel.id)
    if post is None:
        raise StoryNotFound(NONE_SHOWN)
    return post.story_id if post.story_id is not None else await _story_of_digest(post, question, app)


async def find_list(request: Request, app: App) -> Post | None:
    """The digest or list replied to, or shown last where nothing is; None where that is something else."""
    channel = await app.storage.channels.find(request.address)
    post = await find_replied(request, app)
    if post is None and channel is not None and request.reply_to is None:
        post = await app.storage.deliveries.find_last_shown(channel.id)
    return post if post is not None and post.story_id is None and post.story_ids else None


async def _story_of_digest(post: Post, question: str, app: App) -> int:
    found = [await app.storage.stories.find_summary(story_id) for story_id in post.story_ids]
    chosen = choose_story(question, [summary for summary in found if summary is not None])
    if chosen is None:
        raise BadArguments(
            tr(
                "Which of the stories in the list? Begin with its place there, such as “2: why?”, or name its "
                "number, such as /story {number}.",
                number=str(post.story_ids[0]),
            )
        )
    return chosen


def split_number(arguments: str) -> tuple[int | None, str]:
    """A leading story number, if there is one, and the rest."""
    first, *rest = arguments.split(maxsplit=1) or [""]
    number = first.removeprefix("#")
    if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER:
        return int(number), " ".join(rest)
    return None, arguments.strip()
