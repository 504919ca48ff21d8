"""Who copied whom: one wire text under several names is one source, and one owner is one voice.

Two texts are the same text when the shorter one is largely made of the longer one's five-word shingles
(containment, Broder 1997). Words are compared, not characters, so cut, retitled and lightly edited copies count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from zlib import crc32

from bot.core.language import tokenize
from bot.core.types import Article

SHINGLE_WORDS = 5
READ_WORDS = 400  # the head of the text: further down, background paragraphs repeat from story to story
HEAD_CHARACTERS = 3_200  # holds so many words; grouping reads the same piece, so that it is tokenized once
COPY_SHARE = 0.60
COPY_SHARE_WITH_RUN = 0.35
COPY_SHARE_SAME_AGENCY = 0.25
LONG_RUN_WORDS = 40
FEWEST_SHINGLES = 8  # below that a text is a headline, and headlines agree by chance

_CREDIT = re.compile(r"\(([A-Z][\w.&'’ -]{1,40})\)\s*(?:[-–—:]|$)")
_CREDIT_AT_END = re.compile(
    r"(?:^|\n|\.\s)(?:[-–—]{1,2}\s*|\(|Source: |With |Copyright (?:\d{4} )?|© ?(?:\d{4} )?(?:The )?)"
    r"([A-Z][\w.&'’ -]{1,40}?)\)?\.?$"
)
_CREDIT_CHARACTERS = 140

NO_OWNERS: Mapping[str, str] = {}


def group_copies(
    articles: Sequence[Article], owners: Mapping[str, str] = NO_OWNERS
) -> tuple[tuple[int, ...], ...]:
    """Article ids grouped by origin: one group is ONE independent voice, whoever printed it.

    Joined are copies of one text and articles of one owner (`owners` maps a domain to its owner's name;
    domains it does not hold own themselves). Withdrawn articles are left out. In a group the original comes
    first, then the others by time; groups follow their originals' times.
    """
    present = _present(articles)
    return _grouped(
        present, lambda one, other: _owner(one, owners) == _owner(other, owners) or is_copy(one, other)
    )


def group_texts(articles: Sequence[Article]) -> tuple[tuple[int, ...], ...]:
    """As `group_copies`, but by text alone: two different articles of one outlet stay two."""
    return _grouped(_present(articles), is_copy)


def count_independent(articles: Sequence[Article], owners: Mapping[str, str] = NO_OWNERS) -> int:
    """How many outlets found out for themselves: copies and common owners counted once, withdrawn not at all."""
    return len(group_copies(articles, owners))


def is_copy(one: Article, other: Article) -> bool:
    """True when one text carries the other: wire copies, cut copies and light rewrites."""
    mine, theirs = read_shingles(one.text), read_shingles(other.text)
    fewer = min(len(mine), len(theirs))
    if fewer < FEWEST_SHINGLES:
        return False
    share = len(mine.keys() & theirs.keys()) / fewer
    if share >= COPY_SHARE:
        return True
    if share >= COPY_SHARE_SAME_AGENCY and _same_agency(one, other):
        return True
    return share >= COPY_SHARE_WITH_RUN and _longest_run(mine, theirs) >= LONG_RUN_WORDS


@lru_cache(maxsize=8192)
def read_shingles(text: str) -> dict[int, int]:
    """Five-word shingles of the text's head in reading order, each with its first position.

    A shingle is the CRC-32 of its words: the same on every machine.
    """
    words = [token.lower for token in tokenize(text[:HEAD_CHARACTERS]) if token.text[0].isalnum()][:READ_WORDS]
    shingles: dict[int, int] = {}
    for place in range(len(words) - SHINGLE_WORDS + 1):
        shingles.setdefault(crc32(" ".join(words[place : place + SHINGLE_WORDS]).encode()), place)
    return shingles


@lru_cache(maxsize=8192)
def find_agency(credit: str | None, text: str) -> str:
    """The agency credited, lower case without "the": given, in the dateline, or at the very end; "" if none."""
    if credit:
        return _plain(credit)
    match = _CREDIT.search(text[:_CREDIT_CHARACTERS]) or _CREDIT_AT_END.search(
        text[-_CREDIT_CHARACTERS:].rstrip()
    )
    return _plain(match.group(1)) if match else ""


def drop_credit(text: str) -> str:
    """The text without the agency in its dateline: "RIVERTON (Meridian Press) — A bridge" keeps the place."""
    match = _CREDIT.search(text[:_CREDIT_CHARACTERS])
    return f"{text[: match.start()]}— {text[match.end() :].lstrip()}" if match else text


def _present(articles: Sequence[Article]) -> list[Article]:
    return sorted(
        (article for article in articles if not article.withdrawn),
        key=lambda article: (article.published_at, article.arrived_at, article.id),
    )


def _grouped(
    articles: Sequence[Article], same: Callable[[Article, Article], bool]
) -> tuple[tuple[int, ...], ...]:
    groups: list[list[Article]] = []
    for article in articles:
        kin = [group for group in groups if any(same(member, article) for member in group)]
        groups = [group for group in groups if group not in kin]
        groups.append([*(member for group in kin for member in group), article])
    ordered = [_original_first(group) for group in groups]
    ordered.sort(key=lambda group: (group[0].published_at, group[0].arrived_at, group[0].id))
    return tuple(tuple(article.id for article in group) for group in ordered)


def _original_first(group: Sequence[Article]) -> list[Article]:
    """The agency's own article if it is among them, else the earliest; the rest by time."""
    in_time = _present(group)
    credited = {find_agency(article.credit, article.text) for article in group} - {""}
    in_time.sort(key=lambda article: _plain(article.outlet.name) not in credited)
    return in_time


def _same_agency(one: Article, other: Article) -> bool:
    """Both credit one agency, or one credits the outlet that the other is."""
    credits = {find_agency(one.credit, one.text), find_agency(other.credit, other.text)} - {""}
    mine = {_plain(one.outlet.name), find_agency(one.credit, one.text)}
    theirs = {_plain(other.outlet.name), find_agency(other.credit, other.text)}
    return bool(mine & theirs & credits)


def _owner(article: Article, owners: Mapping[str, str]) -> str:
    return owners.get(article.outlet.domain, article.outlet.domain)


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ").strip(" .")


def _longest_run(mine: Mapping[int, int], theirs: Mapping[int, int]) -> int:
    """Words of the longest stretch that both texts share, read off consecutive shared shingles."""
    longest = run = 0
    before = -2
    for shingle in mine:
        at = theirs.get(shingle)
        run = run + 1 if at is not None and at == before + 1 else int(at is not None)
        before = at if at is not None else -2
        longest = max(longest, run)
    return longest + SHINGLE_WORDS - 1 if longest else 0
