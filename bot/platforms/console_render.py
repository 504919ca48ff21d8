"""A Message as the terminal shows it: rich renderables, all text literal, nothing that drives the terminal."""

from __future__ import annotations

import re

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table
from bot.platforms.cleaning import clean_text, clean_url
from bot.platforms.console_pressing import list_hints

CITATION_MARK = re.compile(r"\s*\[[\d, ]+\]\s*")
TEXT_FRAGMENT = ":~:text="


def render_message(message: Message, *, links: bool) -> Group:
    """The blocks one under the other with a line between them, then what can be typed.

    With `links` (a terminal that understands OSC 8) addresses hide behind their text; without, they are
    printed after it, except behind citations, whose page stands in the list of sources.
    """
    parts: list[RenderableType] = []
    for block in message.blocks:
        if parts:
            parts.append(Text(""))
        parts.append(render_block(block, links=links))
    if message.buttons:
        parts += [Text(""), render_buttons(message.buttons)]
    return Group(*parts)


def render_block(block: Block, *, links: bool) -> RenderableType:
    match block:
        case Heading(spans=spans, level=level):
            text = render_spans(spans, links=links)
            text.stylize(Style(bold=True, underline=level > 1))
            return text
        case Paragraph(spans=spans):
            return render_spans(spans, links=links)
        case Bullets(items=items):
            return render_bullets(items, links=links)
        case Table(rows=rows):
            return render_table(rows)


def render_spans(spans: tuple[Span, ...], *, links: bool) -> Text:
    text = Text()
    for span in spans:
        url = clean_url(span.url)
        words = clean_text(span.text)
        style = Style(
            bold=span.bold or None,
            italic=span.italic or None,
            color="cyan" if span.code or url else None,
            link=url if links else None,
        )
        text.append(words, style)
        cites = CITATION_MARK.fullmatch(words) or (url is not None and TEXT_FRAGMENT in url)
        if url and not links and words != url and not cites:
            text.append(f" <{url}>", Style(dim=True))
    return text


def render_bullets(items: tuple[tuple[Span, ...], ...], *, links: bool) -> RichTable:
    """A grid, so that a wrapped line hangs under its own words."""
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(overflow="fold")
    for item in items:
        grid.add_row(Text("•"), render_spans(item, links=links))
    return grid


def render_table(rows: tuple[tuple[str, ...], ...]) -> RenderableType:
    head, *body = rows or ((),)
    table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold", show_edge=False)
    for column in range(max((len(row) for row in rows), default=0)):
        table.add_column(Text(clean_text(head[column] if column < len(head) else "")), overflow="fold")
    for row in body:
        table.add_row(*(Text(clean_text(cell)) for cell in row))
    return table


def render_buttons(rows: tuple[tuple[Button, ...], ...]) -> Text:
    """What to type instead of pressing: the action "story:3" is the command "/story 3"."""
    return Text(list_hints(rows), Style(dim=True))


def render_rule(words: str) -> Rule:
    return Rule(Text(clean_text(words), Style(dim=True)), align="left", style=Style(dim=True), characters="─")


def render_note(words: str) -> Padding:
    """A quiet line of the console's own, such as "(updated) …"."""
    return Padding(Text(clean_text(words), Style(dim=True)), (0, 0))
