"""The name that was probably meant by one that does not exist: "wrold" for "world"."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bot.core.saying import Phrase, as_written, joined, tr

_NEAR = 0.7  # of the letters of both, in order: one letter wrong, missing or moved in a word of five
_LONGEST = 40  # characters; nobody means a name by more


def find_near(word: str, names: Iterable[str]) -> str | None:
    """The nearest of the names; None where none is near."""
    found = get_close_matches(word.lower(), list(names), n=1, cutoff=_NEAR) if len(word) <= _LONGEST else []
    return found[0] if found else None


def offer_near(refusal: Phrase, meant: str | None) -> str:
    """The refusal, and what to write instead where that is known."""
    return joined((refusal, tr("Did you mean {words}?", words=as_written(meant)))) if meant else refusal
