"""What a question asks for: its kind, its words, its names and figures, with earlier turns resolved into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.core.language import find_names, find_numbers, tokenize
from bot.core.language.mentions import Name, Number, NumberKind
from bot.core.question_words import GENERAL, Asks, find_kind, read_term
from bot.core.types import Turn


@dataclass(frozen=True, slots=True)
class Question:
    """`terms` are what a passage must tell of, as word classes; `soft` came from an earlier turn.

    `identity` is true for "who is the harbour master": a name and an office are to be matched.
    """

    text: str
    asks: Asks
    terms: frozenset[str]
    soft: frozenset[str] = frozenset()
    names: tuple[Name, ...] = ()
    numbers: tuple[Number, ...] = ()
    identity: bool = False


_IDENTITY = re.compile(
    r"\bwho(?:'s|’s| is| was| are| were) (?!(?:it|this|that|he|she|they|there)\b)"
    r"(?!.*\b\w+(?:ed|en)\b)(?P<who>[^?]+)|\bwhat(?:'s| is| was) the name of\b",
    re.IGNORECASE,
)

_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(it|its|they|them|their|theirs|that|those|these|this|there|then|one|ones)\b(?! (?:day|week|year))",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"^\s*(?:and|but|so|what about|how about|or)\b(?P<rest>.*)$", re.IGNORECASE)
_ASKING_ONLY = 1  # a question with at most so many words of its own leans on the one before


def read_question(text: str, turns: Sequence[Turn] = (), outlets: Sequence[str] = ()) -> Question:
    """The question on its own feet. `turns` are the latest exchange about the story, oldest first.

    "He", "it" or "And the driver?" take what they point to from the last turn; `outlets` are names that
    such a pronoun never means.
    """
    question = _read(text)
    if not turns:
        return question
    last = turns[-1]
    if _PERSON.search(text) and (person := _last_person(turns, outlets)):
        return _read(_put_person(text, person))
    ellipsis = _ELLIPSIS.match(text)
    if ellipsis and question.asks in {Asks.WHAT, Asks.YES_NO}:
        before = read_question(last.question, turns[:-1], outlets)
        rest = _read(ellipsis["rest"])
        asks = before.asks if not find_kind(ellipsis["rest"]) else rest.asks
        return replace(rest, text=text, asks=asks, soft=before.terms - rest.terms)
    if len(question.terms) <= _ASKING_ONLY or _POINTS_BACK.search(text):
        before = read_question(last.question, turns[:-1], outlets)
        if question.asks in {Asks.OPINION, Asks.DIFFERENCES, Asks.CHANGES, Asks.OVERVIEW}:
            return question
        return replace(question, soft=before.terms - question.terms, names=question.names or before.names)
    return question


def read_terms(text: str) -> tuple[str, ...]:
    """The classes of a text's content words, in order."""
    return tuple(read_term(token.stem) for token in tokenize(text) if token.content)


def leave_out(question: Question, outlets: Iterable[str]) -> Question:
    """The question without these outlets among its terms and names: what they say is asked for, not they."""
    words = frozenset(term for outlet in outlets for term in read_terms(outlet))
    return replace(
        question,
        asks=Asks.WHAT if question.asks is Asks.SAID else question.asks,
        terms=question.terms - words,
        soft=question.soft - words,
        names=tuple(name for name in question.names if not set(read_terms(name.text)) <= words),
    )


def _read(text: str) -> Question:
    asks = find_kind(text) or Asks.WHAT
    numbers = tuple(n for n in find_numbers(text) if n.kind is not NumberKind.ORDINAL)
    inside = [(number.start, number.end) for number in numbers]
    terms = frozenset(
        read_term(token.stem)
        for token in tokenize(text)
        if token.content
        and token.stem not in GENERAL
        and not any(start <= token.start < end for start, end in inside)
    )
    names = find_names(_lower_opener(text))
    identity = bool(_IDENTITY.search(text)) and asks in {Asks.WHO, Asks.WHAT}
    return Question(text=text, asks=asks, terms=terms, names=names, numbers=numbers, identity=identity)


def _lower_opener(text: str) -> str:
    """The question with its first word in lower case, unless that word may be a name itself."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text[:1].lower() + text[1:] if find_kind(first) or first.lower() in {"and", "so", "but"} else text


def _last_person(turns: Sequence[Turn], outlets: Sequence[str]) -> str | None:
    """The last name of the latest turn that gave one; a person's rather than a place's where titles tell."""
    ours = {outlet.lower() for outlet in outlets}
    for turn in reversed(turns):
        for text in (turn.question, turn.answer):
            names = [name for name in find_names(text) if name.text.lower() not in ours]
            titled = [name for name in names if name.title]
            several = [name for name in names if " " in name.key]
            for found in (titled, several, names):
                if found:
                    return found[0].text
    return None


def _put_person(text: str, person: str) -> str:
    """The pronouns replaced: possessive where the pronoun stands before a noun."""

    def swap(match: re.Match[str]) -> str:
        following = text[match.end() :].lstrip()
        owns = match[0].lower() in {"his", "hers"} or (match[0].lower() == "her" and following[:1].isalpha())
        return f"{person}’s" if owns else person

    return _PERSON.sub(swap, text)
