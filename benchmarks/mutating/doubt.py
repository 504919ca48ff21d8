"""Doubt and denial gone wrong: a hedge dropped or added, a "not" too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.mutating.spans import MONTHS, inside, quoted_spans, replace
from benchmarks.mutating.verbs import base_of, past_verbs

_FIGURE = (
    r"(?=[$£€]?\d|a (?:third|quarter|fifth|million|dozen|hundred)|half\b|two|three|four|five|six|seven|eight|nine"
    r"|ten|twelve)"
)
_LIMITS = re.compile(
    rf"\b(?:at least|up to|about|more than|nearly|almost|as many as|around|roughly|over|fewer than|less than|some"
    rf"|approximately) {_FIGURE}",
    re.IGNORECASE,
)
_DOUBTS = re.compile(
    r"\b(?:allegedly|reportedly|probably|apparently|possibly|suspected|alleged|likely|perhaps) (?!to\b)"
)
_MODALS = (
    (re.compile(r"\b(?:may|might|could) have (?=been\b|\w+ed\b)"), "had "),
    (re.compile(r"\b(?:may|might|could)(?! not| have| only|,)(?= [a-z])"), "will"),
    (re.compile(r"\b(?:is|are) (?:expected|likely|due|set|scheduled) to\b"), "will"),
    (re.compile(r"\b(?:plans?|expects?|intends?|hopes?) to\b"), "will"),
    (re.compile(r"\b(?:was|were) likely to\b"), "would"),
)
_ADDED = (
    (re.compile(r"\bwill(?! not\b)(?= [a-z])"), "may"),
    (re.compile(r"\bwould(?! not\b| probably| be able)(?= [a-z])"), "might"),
)
_BARE_FIGURE = re.compile(
    r"(?<=[a-z] )(?=(?:\d[\d,]*(?:\.\d+)?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|nineteen)"
    r" (?!of\b)(?:million |billion )?[a-z]{4,}s?\b)"
)
_HEDGED = re.compile(
    r"(?:[Tt]he|[A-Z]\w*|least|to|about|than|nearly|almost|as|around|roughly|over|some|under|below|between|and|or|its|his|her"
    r"|their|only|of|by|another|these|those|all|from|exactly|within|above|last|first|next|that|in|on|since|after"
    r"|until|every) $"
)
_AUXILIARY = re.compile(
    r"\b(?P<word>was|were|is|are|has|have|had|will|would|could|can|may|might|must|should)\b"
    r"(?! not\b|n't|,)(?= [a-z])"
)
_DENIALS = (
    (re.compile(r"\b(?:did|does|do) not (?=[a-z])"), ""),
    (re.compile(r"(?<=[a-z]) not (?!only\b)(?=[a-z])"), " "),
    (re.compile(r"\bnever "), "often "),
    (re.compile(r"\bnobody\b"), "everybody"),
    (re.compile(r"\bNobody\b"), "Everybody"),
    (re.compile(r"\bNo (?=[a-z]+s\b)"), "Several "),
    (re.compile(r"\bno (?=[a-z]+s\b)"), "several "),
    (re.compile(r"\bwithout (?=[a-z])"), "with "),
    (re.compile(r"\bdenied (?=that\b|any\b|the\b|having\b|all\b|\w+ing\b)"), "confirmed "),
    (re.compile(r"\brejected (?=the (?:accusation|claim|allegation|report)s?\b)"), "admitted "),
)

# After a noun these are as often participles ("cracks found in two piers"), which no "did not" may replace.
_OFTEN_PARTICIPLES = frozenset(
    "found flooded closed charged named called hit killed watched arrested sentenced".split()
)


def change_hedge(text: str) -> Iterator[str]:
    """ "At least" lost or added, "allegedly" lost, "may" made "will" or the other way round."""
    quoted = quoted_spans(text)
    for match in (*_LIMITS.finditer(text), *_DOUBTS.finditer(text)):
        if not inside(match.start(), quoted) and not text[: match.start()].endswith((" not ", "no ")):
            yield replace(text, *match.span(), "")
    for pattern, words in (*_MODALS, *_ADDED):
        for match in pattern.finditer(text):
            if not inside(match.start(), quoted):
                yield replace(text, *match.span(), words)
    for match in _BARE_FIGURE.finditer(text):
        dated = re.match(rf"\S+ (?:{'|'.join(MONTHS)}|hundred|per)\b", text[match.start() :])
        if not (dated or inside(match.start(), quoted) or _HEDGED.search(text[: match.start()])):
            yield replace(text, match.start(), match.start(), "at least ")


def change_denial(text: str) -> Iterator[str]:
    """A denial taken out, or a statement denied."""
    quoted = quoted_spans(text)
    for pattern, words in _DENIALS:
        for match in pattern.finditer(text):
            if not inside(match.start(), quoted):
                yield replace(text, *match.span(), words)
    for match in _AUXILIARY.finditer(text):
        if not inside(match.start(), quoted):
            yield replace(text, match.end(), match.end(), " not")
    for match in past_verbs(text):
        if match.group() in _OFTEN_PARTICIPLES:
            continue
        before = text[: match.start()]
        if not inside(match.start(), quoted) and not re.search(
            r"\b(?:was|were|been|be|is|are|has|have|had|not|a|an|the|of|who|that|and|by|which)\s+$", before
        ):
            yield replace(text, *match.span(), f"did not {base_of(match.group())}")
