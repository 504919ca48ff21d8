"""A Message as Discord shows it: one embed with every foreign character escaped, and rows of buttons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table
from bot.platforms.cleaning import clean_text, clean_url, is_seen
from bot.platforms.markup import BULLET, block_text, join_blocks, narrow_tables, split_message, table_text
from bot.platforms.shortening import count_units, shorten_line

# https://discord.com/developers/docs/resources/message#embed-object-embed-limits
TITLE_LIMIT = 256
DESCRIPTION_LIMIT = 4096
ROWS_LIMIT = 5
ROW_LIMIT = 5
LABEL_LIMIT = 80
CUSTOM_ID_LIMIT = 100
URL_LIMIT = 512  # of a button; of a picture, Discord takes 2048
PICTURE_URL_LIMIT = 2048

ACTION_PREFIX = "aibot:"
CHANNEL_SIGN = "@"
NOTHING = "\u200b"  # takes no room: parts what must not touch, fills what must not be empty
LINK_SIGN = "↗"

_MARKUP = re.compile(r"[\\`*_~|<>\[\]()#]|:(?=/|[\w+~-]+:)")  # a colon: ":smile:", "https://"
_NAME = re.compile(r"[\w+~-]*")  # of an emoji
_AFTER_COLON = re.compile(r"/|[\w+~-]*:")
_LIST_SIGN = re.compile(r"^[^\S\n]*(?:[-+]|\d+(?=\.\s))", re.MULTILINE)  # of any white space: some is taken away
_MASS_MENTION = re.compile(r"@(?=everyone|here|&|!?\d)", re.IGNORECASE)
_TWO_BACKTICKS = re.compile(r"`(?=`)")
_CITATION_MARK = re.compile(r"\[\d+\]")
_OF_CHANNEL = re.compile(rf"{CHANNEL_SIGN}(?P<channel>\d{{1,20}}):(?P<action>.*)", re.ASCII | re.DOTALL)
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_UNSAFE_IN_LINK = {ord(sign): f"%{ord(sign):02X}" for sign in "()[]*`|"}


class CardButton(NamedTuple):
    """Either comes back as its custom id when it is pressed, or is a link."""

    label: str
    custom_id: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What one Discord message holds. `title` None when the message has no headline that fits one.

    `buttons`: rows within Discord's limits, none of them twice. `picture`: its address.
    """

    title: str | None
    description: str | None
    buttons: tuple[tuple[CardButton, ...], ...]
    picture: str | None = None


def render_card(message: Message) -> Card:
    title, rest = _take_title(narrow_tables(message).blocks)
    description = _render_blocks(rest) or (None if title else NOTHING)
    return Card(title, description, _render_buttons(message.buttons), _find_picture(message))


def split_for_discord(message: Message) -> tuple[Message, ...]:
    """Parts whose cards Discord accepts; the title has room of its own and does not count.

    The first has the picture and takes another message's place, the last has the file.
    """
    first, *others = split_message(_clean(narrow_tables(message)), DESCRIPTION_LIMIT, _measure)
    if not others:
        return (first,)
    rest = [replace(part, picture=None, replaces=False, passing="") for part in others]
    parts = (replace(first, file=None), *(replace(part, file=None) for part in rest[:-1]))
    return (*parts, replace(rest[-1], file=message.file))


def _clean(message: Message) -> Message:
    """Before it is cut: what cleaning takes out as a whole must not lie in two parts."""
    return replace(message, blocks=tuple(map(_clean_block, message.blocks)))


def _clean_block(block: Block) -> Block:
    match block:
        case Heading(spans) | Paragraph(spans):
            return replace(block, spans=_clean_spans(spans))
        case Bullets(items):
            return Bullets(tuple(map(_clean_spans, items)))
        case Table(rows):
            return Table(tuple(tuple(map(clean_text, row)) for row in rows))


def _clean_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(replace(span, text=clean_text(span.text)) for span in spans)


def _find_picture(message: Message) -> str | None:
    url = clean_url(message.picture)
    return url if url is not None and len(url) <= PICTURE_URL_LIMIT else None


def _measure(message: Message) -> int:
    """UTF-16 units, the strictest way in which Discord might count."""
    written = sum(len(block_text(block)) for block in message.blocks)
    if written > 4 * DESCRIPTION_LIMIT:  # far too long, whatever cleaning takes away: spare the rendering
        return written
    return count_units(_render_blocks(_take_title(message.blocks)[1]))


def _take_title(blocks: Sequence[Block]) -> tuple[str | None, Sequence[Block]]:
    match blocks:
        case [Heading(spans=spans, level=1), *rest]:
            title = " ".join(escape("".join(clean_text(span.text) for span in spans)).split())
            if is_seen(title) and count_units(title) <= TITLE_LIMIT:
                return title, rest
    return None, blocks


def _render_blocks(blocks: Sequence[Block]) -> str:
    return join_blocks((block, _render_block(block)) for block in blocks).strip()


def _render_block(block: Block) -> str:
    match block:
        case Heading(spans=spans, level=level):
            words = " ".join(render_spans(spans).split())
            guard = NOTHING if words.endswith("#") else ""  # Discord takes signs at the end for the heading's
            return f"{'#' * (level + 1)} {words}{guard}" if is_seen(words) else ""
        case Paragraph(spans=spans):
            return render_spans(spans)
        case Bullets(items=items):
            # A sign of our own instead of Discord's list: an item's own lines cannot end or nest it.
            return "\n".join(BULLET + text for text in map(render_spans, items) if is_seen(text))
        case Table(rows=rows):
            return _render_table(rows)


def _render_table(rows: tuple[tuple[str, ...], ...]) -> str:
    """A block of code, which nothing in a cell can end."""
    text = table_text([[clean_text(cell) for cell in row] for row in rows])
    return f"```\n{_as_code(_TWO_BACKTICKS.sub(f'`{NOTHING}', text))}\n```" if is_seen(text) else ""


# ---------------------------------------------------------------- runs of text


def render_spans(spans: Sequence[Span]) -> str:
    """The spans as Markdown. Where two signs would touch and be read as one, nothing visible parts them."""
    result = ""
    for span in spans:
        text = _render_span(span)
        if _are_read_as_one(result, text):
            result += NOTHING
        result += text
    return _escape_line_starts(_part_mentions(result))


def _are_read_as_one(before: str, after: str) -> bool:
    """Signs of style or code; an address or an emoji's name in two: "https:" and "//", "a:smi" and "le:"."""
    if before.endswith(("*", "`")):
        return after.startswith(("*", "`"))
    colon = before.rfind(":")
    return colon >= 0 and _NAME.fullmatch(before, colon + 1) is not None and bool(_AFTER_COLON.match(after))


def _render_span(span: Span) -> str:
    words = clean_text(span.text)
    match = _EDGES.fullmatch(words)  # a sign next to a space is no sign
    before, core, after = match.groups() if match else ("", words, "")
    if not core:
        return words
    url = clean_url(span.url)
    if url is not None:
        return before + _render_link(core, url, _style_sign(span)) + after
    if span.code and not set("`\n") & set(core):
        return f"{before}`{_as_code(core)}`{after}"
    sign = _style_sign(span)
    return f"{before}{sign}{escape(core)}{sign}{after}"


def _style_sign(span: Span) -> str:
    return "*" * (2 * span.bold + span.italic)


def _render_link(words: str, url: str, sign: str) -> str:
    """Discord reads a label with brackets only when they are balanced: any other gets its link beside it."""
    target = _MASS_MENTION.sub("%40", url.translate(_UNSAFE_IN_LINK))
    if _CITATION_MARK.fullmatch(words):
        return f"{sign}[{words}]({target}){sign}"
    if set("[]\n") & set(words):
        return f"{sign}{escape(words)}{sign} [{LINK_SIGN}]({target})"
    return f"{sign}[{escape(words)}]({target}){sign}"


def escape(text: str) -> str:
    """Foreign text as itself: no markup, no link, no emoji code, no mention, no list."""
    return _escape_line_starts(_part_mentions(_MARKUP.sub(r"\\\g<0>", clean_text(text))))


def _as_code(text: str) -> str:
    """A link before code takes what looks like the end of a link in it for its own."""
    return _part_mentions(text).replace("](", f"]{NOTHING}(")


def _part_mentions(text: str) -> str:
    return _MASS_MENTION.sub(f"@{NOTHING}", text)


def _escape_line_starts(text: str) -> str:
    """A list begins with "-", "+" or a number at a line's start or, oddly, within bold or a link: so this is
    done to each span, and to the whole line, whose number may be parted from its full stop."""
    return _LIST_SIGN.sub(lambda found: _escape_list_sign(found[0]), text)


def _escape_list_sign(start: str) -> str:
    return f"{start}\\" if start[-1].isdigit() else f"{start[:-1]}\\{start[-1]}"


# ---------------------------------------------------------------- buttons


def _render_buttons(rows: Sequence[Sequence[Button]]) -> tuple[tuple[CardButton, ...], ...]:
    seen: set[str] = set()
    rendered: list[tuple[CardButton, ...]] = []
    for row in rows:
        shown: list[CardButton] = []
        for button in filter(None, map(_render_button, row)):
            target = button.custom_id or button.url or ""
            if target not in seen:
                seen.add(target)
                shown.append(button)
        rendered += [tuple(shown[start : start + ROW_LIMIT]) for start in range(0, len(shown), ROW_LIMIT)]
    if len(rendered) > ROWS_LIMIT:  # fuller rows lose fewer
        every = [button for row in rendered for button in row]
        rendered = [tuple(every[start : start + ROW_LIMIT]) for start in range(0, len(every), ROW_LIMIT)]
    return tuple(rendered[:ROWS_LIMIT])


def _render_button(button: Button) -> CardButton | None:
    """None for one that Discord would not take."""
    label = shorten_label(button.label, LABEL_LIMIT)
    if button.url is not None:
        url = clean_url(button.url)
        return CardButton(label, None, url) if url is not None and len(url) <= URL_LIMIT else None
    custom_id = ACTION_PREFIX + button.action
    return CardButton(label, custom_id) if len(custom_id) <= CUSTOM_ID_LIMIT else None


def name_channel(custom_id: str, channel: str) -> str:
    """The id of a button whose action is about another channel than the one it stands in."""
    return f"{ACTION_PREFIX}{CHANNEL_SIGN}{channel}:{custom_id.removeprefix(ACTION_PREFIX)}"


def read_custom_id(custom_id: str) -> tuple[str, int | None]:
    """The action, "" for what is not ours, and the other channel that it is about."""
    if not custom_id.startswith(ACTION_PREFIX):
        return "", None
    action = custom_id.removeprefix(ACTION_PREFIX)
    named = _OF_CHANNEL.fullmatch(action)
    return (named["action"], int(named["channel"])) if named else (action, None)


def shorten_label(text: str, limit: int) -> str:
    """Plain words in one line, of which something is seen; `limit` in UTF-16 units."""
    line = shorten_line(text, limit)
    return line if is_seen(line) else LINK_SIGN
