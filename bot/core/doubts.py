"""What a claim denies, doubts or takes for certain otherwise than its passages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.core.alignment import coverage, figure_spans, sense_set, senses, words_of
from bot.core.faults import Evidence, Fault
from bot.core.language import (
    count_hedges,
    count_negations,
    denied_clauses,
    denied_stems,
    find_hedges,
    negated_stems,
    tokenize,
)
from bot.core.language.dates import date_spans
from bot.core.saying import tr
from bot.core.synonyms import meaning
from bot.core.types import Passage, Support

_TELLING = 0.6  # coverage from which a passage tells what the claim tells
_COPIED = 0.9  # coverage of a passage by a claim from which nothing was cut from it but a word or two
_CUT_WORDS = 3  # words that may be missing of a copy: "does not have" for "has"
_LEAST_CONTENT = 2  # content words of a passage that can be copied at all
_HEDGE_REACH = 4  # words before the shared part of a passage in which a hedge still governs it
_FUTURE = re.compile(r"\b(?:will|shall|won['’]t|going to)\b|['’]ll\b", re.IGNORECASE)


def find_doubt_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Every denial and hedge of the claim that no passage has, and of the passages that the claim leaves out."""
    yield from _negation_faults(claim, evidence)
    yield from _hedge_faults(claim, evidence)
    yield from _scope_faults(claim, evidence)


def _scope_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """What is denied of less in the passages: "had not lost on clay since April" without "on clay"."""
    copied = [passage for passage in evidence.passages if coverage(claim, passage.text) >= _COPIED]
    denials = [(passage, clause) for passage in copied for clause in denied_clauses(passage.text)]
    if not denials:
        return
    together = set(pairwise(meaning(token.stem) for token in tokenize(claim) if token.content))
    ours = {key for pair in together for key in pair}
    for passage, clause in denials:
        limit = _left_out(clause, ours, together)
        if limit:
            words = tr("passage {id} denies it only of “{limit}”", id=passage.id, limit=limit)
            yield Fault("negation", Support.UNSUPPORTED, words)
            return


def _left_out(clause: str, ours: set[str], together: set[tuple[str, str]]) -> str:
    """The words of a clause, dates and figures aside, between two others that stand side by side in the claim."""
    dated = (*date_spans(clause), *figure_spans(clause))
    tokens = [token for token in tokenize(clause) if token.content]
    kept = [i for i, token in enumerate(tokens) if meaning(token.stem) in ours]
    for i, j in pairwise(kept):
        if j > i + 1 and (meaning(tokens[i].stem), meaning(tokens[j].stem)) in together:
            cut = [token for token in tokens[i + 1 : j] if not any(a <= token.start < b for a, b in dated)]
            return " ".join(token.text for token in cut)
    return ""


def _negation_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    denials = count_negations(claim)
    if denials > sum(count_negations(passage.text) for passage in evidence.passages):
        yield Fault("negation", Support.CONTRADICTED, tr("the text denies more than the passages do"))
        return
    copied = [passage for passage in evidence.passages if _is_copy(claim, passage.text)]
    if any(count_negations(passage.text) <= denials for passage in copied):
        copied = []
    for passage in copied:
        if denials < count_negations(passage.text):
            yield Fault(
                "negation",
                Support.CONTRADICTED,
                tr("the text leaves out a denial of passage {id}", id=passage.id),
            )
            return
    telling = [passage for passage in evidence.passages if coverage(claim, passage.text) >= _TELLING]
    ours, theirs = _senses_of(denied_stems(claim)), [_senses_of(denied_stems(one.text)) for one in telling]
    for word in sorted(ours.union(*theirs) & sense_set(claim)):
        having = [passage for passage in telling if word in sense_set(passage.text)]
        if not having:
            continue
        denied = [word in _senses_of(negated_stems(passage.text)) for passage in having]
        if word in ours and not any(denied):
            yield Fault(
                "negation", Support.CONTRADICTED, tr("the text denies what passage {id} states", id=having[0].id)
            )
            return
        if all(denied) and word not in _senses_of(negated_stems(claim)):
            yield Fault(
                "negation", Support.CONTRADICTED, tr("the text states what passage {id} denies", id=having[0].id)
            )
            return


def _senses_of(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(meaning(stem) for stem in stems)


def _is_copy(claim: str, text: str) -> bool:
    """Whether nothing was cut from the passage but a word or two, so that nothing else explains a lost "not"."""
    missing = len(words_of(text)) - len(words_of(claim))
    if len(senses(text)) < _LEAST_CONTENT:
        return False  # "He did not.": anything copies that
    few = missing <= max(_CUT_WORDS, (1 - _COPIED) * len(words_of(text)))
    return few and coverage(text, claim) >= _COPIED


def _hedge_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    ours = count_hedges(claim)
    given = [count_hedges(passage.text) for passage in evidence.passages]
    for hedge, count in sorted(ours.items()):
        if count > sum(counts.get(hedge, 0) for counts in given) and not _is_told_future(hedge, evidence):
            yield Fault("hedge", Support.UNSUPPORTED, tr("no passage puts it as “{hedge}”", hedge=hedge))
    best = max(evidence.passages, key=lambda p: (coverage(claim, p.text), -len(p.text)), default=None)
    if best is not None:
        for hedge in sorted(_lost_hedges(claim, best)):
            yield Fault(
                "hedge",
                Support.UNSUPPORTED,
                tr("passage {id} puts it as “{hedge}”, the text as a fact", id=best.id, hedge=hedge),
            )


def _is_told_future(hedge: str, evidence: Evidence) -> bool:
    """ "Would" is how reported speech tells "will"."""
    return hedge == "would" and any(_FUTURE.search(passage.text) for passage in evidence.passages)


def _lost_hedges(claim: str, best: Passage) -> set[str]:
    ours = count_hedges(claim)
    lost = set(find_hedges(_shared_part(claim, best.text)) - set(ours))
    if _is_copy(claim, best.text):
        lost |= {hedge for hedge, count in count_hedges(best.text).items() if count > ours.get(hedge, 0)}
    return lost - {"would"} if _FUTURE.search(claim) else lost


def _shared_part(claim: str, text: str) -> str:
    """The stretch of the passage that the claim takes over, with a few words before it."""
    wanted = set(senses(claim))
    tokens = [token for token in tokenize(text) if token.text[0].isalnum()]
    shared = [i for i, token in enumerate(tokens) if token.content and meaning(token.stem) in wanted]
    if len(shared) < 2:
        return ""
    first = max(0, shared[0] - _HEDGE_REACH)
    return text[tokens[first].start : tokens[shared[-1]].end]
