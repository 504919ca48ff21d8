"""Two parts of a sentence that changed places: "fell to 4.1 from 3.6", "the gale followed the flood"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.alignment import coverage
from bot.core.appositions import are_paired
from bot.core.faults import Evidence, Fault
from bot.core.language import tokenize
from bot.core.language.deeds import SYMMETRIC
from bot.core.saying import tr
from bot.core.synonyms import meaning
from bot.core.types import Passage, Support

_COPIED = 0.8  # coverage by one passage from which the places of words can be compared
_LONGEST_PART = (
    8  # words that can be a party, a figure with its noun or a quality; longer ones are clauses that move
)
_DETERMINERS = frozenset("the a an its their his her our my your this that these those s".split())
# In the middle of an exchange they make it another statement: "A after B" is not "B after A".
_DIRECTED = frozenset("after before because than into from until since unless if under over against".split())
# An active sentence made passive has one more of these: then its parties rightly changed places.
_VOICE = frozenset("by is are was were be been being".split())
_OPENERS = frozenset(  # of what may stand anywhere in a sentence
    """in on at for from to with by after before over under about against during near since until through without
    within despite because while when where if as amid according and but or so""".split()
)
_ENGLISH = frozenset(  # what hardly an English sentence does without, and no other language has
    "of and was were is are has had by for with to from that than after before because into who at its".split()
)
_TELLING = frozenset("said says say told according".split())
_LISTING = frozenset("and or".split())
_FIGURES = {
    word: str(value)
    for value, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


@dataclass(frozen=True, slots=True)
class _Word:
    key: str  # equal for words that say the same
    text: str
    content: bool


def find_exchange_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Two parts of the claim that stand in each other's place in the passage that it copies.

    A clause or phrase that moved alone is none, nor is the order of a list or of the parties of "met".
    """
    copied = [(coverage(claim, passage.text), passage) for passage in evidence.passages]
    best = max((share for share, _ in copied), default=0.0)
    if best < _COPIED:
        return
    found = [_find_exchange(claim, passage) for share, passage in copied if share == best]
    if all(found):
        first, second, passage = found[0] or ("", "", evidence.passages[0])
        words = tr(
            "“{first}” and “{second}” stand in each other's place in passage {id}",
            first=first,
            second=second,
            id=passage.id,
        )
        yield Fault("roles", Support.CONTRADICTED, words)


def _find_exchange(claim: str, passage: Passage) -> tuple[str, str, Passage] | None:
    ours, theirs = _words(claim), _words(passage.text)
    pair = _exchanged_words(ours, theirs)
    if pair is None and _is_english(ours):  # elsewhere other words open what may stand anywhere
        pair = _exchanged_parts(*_reduced(ours, theirs))
    if pair is None or are_paired(*pair, claim, passage.text):
        return None
    return (*pair, passage)


def _is_english(words: Sequence[_Word]) -> bool:
    return any(word.text.islower() and word.key in _ENGLISH for word in words)


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[_Word, ...]:
    return tuple(
        _word(token.text, token.lower, token.stem, token.content)
        for token in tokenize(text)
        if token.text[0].isalnum() and token.lower not in _DETERMINERS
    )


@lru_cache(maxsize=16_384)  # one for all texts that have the word
def _word(text: str, lower: str, stem: str, content: bool) -> _Word:
    bare = lower.removesuffix("'s")
    key = _FIGURES.get(bare) or (meaning(stem) if content else bare)
    return _Word(key, text, content or lower in _FIGURES)


# ---------------------------------------------------------------- single words


def _exchanged_words(ours: Sequence[_Word], theirs: Sequence[_Word]) -> tuple[str, str] | None:
    """Two words, each between the two neighbours that the other has there."""
    slots = {_slot(theirs, i): i for i in range(len(theirs)) if theirs[i].content}
    if len(slots) < sum(word.content for word in theirs):
        slots = {slot: i for slot, i in slots.items() if _times(theirs, slot) == 1}
    moved: dict[tuple[str, str], tuple[str, str]] = {}  # (ours, theirs) by key, to the words as printed
    for i, word in enumerate(ours):
        at = slots.get(_slot(ours, i)) if word.content else None
        if at is not None and theirs[at].key != word.key:
            moved[word.key, theirs[at].key] = (word.text, theirs[at].text)
    pairs = {frozenset(pair): printed for pair, printed in reversed(moved.items()) if pair[::-1] in moved}
    if len(pairs) != 1:
        return None  # two pairs that changed places together are two clauses that did
    ((pair, printed),) = pairs.items()
    return printed if _counts(theirs, *sorted(pair)) else None


def _slot(words: Sequence[_Word], i: int) -> tuple[str, str]:
    return (words[i - 1].key if i else "", words[i + 1].key if i + 1 < len(words) else "")


def _times(words: Sequence[_Word], slot: tuple[str, str]) -> int:
    return sum(_slot(words, i) == slot for i, word in enumerate(words) if word.content)


def _counts(words: Sequence[_Word], first: str, second: str) -> bool:
    """Whether it matters which of the two comes first: not in a list, nor beside "met"."""
    keys = [word.key for word in words]
    start, end = sorted((keys.index(first), keys.index(second)))
    between = words[start + 1 : end]
    listing = any(word.key in _LISTING for word in between)
    if listing and all(word.key in _LISTING or word.text[0].isupper() for word in between):
        return False
    content = [word.key for word in between if word.content and not word.text[0].isdigit()]
    return not content or not all(key in SYMMETRIC for key in content)


# ---------------------------------------------------------------- parts of several words


def _reduced(ours: Sequence[_Word], theirs: Sequence[_Word]) -> tuple[list[_Word], list[_Word]]:
    """Both without what only one of them has, so that a shortened sentence can be compared. Small words of the
    claim's own and signs of the passive stay: then the sentence was built otherwise."""
    mine, other = Counter(word.key for word in ours), Counter(word.key for word in theirs)
    uneven = {key for key in mine if 0 < other[key] != mine[key]} - _VOICE
    kept = [word for word in ours if word.key not in uneven and (other[word.key] or not word.content)]
    rest = [word for word in theirs if word.key not in uneven and (mine[word.key] or word.key in _VOICE)]
    return kept, rest


def _exchanged_parts(ours: Sequence[_Word], theirs: Sequence[_Word]) -> tuple[str, str] | None:
    mine, other = [word.key for word in ours], [word.key for word in theirs]
    if mine == other or Counter(mine) != Counter(other):
        return None
    start = next(i for i, (a, b) in enumerate(zip(mine, other, strict=True)) if a != b)
    end = len(mine) - next(
        i for i, (a, b) in enumerate(zip(reversed(mine), reversed(other), strict=True)) if a != b
    )
    mine, other = mine[start:end], other[start:end]
    for first in range(1, len(other)):
        if other[:first] != mine[-first:]:
            continue
        for second in range(1, len(other) - first + 1):
            middle = other[first : len(other) - second]
            if other[len(other) - second :] == mine[:second] and middle == mine[second : len(mine) - first]:
                parts = theirs[start : start + first], theirs[end - second : end]
                if _changes_meaning(*parts, theirs[start + first : end - second]):
                    return _told(parts[0]), _told(parts[1])
    return None


def _changes_meaning(first: Sequence[_Word], second: Sequence[_Word], middle: Sequence[_Word]) -> bool:
    keys = {word.key for word in (*first, *second)}
    if keys & _TELLING or not any(word.content for word in first) or not any(word.content for word in second):
        return False
    if any(word.key in _DIRECTED for word in middle):
        return True
    content = [word for word in middle if word.content and not word.text[0].isdigit()]
    if not content or all(word.key in SYMMETRIC for word in content):
        return False
    return max(len(first), len(second)) <= _LONGEST_PART and not {first[0].key, second[0].key} & _OPENERS


def _told(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words[:4])
