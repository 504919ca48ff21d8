"""What the commands that keep a list share: the list with a button to remove each entry, and the saving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.saying import Phrase, as_written, clipped, tr
from bot.core.types import Bullets, Button, Channel, ChannelSettings, Message, Paragraph, Request, Span
from bot.core.watching import Heads, find_numbers, is_time, join_merged
from bot.errors import BadArguments, NotAllowed
from bot.ports import App
from handlers.channel import open_channel, story_meant

_LABEL = 30  # characters of a button
WORDS = tr(
    'Words are read as in /filter: all must occur; OR, NOT, "phrases", topic:sport, outlet:bbc and lang:de work, '
    "too."
)
_SHOWN = 10  # lines with a button; the rest is removed in words


def show_list(
    request: Request, title: Phrase, lines: Sequence[str], remove: str, hint: Phrase, add: str = ""
) -> Message:
    """`remove`: the action of a line's button, before its number; `add`: that of "Add…"."""
    rows = [
        Button(tr("✕ {line}", line=clipped(line, _LABEL)), f"{remove}line {place}")
        for place, line in enumerate(lines[:_SHOWN], 1)
    ]
    buttons = [tuple(rows[start : start + 3]) for start in range(0, len(rows), 3)]
    if add:
        buttons.append((Button(tr("Add…"), add),))
    items = tuple((Span(f"{place}. "), Span(line, bold=True)) for place, line in enumerate(lines, 1))
    blocks = (
        Paragraph((Span(title),)),
        *((Bullets(items),) if items else ()),
        Paragraph((Span(hint, italic=True),)),
    )
    return Message(blocks=blocks, buttons=tuple(buttons), replaces=request.action is not None)


def ask_which(command: str) -> BadArguments:
    """Of a command that takes something off a list, where it is not said what."""
    told = tr(
        "Which one? Write {command} and what the list names, or {command} all.", command=as_written(command)
    )
    return BadArguments(told)


async def words_or_replied(request: Request, words: str, app: App) -> str:
    """What is to be watched: the words, or the story replied to where there are none or only a time. A command
    without words is allowed to everybody, so that it is asked here whether they may change anything."""
    if words and not (request.reply_to is not None and is_time(words)):
        return words
    if not request.person.manages:
        raise NotAllowed(tr("Only administrators of this chat may change what comes here."))
    return f"{await story_meant(request, app)} {words}".strip()


async def open_watches(request: Request, words: str, app: App) -> tuple[Channel, Heads]:
    """The channel, with what it mutes and follows under the numbers that the stories have now; and these numbers,
    that of a story which the words name among them."""
    channel = await open_channel(request, app)
    settings = channel.settings
    numbers = find_numbers(words, (*settings.muted, *settings.followed))
    families = await app.storage.stories.list_families(numbers)
    heads = {number: family[0] for number, family in families.items()}
    muted, followed = join_merged(settings.muted, heads), join_merged(settings.followed, heads)
    return replace(channel, settings=replace(settings, muted=muted, followed=followed)), heads


async def save(app: App, channel: Channel, settings: ChannelSettings) -> None:
    """When it is told what was held stays as it was."""
    await app.storage.channels.save_settings(channel.id, settings, channel.next_digest_at)


def confirm(request: Request, told: Phrase, story_id: int | None = None) -> Message:
    """In passing where a button was pressed: what stands there stays."""
    if request.action is not None:
        return Message(blocks=(), passing=told)
    return replace(Message(blocks=(Paragraph((Span(told),)),)), story_id=story_id)
