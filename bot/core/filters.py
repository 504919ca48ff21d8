"""The language of filters, read and shown: words, "phrases", AND, OR, NOT, parentheses, outlet:, topic:, lang:.

Read in one pass, without regular expressions from people, so that no filter can make it slow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import zip_longest

from bot.core.language import stem, tokenize
from bot.core.language.lexicons import find_language
from bot.core.saying import tr
from bot.core.topics import Topic, find_topic
from bot.errors import BadArguments

LONGEST = 300
"""Characters of one filter."""

_DEEPEST = 20  # parentheses and NOTs within each other
_QUOTES = {'"': '"', "“": "”", "„": "“", "«": "»"}
_REFUSING = frozenset("no without except nicht kein keine ohne außer pas sans sauf sin não sem не без".split())
_ENDS = frozenset('"“”„«»()')


class Field(StrEnum):
    OUTLET = "outlet"
    TOPIC = "topic"
    LANGUAGE = "lang"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that occur, next to each other where there are several."""

    text: str


@dataclass(frozen=True, slots=True)
class About:
    """What the story is: of an outlet, under a topic, in a language."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Not:
    part: Query


@dataclass(frozen=True, slots=True)
class Every:
    """At least two parts, none of them an Every."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least two parts, none of them a Some."""

    parts: tuple[Query, ...]


Query = Term | About | Not | Every | Some


@lru_cache(maxsize=1024)
def read_query(text: str) -> Query:
    """The query. Raises BadArguments that says what is wrong, and where."""
    if len(text) > LONGEST:
        raise BadArguments(tr("A filter has {number} characters at most.", number=LONGEST))
    reader = _Reader(_split(text))
    query = reader.read_some(0)
    reader.expect_end()
    return query


def show_query(query: Query) -> str:
    """The query as it is typed; read again it is the same."""
    match query:
        case Term(text):
            return _quote(text)
        case About(field, value):
            return f"{field}:{_quote(value)}"
        case Not(part):
            return f"NOT {_within(part)}"
        case Every(parts):
            return " AND ".join(_within(part) for part in parts)
        case Some(parts):
            return " OR ".join(_within(part) for part in parts)


def _within(query: Query) -> str:
    return f"({show_query(query)})" if isinstance(query, Every | Some) else show_query(query)


def _quote(text: str) -> str:
    plain = text.lower() not in ("and", "or", "not") and not any(
        sign.isspace() or sign in _ENDS or sign in ":-" for sign in text
    )
    return text if plain else f'"{text}"'


# ---------------------------------------------------------------- signs and words


@dataclass(frozen=True, slots=True)
class _Sign:
    """`kind`: "(", ")", "word", "phrase", "and", "or", "not" or "end". `place`: counted from 1. `about`: the word
    before a colon."""

    kind: str
    place: int
    text: str = ""
    about: str = ""


def _split(text: str) -> list[_Sign]:
    signs: list[_Sign] = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
        elif text[place] in "()":
            signs.append(_Sign(text[place], place + 1))
            place += 1
        elif text[place] == "-" and text[place + 1 : place + 2].strip("- ") != "":
            signs.append(_Sign("not", place + 1))
            place += 1
        else:
            sign, place = _take_word(text, place)
            signs.append(sign)
    return [*_read_refusals(signs), _Sign("end", len(text) + 1)]


def _read_refusals(signs: Sequence[_Sign]) -> Iterator[_Sign]:
    """ "no topic:sport" and "nicht topic:sport" mean NOT: as a word to be found it would ask for the opposite."""
    for sign, following in zip_longest(signs, signs[1:]):
        refuses = sign.kind == "word" and not sign.about and sign.text.lower() in _REFUSING
        yield replace(sign, kind="not") if refuses and following is not None and following.about else sign


def _take_word(text: str, start: int) -> tuple[_Sign, int]:
    """A phrase in quotation marks or a word, with what stands before its colon."""
    if text[start] in _ENDS:
        phrase, end = _take_phrase(text, start)
        return _Sign("phrase", start + 1, phrase), end
    end = start
    while end < len(text) and not text[end].isspace() and text[end] not in _ENDS:
        end += 1
    word = text[start:end]
    name, colon, value = word.partition(":")
    if colon and name.isalpha():
        if not value and end < len(text) and text[end] in _QUOTES:
            value, end = _take_phrase(text, end)
        return _Sign("word", start + 1, value, name.lower()), end
    kind = word.lower() if word.lower() in ("and", "or", "not") else "word"
    return _Sign(kind, start + 1, word), end


def _take_phrase(text: str, start: int) -> tuple[str, int]:
    closing = {_QUOTES.get(text[start], ""), '"', "”"} - {""}
    if text[start] not in _QUOTES:
        raise BadArguments(tr("The quotation mark at character {place} closes nothing.", place=start + 1))
    for end in range(start + 1, len(text)):
        if text[end] in closing:
            return " ".join(text[start + 1 : end].split()), end + 1
    raise BadArguments(tr("The quotation mark at character {place} is never closed.", place=start + 1))


# ---------------------------------------------------------------- reading


class _Reader:
    """Reads signs one after another, never one twice."""

    def __init__(self, signs: list[_Sign]) -> None:
        self._signs = signs
        self._next = 0

    def read_some(self, depth: int) -> Query:
        parts = [self._read_every(depth)]
        while self._now.kind == "or":
            self._next += 1
            parts.append(self._read_every(depth))
        return _join(Some, parts)

    def expect_end(self) -> None:
        if self._now.kind != "end":
            raise BadArguments(tr("The “)” at character {place} closes nothing.", place=self._now.place))

    @property
    def _now(self) -> _Sign:
        return self._signs[self._next]

    def _read_every(self, depth: int) -> Query:
        parts = [self._read_not(depth)]
        while self._now.kind in ("and", "not", "(", "word", "phrase"):
            if self._now.kind == "and":
                self._next += 1
            parts.append(self._read_not(depth))
        return _join(Every, parts)

    def _read_not(self, depth: int) -> Query:
        sign = self._now
        if depth > _DEEPEST:
            raise BadArguments(tr("Too much is nested at character {place}.", place=sign.place))
        self._next += sign.kind != "end"
        match sign.kind:
            case "not":
                return Not(self._read_not(depth + 1))
            case "(":
                inner = self.read_some(depth + 1)
                if self._now.kind != ")":
                    raise BadArguments(tr("The “(” at character {place} is never closed.", place=sign.place))
                self._next += 1
                return inner
            case "word" | "phrase":
                return _read_word(sign)
        raise BadArguments(tr("A word is missing at character {place}.", place=sign.place))


def _join(kind: type[Every | Some], parts: list[Query]) -> Query:
    """One part is itself; parts of the same kind are taken apart."""
    flat: list[Query] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return kind(tuple(flat)) if len(flat) > 1 else flat[0]


def _read_word(sign: _Sign) -> Query:
    if not stems_in_order(sign.text):
        raise BadArguments(tr("There is nothing to look for at character {place}.", place=sign.place))
    if not sign.about:
        return Term(sign.text)
    if sign.about not in set(Field):
        known = ", ".join(f"{field}:" for field in Field)
        raise BadArguments(
            tr(
                "There is no “{name}:” (character {place}); there are {known}.",
                name=sign.about,
                place=sign.place,
                known=known,
            )
        )
    return About(Field(sign.about), _read_value(Field(sign.about), sign))


def _read_value(field: Field, sign: _Sign) -> str:
    if field is Field.TOPIC:
        topic = find_topic(sign.text)
        if topic is None:
            raise BadArguments(
                tr(
                    "“{word}” (character {place}) is no topic. There are: {known}.",
                    word=sign.text[:40],
                    place=sign.place,
                    known=", ".join(Topic),
                )
            )
        return topic.value
    if field is Field.LANGUAGE:
        tag = find_language(sign.text) or sign.text.lower()
        if not (len(tag) == 2 and tag.isascii() and tag.isalpha()):
            raise BadArguments(
                tr(
                    "“{word}” (character {place}) is no language. Write a tag such as lang:de.",
                    word=sign.text[:40],
                    place=sign.place,
                )
            )
        return tag
    return sign.text


@lru_cache(maxsize=4096)
def stems_in_order(text: str) -> tuple[str, ...]:
    return tuple(stem(token.text) for token in tokenize(text) if token.text[:1].isalnum())
