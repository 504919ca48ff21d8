"""Text to sentences with exact offsets, minding abbreviations, initials, decimals, quotes and lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from bot.core.language.foreign_dates import is_foreign_month
from bot.core.language.mentions import Sentence

LONGEST_UNBROKEN_QUOTE = 320  # characters; a longer quotation is split like other text

LONGEST_WORD = 60  # characters; only so far is read back for the word before a full stop

_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
_BULLET = re.compile(r"\n[ \t]*(?=(?:[•‣▪◦*–—-]|\d{1,2}[.)])[ \t]+\S)")
_END = re.compile(r"(?:\.{3}|[.!?…؟۔।])+[\"'”’»)\]]*(?=\s|$)|[。！？]+[」』”]*")
_QUOTATION_MARK = re.compile('[„「『«»」』“”"]')
_WORD_BEFORE = re.compile(r"([\w.’'-]+)\.$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘«(\[]*([\w’'.-]+)")
_LIST_NUMBER = re.compile(r"\s*\(?\d{1,2}")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]$")

# Always followed by what they belong to.
_BOUND = frozenset(
    """mr mrs ms dr prof rev fr gen col maj capt cpl sgt lt lieut cmdr adm sen rep gov pres hon st mt ft
    messrs supt insp det vs fig al cf eg ie approx dept est e.g i.e sec min mme mlle msgr bros ca pvt
    sra srta sig dott avv bzw vgl nr str z.b d.h u.a ул им стр т.е т.д напр""".split()
)
# Followed by a figure they are abbreviations, otherwise words.
_BEFORE_FIGURES = frozenset("no nos p pp vol art ch sect".split())
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# Can end a sentence: whether they do is told by the word that follows.
_MAY_END = frozenset("inc ltd co corp plc jr sr etc u.s u.k u.n e.u d.c ph.d b.c a.d llc n.y l.a".split())
_CLOCK_HALVES = frozenset({"a.m", "p.m"})
_AFTER_CLOCK = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[A-Z]{2,4}\b|Eastern|Pacific|Central|Greenwich|British|Local"
)
_OPENERS = frozenset(
    """the a an in on at by for from with he she it they we you i his her its their our this that these those
    there but and so yet as after before when while if although though since until because however meanwhile
    nobody no not some many most several all both each two three four five six seven eight nine ten police
    officials witnesses residents authorities according earlier later last now then what who where why
    how""".split()
)
_SAYING_SOON = re.compile(
    r"\s*(?:[A-Z][\w.’'-]*\s+){1,3}(?:said|says|asked|asks|shouted|cried|replied|added|told|wrote|called)\b"
)


@lru_cache(maxsize=2_048)
def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences in order, without the white space around them: `text[s.start:s.end] == s.text`.

    Blank lines end paragraphs; list items stand alone; a quotation of up to `LONGEST_UNBROKEN_QUOTE`
    characters is kept whole, so that no sentence holds half of it.
    """
    sentences = []
    for paragraph, (start, end) in enumerate(_blocks(text)):
        for first, last in _split_block(text, start, end):
            sentences.append(Sentence(text[first:last], first, last, paragraph))
    return tuple(sentences)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    cuts = [match.span() for pattern in (_PARAGRAPH, _BULLET) for match in pattern.finditer(text)]
    start = 0
    for left, right in sorted(cuts):
        if left < start:
            continue
        if text[start:left].strip():
            yield start, left
        start = right
    if text[start:].strip():
        yield start, len(text)


def _split_block(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    block = text[start:end]
    quoted = _quoted_spans(block)
    openings = [left for left, _ in quoted]
    first = 0
    for match in _END.finditer(block):
        before = bisect_left(openings, match.start())  # the spans do not overlap: only the last one can hold it
        if match.end() <= first or (before and match.end() < quoted[before - 1][1]):
            continue
        if _ends_sentence(block, match, first):
            span = _trim(block, first, match.end())
            if span:
                yield start + span[0], start + span[1]
            first = match.end()
    span = _trim(block, first, len(block))
    if span:
        yield start + span[0], start + span[1]


def _trim(block: str, first: int, last: int) -> tuple[int, int] | None:
    while first < last and block[first].isspace():
        first += 1
    while last > first and block[last - 1].isspace():
        last -= 1
    return (first, last) if last > first else None


def _ends_sentence(block: str, match: re.Match[str], first: int) -> bool:
    following = _NEXT_WORD.match(block, match.end())
    if following is None:
        return True
    word, mark = following.group(1), match.group()
    if _LIST_NUMBER.fullmatch(block[first : match.start()]):
        return False  # 1. What the item says
    if word[0].islower():
        return "\n" in block[match.end() : following.start(1)] and not _is_bound(block, match, first)
    if mark[0] in "!?" and len(mark) > 1 and _SAYING_SOON.match(block, match.end()):
        return False  # “Stop!” Ana Vidal said
    if mark[-1] in "」』" and not block[match.end()].isspace():
        return False  # 「…。」と述べた: the sentence goes on behind the quotation
    if mark[0] == "." and not mark.startswith(".."):
        before = _WORD_BEFORE.search(block[max(first, match.start() - LONGEST_WORD) : match.start() + 1])
        return before is None or _stop_after(before.group(1), word)
    return True


def _is_bound(block: str, match: re.Match[str], first: int) -> bool:
    """Whether what the mark stands behind is an abbreviation, so that a line was only broken after it."""
    before = _WORD_BEFORE.search(block[max(first, match.start() - LONGEST_WORD) : match.start() + 1])
    known = _BOUND | _BEFORE_FIGURES | _MONTHS | _MAY_END | _CLOCK_HALVES
    return match.group()[0] != "." or (before is not None and before.group(1).lower() in known)


def _stop_after(before: str, following: str) -> bool:
    """Whether the full stop after the word `before` ends the sentence, given the word that follows."""
    lower = before.lower()
    if lower in _BOUND:
        return False
    if lower in _BEFORE_FIGURES or lower in _MONTHS:
        return not following[0].isdigit()
    if lower in _CLOCK_HALVES:
        return not _AFTER_CLOCK.match(following)
    if lower in _MAY_END:
        return following.lower() in _OPENERS
    if re.fullmatch(r"\d{1,2}", before):
        if is_foreign_month(following):
            return False  # "am 3. März"
        return following.lower() in _OPENERS or not following[0].isdigit()
    if _INITIALS.fullmatch(before):
        return len(before) > 1 and following.lower() in _OPENERS
    return True


def _quoted_spans(block: str) -> list[tuple[int, int]]:
    """Spans between paired double quotation marks, marks included, short enough to be kept whole."""
    spans = []
    opened: int | None = None
    low = False  # opened by „, which “ closes
    for match in _QUOTATION_MARK.finditer(block):
        position, mark = match.start(), match[0]
        if mark in "„「『«" or (mark == "“" and not low) or (mark == '"' and opened is None):
            opened, low = position, mark == "„"
        elif mark in "“”»」』" or mark == '"':
            if opened is not None and position - opened <= LONGEST_UNBROKEN_QUOTE:
                spans.append((opened, position + 1))
            opened, low = None, False
    return spans
