"""A language in which AiBot's own words are English in brackets, so that what stands outside can be judged."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from zoneinfo import available_timezones

from babel import Locale
from babel.messages.pofile import read_po

from bot.core.recalling import Recaller
from bot.core.saying import Catalogue, Phrase, Told, tell_in
from bot.core.settings import INTERFACES
from bot.core.types import Bullets, Heading, Message, Paragraph, Span, Summary, Table

ROOT = Path(__file__).parents[1]
OPEN, CLOSE = "⟦⟧"
LANGUAGE = "eo"  # no language that AiBot speaks, with months of its own

# Settings are typed in English everywhere, and shown as they are typed; so are commands and what follows them.
TYPED = """
aibot feed site bundle words opml file number command name value help rhythm timezone style outlets limit
language interface instant digest brief story bullets plain original utc europe berlin gmt cet cest
german on off auto days hours updates wait length pictures silent buttons quiet breaking news edits
messages none normal long short xml http https example harbourpost coastradio nowhere port ansel rss
atom json llm en de fr es it pt nl ru up down chats feeds text chat announce me today topic all url question
english french spanish portuguese russian dutch italian fri mon wed weekdays quietdays min address
block for outlet until tomorrow politics world business crime disasters climate health science
technology sport culture
""".split()
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_BRACKETED = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_ADDRESSES = re.compile(r"https?://\S+|(?<!\w)/[a-z_]+\b|\w+:-?\d+|\b[a-z][\w-]*(?:\.[\w-]+)+\b")
_MONTHS = re.compile(rf"\b(?:{'|'.join(Locale.parse(LANGUAGE).months['format']['wide'].values())})\b")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BETWEEN = re.compile(r"[,:;.()“”\"!?·…\[\]•|—/\n]|\s[-–]\s")  # what AiBot sets between the values of a phrase


def bracket(message: str) -> str:
    """The message's own words in brackets, its values outside."""
    parts = re.split(r"(\{\w+\})", message)
    return "".join(
        part if not re.search(r"[^\W\d_]", part) or at % 2 else f"{OPEN}{part}{CLOSE}"
        for at, part in enumerate(parts)
    )


@lru_cache
def recaller() -> Recaller:
    with (ROOT / "bot" / "locale" / "aibot.pot").open("rb") as file:
        return Recaller(each.id for each in read_po(file) if isinstance(each.id, str) and each.id)


class Bracketed(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return bracket(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return bracket(msgid1 if n == 1 else msgid2)

    def recall(self, text: str) -> Phrase | None:
        return recaller().find(text)


BRACKETED: Mapping[str, Catalogue] = {LANGUAGE: Bracketed()}


def texts(message: Message) -> Iterator[str]:
    """What a person reads of it, but for what is marked as typed."""
    for block in message.blocks:
        match block:
            case Heading(spans) | Paragraph(spans):
                rows: tuple[tuple[Span, ...], ...] = (spans,)
            case Bullets(items):
                rows = items
            case Table(cells):
                yield from (cell for row in cells for cell in row)
                continue
        yield from (span.text for row in rows for span in row if not span.code)
    yield from (button.label for row in message.buttons for button in row)
    yield message.passing


def is_told(message: Message) -> bool:
    """Whether it was told in another language than English already."""
    return any(isinstance(text, Told) for text in texts(message))


def texts_of(summary: Summary) -> Iterator[str]:
    """What of a piece is not AiBot's own, or is in the piece's language whoever reads it: its sentences."""
    claims = (summary.headline, *summary.claims, *summary.brief)
    yield from (claim.text for claim in claims)
    yield from (section.subhead or "" for section in summary.sections)
    yield from (summary.place or "", summary.writer)
    yield from (passage.text for passage in summary.passages)
    for source in summary.sources:
        yield from (source.title, source.outlet, source.agency or "", source.url)
    yield from (fact.value for fact in summary.facts)
    for one in summary.disagreements:
        yield from (text for position in one.positions for text in (position.value, position.said_by))
    yield from (dropped.text for dropped in summary.dropped)


class Theirs:
    """What is no text of AiBot's own: words of sources, of people, names of places."""

    def __init__(self, texts: Iterable[str]) -> None:
        languages = Locale.parse(LANGUAGE).languages.values()
        known = (*texts, *languages, *INTERFACES.values(), *available_timezones())
        self._known = _fold("\n".join(known))
        self._typed = frozenset(TYPED)

    def english_left(self, message: Message) -> tuple[str, ...]:
        """What stands in no brackets, and in no text of theirs, word for word, between two signs."""
        told = tell_in(message, LANGUAGE, BRACKETED[LANGUAGE])
        return tuple(left for text in texts(told) for left in self._left(text))

    def _left(self, text: str) -> Iterator[str]:
        for part in _BRACKETED.split(text):
            if not self._has(part):
                words = _MONTHS.sub(" ", _ADDRESSES.sub(" ", part))
                yield from (each.strip() for each in _BETWEEN.split(words) if not self._has(each))

    def _has(self, words: str) -> bool:
        words = _fold(words)
        return words in self._known or set(_LETTERS.findall(words)) <= self._typed


def _fold(text: str) -> str:
    """Without signs in front and behind."""
    return " ".join(_EDGES.sub("", text.casefold()).split())
