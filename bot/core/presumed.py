"""What a question takes for granted: "Why did the ferry sink?" holds that it sank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.language import tokenize
from bot.core.language.deeds import Deed, find_deeds
from bot.core.language.mentions import Token
from bot.core.question_words import GENERAL, read_term

_OPENER = r"^\W*(?:(?:and|but|so|ok|then|also)\b[ ,]*)*"
_AUXILIARY = r"(?:did|does|do|was|were|is|are|has|have|had)"
_WHY = r"(?:why|how come|for what reason|when|where|since when|how(?: (?:badly|quickly|often|fast|soon))?)"
# Makes no sense unless it happened: why, when, where and how it did, how many did it.
_SURE = re.compile(
    rf"{_OPENER}{_WHY} (?P<aux>{_AUXILIARY}) (?P<rest>[^?]+)"
    rf"|{_OPENER}(?:how many|how much) (?P<counted>[^?]+)",
    re.IGNORECASE,
)
# Who did it, what was done to it: takes for granted that somebody did.
_WHO = re.compile(rf"{_OPENER}(?:who|what) (?P<rest>(?!{_AUXILIARY}\b|['’])[^?]+)", re.IGNORECASE)
_ASKER = re.compile(r"\b(?:i|my|me|mine|you|your|(?:do|does|can|should|could|would|must) one)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:when|after|before|because|while|if|as|that|who|which|since|until|although)\b", re.IGNORECASE
)
_PASSIVE = {"was", "were", "is", "are"}
# Words that are about nothing by themselves, so that a source need not have them.
_LIGHT = frozenset(
    """get got give put bring brought come came go went able end first last next share use used keep kept really
    actually finally own best famous main far back away well work working thing way part bit lot else ever
    altogether together right ok sure thank people person anybody somebody someone kid story news
    know known think thought believe hear heard learn learned clear""".split()
)


def is_sure(question: str) -> bool:
    """Whether the question makes no sense unless what it tells of happened, and is not about whoever asks."""
    return bool(_SURE.match(question)) and not _ASKER.search(question)


def is_presuming(question: str) -> bool:
    """The same, or that somebody did it: "Who set the works on fire?"."""
    return is_sure(question) or (bool(_WHO.match(question)) and not _ASKER.search(question))


def is_of_asker(question: str) -> bool:
    """Whether it is about the person who asks: "How do I learn to row?"."""
    return bool(_ASKER.search(question))


def list_told(question: str) -> tuple[Token, ...]:
    """The words of the question that carry what it tells: no figures, nothing general, no adverbs."""
    return tuple(
        token
        for token in tokenize(question)
        if token.content
        and token.text[0].isalpha()
        and token.stem not in GENERAL
        and token.lower not in _LIGHT
        and not token.lower.endswith("ly")
        and read_term(token.stem) not in GENERAL
    )


def list_deeds(question: str) -> Iterator[Deed]:
    """Who did what to whom, as far as the question says: each of its words is tried as the verb, since "did" and
    "was" stand before the subject. Most of what comes out is no deed; only those that sources know count."""
    if found := _SURE.match(question):
        if found["rest"] is None:
            yield from find_deeds(found["counted"])
            return
        rest, auxiliary = _SUBORDINATE.split(found["rest"])[0].strip(), found["aux"].lower()
        placed = auxiliary if auxiliary in _PASSIVE | {"has", "have", "had"} else "did"
        for token in _candidates(tokenize(rest)):
            statement = f"{rest[: token.start]}{placed} {rest[token.start :]}"
            yield from (deed for deed in find_deeds(statement) if deed.passive == (auxiliary in _PASSIVE))


def _candidates(tokens: Sequence[Token]) -> Iterator[Token]:
    known = (token for token in tokens[1:] if token.content and token.text[0].islower())
    return (token for token in known if token.lower != "founded")  # by its stem it would be "found"
