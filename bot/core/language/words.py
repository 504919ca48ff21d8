"""Text to tokens and stems: what counts as a word, and which words carry content."""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

from bot.core.language.mentions import Token, Word
from bot.core.language.spelling import american

_STEMMER = snowballstemmer.stemmer("english")

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\d+(?:[.,:]\d+)*"  # 3,800 and 10:30
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # words, with their apostrophes
    r"|[\w]+"
    r"|[^\w\s]"
)
_POSSESSIVE = re.compile(r"['’]s?$")

STOP_WORDS = frozenset(
    """
    a about above after again against all also although am among an and any are as at be because been before
    being below between both but by can could did do does doing down during each either else few for from
    further had has have having he her here hers herself him himself his how however i if in into is it its
    itself just me more most much my myself neither no nor not now of off on once one only onto or other our
    ours ourselves out over own per same shall she should since so some such than that the their theirs them
    themselves then there these they this those though through to too toward towards under until up upon us
    very was we were what when where whether which while who whom whose why will with within without would yet
    you your yours yourself said say says saying told amid s t d ll re ve m
    don't doesn't didn't isn't wasn't weren't aren't won't wouldn't can't cannot couldn't hasn't haven't hadn't
    shouldn't it's that's there's he's she's they're we're you're i'm i've we've they've he'd she'd they'd
    i'd we'd it'll he'll she'll they'll we'll
    """.split()
)


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The English Snowball stem of the American spelling, lower case. Possessives and the stops of initials fall
    away."""
    if word in {"US", "U.S", "U.S."}:
        return "u.s"  # not the pronoun
    lower = _POSSESSIVE.sub("", word.lower().replace("’", "'")).rstrip(".")
    if lower in {"u.s", "u.k", "u.n", "e.u"}:
        return lower if lower == "u.s" else lower.replace(".", "")
    return str(_STEMMER.stemWord(american(lower))) if lower.isalpha() else lower


@lru_cache(maxsize=8_192)
def tokenize(text: str) -> tuple[Token, ...]:
    """Words, figures and punctuation marks in order; white space belongs to none of them."""
    tokens = []
    for match in _TOKEN.finditer(text):
        word = _read_word(match[0])
        start, end = match.span()
        tokens.append(Token(word.text, word.lower, word.stem, start, end, word.content))
    return tuple(tokens)


@lru_cache(maxsize=64)
def read_words(text: str) -> tuple[Word, ...]:
    """As `tokenize`, without the places; for whole articles, whose tokens would take ten times as long."""
    return tuple(map(_read_word, _TOKEN.findall(text)))


@lru_cache(maxsize=65_536)
def _read_word(text: str) -> Word:
    lower = text.lower().replace("’", "'")
    content = (text[0].isalnum() and lower not in STOP_WORDS) or text in {"US", "U.S."}
    return Word(text, lower, stem(text), content, text[0].isalpha(), text[0].islower())


@lru_cache(maxsize=8_192)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry content, in order, repeated as often as they occur."""
    return tuple(word.stem for word in map(_read_word, _TOKEN.findall(text)) if word.content)
