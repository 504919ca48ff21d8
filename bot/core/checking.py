"""A claim against the passages it cites: supported, contradicted or unsupported, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

from bot.core.alignment import Alignment, align, content, holds, relied_on, senses, words_of
from bot.core.faults import Evidence, Fault, find_fact_faults
from bot.core.language.mentions import Token
from bot.core.language.quotes import as_said
from bot.core.language.senses import sense
from bot.core.types import Citation, Passage, Support, Verdict
from bot.core.wording import find_wording_faults

ENOUGH_COVERAGE = 0.85
ENOUGH_PAIRS = 0.7
CORROBORATES = 0.6  # of the claim's wording in one passage, from which that passage tells the same
_FREE_WORDS = 12  # content words for which one may be the writer's own
_MOST_CITATIONS = 4


def check_claim(text: str, cited: Sequence[Passage], published: Mapping[int, datetime]) -> Verdict:
    """SUPPORTED only when a passage carries the claim word for word, or nearly so with every typed thing borne
    out.

    `published` maps article ids to their time, against which relative dates are resolved. `score` is how much of
    the wording is carried, cut where something typed is wrong. Citations are given for SUPPORTED only.
    """
    return _check(text, Evidence.of(cited, published))


@lru_cache(maxsize=4_096)
def _check(text: str, evidence: Evidence) -> Verdict:
    cited = evidence.passages
    if not cited or not text.strip():
        return Verdict(Support.UNSUPPORTED, 0.0, ("no passage is cited",))
    verbatim = _find_verbatim(text, cited)
    if verbatim is not None:
        return Verdict(Support.SUPPORTED, 1.0, (), (Citation(verbatim.id, relied_on(text, verbatim)),))
    told = as_said(text)
    alignment = align(told, [passage.text for passage in cited])
    faults = (*_find_faults(text, evidence), *_wording(told, evidence, alignment))
    score = _score(alignment, faults)
    if not faults:
        return Verdict(Support.SUPPORTED, score, (), cite(text, cited))
    contradicted = any(fault.support is Support.CONTRADICTED for fault in faults)
    reasons = tuple(dict.fromkeys(fault.words for fault in faults))
    return Verdict(Support.CONTRADICTED if contradicted else Support.UNSUPPORTED, score, reasons)


def corroborate(text: str, others: Sequence[Passage], published: Mapping[int, datetime]) -> tuple[Citation, ...]:
    """Citations of those passages that by themselves tell most of the claim, with every figure, name, day, quote
    and denial of it."""
    found = []
    for passage in others:
        evidence, alignment = Evidence.of((passage,), published), align(text, [passage.text])
        if alignment.coverage < CORROBORATES or _find_faults(text, evidence):
            continue
        if not _find_substitution(text, evidence, alignment.unmatched):
            found.append(Citation(passage.id, relied_on(text, passage)))
    return tuple(found)


def find_faults(text: str, cited: Sequence[Passage], published: Mapping[int, datetime]) -> tuple[Fault, ...]:
    """What typed comparison finds wrong, whatever the wording: for sentences made by a fixed form."""
    return _find_faults(text, Evidence.of(cited, published))


@lru_cache(maxsize=4_096)
def _find_faults(text: str, evidence: Evidence) -> tuple[Fault, ...]:
    return (*find_fact_faults(text, evidence), *find_wording_faults(text, evidence))


def cite(text: str, cited: Sequence[Passage]) -> tuple[Citation, ...]:
    """The fewest of the passages that carry the claim, the one that carries most first,
    with the words relied on."""
    wanted = [*senses(text), *(word for word in words_of(text) if word[:1].isdigit())]
    missing, chosen = set(wanted), list[Passage]()
    rest = list(cited)
    while rest and missing and len(chosen) < _MOST_CITATIONS:
        best = max(rest, key=lambda passage: len(missing & _carried(passage)))
        if not missing & _carried(best):
            break
        missing -= _carried(best)
        chosen.append(best)
        rest.remove(best)
    return tuple(Citation(passage.id, relied_on(text, passage)) for passage in chosen or list(cited[:1]))


def _carried(passage: Passage) -> set[str]:
    return {*senses(passage.text), *(word for word in words_of(passage.text) if word[:1].isdigit())}


def _find_verbatim(text: str, cited: Sequence[Passage]) -> Passage | None:
    """The passage that is the claim, marks and case aside. A mere part of one must pass the other checks."""
    wanted = words_of(text)
    return next((passage for passage in cited if wanted and words_of(passage.text) == wanted), None)


def _wording(text: str, evidence: Evidence, alignment: Alignment) -> tuple[Fault, ...]:
    words = words_of(text)
    if any(holds(words_of(passage.text), words) >= 0 for passage in evidence.passages):
        return ()  # an uncut stretch of a passage
    swapped = _find_substitution(text, evidence, alignment.unmatched)
    if swapped:
        return (swapped,)
    allowed = 0 if len(content(text)) < _FREE_WORDS else 1
    allowed = 0 if any(token.text[0].isupper() for token in alignment.unmatched) else allowed
    carried = alignment.coverage >= ENOUGH_COVERAGE and alignment.neighbours >= ENOUGH_PAIRS
    if carried and len(alignment.unmatched) <= allowed:
        return ()
    missing = ", ".join(dict.fromkeys(token.text for token in alignment.unmatched[:6]))
    why = f"the passages do not say “{missing}”" if missing else "the passages do not put these words together"
    return (Fault("wording", Support.UNSUPPORTED, why),)


def _find_substitution(text: str, evidence: Evidence, unmatched: Sequence[Token]) -> Fault | None:
    """A word of the claim's own between two words that enclose another word in a passage."""
    ours = content(text)
    keys = senses(text)
    for token in unmatched:
        i = ours.index(token)
        left, right = keys[i - 1] if i else None, keys[i + 1] if i + 1 < len(keys) else None
        for passage in evidence.passages:
            theirs = content(passage.text)
            for j, other in enumerate(theirs):
                before = sense(theirs[j - 1].stem) if j else None
                after = sense(theirs[j + 1].stem) if j + 1 < len(theirs) else None
                if sense(other.stem) not in keys and (left, right) == (before, after) and (left or right):
                    words = f"“{token.text}” in the text, “{other.text}” in passage {passage.id}"
                    return Fault("wording", Support.UNSUPPORTED, words)
    return None


def _score(alignment: Alignment, faults: Sequence[Fault]) -> float:
    score = 0.5 * alignment.coverage + 0.5 * alignment.pairs
    for fault in faults:
        if fault.kind != "wording":
            score *= 0.5 if fault.support is Support.CONTRADICTED else 0.75
    return round(score, 4)
