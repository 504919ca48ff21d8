"""AiBot's own words, which keep what they were made of, so that they can be told in another language later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import partial
from types import MappingProxyType
from typing import Any, Protocol, Self, runtime_checkable

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.core.types import Block, Bullets, Button, Heading, Message, Paragraph, Span, Table

ENGLISH = "en"
_COMMAND = re.compile(r"/\w+")


class Catalogue(Protocol):
    """The words of one language: `gettext.NullTranslations` and its kin."""

    def gettext(self, message: str, /) -> str: ...

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str: ...


@runtime_checkable
class Recalling(Protocol):
    """A catalogue that knows its messages by what was made of them."""

    def recall(self, text: str, /) -> Phrase | None: ...


class Phrase(str):
    """A text of AiBot's own in English, which knows its message and the values in it.

    Whatever is done to a str makes a plain str of it, in English for good: keep phrases whole, in Spans of their
    own.
    """

    __slots__ = ("_message", "_number", "_plural", "_values")

    _message: str
    _plural: str | None
    _number: int
    _values: Mapping[str, object]

    def __new__(cls, message: str, plural: str | None, number: int, values: Mapping[str, object]) -> Phrase:
        in_english = message if plural is None or number == 1 else plural
        self = super().__new__(cls, _fill(in_english, values, ENGLISH, None))
        self._message, self._plural, self._number, self._values = message, plural, number, values
        return self

    def told_in(self, language: str, catalogue: Catalogue) -> str:
        """In the catalogue's words, and so are its values: days and numbers as people there write them."""
        if self._plural is None:
            message = catalogue.gettext(self._message)
        else:
            message = catalogue.ngettext(self._message, self._plural, self._number)
        return _fill(message, self._values, language, catalogue)

    @property
    def outside(self) -> tuple[str, ...]:
        return _outside_of(self._values.values())

    def value(self, name: str) -> object:
        """None where it has none of that name."""
        return self._values.get(name)

    def with_value(self, name: str, value: object) -> Phrase:
        return Phrase(self._message, self._plural, self._number, {**self._values, name: value})

    def __reduce__(self) -> tuple[Callable[..., Phrase], tuple[Any, ...]]:
        return Phrase, (self._message, self._plural, self._number, dict(self._values))


def tr(message: str, /, **values: object) -> Phrase:
    """The text with its {names} filled. `message` is a literal: it is looked up in the catalogues.

    Values are texts as they are, other Phrases, whole numbers, Decimals, Counted, Tongues, or days and times in
    the reader's zone. What is a number by name only (a story's) is given as a text, lest it be grouped by
    thousands.
    """
    return Phrase(message, None, 1, MappingProxyType(values))


def trn(singular: str, plural: str, number: int, /, **values: object) -> Phrase:
    """The same for one or many; {number} stands for the number."""
    return Phrase(singular, plural, number, MappingProxyType({"number": number, **values}))


class Told(str):
    """A Phrase as it was told in a language."""

    __slots__ = ("_outside",)

    _outside: tuple[str, ...]

    def __new__(cls, text: str, outside: tuple[str, ...]) -> Told:
        self = super().__new__(cls, text)
        self._outside = outside
        return self

    @property
    def outside(self) -> tuple[str, ...]:
        return self._outside

    def __reduce__(self) -> tuple[Callable[..., Told], tuple[Any, ...]]:
        return Told, (str(self), self._outside)


def from_outside(text: str) -> tuple[str, ...]:
    """What of a text is not AiBot's own: a plain text all of it, of a Phrase the plain texts among its values."""
    return text.outside if isinstance(text, Phrase | Told) else (text,)


def _outside_of(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(one for value in values if isinstance(value, str) for one in from_outside(value))


class _Derived(Phrase):
    """What is made of other texts only when it is told."""

    __slots__ = ("_parts", "_tell")

    _parts: tuple[object, ...]
    _tell: Callable[[Sequence[str], str], str]

    def __new__(cls, parts: tuple[object, ...], tell: Callable[[Sequence[str], str], str]) -> _Derived:
        shown = [_show(part, ENGLISH, None) for part in parts]
        self = str.__new__(cls, tell(shown, ENGLISH))
        self._parts, self._tell = parts, tell
        return self

    def told_in(self, language: str, catalogue: Catalogue) -> str:
        return self._tell([_show(part, language, catalogue) for part in self._parts], language)

    @property
    def outside(self) -> tuple[str, ...]:
        return _outside_of(self._parts)

    def value(self, name: str) -> object:
        return None

    def __reduce__(self) -> tuple[Callable[..., Phrase], tuple[Any, ...]]:
        return _Derived, (self._parts, self._tell)


def listed(parts: Iterable[object]) -> Phrase:
    """ "A", "A and B", "A, B and C"."""
    return _Derived(tuple(parts), _list)


def joined(parts: Iterable[object], by: str = " ") -> Phrase:
    """Sentences in a row, or what else stands side by side in every language; empty ones are left out."""
    return _Derived(tuple(part for part in parts if part != ""), partial(_join, by))


def capital(text: str) -> Phrase:
    """With a capital letter, as it opens a line."""
    return _Derived((text,), _capital)


def clipped(text: str, most: int) -> Phrase:
    """At most so many characters of it, "…" included: of its words in the language it is told in."""
    return _Derived((text,), partial(_clip, most))


def recalled(text: str) -> Phrase:
    """A text of AiBot's own as it was stored, in English: told in the words of the message it was made of."""
    return text if isinstance(text, Phrase) else _Recalled(text)


def as_written(command: str) -> Phrase:
    """A command of AiBot's own as it is to be written, the same in every language."""
    return _Written(command)


class _Written(Phrase):
    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        return str.__new__(cls, text)

    def told_in(self, language: str, catalogue: Catalogue) -> str:
        return str(self)

    @property
    def outside(self) -> tuple[str, ...]:
        return ()

    def value(self, name: str) -> object:
        return None

    def __reduce__(self) -> tuple[Callable[..., Phrase], tuple[Any, ...]]:
        return type(self), (str(self),)


class _Recalled(_Written):
    __slots__ = ()

    def told_in(self, language: str, catalogue: Catalogue) -> str:
        phrase = catalogue.recall(str(self)) if isinstance(catalogue, Recalling) else None
        return str(self) if phrase is None else phrase.told_in(language, catalogue)

    @property
    def outside(self) -> tuple[str, ...]:
        """Whose words in it are whose is forgotten: what looks like a command is taken for a source's."""
        return tuple(_COMMAND.findall(self))


def _list(parts: Sequence[str], language: str) -> str:
    if language != ENGLISH:
        return format_list(parts, locale=language)
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def _join(by: str, parts: Sequence[str], language: str) -> str:
    return by.join(parts)


def _clip(most: int, parts: Sequence[str], language: str) -> str:
    (text,) = parts
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _capital(parts: Sequence[str], language: str) -> str:
    (text,) = parts
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- values in a phrase


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a value, written in English as `pattern` says and elsewhere by CLDR's `skeleton`; unless they say
    otherwise, with its year, as a plain date is."""

    day: date
    pattern: str = "{0:%B} {0.day}, {0.year}"
    skeleton: str = "yMMMMd"


def day_of_year(day: date) -> Day:
    """Without its year: "November 3"."""
    return Day(day, "{0:%B} {0.day}", "MMMMd")


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number with so many digits behind its point."""

    number: float
    digits: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of a source's: as it has it in English ("nine", "2,000"), elsewhere in the digits used there."""

    words: str
    number: int


@dataclass(frozen=True, slots=True)
class Tongue:
    """The name of a language, by its tag: "German"."""

    tag: str


def _fill(message: str, values: Mapping[str, object], language: str, catalogue: Catalogue | None) -> str:
    if not values:
        return message
    return message.format_map({name: _show(value, language, catalogue) for name, value in values.items()})


def _show(value: object, language: str, catalogue: Catalogue | None) -> str:
    match value:
        case Phrase() if catalogue is not None:
            return value.told_in(language, catalogue)
        case datetime() | time():
            return f"{value:%H:%M}"
        case date():
            return _show(Day(value), language, catalogue)
        case Day() if language == ENGLISH:
            return value.pattern.format(value.day)
        case Day():
            return format_skeleton(value.skeleton, value.day, locale=language)
        case Tongue():
            return str(Locale.parse(language).languages.get(value.tag, value.tag))
        case bool():
            return str(value)
        case int():
            return f"{value:,}" if language == ENGLISH else format_decimal(value, locale=language)
        case Counted() if language == ENGLISH:
            return value.words
        case Counted():
            return format_decimal(value.number, locale=language)
        case Decimal():
            return _show_decimal(value, language)
    return str(value)


def _show_decimal(value: Decimal, language: str) -> str:
    if language == ENGLISH:
        return f"{value.number:,.{value.digits}f}"
    return format_decimal(value.number, f"#,##0.{'0' * value.digits}", locale=language)


# ---------------------------------------------------------------- a message


def tell_in_first(message: Message, catalogues: Mapping[str, Catalogue], *wanted: str) -> Message:
    """In the first language wanted that there is a catalogue of ("pt-BR" finds "pt"); in English where there is
    none, or where English is wanted before."""
    language = choose_language(catalogues, *wanted)
    return message if language == ENGLISH else tell_in(message, language, catalogues[language])


def tell_text(text: str, catalogues: Mapping[str, Catalogue], *wanted: str) -> str:
    """The same for one text."""
    language = choose_language(catalogues, *wanted)
    if language == ENGLISH or not isinstance(text, Phrase):
        return str(text)
    return text.told_in(language, catalogues[language])


def choose_language(catalogues: Mapping[str, Catalogue], *wanted: str) -> str:
    for tag in wanted:
        language = tag.partition("-")[0].partition("_")[0].lower()
        if language == ENGLISH or language in catalogues:
            return language
    return ENGLISH


def tell_in(message: Message, language: str, catalogue: Catalogue) -> Message:
    """The message with every Phrase of it in the catalogue's words; all other texts stay as they are."""

    def told(text: str) -> str:
        if not isinstance(text, Phrase):
            return text
        return Told(text.told_in(language, catalogue), text.outside)

    rows = tuple(tuple(_tell_button(button, told) for button in row) for row in message.buttons)
    return replace(
        message,
        blocks=tuple(_tell_block(block, told) for block in message.blocks),
        buttons=rows,
        passing=told(message.passing),
    )


def _tell_button(button: Button, told: Callable[[str], str]) -> Button:
    return replace(button, label=told(button.label))


def _tell_block(block: Block, told: Callable[[str], str]) -> Block:
    match block:
        case Heading(spans) | Paragraph(spans):
            return replace(block, spans=_tell_spans(spans, told))
        case Bullets(items):
            return Bullets(tuple(_tell_spans(item, told) for item in items))
        case Table(rows):
            return Table(tuple(tuple(told(cell) for cell in row) for row in rows))


def _tell_spans(spans: tuple[Span, ...], told: Callable[[str], str]) -> tuple[Span, ...]:
    return tuple(replace(span, text=told(span.text)) for span in spans)
