"""A Message as plain text, and cut into parts that each fit a platform's limit."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from enum import IntEnum
from itertools import zip_longest

from bot.core.language import split_sentences
from bot.core.types import Block, Bullets, Heading, Message, Paragraph, Span, Table
from bot.platforms.cleaning import find_seen, is_seen

BULLET = "• "

_PHONE_COLUMNS = 32  # of equal width that fit beside each other on a phone
_WIDEST_COLUMN = 24  # a longer cell sticks out instead of pushing every other row apart
_LINE_END = re.compile(r"(?<=\S)(?=\s*\n)")
_WORD_END = re.compile(r"(?<=\S)(?=\s)")
_MARKS = re.compile(r"(?:\s*\[\d{1,3}\])+")  # the numbers of sources belong to the sentence before them
_VIRAMA = 9  # the combining class of what joins two consonants of an Indic script
_BEFORE_NUMBERS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_AHEAD = 200  # characters that tell whether the last full stop ends a sentence

# ---------------------------------------------------------------- as plain text


def plain_text(message: Message) -> str:
    """What a person reads: blocks a blank line apart, "• " before bullets, tables as aligned columns; nothing of
    blocks, items and rows in which nothing is seen."""
    return join_blocks((block, block_text(block)) for block in message.blocks)


def join_blocks(shown: Iterable[tuple[Block, str]]) -> str:
    """The blocks as they are shown, one under the other. What shows nothing is left out."""
    joined, before = "", None
    for block, text in shown:
        if is_seen(text):
            joined += (gap_between(before, block) if before is not None else "") + text
            before = block
    return joined


def gap_between(before: Block, after: Block) -> str:
    """A blank line; none where words stand over what they are about, for a phone has no lines to spare. Two lines
    in bold are kept apart."""
    match before, after:
        case Heading(level=level), Paragraph(spans) if level > 1:
            return "\n\n" if spans[:1] and spans[0].bold else "\n"
        case Heading(level=level), Bullets() | Table() if level > 1:
            return "\n"
        case Paragraph(spans), Bullets() if spans_text(spans).rstrip().endswith(":"):
            return "\n"
    return "\n\n"


def narrow_tables(message: Message) -> Message:
    """A table that a phone would wrap becomes lines: "Cost: Today 12 · This month 40" says what the row Cost does
    under such a head."""
    blocks = tuple(_narrow(block) if isinstance(block, Table) else block for block in message.blocks)
    return replace(message, blocks=blocks)


def _narrow(table: Table) -> Table | Bullets:
    widest = max(map(display_width, table_text(table.rows).split("\n")))
    if widest <= _PHONE_COLUMNS or len(table.rows) < 2:
        return table
    head, *rows = (tuple(" ".join(cell.split()) for cell in row) for row in table.rows)
    return Bullets(tuple(_as_line(head, row) for row in rows))


def _as_line(head: Sequence[str], row: Sequence[str]) -> tuple[Span, ...]:
    """The first cell says what the row is of; each other one stands behind its column's name."""
    (name, *cells), (first, *columns) = row or ("",), head or ("",)
    named = (f"{column} {cell}".strip() for column, cell in zip_longest(columns, cells, fillvalue=""))
    lead = f"{first} {name}".strip()
    told = Span(" · ".join(filter(None, named)))
    return (Span(f"{lead}: ", bold=True), told) if lead else (told,)


def block_text(block: Block) -> str:
    match block:
        case Heading(spans) | Paragraph(spans):
            return spans_text(spans)
        case Bullets(items):
            return "\n".join(BULLET + spans_text(item) for item in items if is_seen(spans_text(item)))
        case Table(rows):
            return table_text(rows)


def spans_text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """The rows as lines of aligned columns, for a font in which every character is equally wide."""
    cells = [[" ".join(cell.split()) for cell in row] for row in rows]
    columns = max(map(len, cells), default=0)
    widths = [
        min(_WIDEST_COLUMN, max(display_width(row[column]) for row in cells if column < len(row)))
        for column in range(columns)
    ]
    return "\n".join(_table_line(row, widths) for row in cells if any(map(is_seen, row)))


def _table_line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=False))
    return "  ".join(padded).rstrip()


def display_width(text: str) -> int:
    """In columns of equal width: wide East Asian characters and emoji take two, marks on others none."""
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


# ---------------------------------------------------------------- in parts


class Border(IntEnum):
    """Where a text may be cut, from the least harm to the most."""

    SENTENCE = 1
    WORD = 2
    CHARACTER = 3


Fits = Callable[[Block], bool]


def split_message(message: Message, limit: int, measure: Callable[[Message], int]) -> tuple[Message, ...]:
    """Parts that each measure at most `limit`, in order; their texts together are the message's text but
    for whitespace at the cuts. The buttons go on the last part; story ids and revision on every part.

    Cuts are made between blocks; within a block that is itself too long between sentences, bullets or
    table rows, then between words, then between characters as people see them. A heading stays with what
    follows it. Where the cost of a link or style alone is too much, it is dropped and the text stays.
    Raises ValueError when not even one bare character fits. `measure` must not shrink as text is added.
    """
    frame = replace(message, blocks=(), buttons=())

    def fits(blocks: Sequence[Block]) -> bool:
        return measure(replace(frame, blocks=tuple(blocks))) <= limit

    if fits(message.blocks):
        return (message,)
    parts = [replace(frame, blocks=blocks) for blocks in _distribute(message.blocks, fits)] or [frame]
    return (*parts[:-1], replace(parts[-1], buttons=message.buttons))


def _distribute(blocks: Sequence[Block], fits: Callable[[Sequence[Block]], bool]) -> Iterator[tuple[Block, ...]]:
    waiting: deque[Block] = deque(filter(None, map(_leave_seen, blocks)))
    part: tuple[Block, ...] = ()
    while waiting:
        block = waiting.popleft()
        if fits((*part, block)):
            part = (*part, block)
            continue
        begun = not _is_headings(part)
        if not (begun and fits((block,))):
            finest = Border.SENTENCE if begun else Border.WORD if part else Border.CHARACTER
            cut = _cut(block, _after(part, fits), finest)
            if cut is not None:
                head, tail = cut
                yield (*part, head)
                part = ()
                waiting.extendleft(reversed(tail))
                continue
        if not part:
            waiting.appendleft(_bare(block))
            continue
        closed, carried = _leave_no_heading_behind(part) if begun else (part, ())
        yield closed
        part = ()
        waiting.extendleft(reversed((*carried, block)))
    if part:
        yield part


def _leave_seen(block: Block) -> Block | None:
    """Without items and rows in which nothing is seen, lest a part hold nothing else; None where none is left."""
    match block:
        case Bullets(items):
            seen: Block = Bullets(tuple(item for item in items if is_seen(spans_text(item))))
        case Table(rows):
            seen = Table(tuple(row for row in rows if any(map(is_seen, row))))
        case _:
            seen = block
    return seen if is_seen(block_text(seen)) else None


def _after(part: tuple[Block, ...], fits: Callable[[Sequence[Block]], bool]) -> Fits:
    return lambda block: fits((*part, block))


def _is_headings(blocks: Sequence[Block]) -> bool:
    return all(isinstance(block, Heading) for block in blocks)


def _leave_no_heading_behind(part: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    end = len(part)
    while isinstance(part[end - 1], Heading):
        end -= 1
    return part[:end], part[end:]


def _bare(block: Block) -> Block:
    """The block with its first link or style gone. Raises ValueError when it has none to give up."""
    match block:
        case Heading(spans) | Paragraph(spans):
            bare: Block = replace(block, spans=_bare_first(spans))
        case Bullets(items):
            first = next((item for item in items if _bare_first(item) != item), items[0])
            bare = Bullets(tuple(_bare_first(item) if item is first else item for item in items))
        case Table():
            bare = Paragraph((Span(block_text(block), code=True),))
    if bare == block:
        bare = _trimmed(block)
    if bare == block:
        raise ValueError("The limit is too small for even one character.")
    return bare


def _trimmed(block: Block) -> Block:
    """Without what is unseen at either end, which alone may be longer than a message and can be cut nowhere."""
    match block:
        case Heading(spans) | Paragraph(spans):
            return replace(block, spans=_trim(spans))
        case Bullets(items):
            return Bullets(tuple(map(_trim, items)))
        case Table():
            return block


def _trim(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    text = spans_text(spans)
    seen = find_seen(text)
    return spans if seen == (0, len(text)) else _slice(spans, *seen)


def _bare_first(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    first = next((span for span in spans if span != Span(span.text)), None)
    return tuple(Span(span.text) if span is first else span for span in spans)


def _cut(block: Block, fits: Fits, finest: Border) -> tuple[Block, tuple[Block, ...]] | None:
    """The longest beginning of the block that fits, and the rest; None if there is no cut fine enough."""
    match block:
        case Heading(spans) | Paragraph(spans):
            cut = _cut_spans(spans, lambda head: fits(replace(block, spans=head)), finest)
            return cut and (replace(block, spans=cut[0]), (replace(block, spans=cut[1]),))
        case Bullets(items):
            return _cut_bullets(items, fits, finest)
        case Table(rows):
            return _cut_table(rows, fits, finest)


def _cut_bullets(
    items: tuple[tuple[Span, ...], ...], fits: Fits, finest: Border
) -> tuple[Block, tuple[Block, ...]] | None:
    count = _largest(len(items) - 1, lambda size: fits(Bullets(items[:size])))
    if count:
        return Bullets(items[:count]), (Bullets(items[count:]),)
    cut = _cut_spans(items[0], lambda head: fits(Bullets((head,))), finest)
    if cut is None:
        return None
    rest = (Bullets(items[1:]),) if items[1:] else ()
    return Bullets((cut[0],)), (Paragraph(cut[1]), *rest)  # no second bullet for one item


def _cut_table(
    rows: tuple[tuple[str, ...], ...], fits: Fits, finest: Border
) -> tuple[Block, tuple[Block, ...]] | None:
    count = _largest(len(rows) - 1, lambda size: fits(Table(rows[:size])))
    if count:
        return Table(rows[:count]), (Table(rows[count:]),)
    row = Paragraph((Span(table_text(rows[:1]), code=True),))  # as literal as in its table
    rest = (Table(rows[1:]),) if rows[1:] else ()
    if fits(row):
        return row, rest
    cut = _cut(row, fits, finest)
    return cut and (cut[0], (*cut[1], *rest))


def _cut_spans(
    spans: tuple[Span, ...], fits: Callable[[tuple[Span, ...]], bool], finest: Border
) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    text = spans_text(spans)
    longest = _largest(len(text) - 1, lambda size: fits(_slice(spans, 0, size)))
    for position, tears in _borders(text, longest, finest):
        if not is_seen(text, 0, position) or not is_seen(text, position):
            continue  # no part of nothing
        start = position + len(text[position:]) - len(text[position:].lstrip())
        if not tears and is_glued(text, start):
            continue
        head = _slice(spans, 0, len(text[:position].rstrip()))
        if fits(head):
            return head, _slice(spans, start, len(text))
    return None


def _borders(text: str, longest: int, finest: Border) -> Iterator[tuple[int, bool]]:
    """Positions up to `longest` where the text may be cut, the best first, and whether that may tear what people
    see as one character."""
    for position in sorted(_sentence_borders(text[: longest + _AHEAD], longest), reverse=True):
        yield position, False
    if finest >= Border.WORD:
        words = [match.start() for match in _WORD_END.finditer(text, 0, longest + 1)]
        yield from ((position, False) for position in reversed(words) if not _MARKS.match(text, position))
    if finest >= Border.CHARACTER:
        whole = (position for position in range(longest, 0, -1) if not is_glued(text, position))
        yield from ((position, False) for position in whole)
        yield from ((position, True) for position in range(longest, 0, -1))


def _sentence_borders(text: str, longest: int) -> Iterator[int]:
    for end in (
        *(sentence.end for sentence in split_sentences(text)),
        *(match.start() for match in _LINE_END.finditer(text)),
    ):
        marks = _MARKS.match(text, end)
        border = marks.end() if marks else end
        if border <= longest:
            yield border


def is_glued(text: str, position: int) -> bool:
    """True if a cut here would tear one character as people see it (after Unicode's UAX #29, simplified), or a
    slash from the word before it (UAX #14: a line may end after one, never before it)."""
    before, after = text[position - 1], text[position]
    if after == "/" and (before.isalnum() or before == "_"):
        return True
    if "\u200d" in (before, after) or (before, after) == ("\r", "\n"):
        return True
    if unicodedata.category(after) in ("Mn", "Me", "Mc") or "\U0001f3fb" <= after <= "\U0001f3ff":
        return True
    if "\U000e0020" <= after <= "\U000e007f" or "\udc00" <= after <= "\udfff":
        return True
    if unicodedata.combining(before) == _VIRAMA and unicodedata.category(after) == "Lo":
        return True
    if before in _BEFORE_NUMBERS:
        return True
    if "\u1160" <= after <= "\u11ff":  # the vowel or end of a Hangul syllable written in letters
        return True
    if _is_flag_letter(before) and _is_flag_letter(after):
        run = position
        while run and _is_flag_letter(text[run - 1]):
            run -= 1
        return (position - run) % 2 == 1
    return False


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _slice(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    """The spans that carry `text[start:end]` of the joined text, with their styles and links."""
    kept: list[Span] = []
    offset = 0
    for span in spans:
        piece = span.text[max(0, start - offset) : max(0, end - offset)]
        if piece:
            kept.append(replace(span, text=piece))
        offset += len(span.text)
    return tuple(kept)


def _largest(most: int, fits: Callable[[int], bool]) -> int:
    """The largest size from 0 to `most` that fits (0 always does), if what is smaller than a fit fits too."""
    low, step = 0, 1
    while low + step <= most and fits(low + step):  # gallop: the work depends on the limit, not on the text
        low += step
        step *= 2
    high = min(most, low + step - 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low
