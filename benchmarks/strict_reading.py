"""Reads what goes to a platform as its clients do, and tells of whatever in it does more than be read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from io import StringIO

from rich.console import Console

from bot.core.types import Message
from bot.errors import MessageRejected
from bot.platforms.cleaning import clean_url
from bot.platforms.console_render import render_message
from bot.platforms.discord_render import Card, render_card, split_for_discord
from bot.platforms.telegram_render import LIMIT_CHARS, is_empty, render, split
from tests.platforms.discord_reader import read_markdown
from tests.platforms.telegram_html import HtmlError, clean, parse

_OURS_ON_TELEGRAM = frozenset({"a", "b", "i", "code", "pre"})
_OURS_ON_DISCORD = frozenset({"heading", "strong", "em", "link", "code", "code block"})
_CLICKED_BY_ITSELF = re.compile(
    r"\w://\w|(?<![\w@])@\w{3,}|\w@\w|(?<![\w.-])[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|me|ru|ws|tk|it|example)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"(?<![\w/])/[a-z]\w*", re.IGNORECASE)
_DRIVES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_OSC_LINK = re.compile(r"\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


def find_live(message: Message, links: Collection[str]) -> Iterator[str]:
    """What of the message is more than words on Telegram, on Discord or in a terminal, or is not taken there.
    `links`: the addresses it may lead to, wherever in their pages."""
    known = {_bare(address) for link in links if (address := clean_url(link))}
    yield from _on_telegram(message, known)
    yield from _on_discord(message, known)
    yield from _in_terminal(message, known)


def _on_telegram(message: Message, known: Collection[str]) -> Iterator[str]:
    of_story = message.story_id is not None
    for part in split(message):
        if is_empty(part):
            continue
        try:
            html = render(part)
            parsed = parse(html)
        except (HtmlError, MessageRejected) as error:
            yield f"telegram: refused: {error}"
            continue
        if not clean(parsed.text) or len(parsed.text.encode("utf-16-le")) // 2 > LIMIT_CHARS:
            yield "telegram: empty or too long"
        for entity in parsed.entities:
            if entity.tag not in _OURS_ON_TELEGRAM or (entity.tag == "a" and _bare(entity.argument) not in known):
                yield f"telegram: <{entity.tag} {entity.argument}>"
        yield from (f"telegram: {found} by itself" for found in find_clicked(html, of_story=of_story))


def find_clicked(html: str, *, of_story: bool) -> Iterator[str]:
    """What a client makes clickable of Telegram's HTML by itself, outside links and code."""
    bare = re.sub(r"<(a|code|pre)\b[^>]*>.*?</\1>", "\0", html, flags=re.DOTALL)
    words = parse(re.sub(r"</?[bi]>", "", bare)).text
    for rule in (_CLICKED_BY_ITSELF, *((_COMMAND,) if of_story else ())):
        yield from (match.group() for match in rule.finditer(words))


def _on_discord(message: Message, known: Collection[str]) -> Iterator[str]:
    for part in split_for_discord(message):
        card = render_card(part)
        for text in (card.title or "", card.description or ""):
            read = read_markdown(text)
            yield from (f"discord: {kind}" for kind in sorted(read.kinds - _OURS_ON_DISCORD))
            yield from (f"discord: link to {link}" for link in read.targets if _bare(link) not in known)
        yield from _find_pings(card)


def _find_pings(card: Card) -> Iterator[str]:
    """Mass mentions ring even where Markdown does not."""
    yield from re.findall(r"@everyone|@here|<@[!&]?\d+>", f"{card.title} {card.description}", re.IGNORECASE)


def _bare(address: str) -> str:
    """Without the place in the page, and with the signs that Discord's link cannot hold written out."""
    return "".join(f"%{ord(sign):02X}" if sign in "()[]*`|" else sign for sign in address.partition("#")[0])


def _in_terminal(message: Message, known: Collection[str]) -> Iterator[str]:
    screen = StringIO()
    console = Console(file=screen, width=200, force_terminal=True, color_system="standard", legacy_windows=False)
    console.print(render_message(message, links=True))
    shown = screen.getvalue()
    yield from (
        f"terminal: link to {link}" for link in _OSC_LINK.findall(shown) if link and _bare(link) not in known
    )
    left = _COLOUR.sub("", _OSC_LINK.sub("", shown))
    yield from (f"terminal: {match.group()!r}" for match in _DRIVES.finditer(left))
