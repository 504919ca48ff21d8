"""Compounds that a claim prints as one word and its passages as two, or the other way round, made alike."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.core.language import tokenize
from bot.core.language.mentions import Token

_SHORTEST = 7  # letters of a compound: "to day", "in to" are none
_SHORTEST_PART = 3
_BETWEEN = frozenset(" \u00a0‐-")


_SHORT = {
    "CEO": "chief executive",
    "PM": "prime minister",
    "MP": "member of parliament",
    "GDP": "gross domestic product",
}


def as_printed(claim: str, texts: Sequence[str]) -> str:
    """The claim with "ceasefire" as "cease-fire" where its texts print it so, "head teacher" as "headteacher"."""
    return _as_printed(claim, tuple(texts))


@lru_cache(maxsize=4_096)
def _as_printed(claim: str, texts: tuple[str, ...]) -> str:
    words = frozenset[str]().union(*map(_words, texts))
    tokens = [token for token in tokenize(claim) if token.text[0].isalnum()]
    foreign = [token for token in tokens if token.lower not in words]
    theirs: dict[str, str] = {}
    if any(len(token.text) >= _SHORTEST for token in foreign):
        for text in texts:
            theirs |= _parted(text)
    changes = [(t.start, t.end, theirs[t.lower]) for t in foreign if t.lower in theirs]
    changes += [
        (t.start, t.end, _SHORT[t.text]) for t in foreign if t.text in _SHORT and _says(texts, _SHORT[t.text])
    ]
    for first, second in pairwise(tokens):
        if first.lower in words and second.lower in words:
            continue
        joined = _joined(claim, first, second)
        if joined and joined in words:
            changes.append((first.start, second.end, joined))
    for short, spelled in _SHORT.items():
        match = re.search(rf"\b{spelled}\b", claim, re.IGNORECASE) if spelled in claim.lower() else None
        if match and not _says(texts, spelled) and any(re.search(rf"\b{short}\b", text) for text in texts):
            changes.append((*match.span(), short))
    for start, end, printed in sorted(changes, reverse=True):
        claim = claim[:start] + printed + claim[end:]
    return claim


def _says(texts: Sequence[str], phrase: str) -> bool:
    return any(phrase in text.lower() for text in texts)


@lru_cache(maxsize=8_192)
def _words(text: str) -> frozenset[str]:
    return frozenset(token.lower for token in tokenize(text))


@lru_cache(maxsize=8_192)
def _parted(text: str) -> Mapping[str, str]:
    """How the text prints each pair of words that might be a compound."""
    tokens = [token for token in tokenize(text) if token.text[0].isalnum()]
    pairs = ((_joined(text, first, second), first, second) for first, second in pairwise(tokens))
    return {joined: text[first.start : second.end] for joined, first, second in pairs if joined}


def _joined(text: str, first: Token, second: Token) -> str:
    """Two words side by side as one, "" where they cannot be."""
    fits = min(len(first.lower), len(second.lower)) >= _SHORTEST_PART
    joined = f"{first.lower}{second.lower}"
    between = text[first.end : second.start]
    return joined if fits and len(joined) >= _SHORTEST and joined.isalpha() and between in _BETWEEN else ""
