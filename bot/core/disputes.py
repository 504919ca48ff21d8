"""The framed sentence: what sources dispute, in one breath, with who gives each value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from bot.core.language import find_numbers, find_speaker, is_furniture, stands_alone
from bot.core.naming import ACCOUNTS, HOLDER, UNNAMED, describe
from bot.core.phrasing import lower_first, lower_speaker, upper_first
from bot.core.polishing import make_dates_absolute, strip_dateline
from bot.core.speakers import same_speaker
from bot.core.types import Claim, Disagreement, Position, Relation, Writer

REPORTED_BY = ", reported by "
_LONGEST_SENTENCE = 40  # words of a source's sentence that opens a frame
_WIDE = 1.5  # "at least 10" and 33 are worth telling, "at least 12" and 15 are not
_SURE = 0.6  # of an open measure's score: one shared word more than it takes to be found
_ASIDE = ("the time", "the day", "the age")
_IN_DIGITS = 10
_SAID = re.compile(r"\b(?:said|says|according to)\b")
_AT_LEAST = re.compile(r"^(?:at least|no fewer than|not less than) ")


def compose_frame(disagreement: Disagreement) -> Claim | None:
    """One sentence that names every value and who gives each; None for quotations and offices.

    "Police put the number of people arrested at 12, Harbour Post reports; organisers said 31, according to Coast
    Wire." Where the measure has no name that a reader would understand, a source's own sentence opens it.
    """
    if disagreement.relation is Relation.IDENTITY or len(disagreement.positions) < 2:
        return None
    text: str | None
    if disagreement.measure.startswith(HOLDER):
        text = _by_holder(disagreement)
    elif disagreement.measure.startswith((UNNAMED, *ACCOUNTS)):
        text = _by_sentence(disagreement)
    else:
        text = _by_phrase(disagreement, describe(disagreement.measure).phrase)
    if text is None:
        return None
    citations = dict.fromkeys(position.citation for position in disagreement.positions)
    return Claim(text, tuple(citations), Writer.FRAME)


class Tier(StrEnum):
    """Where a reader meets a dispute."""

    STORY = "story"  # in a sentence of the piece, and in the list below it
    LIST = "list"  # in the list "Sources differ", in /sources and in /why only


def tier_of(disagreement: Disagreement) -> Tier:
    """What changes the story is told in it: how many, how much, who, where and why. An hour, a day or an age goes
    into the list below, as do figures that are alike enough to differ but not surely one measure, unless each is
    in somebody's name. (What is less sure still is only kept from standing side by side.)
    """
    if disagreement.measure.startswith(_ASIDE):
        return Tier.LIST
    sure = disagreement.score >= _SURE or all(who_says(position)[0] for position in disagreement.positions)
    return Tier.STORY if sure else Tier.LIST


def is_framed(disagreement: Disagreement) -> bool:
    """Whether the piece must tell it: conflicts, and exact figures far from what another source puts loosely."""
    if disagreement.relation is Relation.CONFLICT:
        return tier_of(disagreement) is Tier.STORY
    if disagreement.relation is not Relation.PRECISION or describe(disagreement.measure).grows:
        return False
    values = [number.value for position in disagreement.positions for number in find_numbers(position.value)]
    return bool(values) and max(values) >= _WIDE * min(values)


def who_says(position: Position) -> tuple[str, str]:
    """The speaker ("" where the outlet itself says it) and the outlet."""
    speaker, mark, outlet = position.said_by.partition(REPORTED_BY)
    closed = f"{speaker}," if ", " in speaker else speaker  # "Jana Petrik, the mayor of Orlau, said"
    return (closed, outlet) if mark else ("", position.said_by)


def _by_holder(disagreement: Disagreement) -> str:
    first, *others = disagreement.positions
    office = disagreement.measure.removeprefix(HOLDER)
    also = "; ".join(f"{position.said_by} names {position.value}" for position in others)
    return f"{first.said_by} names {first.value} as {office}; {also}."


def _by_phrase(disagreement: Disagreement, phrase: str) -> str:
    first, *others = disagreement.positions
    who, outlet = who_says(first)
    value = _at(first.value)
    if len(others) == 1 and who and who_says(others[0])[0] and who_says(others[0])[1] == outlet:
        other = lower_speaker(who_says(others[0])[0])
        return (
            f"{upper_first(who)} put {phrase} at {value} and {other} at {_at(others[0].value)}, {outlet} reports."
        )
    opening = (
        f"{upper_first(who)} put {phrase} at {value}, {outlet} reports"
        if who
        else f"{outlet} puts {phrase} at {value}"
    )
    return "; ".join((opening, *(_also(position, who) for position in others))) + "."


def _also(position: Position, before: str = "") -> str:
    """`before` is who gave the first value: one speaker whom two outlets report differently is named once."""
    who, outlet = who_says(position)
    value = _figure(position.value)
    if who and before and same_speaker(who, before):
        return f"{outlet} has {value}"
    return f"{lower_speaker(who)} said {value}, according to {outlet}" if who else f"{outlet} reports {value}"


def _at(value: str) -> str:
    """ "put the number at 10 or more", where the source has "at least 10"."""
    value = _figure(value)
    return f"{_AT_LEAST.sub('', value)} or more" if _AT_LEAST.match(value) else value


def _figure(value: str) -> str:
    """As papers print it: "46" where a source begins a sentence with "Forty-six", words below ten."""
    number = next(iter(find_numbers(value)), None)
    if number is None or number.text != value or number.hedge or number.unit or number.value < _IN_DIGITS:
        return lower_first(value)
    spelled = not any(sign.isdigit() for sign in value) and number.value == int(number.value)
    return f"{int(number.value):,}" if spelled else lower_first(value)


def _by_sentence(disagreement: Disagreement) -> str | None:
    """A source's sentence, then what the others have in its place."""
    opening = next((p for p in disagreement.positions if _opens(p)), None)
    if opening is None:
        return None
    sentence = make_dates_absolute(strip_dateline(opening.citation.words), opening.at).rstrip(" .")
    outlet = who_says(opening)[1]
    said = "" if find_speaker(sentence) or _SAID.search(sentence) else f", {outlet} reports"
    account = next((a for a in ACCOUNTS if disagreement.measure.startswith(a)), "")
    others = [p for p in disagreement.positions if p is not opening]
    return f"{sentence}{said}; {'; '.join(_instead(p, account) for p in others)}."


def _instead(position: Position, account: str) -> str:
    who, outlet = who_says(position)
    if not account:
        return _also(position)
    said = f"{lower_speaker(who)} gave {account} as {position.value}, according to {outlet}"
    return said if who else f"{outlet} gives {account} as {position.value}"


def _opens(position: Position) -> bool:
    words = strip_dateline(position.citation.words)
    return (
        stands_alone(words)
        and not is_furniture(words)
        and words.rstrip().endswith(".")
        and ";" not in words
        and len(words.split()) <= _LONGEST_SENTENCE
    )


def framed(disagreements: Sequence[Disagreement]) -> tuple[tuple[Disagreement, Claim], ...]:
    """Those that the piece must tell, each with its framed sentence."""
    pairs = ((one, compose_frame(one)) for one in disagreements if is_framed(one))
    return tuple((one, frame) for one, frame in pairs if frame is not None)
