"""What an article is about: its weighted terms, as grouping compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from bot.core.credits import drop_credit
from bot.core.language import make_comparable, read_words
from bot.core.language.mentions import Word
from bot.core.reprints import HEAD_CHARACTERS
from bot.core.types import Article

READ_WORDS = 400
LEAD_WORDS = 60
TITLE_COUNT = 2  # a word of the title counts as often as this


@dataclass(frozen=True, slots=True)
class Profile:
    """`terms`: stem → 1 + ln(times used), title words counted twice, from title and the first 400 words.

    `title` and `lead` (title and the first 60 words) are stems, `names` those that are (parts of) names.
    """

    terms: Mapping[str, float]
    title: frozenset[str]
    lead: frozenset[str]
    names: frozenset[str]


def read_profile(article: Article) -> Profile:
    """The article's profile, remembered for as long as title and text stay as they are.

    An agency named in the dateline says nothing of the event and is left out.
    """
    return _read(article.title, drop_credit(article.text))


@lru_cache(maxsize=8_192)
def _read(title: str, text: str) -> Profile:
    title, text = make_comparable(title, text[:HEAD_CHARACTERS])
    head = read_words(title)
    body = read_words(text)[: int(READ_WORDS * 1.15)]
    counts: dict[str, int] = {}
    for word in head:
        if word.content:
            counts[word.stem] = counts.get(word.stem, 0) + TITLE_COUNT
    for word in body:
        if word.content:
            counts[word.stem] = counts.get(word.stem, 0) + 1
    in_title = frozenset(word.stem for word in head if word.content)
    return Profile(
        terms={term: _damped(count) for term, count in counts.items()},
        title=in_title,
        lead=in_title.union(word.stem for word in body[:LEAD_WORDS] if word.content),
        names=_names(head, body),
    )


@lru_cache(maxsize=READ_WORDS)
def _damped(count: int) -> float:
    """Kept, so that the hundreds of terms of thousands of profiles hold the same few floats."""
    return 1 + log(count)


def _names(head: tuple[Word, ...], body: tuple[Word, ...]) -> frozenset[str]:
    """Stems always capitalised where a capital means something: not opening a sentence, not in a title in
    capitals. A title's capitals count only when it has small content words beside them. Letters of a script
    without capitals are none."""
    capital: set[str] = set()
    small: set[str] = set()
    for words in (_plain_title(head), body):
        before = "."
        for word in words:
            if word.content and word.letters:
                if word.small:
                    small.add(word.stem)
                elif word.text[0].isupper() and before not in ".!?:“\"'”’":
                    capital.add(word.stem)
            before = word.text
    return frozenset(capital - small)


def _plain_title(head: tuple[Word, ...]) -> tuple[Word, ...]:
    words = [word for word in head if word.content and word.letters]
    return head if 2 * sum(word.small for word in words) > len(words) else ()
