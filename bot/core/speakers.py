"""Whose word a figure is: the speaker as worded, and whether two wordings mean one party."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.core.language import find_names, find_numbers, find_speaker, same_name, stem, tokenize
from bot.core.language.mentions import Number
from bot.core.language.verb_forms import is_verb
from bot.core.scopes import clause_span

PRONOUNS = frozenset({"he", "she", "they", "it"})
_BY_AFTER = re.compile(
    r"^[^,;.]{0,30}?\b(?:by (?:the )?(?:count|reckoning|estimate|tally) of|according to|, say"
    r"|, said)\s+(?P<who>[^,;.]{3,50})",
    re.IGNORECASE,
)
_COUNTS = (
    r"\s(?:reckon(?:s|ed)?|counts?|speaks? of|spoke of|puts?|estimates?|estimated|says?|gave|gives?|listed|lists"
    r"|recorded)\b"
)
_HAS_COUNTING = re.compile(_COUNTS)  # asked first: whoever counts is read from every word of the clause in turn
_COUNTING = re.compile(
    r"(?P<who>(?:[A-Z][\w’'-]*|[Tt]he|[a-z]+)(?:\s[\w’'-]+){0,5}?)(?:,[^,]{3,50},|\sin \w+)?\s*" + _COUNTS
)
_ROLE = r"\b(?:[Tt]he|an?|[A-Z][\w-]+['’]s) [a-z][^,.;:“”\"]{2,45}"
_PARTIES: Mapping[str, str] = {
    stem(word): party
    for party, words in {
        "police": "police superintendent constable detective inspector sheriff officers",
        "organisers": "organisers organizers coordinator alliance campaigners campaign",
        "fire service": "firefighters fire",
        "hospital": "hospital doctors clinic",
    }.items()
    for word in words.split()
}
_SOMEBODY = re.compile(r"[^\W\d_]{2,}")  # "23" counts, but it does not speak
_NOBODY = frozenset("there less more than".split())
_LONGEST = 8  # words: more is a clause, unless it holds a name


def speaker_of(text: str, number: Number) -> str:
    """Who gives the figure, as worded in its clause, a pronoun as it stands; "" when nobody is named."""
    start, end = clause_span(text, number)
    after = _BY_AFTER.match(text[number.end : end])
    if after:
        return _short(after["who"])
    clause = text[start:end]
    speaker = find_speaker(clause)
    if not speaker:
        counting = _COUNTING.search(clause) if _HAS_COUNTING.search(clause) else None
        speaker = counting["who"] if counting else ""
    return _short(speaker)


def with_role(speaker: str, text: str) -> str:
    """A speaker's bare name with what the sentence says that he or she is: "Jana Petrik, the mayor of Orlau"."""
    if not find_names(speaker) or not speaker[:1].isupper() or speaker.startswith(("The ", "A ")):
        return speaker
    name = re.escape(speaker)
    match = re.search(rf"(?P<role>{_ROLE}), {name},", text) or re.search(rf"{name}, (?P<role>{_ROLE}),", text)
    if match is None or any(is_verb(token.lower) for token in tokenize(match["role"])):
        return speaker
    role = match["role"]
    return f"{speaker}, {role[:1].lower() + role[1:] if role.startswith('The ') else role}"


def _short(speaker: str) -> str:
    """ "A police spokeswoman" stays; a whole clause taken for a speaker does not."""
    speaker = speaker.strip(" ,")
    if not speaker:
        return ""
    if len(speaker.split()) > _LONGEST and not find_names(speaker):
        return ""
    counts = find_numbers(speaker) and any(is_verb(token.lower) for token in tokenize(speaker))
    first = speaker.split()[0].lower()
    if first in _NOBODY or (is_verb(first) and not find_names(speaker)):
        return ""
    return speaker if _SOMEBODY.search(speaker) and not speaker[0].isdigit() and not counts else ""


@lru_cache(maxsize=4_096)
def same_speaker(a: str, b: str) -> bool:
    """Whether two wordings mean one party: a superintendent and a police spokeswoman are both the police."""
    if a.lower() == b.lower() or party_of(a) & party_of(b):
        return True
    first, second = find_names(a, frozenset({a.lower()})), find_names(b, frozenset({b.lower()}))
    return any(same_name(x.key, y.key) for x in first for y in second)


def party_of(speaker: str) -> frozenset[str]:
    """The parties a speaker can stand for."""
    return frozenset(_PARTIES[token.stem] for token in tokenize(speaker) if token.stem in _PARTIES)
