"""What an article is about: its weighted terms, as grouping compares them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from bot.core.credits import drop_credit
from bot.core.language import make_comparable, tokenize
from bot.core.language.mentions import Token
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


@lru_cache(maxsize=16384)
def _read(title: str, text: str) -> Profile:
    title, text = make_comparable(title, text[:HEAD_CHARACTERS])
    head = tokenize(title)
    body = tokenize(text)[: int(READ_WORDS * 1.15)]
    counts: dict[str, int] = {}
    for token in head:
        if token.content:
            counts[token.stem] = counts.get(token.stem, 0) + TITLE_COUNT
    for token in body:
        if token.content:
            counts[token.stem] = counts.get(token.stem, 0) + 1
    lead = body[:LEAD_WORDS]
    opening = [token for token in (*head, *lead) if token.content]
    return Profile(
        terms={term: 1 + log(count) for term, count in counts.items()},
        title=frozenset(token.stem for token in head if token.content),
        lead=frozenset(token.stem for token in opening),
        names=_names(head, body),
    )


def _names(head: tuple[Token, ...], body: tuple[Token, ...]) -> frozenset[str]:
    """Stems always capitalised where a capital means something: not opening a sentence, not in a title in
    capitals. A title's capitals count only when it has small content words beside them. Letters of a script
    without capitals are none."""
    capital: dict[str, int] = {}
    small: set[str] = set()
    for tokens in (_plain_title(head), body):
        before = "."
        for token in tokens:
            if token.content and token.text[0].isalpha():
                if token.text[0].islower():
                    small.add(token.stem)
                elif token.text[0].isupper() and before not in ".!?:“\"'”’":
                    capital[token.stem] = capital.get(token.stem, 0) + 1
            before = token.text
    return frozenset(term for term in capital if term not in small)


def _plain_title(head: tuple[Token, ...]) -> tuple[Token, ...]:
    words = [token for token in head if token.content and token.text[0].isalpha()]
    return head if 2 * sum(token.text[0].islower() for token in words) > len(words) else ()
