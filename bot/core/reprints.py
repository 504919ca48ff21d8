"""Tells whether one article's text is another's: printed whole, cut, or reworded sentence by sentence.

What people said is left out of the comparison: quotations and statements stand in everybody's report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from bot.core.credits import share_agency
from bot.core.language import read_words
from bot.core.types import Article

SHINGLE_WORDS = 5
READ_WORDS = 400  # the head of the text: further down, background paragraphs repeat from story to story
HEAD_CHARACTERS = 3_200  # holds so many words; grouping reads the same piece, so that it is tokenized once
FEWEST_SHINGLES = 8  # below that a text is a headline, and headlines agree by chance
COPY_SHARE = 0.60
OPENING_WORDS = 60  # a copy shows at the top of the longer text, a statement that is printed in a report does not

PAIR_REACH = 5  # content words within which two of them, of one sentence, are a pair
REWRITE_SHARE, REWRITE_SENTENCES = 0.35, 0.70
REWRITE_MOSTLY = 0.60  # of the longer text: a thorough report that holds all of an agency's has as much again
BRIEF_SENTENCES, BRIEF_SHARE = 5, 0.55  # of fewer sentences: leads of one event agree in more
FEWEST_PAIRS, FEWEST_SENTENCES = 30, 3
AGENCY_SHARE = 0.25
TOLD_AGAIN = 0.5  # of a sentence's content words in one sentence of the other text

_QUOTED = re.compile(
    r'(?<!\S)["(]*"(?=\S)[^"\n]{20,900}?(?<=\S)"|“[^“”\n]{20,900}”|„[^„“”\n]{20,900}[“”]|«[^«»\n]{20,900}»'
    r"|「[^「」\n]{8,400}」"
)
_SENTENCE_END = re.compile(r"(?<=[.!?。！？])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The head of a text without what it quotes.

    `shingles`: runs of five words, each with its first position; `pairs`: two content words that stand close
    together in one sentence, whatever their order; `sentences`: the content words of each that has three or
    more. Shingles and pairs are CRC-32 of their words: the same on every machine.
    """

    shingles: dict[int, int]
    pairs: frozenset[int]
    sentences: tuple[frozenset[str], ...]


def is_copy(one: Article, other: Article) -> bool:
    """True when one text carries the other: wire copies, cut copies and light rewrites."""
    mine, theirs = read_wording(one.text), read_wording(other.text)
    shorter, longer = (mine, theirs) if len(mine.pairs) <= len(theirs.pairs) else (theirs, mine)
    many = len(shorter.pairs) >= FEWEST_PAIRS
    share = len(shorter.pairs & longer.pairs) / max(1, len(shorter.pairs))
    if many and share < AGENCY_SHARE:
        return False  # whatever shares runs of words shares pairs
    if is_reprint(mine, theirs):
        return True
    if not many or len(shorter.sentences) < FEWEST_SENTENCES:
        return False
    enough = BRIEF_SHARE if len(shorter.sentences) < BRIEF_SENTENCES else REWRITE_SHARE
    return (share >= enough and _is_told_again(shorter, longer)) or share_agency(one, other)


def _is_told_again(shorter: Wording, longer: Wording) -> bool:
    """Whether most of either text stands in the other: a report that tells an agency's and as much again of its
    own is its outlet's own."""
    return _share_told(shorter, longer) >= REWRITE_SENTENCES and _share_told(longer, shorter) >= REWRITE_MOSTLY


def is_reprint(mine: Wording, theirs: Wording) -> bool:
    """Whether most of the shorter text's five-word runs stand in the longer one (containment, Broder 1997)."""
    shorter, longer = sorted((mine.shingles, theirs.shingles), key=len)
    if len(shorter) < FEWEST_SHINGLES:
        return False
    shared = shorter.keys() & longer.keys()
    if len(shared) < COPY_SHARE * len(shorter):
        return False
    return 2 * len(shared) >= len(longer) or min(longer[shingle] for shingle in shared) <= OPENING_WORDS


@lru_cache(maxsize=2_048)
def read_shingles(text: str) -> dict[int, int]:
    """Five-word shingles of the text's head in reading order, each with its first position; quotations are left
    out, unless there is little else."""
    head = text[:HEAD_CHARACTERS]
    unquoted = _shingles([_plain_words(part) for part in _unquoted(head)])
    return unquoted if len(unquoted) >= FEWEST_SHINGLES else _shingles([_plain_words(head)])


@lru_cache(maxsize=1_024)
def read_wording(text: str) -> Wording:
    parts = [sentence for part in _unquoted(text[:HEAD_CHARACTERS]) for sentence in _SENTENCE_END.split(part)]
    sentences = [tuple(word.stem for word in read_words(part) if word.content) for part in parts]
    return Wording(
        shingles=read_shingles(text),
        pairs=frozenset(pair for stems in sentences for pair in _pairs(stems)),
        sentences=tuple(frozenset(stems) for stems in sentences if len(set(stems)) >= 3),
    )


def _unquoted(text: str) -> list[str]:
    """What stands before, between and behind its quotations."""
    ends = [(0, 0), *(match.span() for match in _QUOTED.finditer(text)), (len(text), len(text))]
    return [text[before:start] for (_, before), (start, _) in pairwise(ends)]


def _plain_words(text: str) -> list[str]:
    return [word.lower for word in read_words(text) if word.text[0].isalnum()]


def _shingles(runs: Sequence[Sequence[str]]) -> dict[int, int]:
    """Of the first words of the runs together; none reaches from one run into the next."""
    shingles: dict[int, int] = {}
    begins = 0
    for run in runs:
        words = [word.encode() for word in run[: max(0, READ_WORDS - begins)]]
        for place in range(len(words) - SHINGLE_WORDS + 1):
            shingles.setdefault(crc32(b" ".join(words[place : place + SHINGLE_WORDS])), begins + place)
        begins += len(words)
    return shingles


def _pairs(stems: tuple[str, ...]) -> Iterator[int]:
    begun = [crc32(stem.encode()) for stem in stems]
    ends = [f" {stem}".encode() for stem in stems]
    for place, first in enumerate(stems):
        for other in range(place + 1, min(place + 1 + PAIR_REACH, len(stems))):
            second = stems[other]
            if first < second:
                yield crc32(ends[other], begun[place])
            elif second < first:
                yield crc32(ends[place], begun[other])


def _share_told(wording: Wording, other: Wording) -> float:
    """The share of its sentences that have their like in the other text. They are counted, not weighed: a long
    statement that both print is one sentence or two."""
    told = sum(any(_is_like(sentence, theirs) for theirs in other.sentences) for sentence in wording.sentences)
    return told / len(wording.sentences)


def _is_like(sentence: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the other has half of the sentence's words, and of its figures where there are several: results and
    measurements are told in one form, each with its own."""
    shared = sentence & other
    if len(shared) < TOLD_AGAIN * len(sentence):
        return False
    figures = sum(word[0].isdigit() for word in sentence)
    return figures < 2 or sum(word[0].isdigit() for word in shared) >= TOLD_AGAIN * figures
