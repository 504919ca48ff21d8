"""The typed things that language reading finds in a text. Offsets are character offsets into that text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    start: int
    end: int
    paragraph: int  # counted from 0


@dataclass(frozen=True, slots=True)
class Word:
    """What of a word, figure or mark does not depend on where it stands: each is read once and kept."""

    text: str
    lower: str
    stem: str
    content: bool  # neither a stop word nor punctuation
    letters: bool  # opens with a letter
    small: bool  # opens with a small letter


@dataclass(slots=True, unsafe_hash=True)
class Token:
    """A word, figure or mark. Never changed; not declared frozen, which makes it six times as dear to create,
    and it alone is created by the thousand."""

    text: str
    lower: str
    stem: str
    start: int
    end: int
    content: bool  # neither a stop word nor punctuation


class NumberKind(StrEnum):
    QUANTITY = "quantity"
    MONEY = "money"
    PERCENT = "percent"
    ORDINAL = "ordinal"
    AGE = "age"
    TIME = "time"  # clock time, low == high == minutes after midnight
    YEAR = "year"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Number:
    """`low <= value <= high`: equal for an exact figure; "at least 10" is (10, inf); "about 50" is (45, 55).

    `value` is the figure named. `unit` is normalised ("usd", "%", "km", "" for a bare count).
    `counted` is the stem of what is counted ("peopl", "missil"), "" when unknown.
    `hedge` is the class of the modifier: "", "at least", "at most", "about", "range".
    """

    text: str
    value: float
    low: float
    high: float
    kind: NumberKind
    unit: str
    counted: str
    hedge: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name. `key` is what tells names apart (lower case, no title); `title` the office before or
    after it ("interior minister"), "" when none is given."""

    text: str
    key: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words said. `start`/`end` enclose the words without the marks. Reported speech has direct == False."""

    text: str
    speaker: str
    direct: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date as worded and what it resolves to: the first and last day it covers, None if it cannot be resolved.

    `relative` is true for wording that only makes sense on the day of writing ("on Tuesday", "yesterday").
    """

    text: str
    first: date | None
    last: date | None
    relative: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that was found in one text."""

    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]
    names: tuple[Name, ...]
    quotes: tuple[Quote, ...]
    dates: tuple[DateMention, ...]
    hedges: frozenset[str]  # classes of doubt: "alleged", "may", "reportedly", "plan", "deny"
    negated: bool
