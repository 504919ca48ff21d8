"""Makes paragraphs of the lines that a printed page shows: across columns and pages, without what stands at the
head and foot of every page, words put together that a line's end parted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_EDGE_LINES = 2  # at the head and at the foot of a page
_REPEATED = 0.4  # share of the pages
_WIDER_GAP = 1.35  # of the usual distance between two lines
_OTHER_SIZE = 0.12
TITLE_SIZE = 1.25  # of the text's
_INDENT = 0.9  # of the letters' size
_WIDEST_GAP = 2.4  # of the letters' size, between lines of one paragraph
_LEAST_POINTS = 3.0  # letters that nobody can read
_MARGIN = 0.12  # of the page's height, at its head and foot

_BREAK = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010]$")
_REST = re.compile(r"[a-zß-öø-ÿ][\w-]*")
_LEADERS = re.compile(r"(?:\. ?){6}")  # a line of a table of contents
_ENDS = re.compile(r"[.!?:…。！？][\"”’»)\]\d]*$")
_ITEM = re.compile(r"^(?:[•▪●◦‣–—*-]|\(?\d{1,2}[.)])\s")
_PAGE_NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|p\.)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|de)\s*\d{1,4})?\W*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line's text, where it begins (points from the page's left and lower edge), and its letters' size."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """The lines in the order in which they are drawn, and the page's measures in points."""

    lines: tuple[PrintedLine, ...]
    width: float
    height: float


def is_visible(piece: PrintedLine, width: float, height: float) -> bool:
    """False for letters too small to read and for text off the page: what no reader sees may say anything."""
    on_page = -1 <= piece.x <= width and -1 <= piece.y <= height
    return on_page and piece.size >= _LEAST_POINTS


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading, and the size of its letters."""

    text: str
    size: float
    page: int


def read_blocks(pages: Sequence[PrintedPage]) -> tuple[Block, ...]:
    """The paragraphs in reading order."""
    bodies = _without_edges(pages)
    kept_hyphens, usual = _hyphenated(bodies), _usual_gap(bodies)
    blocks: list[Block] = []
    for number, lines in enumerate(bodies):
        groups = list(_group(lines, usual))
        for place, group in enumerate(groups):
            text = _join(group, kept_hyphens)
            if place == 0 and blocks and _goes_on(blocks[-1], text, group[0]):
                before = blocks.pop()
                joined = _join_two(before.text, text, kept_hyphens)
                blocks.append(Block(joined, before.size, before.page))
            elif text and not _LEADERS.search(text):
                blocks.append(Block(text, max(line.size for line in group), number))
    return tuple(blocks)


def _without_edges(pages: Sequence[PrintedPage]) -> list[list[PrintedLine]]:
    edges = [_edges(page) for page in pages]
    counted = Counter(form for page in edges for form in {_form(line) for line in page})
    least = max(2, round(_REPEATED * len(pages)))
    usual = usual_size([line for page in pages for line in page.lines])
    return [
        [
            line
            for line in page.lines
            if line not in edge
            or line.size > TITLE_SIZE * usual  # the title, which the other pages repeat in small letters
            or not (counted[_form(line)] >= least or _PAGE_NUMBER.match(line.text))
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def usual_size(lines: Sequence[PrintedLine]) -> float:
    """In which most letters are set."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 0.0


def _edges(page: PrintedPage) -> list[PrintedLine]:
    """The outermost lines, as far as they stand in the margins."""
    ordered = sorted(page.lines, key=lambda line: line.y)
    outermost = ordered[:_EDGE_LINES] + ordered[-_EDGE_LINES:]
    return [line for line in outermost if not _MARGIN <= line.y / page.height <= 1 - _MARGIN]


def _form(line: PrintedLine) -> str:
    """The line with its figures alike: "Page 3 of 9" is "Page 4 of 9"."""
    return re.sub(r"\d+", "#", line.text.casefold())


def _usual_gap(pages: Sequence[Sequence[PrintedLine]]) -> float:
    """Between two lines of a paragraph, as a multiple of the letters' size."""
    pairs = [pair for lines in pages for pair in pairwise(lines) if pair[0].size]
    gaps = [(above.y - below.y) / above.size for above, below in pairs]
    return median([gap for gap in gaps if 0 < gap < _WIDEST_GAP] or [_WIDEST_GAP / 2])


def _group(lines: Sequence[PrintedLine], usual: float) -> Iterator[list[PrintedLine]]:
    group: list[PrintedLine] = []
    for line in lines:
        if group and _starts_anew(group, line, usual):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _starts_anew(group: Sequence[PrintedLine], line: PrintedLine, usual: float) -> bool:
    before = group[-1]
    if abs(line.size - before.size) > _OTHER_SIZE * before.size or _ITEM.match(line.text):
        return True
    gap = before.y - line.y
    if gap < 0:  # the next column
        return not (_REST.match(line.text) or _BREAK.search(before.text) or not _ENDS.search(before.text))
    if gap > _WIDER_GAP * usual * before.size:
        return True
    left = min(one.x for one in group[1:] or group)
    return bool(_ENDS.search(before.text)) and line.x - left > _INDENT * line.size


def _goes_on(before: Block, text: str, line: PrintedLine) -> bool:
    """Whether a page begins in the middle of the sentence with which the last one ended."""
    alike = abs(line.size - before.size) <= _OTHER_SIZE * before.size
    return alike and not _ENDS.search(before.text) and bool(_REST.match(text) or _BREAK.search(before.text))


def _join(lines: Sequence[PrintedLine], kept_hyphens: frozenset[str]) -> str:
    text = ""
    for line in lines:
        text = _join_two(text, line.text, kept_hyphens) if text else line.text
    return " ".join(text.replace("\u00ad", "").split())


def _join_two(before: str, after: str, kept_hyphens: frozenset[str]) -> str:
    """A hyphen at the end goes, unless the word is written with it elsewhere: "long-" "term"."""
    rest = _REST.match(after)
    if rest is None or not _BREAK.search(before):
        return f"{before} {after}"
    whole = f"{before.split()[-1][:-1]}-{rest[0]}"
    return f"{before[:-1]}-{after}" if whole.casefold() in kept_hyphens else f"{before[:-1]}{after}"


def _hyphenated(pages: Sequence[Sequence[PrintedLine]]) -> frozenset[str]:
    words = (word for page in pages for line in page for word in re.findall(r"\w+(?:-\w+)+", line.text))
    return frozenset(word.casefold() for word in words)
