"""A Message as Telegram takes it: HTML of few tags, buttons, and the length Telegram will measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape, unescape
from itertools import groupby, pairwise
from math import ceil
from unicodedata import normalize

from bot.core.saying import from_outside, tr
from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table
from bot.errors import MessageRejected
from bot.platforms.cleaning import clean_text, clean_url, is_seen
from bot.platforms.lean_links import shorten_links
from bot.platforms.markup import (
    BULLET,
    gap_between,
    join_blocks,
    narrow_tables,
    plain_text,
    spans_text,
    split_message,
    table_text,
)
from bot.platforms.shortening import shorten_line

LIMIT_CHARS = 4096
"""sendMessage: "1-4096 characters after entities parsing". The server counts code points; UTF-16 units,
which its entities are counted in, are never fewer, so staying below the limit in those satisfies both."""
LIMIT_CAPTION_CHARS = 1024  # "0-1024 characters after entities parsing", counted in the same way
LIMIT_ENTITIES = 100  # the server ignores the rest: links would silently die
LIMIT_ENTITY_BYTES = 8500
"""Of all entities together: with more than about 9500 the server answers ENTITIES_TOO_LONG
(https://github.com/tdlib/telegram-bot-api/issues/165); most of them are the addresses of links."""
LIMIT_LABEL_CHARS = 64  # a longer label is cut off on phones anyway
LIMIT_ACTION_BYTES = 64  # callback_data: "1-64 bytes"
LIMIT_URL_CHARS = 2048

NO_WORDS = "↗"  # the label of a button whose own has nothing to be seen
NOTHING = "\u2060"  # takes no room; the server reads no address, name or command across it
_ADDRESS = re.compile(r'<a href="([^"]*)">')
_ENTITY_BYTES, _BESIDE_ADDRESS = 12, 4  # its kind, place and length; the length of its address, padded (TL)
_CLICKED_PART = re.compile(  # each of these ends there for the server (td, MessageEntity.cpp: find_entities)
    r"\.(?=[^\W\d_](?:\w|[^\x00-\u024f\s]|\Z))"  # "site.example"
    r"|(?<=\d)\.(?=\d{1,3}\.\d{1,3}\.\d)"  # "192.0.2.7"
    r"|(?<=:)/(?=/)"  # "https://"
    r"|@(?=\w)"  # "@name", "name@site"
    r"|#(?=[\w\u00b7\u200c])"  # "#tag"
    r"|\$(?=1INCH|[A-Z])"  # "$CASH"
)
_COMMAND = re.compile(r"(?<!\w)/(?=[A-Za-z0-9_])")
_OPEN_END = re.compile(r"[.:/@#$]\Z")  # of a run of text, whose next run may make one of the above of it
_DOT_AND_DIGIT = re.compile(r"\.\d")
_GOES_ON = re.compile(r"[\w/]")
_DROPPED_BY_SERVER = re.compile(r"[\u0333\u033f\u030a]")  # td: clean_input_string
_RING = re.compile(r"\w\W*\u030a\W*")  # makes a letter of its own where Unicode has one
_ROOM_AT_CUTS = 4  # what stands beside a cut may need to be parted from what is not there any more


def split(message: Message) -> tuple[Message, ...]:
    """Parts that Telegram takes as one message each, without what it would drop by itself. A picture stands with
    the first; words are awaited under the last, and it carries the file."""
    cleaned = _part_commands(message)
    if cleaned.file is not None and measure(cleaned) > LIMIT_CAPTION_CHARS:
        words = split(replace(cleaned, file=None, buttons=(), awaits=""))
        return (*words, replace(cleaned, blocks=(), picture=None))
    whole = _make_whole(cleaned)
    parts = (whole,) if whole else split_message(cleaned, LIMIT_CHARS, partial(measure, room=_ROOM_AT_CUTS))
    return tuple(_in_its_place(part, place, len(parts)) for place, part in enumerate(parts))


def _make_whole(message: Message) -> Message | None:
    """The message if it fits one, at worst with links that lead to a page and no longer to the words meant: in
    other scripts these take more room than what is read, and a second message is worse."""
    if measure(message) <= LIMIT_CHARS:
        return message
    if _count_units(message) > LIMIT_CHARS:
        return None
    return shorten_links(message, lambda shorter: measure(shorter) <= LIMIT_CHARS)


def _count_units(message: Message) -> int:
    return len(plain_text(message).encode("utf-16-le")) // 2


def _in_its_place(part: Message, place: int, parts: int) -> Message:
    if place > 0:
        part = replace(part, picture=None)
    return part if place == parts - 1 else replace(part, awaits="")


def measure(message: Message, room: int = 0) -> int:
    """Against `LIMIT_CHARS`: UTF-16 units of the visible text and `room` more, or what share of the entities or
    of their bytes is used up."""
    html = render_html(message)
    entities = html.count("<") // 2  # text has no "<" left, so these are the tags
    addresses = sum(len(unescape(url).encode()) + _BESIDE_ADDRESS for url in _ADDRESS.findall(html))
    used = max(entities / LIMIT_ENTITIES, (entities * _ENTITY_BYTES + addresses) / LIMIT_ENTITY_BYTES)
    return max(_count_units(message) + room, ceil(used * LIMIT_CHARS))


def is_empty(message: Message) -> bool:
    return not plain_text(message)


def render(part: Message) -> str:
    """The part as HTML for `parse_mode=HTML`. Raises MessageRejected when Telegram could not take it."""
    cleaned = clean(part)
    limit = LIMIT_CHARS if part.file is None else LIMIT_CAPTION_CHARS
    if is_empty(cleaned) and part.file is None:
        raise MessageRejected(tr("The message has no text; Telegram takes no empty message."))
    length = measure(cleaned)
    if length > limit:
        raise MessageRejected(
            tr("The message measures {length} of {limit}; split it first.", length=length, limit=limit)
        )
    return render_html(cleaned)


def render_html(message: Message) -> str:
    """Its visible text is exactly `plain_text(message)`; only links to http(s) addresses are kept."""
    shown = (block for block in message.blocks if plain_text(Message(blocks=(block,))))
    html, before = "", None
    for folded, run in groupby(shown, _is_folded):
        blocks = tuple(run)
        html += (gap_between(before, blocks[0]) if before is not None else "") + _render_run(folded, blocks)
        before = blocks[-1]
    return html


def _is_folded(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.folded


def _render_run(folded: bool, blocks: Sequence[Block]) -> str:
    html = join_blocks((block, _render_block(block)) for block in blocks)
    return f"<blockquote expandable>{html}</blockquote>" if folded else html


def _render_block(block: Block) -> str:
    match block:
        case Heading(spans):
            return f"<b>{_render_spans(spans, in_bold=True)}</b>"
        case Paragraph(spans):
            return _render_spans(spans)
        case Bullets(items):
            lines = (_render_spans(item) for item in items if is_seen(spans_text(item)))
            return "\n".join(BULLET + line for line in lines)
        case Table(rows):
            return f"<pre>{escape(table_text(rows), quote=False)}</pre>"


def _render_spans(spans: Sequence[Span], *, in_bold: bool = False) -> str:
    return "".join(_render_span(span, in_bold) for span in spans if span.text)


def _render_span(span: Span, in_bold: bool) -> str:
    html = escape(span.text, quote=False)
    if url := _link(span.url):
        html = f'<a href="{escape(url)}">{html}</a>'
    elif span.code and not in_bold:
        return f"<code>{html}</code>"  # code can neither contain other styles nor be inside one
    if span.italic:
        html = f"<i>{html}</i>"
    if span.bold and not in_bold:
        html = f"<b>{html}</b>"
    return html


def _link(url: str | None) -> str | None:
    safe = clean_url(url)
    return safe if safe is not None and len(safe) <= LIMIT_URL_CHARS else None


def render_buttons(part: Message) -> tuple[tuple[Button, ...], ...]:
    """The rows of buttons, labels clean and short; those whose address is none left out. Raises MessageRejected
    when an action is too long."""
    rows = (tuple(filter(None, map(_render_button, row))) for row in part.buttons)
    return tuple(row for row in rows if row)


def _render_button(button: Button) -> Button | None:
    label = shorten(button.label, LIMIT_LABEL_CHARS) or NO_WORDS
    if button.url is not None:
        url = _link(button.url)
        return Button(label, url=url) if url is not None else None
    if not 1 <= len(button.action.encode()) <= LIMIT_ACTION_BYTES:
        raise MessageRejected(
            tr("The button “{label}” has an action of more than 64 bytes, or none.", label=button.label)
        )
    return Button(label, button.action)


def shorten(text: str, limit: int) -> str:
    """One line of plain text as Telegram shows it where there is no markup; "" where nothing would be seen."""
    line = shorten_line(clean_line(text), limit)
    return line if is_seen(line) else ""


def render_picture(part: Message) -> str | None:
    """The address whose preview is shown with the part."""
    return _link(part.picture)


def render_placeholder(part: Message) -> str | None:
    """What stands in the empty field of whoever is asked: the question, where it is short enough for it."""
    words = " ".join(plain_text(clean(part)).split())
    return words if 1 <= len(words) <= LIMIT_LABEL_CHARS else None


# ---------------------------------------------------------------- what the server would change, changed before


def clean(message: Message) -> Message:
    """The message without characters that the server drops or that hide what is shown. Idempotent."""
    part = _part_all_commands if _is_of_story(message) else _part_span
    blocks = narrow_tables(message).blocks
    return replace(message, blocks=tuple(_clean_block(block, part) for block in blocks))


def _part_commands(message: Message) -> Message:
    """The message cleaned, with no command to click where the words are not AiBot's own. Once only: its parts do
    not know any more whose words are whose."""
    part = _part_all_commands if _is_of_story(message) else _part_their_commands
    blocks = narrow_tables(message).blocks
    return replace(message, blocks=tuple(_clean_block(block, part) for block in blocks))


def _is_of_story(message: Message) -> bool:
    return message.story_id is not None or bool(message.story_ids)


def _clean_block(block: Block, part: Callable[[Span], str]) -> Block:
    match block:
        case Heading(spans):  # is bold, and nothing bold can be code
            return replace(block, spans=_clean_spans([replace(span, code=False) for span in spans], part))
        case Paragraph(spans):
            return replace(block, spans=_clean_spans(spans, part))
        case Bullets(items):
            return Bullets(tuple(_clean_spans(item, part) for item in items))
        case Table(rows):
            return Table(tuple(tuple(clean_line(cell) for cell in row) for row in rows))


def _clean_spans(spans: Sequence[Span], part: Callable[[Span], str]) -> tuple[Span, ...]:
    cleaned = [replace(span, text=text) for span in spans if (text := part(span))]
    for place, (span, following) in enumerate(pairwise(cleaned)):
        if _touch(span.text, following.text) and not _is_closed(span):
            cleaned[place] = replace(span, text=span.text + NOTHING)
    return tuple(cleaned)


def _touch(text: str, following: str) -> bool:
    """Whether the two could make something to click together."""
    if _OPEN_END.search(text):
        return _GOES_ON.match(following) is not None
    return text[-1:].isdigit() and _DOT_AND_DIGIT.match(following) is not None


def _is_closed(span: Span) -> bool:
    """Within code and links of ours, nothing is clicked by itself."""
    return span.code or _link(span.url) is not None


def _part_span(span: Span) -> str:
    """Its text, in which Telegram finds nothing to click by itself: what is to be clicked has an address of ours.
    Commands are another matter: what AiBot itself says may hold them."""
    text = clean_line(span.text)
    return text if _is_closed(span) else _CLICKED_PART.sub(rf"\g<0>{NOTHING}", text)


def _part_all_commands(span: Span) -> str:
    text = _part_span(span)
    return text if _is_closed(span) else _COMMAND.sub(rf"/{NOTHING}", text)


def _part_their_commands(span: Span) -> str:
    text = _part_span(span)
    if _is_closed(span) or "/" not in text:
        return text
    for theirs in from_outside(span.text):
        words = _part_span(replace(span, text=theirs))
        parted = _COMMAND.sub(rf"/{NOTHING}", words)
        if words not in text and parted not in text:  # cleaning made other words of them beside ours
            return _COMMAND.sub(rf"/{NOTHING}", text)
        text = text.replace(words, parted) if words else text
    return text


def clean_line(text: str) -> str:
    """Without what the server drops; letters that it would tear are put together first."""
    whole = _RING.sub(lambda found: normalize("NFC", found[0]), clean_text(text))
    return clean_text(_DROPPED_BY_SERVER.sub("", whole)) if _DROPPED_BY_SERVER.search(whole) else whole
