"""Whether a sentence talks to a machine that reads it, or orders a text, instead of telling the news."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from bot.core.language.machine_cues import (
    ALL_CUES,
    CUES_ABROAD,
    CUES_IN_ASCII,
    FORGED_CUES,
    INSTRUCTION_CUES,
    INSTRUCTION_PAIRS,
    MACHINE_CUES,
    OUTPUT_CUES,
    WRITER_CUES,
)
from bot.core.language.machine_words import (
    ABOUT_INSTRUCTIONS,
    ASKS_PLEASE,
    FORGED,
    FORGED_AT_START,
    IN_CODES,
    ORDERS_TEXT,
    QUESTION_TO_WRITER,
    SCRIPT,
    SPEAKS_OF_MACHINES,
    TO_MACHINES,
    TO_MACHINES_ABROAD,
    TO_WRITERS,
    TO_WRITERS_IN_PASSING,
    YOUR_OUTPUT,
)
from bot.core.language.unmasking import has_masked_words, holds_cipher, unmask

_QUOTE = re.compile("[“\"«„‘]|(?<!\\w)'")
_QUOTES_IN_ASCII = re.compile("\"|(?<!\\w)'")
_NONE: frozenset[str] = frozenset()
_LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»|„[^“”]*[“”]|(?<!\w)‘[^’]{12,}’(?!\w)|(?<!\w)'[^']{12,}'(?!\w)")
_TELLS = re.compile(  # somebody outside the quotation, or a thing, that carries it
    r"\b(?:sa(?:id|ys?|ying)|told|tells|read(?:s|ing)?|wrote|written|writes|asked|asks|added|adds|called|calls"
    r"|shouted|warned|warns|instruct(?:ed|s|ing)|order(?:ed|s|ing)|urg(?:ed|es|ing)|contain(?:ed|s|ing)"
    r"|includ(?:ed|es|ing)|phrases?|words?|words|text|texts|message|messages|line|lines|comment|prompts?|sign"
    r"|known|dubbed|titled|headed|entitled|found|showed|shows|typed|posted|tweeted|hid|hidden|telling|so-called)\b"
)
_ATTRIBUTED = re.compile(  # "…, the union advises": advice that somebody gives
    r", (?:\w+[ ’'-]){1,6}(?:said|says|say|advises?|advised|told \w+|likes? to say|warned|explained"
    r"|recommends?)\.?$"
)
_FEWEST_DIGITS = 6  # in letters written as numbers
_FORGED_SIGN = re.compile(r"[|⟂¦‖<\[{=`\\]")
_IN_PERCENT = re.compile("%%|%[0-9a-f]\\w")
_CALL = re.compile(r"[\w\])]\(")
_DIGIT = re.compile("[0-9]")
_UNLIKE_ENGLISH = re.compile("[^\\x00-\\x7f\\u2010-\\u2027]")
_SHORTEST_FRAME = 3  # words outside a quotation that can say who said it


class Talk(IntEnum):
    """What a sentence does, from telling to ordering."""

    TELLS = 0
    ORDERS = 1  # asks for a text, or speaks of "your" answer: in advice it may have a human in mind
    QUOTES = 2  # tells that somebody said or wrote such an order
    ADDRESSES = 3  # an order to the machine that reads the page, or a forged part of its input


@lru_cache(maxsize=16_384)
def read_talk(sentence: str) -> Talk:
    """What one sentence does, whatever stands around it; letters in disguise are read as what they look like."""
    plain = unmask(sentence)
    words = _words_of(plain)
    if _is_forged(plain, words) or has_masked_words(sentence) or holds_cipher(sentence):
        return Talk.ADDRESSES
    outside = _QUOTED.sub(" “…” ", plain) if _may_quote(plain) else plain
    if _is_addressed(outside, words):
        return Talk.ADDRESSES
    if outside != plain and any(_is_addressed(one.group()[1:-1], words) for one in _QUOTED.finditer(plain)):
        return Talk.QUOTES if not _asks_for_text(outside, words) and _is_told(outside) else Talk.ADDRESSES
    return Talk.ORDERS if _asks_for_text(outside, words) else Talk.TELLS


def speaks_of_machines(text: str) -> bool:
    """Whether it tells of AI, its makers or its users: there an order to a machine may be the news itself."""
    return SPEAKS_OF_MACHINES.search(text.lower()) is not None


def _words_of(plain: str) -> frozenset[str]:
    """Its words in Latin letters, roughly; none where none of them is a cue."""
    words = plain.encode("ascii", "replace").translate(_LETTERS).decode("ascii").split()
    return _NONE if ALL_CUES.isdisjoint(words) else frozenset(words)


def _may_quote(plain: str) -> bool:
    if plain.isascii():
        return ('"' in plain or "'" in plain) and _QUOTES_IN_ASCII.search(plain) is not None
    return _QUOTE.search(plain) is not None


def _is_forged(plain: str, words: frozenset[str]) -> bool:
    signed = not words.isdisjoint(FORGED_CUES) or _bears_signs(plain)
    if signed and (FORGED.search(plain) or SCRIPT.search(plain)):
        return True
    if ":" in plain and FORGED_AT_START.match(plain):
        return True
    return len(_DIGIT.findall(plain)) >= _FEWEST_DIGITS and IN_CODES.search(plain) is not None


def _bears_signs(plain: str) -> bool:
    """Whether a sign stands in it that text for people hardly has."""
    if _FORGED_SIGN.search(plain) or "---" in plain or "&#" in plain or '":' in plain or "':" in plain:
        return True
    if "(" in plain and _CALL.search(plain):
        return True
    return "%" in plain and _IN_PERCENT.search(plain) is not None


def _is_addressed(plain: str, words: frozenset[str]) -> bool:
    if TO_WRITERS.search(plain) is not None:
        return True
    if not words and not _begins_anew(plain) and _UNLIKE_ENGLISH.search(plain) is None:
        return False
    return (
        (_may_instruct(words) and ABOUT_INSTRUCTIONS.search(plain) is not None)
        or (_may_call_machines(plain, words) and TO_MACHINES.search(plain) is not None)
        or (not words.isdisjoint(WRITER_CUES) and TO_WRITERS_IN_PASSING.search(plain) is not None)
        or (_may_call_abroad(plain, words) and TO_MACHINES_ABROAD.search(plain) is not None)
    )


def _may_instruct(words: frozenset[str]) -> bool:
    if not words.isdisjoint(INSTRUCTION_CUES):
        return True
    return any(not words.isdisjoint(one) and not words.isdisjoint(other) for one, other in INSTRUCTION_PAIRS)


def _may_call_abroad(plain: str, words: frozenset[str]) -> bool:
    if _UNLIKE_ENGLISH.search(plain) is None:
        return not words.isdisjoint(CUES_IN_ASCII)
    return any(cue in plain for cue in CUES_ABROAD)


def _may_call_machines(plain: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(MACHINE_CUES) or _begins_anew(plain)


def _begins_anew(plain: str) -> bool:
    return "a.i" in plain or "from now" in plain or "from this" in plain


def _asks_for_text(outside: str, words: frozenset[str]) -> bool:
    asks = (
        ORDERS_TEXT.search(outside)
        or QUESTION_TO_WRITER.search(outside)
        or ("please" in outside and ASKS_PLEASE.search(outside))
        or (not words.isdisjoint(OUTPUT_CUES) and YOUR_OUTPUT.search(outside))
    )
    return bool(asks) and not _ATTRIBUTED.search(outside)


def _is_told(outside: str) -> bool:
    words = re.findall(r"[^\W\d_]+", outside)
    return len(words) >= _SHORTEST_FRAME and _TELLS.search(outside) is not None
