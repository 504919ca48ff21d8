"""Whether passages carry a claim in other words: one of them reworded, or several joined in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.core.alignment import align, content, figure_spans, near_pairs, senses
from bot.core.faults import Evidence
from bot.core.language import find_speaker, tokenize
from bot.core.language.dates import date_spans
from bot.core.language.verb_forms import is_verb
from bot.core.roles import changes_voice
from bot.core.typed_faults import find_typed_faults
from bot.core.types import Passage

ENOUGH_COVERAGE = 0.85  # of the claim's content words in one of a few passages, chosen for it …
ENOUGH_PAIRS = 0.7  # … and of its neighbouring pairs: then it is that passage, reworded
ENOUGH_PAIRS_TURNED = 0.5
MOST_CITATIONS = 4
_JOINT = re.compile(r";|,? (?:and|but|while|whereas) (?!that\b)")
_SHORTEST_CLAUSE = 4  # words
_MOST_SEAMS = 4
# What may stand between two clauses without saying how one bears on the other.
_LIGHT = re.compile(
    r"[\s,;:—–“”\"]*(?:(?:and|but|while|who|which|that|a|an|the|its|his|her|their|also|had|has|have|was|were|is|are|will"
    r"|would|been|be|now|then|said|says|he|she|it|they|about|around|some|more|\d[\d.,]*|one|two|three|four|five|six|seven"
    r"|eight|nine|ten)\b[\s,;:—–“”\"]*)*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:He|She|It|They)\b")
_PARTING = re.compile(r"[,;:—–]|\band\b|\bbut\b|\bwhile\b")


def is_reworded(text: str, evidence: Evidence) -> bool:
    """Whether one passage alone carries the claim. Among very many, one would by chance."""
    if len(evidence.passages) > MOST_CITATIONS:
        return False
    alignments = [align(text, [passage.text]) for passage in evidence.passages]
    if any(one.coverage >= ENOUGH_COVERAGE and one.neighbours >= ENOUGH_PAIRS for one in alignments):
        return True
    return any(
        not one.unmatched and one.neighbours >= ENOUGH_PAIRS_TURNED and changes_voice(text, passage.text)
        for one, passage in zip(alignments, evidence.passages, strict=True)
    )


def is_merged(text: str, evidence: Evidence) -> bool:
    """Whether it joins clauses or phrases, each of which one passage alone carries, fault and all."""
    if len(evidence.passages) > MOST_CITATIONS:
        return False
    if any(
        _is_carried(first, evidence) and _is_carried(second, _of_subject(first, second, evidence))
        for first, second, apart in _clauses(text)
        if apart or not find_speaker(first) or find_speaker(second)
    ):
        return True
    return len(evidence.passages) > 1 and _is_joined(text, evidence)


def _clauses(text: str) -> Iterator[tuple[str, str, bool]]:
    """The text in two at each joint between clauses, and whether nobody would take one speaker for both."""
    for joint in _JOINT.finditer(text):
        first, second = text[: joint.start()], text[joint.end() :]
        if min(len(first.split()), len(second.split())) >= _SHORTEST_CLAUSE:
            yield first, second, joint.group().strip(" ,") in {";", "but", "while", "whereas"}


def _of_subject(first: str, second: str, evidence: Evidence) -> Evidence:
    """The passages that may carry the second clause: where it has no subject of its own, those of the first's."""
    if not is_verb(second.split()[0].lower()):
        return evidence
    named = set(senses(first))
    kept = [
        (passage, time)
        for passage, time in zip(evidence.passages, evidence.times, strict=True)
        if not _PRONOUN.match(passage.text) and (_subject(passage.text) & named or _carries(first, passage))
    ]
    return Evidence(tuple(passage for passage, _ in kept), tuple(time for _, time in kept))


def _carries(first: str, passage: Passage) -> bool:
    return not align(first, [passage.text]).unmatched


def _is_carried(clause: str, evidence: Evidence) -> bool:
    for passage, time in zip(evidence.passages, evidence.times, strict=True):
        alone = Evidence((passage,), (time,))
        if is_reworded(clause, alone) and not align(clause, [passage.text]).unmatched:
            return not find_typed_faults(clause, alone)
    return False


def _is_joined(text: str, evidence: Evidence) -> bool:
    """Whether it goes over from one passage to another at a place where the other's subject was named before, or
    where the other is told from its subject on."""
    tokens = content(text)
    seams = _seams(text, evidence)
    return len(seams) <= _MOST_SEAMS and any(
        _goes_over(text, seam, passage)
        and _carry(text, tokens[seam].start, evidence, i)
        and _is_told_by_one(text, tokens[seam].start, evidence)
        for seam in seams
        for i, passage in enumerate(evidence.passages)
    )


def _carry(text: str, place: int, evidence: Evidence, second: int) -> bool:
    """Whether that passage carries what stands from there on, and the others what stands before."""
    every = [*zip(evidence.passages, evidence.times, strict=True)]
    others = (every[i] for i in range(len(every)) if i != second)
    rest, time = every[second]
    return _is_carried(text[place:], Evidence((rest,), (time,))) and any(
        _is_carried(text[:place], Evidence((first,), (at,))) for first, at in others
    )


def _seams(text: str, evidence: Evidence) -> list[int]:
    """The places, in content words, of those whose neighbour before them stands near them in no passage."""
    near = [near_pairs(passage.text) for passage in evidence.passages]
    return [
        i
        for i, (first, second) in enumerate(pairwise(senses(text)), start=1)
        if not any((first, second) in pairs or (second, first) in pairs for pairs in near)
    ]


def _goes_over(text: str, seam: int, passage: Passage) -> bool:
    tokens, keys = content(text), senses(text)
    start, end = tokens[seam - 1].end, tokens[seam].start
    between = "".join(
        " " if any(a <= i < b for a, b in (*figure_spans(text), *date_spans(text))) else text[i]
        for i in range(start, end)
    )
    *_, behind = _PARTING.split(between)
    if not _LIGHT.fullmatch(behind):
        return False
    subject = _subject(passage.text)
    if subject and subject <= set(keys[:seam]):
        return True
    return behind != between and bool(subject) and senses(passage.text)[:1] == keys[seam : seam + 1]


def _subject(text: str) -> frozenset[str]:
    """The senses of the content words before the first verb, asides left out; empty where it opens otherwise."""
    for i, token in enumerate(tokenize(text)):
        if token.text in ',;:“”"—–':
            return frozenset()
        if i and is_verb(token.lower):
            return frozenset(senses(text[: token.start]))
    return frozenset()


def _is_told_by_one(text: str, place: int, evidence: Evidence) -> bool:
    """Whether all passages are the words of whoever the claim says tells it. Who is only the subject of what
    stands before that place told nothing there."""
    speaker = set(senses(find_speaker(text)))
    if not speaker or (not find_speaker(text[:place]) and speaker <= set(senses(text[:place]))):
        return True
    return all(speaker & set(senses(find_speaker(passage.text))) for passage in evidence.passages)
