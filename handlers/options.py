"""What each command may be told, for platforms on which people fill in fields instead of typing a line."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bot.core.saying import tr
from bot.core.types import Option, OptionKind

STORY = Option(
    "story", tr("The story, by its number or words of it; else the last one"), OptionKind.NUMBER, suggested=True
)

CHANNEL = Option("channel", tr("The forum or other channel that it is about; else this one"), OptionKind.CHANNEL)

OPTIONS: Mapping[str, tuple[Option, ...]] = MappingProxyType(
    {
        "help": (Option("command", tr("The command to explain"), suggested=True),),
        "subscribe": (
            Option("what", tr("The address of a feed or site, a bundle, or words in quotes"), suggested=True),
            Option("file", tr("A list of feeds as other readers export it (OPML)"), OptionKind.FILE),
            CHANNEL,
        ),
        "unsubscribe": (
            Option("which", tr("Its number or name, or all"), required=True, suggested=True),
            CHANNEL,
        ),
        "subscriptions": (CHANNEL,),
        "export": (CHANNEL,),
        "digest": (Option("page", tr("Its page; else the first"), OptionKind.NUMBER),),
        "settings": (
            Option("name", tr("What to change; without it all settings are shown"), suggested=True),
            Option("value", tr("What it shall be"), suggested=True),
            CHANNEL,
        ),
        "summarize": (
            Option("what", tr("Web addresses, words of a story, “topic climate”, or “today”"), required=True),
        ),
        "story": (STORY,),
        "related": (STORY,),
        "sources": (STORY,),
        "search": (Option("words", tr("What the stories tell of"), required=True),),
        "why": (STORY,),
        "ask": (STORY, Option("question", tr("What you would like to know"), required=True)),
        "forget": (
            Option("whose", tr("What is yours, or all of this chat"), required=True, choices=("me", "chat")),
        ),
    }
)
"""By the command's name. A command that is not here has its usage as its one option."""
