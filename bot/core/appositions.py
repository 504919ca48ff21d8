"""Who belongs to what by an office, which reads the same either way round: "Acme's head Ana Vidal"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from bot.core.language import find_names, same_name
from bot.core.language.titles import is_role_at
from bot.core.trades import is_trade

_PERSON_FIRST = re.compile(  # "Ana Vidal, chief executive of Acme"
    r",\s+(?:(?:the|an?|its|his|her)\s+)?(?P<office>(?:[a-z][\w’'-]*\s+){1,5})(?:of|for|at|with|in)\s+(?:the\s+)?(?:[a-z-]+\s+)?$"
)
_BODY_FIRST = re.compile(  # "Acme chief executive Ana Vidal", "Acme's managing director, Ana Vidal"
    r"(?:['’]s?)?\s+(?P<office>(?:[a-z][\w’'-]*,?\s+){1,5})(?:Dr |Mr |Mrs |Ms |Professor )?$"
)
_OFFICE_OF = re.compile(  # "the mayor of Ellory, Ana Vidal"
    r"\b(?:[Tt]he|[Aa]n?)\s+(?P<office>(?:[a-z][\w’'-]*\s+){1,4})(?:of|for|at)\s+(?:the\s+)?$"
)


def are_paired(a: str, b: str, *texts: str) -> bool:
    """Whether one office joins these two names, in whatever order, in every one of the texts."""
    known = frozenset({a.lower(), b.lower()})
    return all(any(_fits(a, b, pair) or _fits(b, a, pair) for pair in _find_pairs(text, known)) for text in texts)


def _fits(a: str, b: str, pair: tuple[str, str]) -> bool:
    return same_name(a.lower(), pair[0]) and same_name(b.lower(), pair[1])


@lru_cache(maxsize=2_048)
def _find_pairs(text: str, known: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The keys of two names side by side that an office joins."""
    found = []
    for first, second in pairwise(find_names(text, known)):
        between = text[first.end : second.start]
        ahead = _OFFICE_OF.search(text[: first.start]) if between == ", " else None
        joined = ahead or _PERSON_FIRST.fullmatch(between) or _BODY_FIRST.fullmatch(between)
        if joined is not None and _is_office(joined["office"]):
            found.append((first.key, second.key))
    return tuple(found)


def _is_office(words: str) -> bool:
    told = words.replace(",", "").split()
    return is_role_at(told, len(told) - 1) or is_trade(told[-1])
