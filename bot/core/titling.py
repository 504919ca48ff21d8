"""The headline: verified like any sentence, and nothing in it that the piece does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.alignment import align, content
from bot.core.desk import Desk
from bot.core.language import find_numbers, is_furniture
from bot.core.reconciling import is_flat, why_not
from bot.core.types import Citation, Claim, DraftClaim, PassageId, Support, Writer

LIMIT_CHARACTERS = 90
_KICKER = re.compile(r"^(?:[A-Z][A-Z'’ -]{2,30}[:?!]|[A-Z][\w ]{2,20}:)\s+")
_LURID = re.compile(r"['’\"‘“]|!|\?|\b(?:you|your|we|our|I)\b|\b[A-Z]{3,}\b.*\b[a-z]", re.IGNORECASE)


def choose_headline(wanted: DraftClaim, desk: Desk, claims: Sequence[Claim]) -> Claim:
    """The draft's headline if it holds, else the best title of a source, else the lede's own words."""
    kicker = _KICKER.match(wanted.text)
    bare = replace(wanted, text=wanted.text[kicker.end() :]) if kicker else wanted
    offered = [_verified(bare, desk), _verified(wanted, desk)]
    for claim in offered:
        if claim is not None and claim.text[:1].isupper() and _is_sound(claim, desk, claims):
            return claim
    sound = [claim for claim in _titles(desk) if _is_sound(claim, desk, claims)]
    plain = sorted(sound, key=lambda claim: (_faults(claim.text), -_told(claim, claims)))
    return plain[0] if plain else Claim(claims[0].text, claims[0].citations, claims[0].writer)


def _verified(wanted: DraftClaim, desk: Desk) -> Claim | None:
    verdict = desk.check(wanted.text, wanted.passage_ids)
    if verdict.support is not Support.SUPPORTED:
        return None
    return Claim(wanted.text, verdict.citations, wanted.writer)


def _titles(desk: Desk) -> Iterator[Claim]:
    for article in desk.articles:
        passage = desk.passages.get(PassageId(f"{article.id}.0"))
        if passage is not None and not is_furniture(passage.text):
            kicker = _KICKER.match(passage.text)
            bare = passage.text[kicker.end() :] if kicker else ""
            if bare[:1].isupper():
                yield Claim(bare, (Citation(passage.id, bare),), Writer.SOURCE)
            yield Claim(passage.text, (Citation(passage.id, passage.text),), Writer.SOURCE)


def _is_sound(claim: Claim, desk: Desk, claims: Sequence[Claim]) -> bool:
    """Within the limit, nothing overtaken or disputed, and every figure told in the piece."""
    if len(claim.text) > LIMIT_CHARACTERS or why_not(claim, desk):
        return False
    if any(is_flat(claim, disagreement) for disagreement in desk.disagreements):
        return False
    told = [number for other in claims for number in find_numbers(other.text)]
    figures = [number for number in find_numbers(claim.text) if number.unit != "fraction"]
    return all(any(number.value == other.value for other in told) for number in figures)


def _faults(text: str) -> int:
    """How much of it belongs to one outlet's manner: quotation, question, shouting, a word to the reader."""
    shouting = sum(word.isupper() and len(word) > 3 for word in text.split())
    return (
        (_LURID.search(text) is not None)
        + shouting
        + (_KICKER.match(text) is not None)
        + (len(content(text)) < 3)
    )


def _told(claim: Claim, claims: Sequence[Claim]) -> float:
    return align(claim.text, [other.text for other in claims]).coverage
