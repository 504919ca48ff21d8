"""Messages as Discord would take and show them: by our small Discord's rules, some over its sockets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import unquote

from discord.http import handle_message_parameters

from benchmarks.hostile_places import place_everywhere
from benchmarks.sent_texts import clean, is_seen, is_short_of, is_sound, iter_spans, iter_texts, squeeze
from bot.core.types import Address, File, Message
from bot.platforms.cleaning import clean_url
from bot.platforms.discord import open_discord
from bot.platforms.discord_forums import choose_title
from bot.platforms.discord_modals import build_modal
from bot.platforms.discord_render import shorten_label, split_for_discord
from bot.platforms.discord_sending import build_content, words_only
from bot.platforms.live import Tempo
from bot.platforms.shortening import clean_file_name, count_units
from tests.platforms.desk import say
from tests.platforms.discord_reader import read_markdown
from tests.platforms.fake_discord import fake_discord
from tests.platforms.fake_discord_rules import judge_message, judge_modal
from tests.platforms.fake_discord_shapes import CHANNEL, FORUM, TOKEN

_KINDS = frozenset({"heading", "strong", "em", "link", "code", "code block"})
_PING = re.compile(r"@everyone|@here|<@[!&]?\d+>", re.IGNORECASE)
_TITLE, _CHOICE = 100, 100


class DiscordReading:
    name = "Discord"

    def __init__(self) -> None:
        self.parts = self.short = 0

    def judge(self, message: Message) -> Iterator[str]:
        shown = ""
        links = {unquote(url) for span in iter_spans(message) if (url := clean_url(span.url))}
        for part in split_for_discord(message):
            self.parts += 1
            body = _as_sent(part)
            yield from (f"rejected: {complaint}" for complaint in judge_message(body))
            yield from (
                f"rejected: not to be sent {words[:60]!r}" for words in _strings(body) if not is_sound(words)
            )
            embed = body["embeds"][0]
            for field, kinds in (("title", frozenset[str]()), ("description", _KINDS)):
                words = embed.get(field) or ""
                read = read_markdown(words)
                shown += read.text
                yield from (f"live markup: {kind}" for kind in sorted(read.kinds - kinds))
                yield from (f"foreign link: {target}" for target in read.targets if unquote(target) not in links)
                yield from (f"ping: {found}" for found in _PING.findall(words))
        if squeeze(shown) != squeeze("".join(map(clean, iter_texts(message)))):
            yield "lost"

    def judge_short(self, text: str) -> Iterator[str]:
        """A button's label, the titles of a thread and a field, a choice, words in passing, a file's name."""
        self.short += 6
        title = choose_title(Message(blocks=say("x", headline=text).blocks))
        places = {80: shorten_label(text, 80), _TITLE: title, _CHOICE: shorten_label(text, _CHOICE)}
        for limit, shown in places.items():
            if not 1 <= count_units(shown) <= limit or not is_sound(shown) or "\n" in shown:
                yield f"rejected: {shown!r}"
            if is_seen(clean(text)) and limit != _TITLE and is_short_of(shown, clean(text)):
                yield "lost in a short place"
        modal: dict[str, Any] = build_modal(text, text, "aibot:ask:1").to_dict()
        yield from (f"rejected: {complaint}" for complaint in judge_modal(modal))
        passing = _body_of(words_only(text))
        yield from (f"rejected: in passing, {complaint}" for complaint in judge_message(passing))
        read = read_markdown(passing["embeds"][0].get("description") or "")
        yield from (f"live markup: in passing, {kind}" for kind in sorted(read.kinds))
        name = clean_file_name(text, 60)
        if not is_sound(name) or not 1 <= len(name) <= 60 or "/" in name:
            yield f"rejected: {name!r}"


def _as_sent(part: Message) -> dict[str, Any]:
    return _body_of(build_content(part))


def _body_of(content: Any) -> dict[str, Any]:
    """By the library's own hand."""
    content.pop("file", None)
    with handle_message_parameters(**content) as parameters:
        return dict(parameters.payload or {})


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _strings(one)
        case list() | tuple():
            for one in value:
                yield from _strings(one)


# ---------------------------------------------------------------- through discord.py


async def send_to_discord(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Each with some of its messages, a file and a forum's post, over sockets."""
    found: list[tuple[str, str]] = []
    tempo = Tempo(first=timedelta(), between=timedelta(milliseconds=1))
    if not texts:
        return found
    async with fake_discord() as fake, open_discord(TOKEN, commands=(), tempo=tempo) as platform:
        for number, text in enumerate(texts):
            messages = place_everywhere(text)
            file = replace(say("A file."), file=File(text, b"<opml/>"))
            for place, message in enumerate(
                (messages["post"], messages["every block"], messages["notice"], file)
            ):
                for at, part in enumerate(platform.split(message)[:3]):
                    try:
                        await platform.send(Address("discord", CHANNEL), part, key=f"{number}.{place}.{at}")
                    except Exception as error:  # noqa: BLE001  whatever it is, it is a message that was not sent
                        found.append((text, f"rejected: {type(error).__name__} {error}"))
            try:
                first = platform.split(messages["post"])[0]
                await platform.send(Address("discord", FORUM), first, key=f"{number}.f")
            except Exception as error:  # noqa: BLE001
                found.append((text, f"rejected: forum {type(error).__name__} {error}"))
            found += [(text, f"rejected: {one}") for one in fake.complaints]
            fake.complaints.clear()
    return found
