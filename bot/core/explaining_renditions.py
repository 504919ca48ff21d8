"""In one line, how a piece came into the words a channel sees it in, and which lines stayed as they were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.language.lexicons import tell_language
from bot.core.left_out import say_in_short
from bot.core.renditions import ENGLISH
from bot.core.saying import Phrase, Tongue, joined, listed, recalled, tr, trn
from bot.core.types import Manner, Rendition, Wording

_REASONS = 2  # told of the lines that stayed
_QUOTED = re.compile(r"“([^”]*)”")


def say_how_shown(manner: Manner, rendition: Rendition | None) -> Phrase:
    """`rendition` is None where none is kept."""
    wanted = _name_manner(manner)
    if rendition is None:
        return tr("Shown here as it was written: there is no wording of it {manner}.", manner=wanted)
    if rendition.note is not None:
        why = say_in_short(rendition.note)
        return tr("Shown here as it was written, not {manner}: {why}", manner=wanted, why=why)
    how = _say_made(manner, wanted, rendition)
    stayed = [one for one in rendition.wordings if one.reason]
    return joined((joined((how, _say_stayed(stayed)), by="; ") if stayed else how, "."), by="")


def _say_made(manner: Manner, wanted: Phrase, rendition: Rendition) -> Phrase:
    tokens = trn("{number} tokens", "{number} tokens", rendition.tokens) if rendition.tokens else ""
    cost = joined((*rendition.versions, tokens), by=", ")
    if manner.language:
        made = tr("Shown here {manner}: translated by {writer}", manner=wanted, writer=rendition.writer)
    else:
        made = tr("Shown here {manner}: reworded by {writer}", manner=wanted, writer=rendition.writer)
    return joined((made, tr("({cost})", cost=cost))) if cost else made


def _name_manner(manner: Manner) -> Phrase:
    plain = [tr("in plain words")] if manner.plain else []
    language = [tr("in {language}", language=Tongue(manner.language))] if manner.language else []
    return listed((*plain, *language))


def _say_stayed(stayed: Sequence[Wording]) -> Phrase:
    """ "2 lines stayed English: it is far shorter than the original"."""
    languages = {tell_language(one.original) or ENGLISH for one in stayed}
    reasons = list(dict.fromkeys(_give_reason(one) for one in stayed))
    others = [tr("and others")] if len(reasons) > _REASONS else []
    told = joined((*map(recalled, reasons[:_REASONS]), *others), by="; ")
    if len(languages) > 1:
        return trn(
            "{number} line stayed as written: {reasons}",
            "{number} lines stayed as written: {reasons}",
            len(stayed),
            reasons=told,
        )
    return trn(
        "{number} line stayed {language}: {reasons}",
        "{number} lines stayed {language}: {reasons}",
        len(stayed),
        language=Tongue(languages.pop()),
        reasons=told,
    )


def _give_reason(one: Wording) -> str:
    """The first reason, without words that only the LLM's line had: those are not repeated in a chat."""
    reason = one.reason.partition("; ")[0]
    if all(words in one.original for words in _QUOTED.findall(reason)):
        return reason
    return tr("it said what the original does not")
