"""Reads the lines that one page of a PDF shows, without what it hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from bot.web.plain_text import clean
from bot.web.printed_text import TITLE_SIZE, PrintedLine, PrintedPage, is_visible, usual_size

if TYPE_CHECKING:
    from pypdf import PageObject

_JOINED_LETTERS = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_NEARLY = 0.02  # of white
_INVISIBLE = 3  # text rendering mode (ISO 32000-1, 9.3.6), as under a scanned page


@dataclass(slots=True)
class _Pen:
    """How letters are drawn now. `shown`: whether any since the last piece of text can be seen."""

    white: bool = False
    mode: int = 0
    shown: bool = False
    saved: list[tuple[bool, int]] = field(default_factory=list)

    def before(self, operator: bytes, operands: Sequence[Any], *_: object) -> None:
        if operator == b"Do":  # a form is drawn in a state of its own
            self.saved.append((self.white, self.mode))

    def after(self, operator: bytes, operands: Sequence[Any], *_: object) -> None:
        """The library tells of the text before these letters while it reads their operator: before this."""
        match operator:
            case b"g" | b"rg" | b"sc" | b"scn":
                self.white = len(operands) in (1, 3) and _are(operands, 1.0)
            case b"k":
                self.white = _are(operands, 0.0)
            case b"cs":
                self.white = False
            case b"Tr":
                self.mode = int(operands[0])
            case b"q":
                self.saved.append((self.white, self.mode))
            case b"Q" | b"Do" if self.saved:
                self.white, self.mode = self.saved.pop()
        if operator in _SHOWS:
            self.shown = self.shown or not (self.white or self.mode == _INVISIBLE)


def _are(operands: Sequence[Any], value: float) -> bool:
    return all(isinstance(one, int | float) and abs(float(one) - value) <= _NEARLY for one in operands)


@dataclass(frozen=True, slots=True)
class _Piece:
    line: PrintedLine
    seen: bool  # not drawn white or invisible


def read_printed_page(page: PageObject) -> PrintedPage:
    pen = _Pen()
    pieces: list[_Piece] = []
    left, bottom = float(page.mediabox.left), float(page.mediabox.bottom)

    def note(text: str, cm: Sequence[float], tm: Sequence[float], font: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4] - left
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5] - bottom
        scale = (abs(tm[3]) or abs(tm[1])) * (abs(cm[3]) or abs(cm[1]))
        pieces.append(_Piece(PrintedLine(text, x, y, abs(size) * scale), pen.shown))
        pen.shown = pen.shown and not text.strip()

    page.extract_text(visitor_text=note, visitor_operand_before=pen.before, visitor_operand_after=pen.after)
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    return PrintedPage(tuple(_lines(_choose_visible(pieces, width, height))), width, height)


def _choose_visible(pieces: Sequence[_Piece], width: float, height: float) -> list[PrintedLine]:
    """What ends a line is kept, wherever it stands. White letters are seen only in a title; where no letter is
    seen, they are those that a scanner read off the picture."""
    seen = [piece.line for piece in pieces if piece.seen]
    title_size = TITLE_SIZE * usual_size(seen)
    return [
        piece.line
        for piece in pieces
        if not piece.line.text.strip()
        or (is_visible(piece.line, width, height) and (piece.seen or piece.line.size > title_size or not seen))
    ]


def _lines(pieces: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The pieces of one line put together; a line feed ends it."""
    lines: list[PrintedLine] = []
    open_line = False
    for piece in pieces:
        for place, text in enumerate(piece.text.split("\n")):
            open_line = open_line and not place
            if not text.strip():
                continue
            if open_line and abs(lines[-1].y - piece.y) <= lines[-1].size / 2:
                before = lines[-1]
                lines[-1] = replace(before, text=before.text + text, size=max(before.size, piece.size))
            else:
                lines.append(replace(piece, text=text))
            open_line = True
    cleaned = (replace(one, text=" ".join(clean(one.text.translate(_JOINED_LETTERS)).split())) for one in lines)
    return [line for line in cleaned if line.text]
