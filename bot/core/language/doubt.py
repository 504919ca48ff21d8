"""Doubt and denial: which classes of hedge a text carries, and what it negates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.core.language.figure_words import MAGNITUDES
from bot.core.language.mentions import Token
from bot.core.language.words import tokenize

# What a class means in general: a reader would take the sentence for a weaker statement without these words. They
# are read off the text in lower case.
_HEDGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "alleged",
        re.compile(
            r"\b(?:alleg(?:ed|edly|es?|ations?|ing)|accus(?:ed|es?|ing|ations?)|purported(?:ly)?|so-called)\b",
        ),
    ),
    ("suspected", re.compile(r"\bsuspect(?:ed|s|ing)?\b")),
    (
        "reportedly",
        re.compile(
            r"\b(?:reportedly|unconfirmed|unverified|rumou?r(?:s|ed)?|reports? (?:suggest|of)\w*"
            r"|not been confirmed)\b",
        ),
    ),
    ("claimed", re.compile(r"\bclaim(?:s|ed|ing)?\b")),
    (
        "may",
        re.compile(
            r"\b(?:might|could|possibl[ey]|perhaps|potential(?:ly)?|probabl[ey]|likely|appear(?:s|ed)? to"
            r"|seem(?:s|ed)? to"
            r"|apparent(?:ly)?|believed? to|thought to|feared)\b",
        ),
    ),
    ("would", re.compile(r"\bwould\b|(?<=\w)['’]d (?=be\b|not\b|have\b)")),
    (
        "plan",
        re.compile(
            r"\b(?:plan(?:s|ned|ning)? (?:to|on|for)|intend(?:s|ed)? to|propos(?:e|es|ed|als?)|aim(?:s|ed"
            r"|ing)? to"
            r"|expect(?:s|ed|ing)? to|(?:set|scheduled|slated) to|is due to|are due to|hop(?:e|es|ed|ing) to"
            r"|consider(?:s|ed|ing)|want(?:s|ed)? to"
            r"|vow(?:s|ed)? to|promis(?:es?|ed) to|threaten(?:s|ed|ing)? to)\b",
        ),
    ),
    (
        "forecast",
        re.compile(r"\b(?:forecasts?|forecasted|predict(?:s|ed|ion|ions)?|project(?:ed|ions?))\b"),
    ),
    (
        "deny",
        re.compile(
            r"\b(?:den(?:y|ies|ied|ying|ials?)|refut(?:e|es|ed)|dismiss(?:es|ed)? (?:the )?(?:claims?|reports?"
            r"|allegations?))\b",
        ),
    ),
)
_MAY = re.compile(r"\bmay\b|(?<=[.!?] )May (?=[a-z])")  # else it is the month

_NEGATORS = frozenset("not no never none neither nor nobody nothing nowhere without cannot hardly barely".split())
_NEGATING_VERBS = re.compile(
    r"\b(?:fail(?:s|ed)?|refus(?:e|es|ed)|declin(?:e|es|ed)|unable|ceas(?:e|es|ed)) to\b", re.IGNORECASE
)
_NOT_NEGATING = re.compile(
    r"\b(?:no\.? (?=\d)|not only|no doubt|no fewer than|no less than|no more than|not (?:less|more|fewer) than"
    r"|nothing (?:but|less))",
    re.IGNORECASE,
)
_SCOPE_WORDS = 3
_OF_NOUNS = frozenset("no none neither nor nobody nothing without hardly barely".split())
_FINITE = frozenset("is are was were will would has have had".split())
_SCOPE_ENDS = frozenset([",", ".", ";", ":", "but", "because", "—", "–", "”", "“", '"', "!", "?"])


@lru_cache(maxsize=8_192)
def find_hedges(text: str) -> frozenset[str]:
    """The classes of doubt: alleged, suspected, reportedly, claimed, may, would, plan, forecast, deny."""
    return frozenset(count_hedges(text))


@lru_cache(maxsize=8_192)
def count_hedges(text: str) -> Mapping[str, int]:
    """How often each class of doubt is expressed; classes that are not are left out."""
    lower = text.lower()
    counts = {name: len(pattern.findall(lower)) for name, pattern in _HEDGES}
    counts["may"] += len(_MAY.findall(text))
    return {name: count for name, count in counts.items() if count}


@lru_cache(maxsize=8_192)
def is_negated(text: str) -> bool:
    """Whether anything in the text is denied ("not", "no", "without", "failed to", …)."""
    return bool(negated_stems(text)) or any(_denies(token.lower) for token in tokenize(_without_idioms(text)))


@lru_cache(maxsize=8_192)
def negated_stems(text: str) -> frozenset[str]:
    """The stems of the content words within reach of a negation: up to three after it in its clause."""
    return frozenset(stem for scope in _scopes(text) for stem in scope)


@lru_cache(maxsize=8_192)
def denied_stems(text: str) -> frozenset[str]:
    """The stem of what each negation denies first: its scope may be cut or moved in a rewording, its head not."""
    return frozenset(scope[0] for scope in _scopes(text) if scope)


def _scopes(text: str) -> list[list[str]]:
    """For each negation the stems of up to three content words behind it, figures left out."""
    plain = _without_idioms(text)
    tokens = tokenize(plain)
    starts = [i for i, token in enumerate(tokens) if _denies(token.lower)]
    starts += [
        next((i for i, token in enumerate(tokens) if token.end >= match.end()), len(tokens))
        for match in _NEGATING_VERBS.finditer(plain)
    ]
    return [
        _scope(tokens[start + 1 :], of_verb=tokens[start].lower not in _OF_NOUNS)
        for start in starts
        if start < len(tokens)
    ]


@lru_cache(maxsize=8_192)
def denied_clauses(text: str) -> tuple[str, ...]:
    """From each negation to the end of its clause."""
    plain = _without_idioms(text)
    tokens = tokenize(plain)
    found = []
    for i, token in enumerate(tokens):
        if _denies(token.lower):
            end = next(
                (t.start for t in tokens[i + 1 :] if t.lower in _SCOPE_ENDS or t.lower == "and"), len(text)
            )
            found.append(text[token.end : end])
    return tuple(found)


def _denies(lower: str) -> bool:
    return lower.removesuffix("'s") in _NEGATORS or lower.endswith("n't")


def _scope(tokens: Sequence[Token], *, of_verb: bool) -> list[str]:
    found: list[str] = []
    for token in tokens:
        if token.lower in _SCOPE_ENDS or len(found) == _SCOPE_WORDS:
            break
        if of_verb and found and token.lower in _FINITE:
            break  # "who had not been warned were told": another verb
        if token.content and not token.text[0].isdigit() and token.lower not in MAGNITUDES:
            found.append(token.stem)
    return found


@lru_cache(maxsize=8_192)
def count_negations(text: str) -> int:
    """How many words and phrases deny something."""
    plain = _without_idioms(text)
    words = sum(_denies(token.lower) for token in tokenize(plain))
    return words + len(_NEGATING_VERBS.findall(plain))


def _without_idioms(text: str) -> str:
    """Same length, so that offsets keep; "no fewer than" and their like negate nothing."""
    return _NOT_NEGATING.sub(lambda match: " " * len(match.group()), text)
