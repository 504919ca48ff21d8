"""Words that opened a sentence, as they read in the middle of another, and the other way round."""

from __future__ import annotations

import re

from bot.core.common_words import COMMON_SHARE
from bot.core.language import find_names, find_numbers, stem

_ARTICLES = frozenset({"The", "A", "An", "Its", "Their"})
_OF_A_KIND = re.compile(r"Police|\w+(?:ers|ists|ors|ants|ees|sses|ials|ents|ives|men|locals)")  # "Organisers"
_AGENCIES = frozenset({"Reuters"})
_MANY = frozenset({"police", "Police", "people", "crew"})


def upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """A figure that opened its sentence ("About 4,000")."""
    return words[:1].lower() + words[1:]


def lower_speaker(who: str) -> str:
    """A speaker: "The Health Ministry", "Two officials" and "Organisers" lose the capital they opened with, names
    keep theirs. A single word that is neither common nor a word for people of a kind is a name ("Tessel")."""
    first, _, rest = who.partition(" ")
    common = COMMON_SHARE.get(stem(first), 0.0) > 0 or bool(find_numbers(first))
    plain = not rest and (common or (first not in _AGENCIES and _OF_A_KIND.fullmatch(first)))
    if first in _ARTICLES or (plain and not find_names(f"{who} x", frozenset())) or (common and rest.islower()):
        return f"{first.lower()} {rest}".strip()
    return who


def is_plural(who: str) -> bool:
    """By the end of its first noun phrase; names are bodies, which are one, and the police are many."""
    head = re.split(r" (?:of|at|in|on|for|from|with)\b|,", who)[0].split()[-1]
    return head in _MANY or (head[0].islower() and head.endswith("s") and not head.endswith("ss"))


def say(who: str) -> str:
    """ "say" or "says", as it reads in front of the speaker."""
    return "say" if is_plural(who) else "says"
