"""In one line, how a piece came into the words a channel sees it in, and which lines stayed as they were."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.language.lexicons import name_language, tell_language
from bot.core.left_out import number, say_in_short
from bot.core.renditions import ENGLISH
from bot.core.types import Manner, Rendition, Wording

_REASONS = 2  # told of the lines that stayed
_QUOTED = re.compile(r"“([^”]*)”")


def say_how_shown(manner: Manner, rendition: Rendition | None) -> str:
    """`rendition` is None where none is kept."""
    wanted = _name_manner(manner)
    if rendition is None:
        return f"Shown here as it was written: there is no wording of it {wanted}."
    if rendition.note is not None:
        return f"Shown here as it was written, not {wanted}: {say_in_short(rendition.note)}"
    stayed = [one for one in rendition.wordings if one.reason]
    cost = ", ".join((*rendition.versions, *([f"{rendition.tokens:,} tokens"] if rendition.tokens else [])))
    deed = "translated" if manner.language else "reworded"
    how = f"Shown here {wanted}: {deed} by {rendition.writer}{f' ({cost})' if cost else ''}"
    return f"{how}; {_say_stayed(stayed)}." if stayed else f"{how}."


def _name_manner(manner: Manner) -> str:
    plain = ["in plain words"] if manner.plain else []
    return " and ".join((*plain, *([f"in {name_language(manner.language)}"] if manner.language else [])))


def _say_stayed(stayed: Sequence[Wording]) -> str:
    """ "2 lines stayed English: it is far shorter than the original"."""
    languages = {name_language(tell_language(one.original) or ENGLISH) for one in stayed}
    what = languages.pop() if len(languages) == 1 else "as written"
    reasons = list(dict.fromkeys(_give_reason(one) for one in stayed))
    told = "; ".join(reasons[:_REASONS]) + ("; and others" if len(reasons) > _REASONS else "")
    return f"{number(len(stayed), 'line')} stayed {what}: {told}"


def _give_reason(one: Wording) -> str:
    """The first reason, without words that only the LLM's line had: those are not repeated in a chat."""
    reason = one.reason.partition("; ")[0]
    if all(words in one.original for words in _QUOTED.findall(reason)):
        return reason
    return "it said what the original does not"
