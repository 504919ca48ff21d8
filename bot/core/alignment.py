"""How much of a claim's wording its passages carry, and where in them it stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language import tokenize
from bot.core.language.dates import date_spans
from bot.core.language.mentions import Token
from bot.core.language.numbers import find_numbers
from bot.core.synonyms import meaning
from bot.core.types import Passage

NEIGHBOURS = 5  # content words on either side that make up a figure's or name's surroundings
_WHOLE_SHARE = 0.6  # a span that is more of its passage than this is cited as the whole passage
_NEAR = 3  # content words within which two words of a claim still stand together in a passage

_NOTHING = frozenset[str]()
_NO_PAIRS = frozenset[tuple[str, str]]()

_ASIDE = re.compile(r", [^,;:“”\"]{3,120},(?= )| [–—] [^–—\"“”]{3,120} [–—](?= )|\([^()]{2,120}\)")
_AGE = re.compile(r"[- \u00a0](?:years?|months?)[- \u00a0]olds?\b")
_MARKS = str.maketrans(
    {"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """`coverage`: share of the claim's content words found in the passages, `pairs` of its neighbouring pairs.

    `neighbours` counts a pair in either order, as a passive or a moved clause has it. `unmatched` are
    the claim's content words that no passage has. All between 0 and 1.
    """

    coverage: float
    pairs: float
    neighbours: float
    unmatched: tuple[Token, ...]


@lru_cache(maxsize=8_192)
def plain(text: str) -> str:
    """One kind of quotation mark, dash and space; lower case; for comparing wording only."""
    return re.sub(r"\s+", " ", text.translate(_MARKS)).strip().lower()


@lru_cache(maxsize=8_192)
def words_of(text: str) -> tuple[str, ...]:
    """The words and figures in lower case, without any mark: two texts that read alike have the same."""
    return tuple(
        token.lower.removesuffix("'s") if token.lower != "'s" else ""
        for token in tokenize(text)
        if token.text[0].isalnum() or token.text in "$£€¥₹%°"
    )


@lru_cache(maxsize=8_192)
def figure_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the figures stand, "-year-old" behind one included: "Emmen, 51," is "the 51-year-old Emmen"."""
    found = []
    for number in find_numbers(text):
        age = _AGE.match(text, number.end)
        found.append((number.start, age.end() if age else number.end))
    return tuple(found)


@lru_cache(maxsize=8_192)
def content(text: str) -> tuple[Token, ...]:
    """The content words outside figures and dates, which are compared by value and not by wording."""
    spans = [*figure_spans(text), *date_spans(text)]
    return tuple(
        token
        for token in tokenize(text)
        if token.content
        and not any(start <= token.start < end for start, end in spans)
        and not token.text[0].isdigit()
    )


@lru_cache(maxsize=8_192)
def senses(text: str) -> tuple[str, ...]:
    return tuple(meaning(token.stem) for token in content(text))


def holds(outer: Sequence[str], inner: Sequence[str]) -> int:
    """Where `inner` stands in `outer` as one run, -1 if it does not."""
    if not inner:
        return -1
    size = len(inner)
    return next((i for i in range(len(outer) - size + 1) if tuple(outer[i : i + size]) == tuple(inner)), -1)


@lru_cache(maxsize=16_384)  # each check of a sentence asks it of the same passages
def coverage(claim: str, text: str) -> float:
    """The share of the claim's content words that the one text has: 1 of a claim that has none itself."""
    keys, there = senses(claim), sense_set(text)
    return 1 - sum(key not in there for key in keys) / len(keys) if keys else 1.0


def align(claim: str, texts: Sequence[str]) -> Alignment:
    """The claim's wording against all texts together; pairs must stand near each other in one text."""
    return _align(claim, tuple(texts))


@lru_cache(maxsize=4_096)
def _align(claim: str, texts: tuple[str, ...]) -> Alignment:
    wanted, keys = content(claim), senses(claim)
    if not wanted:
        return Alignment(1.0, 1.0, 1.0, ())
    every, together = sense_set(texts[0]) if texts else _NOTHING, near_pairs(texts[0]) if texts else _NO_PAIRS
    if len(texts) > 1:
        every, together = every.union(*map(sense_set, texts)), together.union(*map(near_pairs, texts))
    unmatched = tuple([token for token, key in zip(wanted, keys, strict=True) if key not in every])
    coverage = 1 - len(unmatched) / len(wanted)
    if len(keys) == 1:
        return Alignment(coverage, coverage, coverage, unmatched)
    matched = either = 0
    for first, second in itertools.pairwise(keys):
        if (first, second) in together:
            matched, either = matched + 1, either + 1
        elif (second, first) in together:
            either += 1
    return Alignment(coverage, matched / (len(keys) - 1), either / (len(keys) - 1), unmatched)


@lru_cache(maxsize=8_192)
def sense_set(text: str) -> frozenset[str]:
    return frozenset(senses(text))


@lru_cache(maxsize=8_192)
def near_pairs(text: str) -> frozenset[tuple[str, str]]:
    """Those of the text, and of the text without its asides: what an aside parts belongs together."""
    bare = _ASIDE.sub(" ", text)
    both = [senses(text)] if bare == text else [senses(text), senses(bare)]
    return frozenset((a, b) for keys in both for i, a in enumerate(keys) for b in keys[i + 1 : i + 1 + _NEAR])


@lru_cache(maxsize=16_384)
def surroundings(text: str, start: int, end: int) -> frozenset[str]:
    """The senses of the content words around a span, `NEIGHBOURS` on either side."""
    tokens = content(text)
    before = [token for token in tokens if token.end <= start][-NEIGHBOURS:]
    after = [token for token in tokens if token.start >= end][:NEIGHBOURS]
    return frozenset(meaning(token.stem) for token in (*before, *after))


def relied_on(claim: str, passage: Passage) -> str:
    """The words of the passage that carry the claim: the claim itself where it stands there verbatim, else the
    clause from the first to the last shared word, else the whole sentence."""
    position = passage.text.find(claim.rstrip(".!?… "))
    if position >= 0 and claim.rstrip(".!?… "):
        end = position + len(claim.rstrip(".!?… "))
        return passage.text if end - position >= _WHOLE_SHARE * len(passage.text) else passage.text[position:end]
    wanted = set(senses(claim))
    shared = [token for token in content(passage.text) if meaning(token.stem) in wanted]
    spans = [(token.start, token.end) for token in shared]
    values = {number.value for number in find_numbers(claim)}
    spans += [(found.start, found.end) for found in find_numbers(passage.text) if found.value in values]
    if len(spans) < 2:
        return passage.text
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    start, end = _to_clause(passage.text, start, end)
    return passage.text if end - start >= _WHOLE_SHARE * len(passage.text) else passage.text[start:end]


def _to_clause(text: str, start: int, end: int) -> tuple[int, int]:
    left = max((match.end() for match in re.finditer(r"[,;:—–]\s+", text[:start])), default=0)
    right = re.search(r"[,;:—–]\s|[.!?]?[\"”’]?\s*$", text[end:])
    return left, end + (right.start() if right else len(text) - end)
