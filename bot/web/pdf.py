"""Reads the article out of a PDF: its text, and who published it when. Runs in a worker process."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.core.language import find_dates
from bot.core.notices import says_withdrawn
from bot.core.reading import count_words
from bot.core.saying import tr
from bot.core.types import Page
from bot.errors import ArticleUnreadable
from bot.web.anchors import Anchors, split_words
from bot.web.bylines import choose_byline
from bot.web.feed_format import OLDEST
from bot.web.languages import choose_language
from bot.web.paragraphs import tidy_paragraphs
from bot.web.pdf_page import read_printed_page
from bot.web.plain_text import read_line
from bot.web.printed_text import Block, PrintedPage, read_blocks

if TYPE_CHECKING:
    from pypdf import PdfReader

SIGN = b"%PDF-"
MOST_PAGES = 400  # more is a book
READ_PAGES = 40
READ_WORDS = 8_000  # read of a longer document; more would keep everybody waiting for the checks
_FEWEST_WORDS = 25
_UNPACKED_BYTES = 24 * 1024 * 1024
_AHEAD = timedelta(days=1)
_LARGER = 1.1  # than the body's letters, from which a block is a heading
_TITLE_CHARS = 200
_HEAD_BLOCKS = 12  # in which the date of a document stands
_DATE_LINE_WORDS = 12
_NO_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*|.*\.(?:docx?|pdf|indd|pages|odt|tex|rtf|qxp?|pptx?))", re.IGNORECASE
)


def looks_like_pdf(body: bytes) -> bool:
    """The sign may stand behind a little else (ISO 32000-1, Annex H)."""
    return SIGN in body[:1024]


def read_pdf(body: bytes, url: str, now: datetime) -> Page:
    """The document as an article; raises ArticleUnreadable with a sentence that says what is wrong with it."""
    host = urlsplit(url).hostname or "The site"
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every flaw of every file
    from pypdf import apply_configuration, get_configuration
    from pypdf.errors import LimitReachedError

    limits = get_configuration().with_overwrites(
        zlib_maximum_output_length=_UNPACKED_BYTES,
        lzw_maximum_output_length=_UNPACKED_BYTES,
        run_length_maximum_output_length=_UNPACKED_BYTES,
        array_based_stream_maximum_output_length=_UNPACKED_BYTES,
        jbig2dec_binary=None,
    )
    try:
        with apply_configuration(limits):
            return _read(body, url, host, now)
    except ArticleUnreadable:
        raise
    except LimitReachedError as error:
        raise ArticleUnreadable(tr("This PDF of {host} unpacks to more than AiBot reads.", host=host)) from error
    except MemoryError:
        raise
    except Exception as error:
        raise ArticleUnreadable(tr("This PDF of {host} is damaged and cannot be read.", host=host)) from error


def _read(body: bytes, url: str, host: str, now: datetime) -> Page:
    reader = _open(body, host)
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise ArticleUnreadable(
            tr(
                "This PDF of {host} has {count} pages; that is a book, not an article.",
                host=host,
                count=str(count),
            )
        )
    pages = _read_pages(reader)
    blocks = read_blocks(pages)
    stated: dict[str, Any] = dict(reader.metadata or {})
    title = _choose_title(read_line(str(stated.get("/Title") or ""), _TITLE_CHARS), blocks)
    lines = "\n".join(block.text for block in blocks)
    text = tidy_paragraphs(lines, (title,), Anchors({}, frozenset()))
    if count_words(text) < _FEWEST_WORDS and not says_withdrawn(title, text):
        raise ArticleUnreadable(
            tr("This PDF of {host} holds no text to speak of; it may be a picture of pages.", host=host)
        )
    return Page(
        url=url,
        title=title or read_line(text.split("\n", 1)[0], _TITLE_CHARS),
        text=text,
        author=choose_byline([str(stated.get("/Author") or "")], None, None, host),
        published_at=_moment(reader, blocks, now),
        language=choose_language(_language(reader), text),
        teaser=len(pages) < count,
    )


def _open(body: bytes, host: str) -> PdfReader:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(io.BytesIO(body))
    if reader.is_encrypted:
        # Many are locked against printing only, and open without a password.
        try:
            opened = reader.decrypt("") is not PasswordType.NOT_DECRYPTED
        except DependencyError:
            opened = False
        if not opened:
            raise ArticleUnreadable(tr("This PDF of {host} is locked with a password.", host=host))
    return reader


def _read_pages(reader: PdfReader) -> list[PrintedPage]:
    """As many as are read of one document."""
    pages: list[PrintedPage] = []
    words = 0
    for page in reader.pages:
        if len(pages) == READ_PAGES or words > READ_WORDS:
            break
        pages.append(read_printed_page(page))
        words += sum(len(line.text.split()) for line in pages[-1].lines)
    return pages


def _choose_title(stated: str, blocks: Sequence[Block]) -> str:
    """What the document states where its first page shows it too, for what is stated is often left from another;
    else what the first page prints largest, else what is stated."""
    first = [block for block in blocks if block.page == 0]
    if _NO_TITLE.match(stated):
        stated = ""
    shown = " ".join(block.text for block in first)
    if stated and set(split_words(stated)) <= set(split_words(shown)):
        return stated
    largest = max(first, key=lambda block: block.size, default=None)
    if largest is not None and largest.size >= _LARGER * _body_size(blocks) and len(largest.text) <= _TITLE_CHARS:
        return largest.text
    return stated


def _body_size(blocks: Sequence[Block]) -> float:
    """In which most letters are set."""
    letters: dict[float, int] = {}
    for block in blocks:
        letters[round(block.size, 1)] = letters.get(round(block.size, 1), 0) + len(block.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _moment(reader: PdfReader, blocks: Sequence[Block], now: datetime) -> datetime | None:
    """The day printed at the head of the document, at the hour at which the file was made where that is the same
    day; without one, when the file was made."""
    made = _made_at(reader)
    printed = _printed_day(blocks, made or now)
    moments = (made if made is not None and (printed is None or made.date() == printed.date()) else printed, made)
    return next((one for one in moments if one is not None and OLDEST <= one <= now + _AHEAD), None)


def _made_at(reader: PdfReader) -> datetime | None:
    try:
        made = reader.metadata.creation_date if reader.metadata is not None else None
    except ValueError:
        return None
    return None if made is None else made.replace(tzinfo=made.tzinfo or UTC).astimezone(UTC)


def _printed_day(blocks: Sequence[Block], about: datetime) -> datetime | None:
    """Of a line that is little else ("Press release, 10 March 2026") or of a dateline, with its year."""
    for block in blocks[:_HEAD_BLOCKS]:
        short = len(block.text.split()) <= _DATE_LINE_WORDS
        for found in find_dates(block.text if short else block.text[:60], about):
            if found.first is not None and found.first == found.last and str(found.first.year) in found.text:
                return datetime(found.first.year, found.first.month, found.first.day, tzinfo=UTC)
    return None


def _language(reader: PdfReader) -> str | None:
    stated = str(reader.root_object.get("/Lang") or "")[:2].lower()
    return stated if len(stated) == 2 and stated.isalpha() else None
