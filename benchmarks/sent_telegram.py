"""Messages as Telegram would take and show them: by our strict Bot API's rules, some over its sockets."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from unicodedata import normalize

from benchmarks.hostile_places import place_everywhere
from benchmarks.sent_texts import clean, is_short_of, is_sound, iter_spans, iter_texts, squeeze
from bot.core.saying import from_outside
from bot.core.types import Address, Button, File, Message, Request
from bot.errors import DeliveryError
from bot.platforms import telegram_render
from bot.platforms.cleaning import clean_url
from bot.platforms.lean_links import page_of
from bot.platforms.shortening import count_units
from bot.platforms.telegram_markup import file_name, keyboard_of, preview_of
from bot.platforms.telegram_presses import LIMIT_NOTE_CHARS
from tests.platforms.bot_api_reading import ApiError, Params
from tests.platforms.bot_api_world import Chat, Sent, World
from tests.platforms.telegram_bench import Bench, listening, open_bench, say
from tests.platforms.telegram_found import RULES, find_clickable

_TAGS = frozenset({"a", "b", "i", "code", "pre", "blockquote"})
_CHAT = 7
_TOLD_LATER = 10.0  # seconds within which the fake must have heard of everything
_LOST_ON_THE_WAY = re.compile(r"[\u0333\u033f\u030a]")  # td: clean_input_string drops them of every message


class TelegramReading:
    name = "Telegram"

    def __init__(self) -> None:
        self.parts = self.short = 0
        self._world = World(lambda: 0.0)
        self._world.add(Chat(_CHAT))

    def judge(self, message: Message) -> Iterator[str]:
        """What is wrong with what a reader would see of it."""
        shown = ""
        links = {url for span in iter_spans(message) if (url := clean_url(span.url))}
        links |= set(map(page_of, links))
        mine = _count_own_commands(message)
        for part in telegram_render.split(message):
            self.parts += 1
            try:
                html = telegram_render.render(part)
                sent = self._send(html, part)
            except (ApiError, DeliveryError) as error:
                yield f"rejected: {error}"
                continue
            shown += sent.text
            if len(sent.entities) > telegram_render.LIMIT_ENTITIES:  # the server ignores the rest
                yield "lost links"
            yield from (f"live markup: {one.tag}" for one in sent.entities if one.tag not in _TAGS)
            targets = {one.argument for one in sent.entities if one.tag == "a"}
            yield from (f"foreign link: {target}" for target in sorted(targets - links))
            for kind, words in find_clickable(html):
                mine[words] -= kind == "command"
                if kind != "command" or mine[words] < 0:
                    yield f"{'ping' if kind == 'mention' else 'clickable'}: {kind} {words}"
        if normalize("NFC", squeeze(shown)) != normalize("NFC", _expect(message)):
            yield "lost"

    def _send(self, html: str, part: Message) -> Sent:
        self._world.messages.clear()
        params = {"chat_id": str(_CHAT), "text": html, "parse_mode": "HTML"}
        params["link_preview_options"] = preview_of(part).to_json()
        if (keyboard := keyboard_of(part)) is not None:
            params["reply_markup"] = keyboard.to_json()
            labels = [button.text for row in keyboard.inline_keyboard for button in row]
            if not all(map(is_sound, labels)) or any(
                len(one) > telegram_render.LIMIT_LABEL_CHARS for one in labels
            ):
                raise ApiError(400, f"Bad Request: labels {labels}")
        if not is_sound(html):
            raise ApiError(400, "Bad Request: strings must be encoded in UTF-8")
        self._world.send_message(Params(params))
        return self._world.sent_to(_CHAT)[0]

    def judge_short(self, text: str) -> Iterator[str]:
        """A button's label, a note on a pressed button, a result's title, a file's name."""
        self.short += 4
        ((label,),) = telegram_render.render_buttons(Message(blocks=(), buttons=((Button(text, "story:1"),),)))
        name = file_name(text)
        note = telegram_render.shorten(text, LIMIT_NOTE_CHARS)
        title = telegram_render.shorten(text, 120) or "…"
        for shown, limit in ((label.label, 64), (note, LIMIT_NOTE_CHARS), (title, 120), (name, 60)):
            if not is_sound(shown) or count_units(shown) > 2 * limit or len(shown) > limit or "\n" in shown:
                yield f"rejected: {shown!r}"
        if not label.label.strip() or not title.strip() or "/" in name or not name.strip():
            yield "rejected: nothing to be seen"
        expected = normalize("NFC", _as_sent(text))
        for shown in (label.label, note, title):
            if telegram_render.shorten(text, 120) and is_short_of(normalize("NFC", shown), expected):
                yield "lost in a short place"


def _as_sent(text: str) -> str:
    return clean(_LOST_ON_THE_WAY.sub("", normalize("NFC", clean(text))))


def _expect(message: Message) -> str:
    return squeeze("".join(map(_as_sent, iter_texts(message))))


def _count_own_commands(message: Message) -> Counter[str]:
    """Those that AiBot itself says."""
    own: Counter[str] = Counter()
    for text in iter_texts(message):
        said = str(text)
        for theirs in from_outside(text):
            said = said.replace(theirs, "") if theirs else said
        own.update(RULES["command"].findall(said))
    return own


# ---------------------------------------------------------------- through python-telegram-bot


async def send_to_telegram(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Each with all its messages, as a file's name, in passing and as a result of a search, over sockets."""
    complaints: list[tuple[str, str]] = []
    if not texts:
        return complaints
    async with open_bench() as bench, listening(bench):
        bench.api.world.add(Chat(_CHAT))
        for text in texts:
            complaints += [(text, one) for one in await _send_one(bench, text)]
    return complaints


async def _send_one(bench: Bench, text: str) -> list[str]:
    to = Address("telegram", str(_CHAT))
    messages = place_everywhere(text)
    file = replace(say("A file."), file=File(text, b"<opml/>"))
    found: list[str] = []
    for message in (messages["post"], messages["every block"], messages["notice"], file):
        for part in bench.telegram.split(message)[:3]:
            try:
                await bench.telegram.send(to, part, key="k")
            except Exception as error:  # noqa: BLE001  whatever it is, it is a message that was not sent
                found.append(f"rejected: {type(error).__name__} {error}")
    found += await _press_and_search(bench, text, messages["post"])
    bench.api.world.messages.clear()
    return found


async def _press_and_search(bench: Bench, text: str, piece: Message) -> list[str]:
    async def passing(request: Request) -> Message:
        return Message(blocks=(), passing=text)

    bench.desk.script, bench.desk.pieces = passing, (piece, replace(piece, story_id=2))
    world = bench.api.world
    await bench.telegram.send(
        Address("telegram", str(_CHAT)),
        Message(blocks=say("x").blocks, buttons=((Button("x", "like"),),)),
        key="k",
    )
    pressed = await bench.api.press(world.sent_to(_CHAT)[-1], "like")
    query = await bench.api.search("words")
    try:
        async with asyncio.timeout(_TOLD_LATER):
            await bench.api.wait_for(lambda: query in world.results and pressed in world.notes)
    except TimeoutError:
        return [f"rejected: no answer to a press or a search {json.dumps(text)[:80]}"]
    return []
