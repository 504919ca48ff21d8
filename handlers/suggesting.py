"""What a person may mean who is typing into a command's field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from zoneinfo import available_timezones

from bot.core.hidden_outlets import choose_shown
from bot.core.language.lexicon_rows import LANGUAGES
from bot.core.settings import INTERFACES
from bot.core.types import Length, Request, Rhythm, Style, Suggestion, Updates
from bot.ports import App

MOST = 25
_NO_WORD = re.compile(r"[\W_]+")
_STORIES_LOOKED_AT = 200

_SWITCH = ("on", "off")

SETTINGS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "rhythm": (*Rhythm, "digest 8:00", "digest 18:00", "digest 8:00 18:00"),
        "hours": ("8:00", "18:00", "8:00 18:00", "7:00 12:00 18:00"),
        "quietdays": _SWITCH,
        "timezone": sorted(available_timezones()),
        "quiet": ("22:00 7:00", "off"),
        "breaking": _SWITCH,
        "outlets": tuple(map(str, range(1, 6))),
        "wait": ("off", "15 min", "30 min", "1 h"),
        "limit": ("off", "3", "5", "10", "20"),
        "updates": tuple(Updates),
        "style": tuple(Style),
        "length": tuple(Length),
        "pictures": _SWITCH,
        "silent": _SWITCH,
        "buttons": _SWITCH,
        "language": ("original", *LANGUAGES),
        "interface": ("auto", *INTERFACES),
    }
)
"""Values to offer for each setting; others may be typed."""


async def suggest(
    request: Request, command: str, option: str, typed: str, commands: Sequence[str], app: App
) -> tuple[Suggestion, ...]:
    """The values that are meant by the words typed, the likeliest first. `commands`: the names of all there are.

    `request.text` is what is filled in so far.
    """
    match command, option:
        case _, "story":
            found = await _list_stories(request, app)
        case "subscribe", "what":
            found = [Suggestion(f"{one.name}: {len(one.urls)} feeds", one.name) for one in app.rules.bundles]
        case "unsubscribe", "which":
            found = await _list_subscriptions(request, app)
        case "settings", "name":
            found = _plainly(SETTINGS)
        case "settings", "value":
            found = _plainly(SETTINGS.get(_setting_named(request), ()))
        case "help", "command":
            found = _plainly(commands)
        case _:
            found = []
    return tuple(_holding(typed, found))[:MOST]


async def _list_stories(request: Request, app: App) -> list[Suggestion]:
    """As the chat sees them."""
    since = app.clock.now() - app.rules.story_window
    summaries = await app.storage.stories.list_summaries(since, _STORIES_LOOKED_AT)
    channel = await app.storage.channels.find(request.address)
    hidden = channel.settings.hidden if channel is not None else ()
    shown, _ = choose_shown(summaries, hidden, _STORIES_LOOKED_AT)
    return [Suggestion(f"{one.story_id}: {one.headline.text}", str(one.story_id)) for one in shown]


async def _list_subscriptions(request: Request, app: App) -> list[Suggestion]:
    """Those of the chat by their place in /subscriptions, and all of them."""
    channel = await app.storage.channels.find(request.address)
    wishes = await app.storage.channels.list_subscriptions(channel.id) if channel is not None else ()
    if not wishes:
        return []
    titles = {feed.id: feed.title for feed in await app.storage.feeds.list_all()}
    found = []
    for place, wish in enumerate(wishes, start=1):
        title = titles.get(wish.feed_ids[0]) if len(wish.feed_ids) == 1 else None
        found.append(Suggestion(f"{place}. {title or wish.target}", str(place)))
    return [*found, Suggestion("all", "all")]


def _setting_named(request: Request) -> str:
    _, *filled_in = request.text.split()
    return filled_in[0].lower() if filled_in else ""


def _plainly(values: Iterable[str]) -> list[Suggestion]:
    return [Suggestion(str(value), str(value)) for value in values]


def _holding(typed: str, suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Those in which every word typed begins a word."""
    wanted = _words(typed)
    return [one for one in suggestions if all(any(map(_begins(word), _words(one.label))) for word in wanted)]


def _begins(beginning: str) -> Callable[[str], bool]:
    return lambda word: word.startswith(beginning)


def _words(text: str) -> list[str]:
    return [word for word in _NO_WORD.split(text.casefold()) if word]
