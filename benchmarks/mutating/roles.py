"""Roles gone wrong: the one it was done to did it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.mutating.spans import capitalise, find_bearers, inside, quoted_spans
from benchmarks.mutating.verbs import PARTICIPLES, PASTS

_PAST = "|".join(sorted(PARTICIPLES, key=len, reverse=True))
_PARTICIPLE = "|".join(sorted(PASTS, key=len, reverse=True))
_ACTING = (  # those of whom news tells that they did something, or had it done to them
    r"(?:people|men|women|children|police|officers|troops|soldiers|rebels|protesters|workers|firefighters|doctors"
    r"|teachers|farmers|prosecutors|investigators|lawmakers|senators|voters|residents|witness(?:es)?|crew"
    r"|coast guard|army|court|jury|judge|hospital|company|companies|union|council|government|opposition"
    r"|parliament|senate|bank|authority|ministry|commission|museum|club|league|referee|minister|mayor|governor|president"
    r"|prime minister"
    r"|senator|lawyer|sheriff|agency|administration|committee|party|police chief|goalkeeper|surgeon|fund"
    r"|fisherm[ae]n)"
)
_NAME = r"(?:[A-Z][^\W\d_]+(?:-[A-Z][^\W\d_]+)*)(?: [A-Z][^\W\d_]+){0,3}"
_PARTY = (
    rf"(?:(?:[Tt]he |[Aa]n? |[Tt]wo |[Tt]hree |[Ff]our |\d[\d,]* )?(?:(?!(?:was|were|had|has|have|is|are|by|of"
    rf"|in|on|at|to|for|from|with|and|that|who|as|until|not)\b)[a-z]+ ){{0,2}}"
    rf"(?:{_ACTING}|{_NAME})(?:, {_NAME}(?=,))?)"
)
_STOP = (
    r"(?=[.,;]|$| \d| (?:on|in|at|for|of|from|to|by|after|before|with|and|as|over|when|who|that|because|since"
    r"|near|during|while|against|about)\b)"
)
_ACTIVE = re.compile(
    rf"^(?P<subject>{_PARTY})(?P<between> (?:has |have |had )?)(?P<verb>{_PAST}) (?P<object>{_PARTY}){_STOP}"
)
_PASSIVE = re.compile(
    rf"^(?P<subject>{_PARTY})(?P<between> (?:was|were) )(?P<verb>{_PARTICIPLE}) by (?P<object>{_PARTY}){_STOP}"
)
_BETWEEN_NAMES = re.compile(rf"^ (?:has |have |had )?(?P<verb>{_PAST}) (?P<gap>(?:[a-z]+ ){{0,2}})$")
_ONE_SIDED = frozenset("called named won found wrote closed signed hit approved confirmed raised".split())


def change_roles(text: str) -> Iterator[str]:
    """Two parties change places around a verb that means something else the other way round."""
    seen: set[str] = set()
    for mutant in (*_parties(text), *_voices(text), *_names(text)):
        if mutant != text and mutant not in seen:
            seen.add(mutant)
            yield mutant


def _parties(text: str) -> Iterator[str]:
    for pattern in (_ACTIVE, _PASSIVE):
        match = pattern.match(text)
        if match is None or match["verb"] in _ONE_SIDED:
            continue
        subject, party = match["subject"], match["object"]
        lowered = (
            subject if re.match(_NAME, subject) and not _is_common(subject) else subject[0].lower() + subject[1:]
        )
        middle = text[match.end("subject") : match.start("object")]
        yield capitalise(party) + middle + lowered + text[match.end("object") :]


def _is_common(party: str) -> bool:
    return re.match(rf"(?:The|An?|Two|Three|Four|{_ACTING.replace('(?:', '(?i:', 1)})\b", party) is not None


def _names(text: str) -> Iterator[str]:
    quoted = quoted_spans(text)
    spans = [span for span in find_bearers(text) if not inside(span[0], quoted)]
    for (left, end), (start, right) in pairwise(spans):
        between = re.match(_BETWEEN_NAMES, text[end:start])
        if between and between["verb"] not in _ONE_SIDED:
            yield text[:left] + text[start:right] + text[end:start] + text[left:end] + text[right:]


def _voices(text: str) -> Iterator[str]:
    """ "A sued B" as "A was sued by B"; the other way round for a passive."""
    active = _ACTIVE.match(text)
    if active and not active["between"].strip() and active["verb"] not in _ONE_SIDED:
        many = re.match(
            r"(?:[Tt]wo|[Tt]hree|[Ff]our|\d|[Pp]olice|(?:The )?[a-z]+s\b(?! [A-Z]))", active["subject"]
        )
        voice = f"{'were' if many else 'was'} {PARTICIPLES[active['verb']]} by"
        yield text[: active.start("verb")] + voice + text[active.end("verb") :]
    passive = _PASSIVE.match(text)
    if passive:
        yield text[: passive.end("subject")] + f" {PASTS[passive['verb']]} " + text[passive.start("object") :]
