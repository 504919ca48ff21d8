"""How a sentence that was not published is told of: quoted with the reason, or only counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.core.language import content_stems, find_names
from bot.core.language.machine_talk import Talk, read_talk
from bot.core.protocol import is_plain
from bot.core.saying import Phrase, joined, listed, recalled, tr, trn
from bot.core.types import Dropped, Mended, Passage, Source, Warned

_MORE = re.compile(r": |(?<=\.) ")  # behind a note's first sentence, or what opens its reasons
_T = TypeVar("_T", Dropped, Mended, Warned)
_PASSAGE = re.compile(r"\bpassage (?P<article>\d+)\.(?P<place>\d+)\b", re.ASCII)
LONGEST = 220  # characters of a sentence that is quoted
_MUCH_ALIKE = 0.5  # of a sentence's words stand in one passage


def is_repeatable(text: str, passages: Sequence[Passage]) -> bool:
    """Whether an LLM's sentence that was not published can be shown: where it is much like one of the sources and
    names nobody else. What an LLM made up, or was made to write, is not spread by saying that it was left out."""
    if read_talk(text) >= Talk.QUOTES:
        return False
    sources = " ".join(passage.text for passage in passages)
    named = all(name.text in sources for name in find_names(text))
    alike = max((_share_words(text, passage.text) for passage in passages), default=0.0)
    return named and alike >= _MUCH_ALIKE and is_plain(text)


def _share_words(text: str, passage: str) -> float:
    """Of its words, as they are: one that only means the same may stand in an order too."""
    words = frozenset(content_stems(text))
    return len(words.intersection(content_stems(passage))) / max(1, len(words))


def number_passages(one: _T, sources: Sequence[Source]) -> _T:
    """Its reason with the numbers that readers know: "passage 4127.2" is "passage 2 [1]", the second of the first
    source; of a source's title its number alone is told."""
    numbers = {str(source.article_id): source.number for source in sources}

    def tell(match: re.Match[str]) -> str:
        number = numbers.get(match["article"])
        place = "" if match["place"] == "0" else f"{match['place']} "
        return match[0] if number is None else f"passage {place}[{number}]"

    return replace(one, reason=_PASSAGE.sub(tell, one.reason))


def say_all_dropped(dropped: Sequence[Dropped], is_shown: Callable[[str], bool]) -> tuple[str, ...]:
    """A line for each that can be shown or has another in its place, and one that counts the others."""
    told = [_say_dropped(one, is_shown(one.text)) for one in dropped]
    hidden = told.count("")
    lines = [line for line in told if line]
    return (*lines, _say_hidden(hidden)) if hidden else tuple(lines)


def _say_dropped(one: Dropped, repeatable: bool) -> str:
    """ "" where there is nothing to be shown of it."""
    instead = tr("In its place: “{words}”", words=shorten(one.replaced_by)) if one.replaced_by else ""
    if not repeatable:
        return joined((_say_hidden(1), instead)) if instead else ""
    reason = tr("“{words}” — {reason}", words=shorten(one.text), reason=recalled(one.reason))
    return joined((joined((reason, "."), by=""), instead)) if instead else reason


def _say_hidden(count: int) -> Phrase:
    if count == 1:
        return tr("A sentence that did not pass; it is not repeated here.")
    return trn(
        "{number} sentences that did not pass; they are not repeated here.",
        "{number} sentences that did not pass; they are not repeated here.",
        count,
    )


def say_mended(one: Mended, repeatable: bool) -> Phrase:
    after = shorten(one.text_after)
    if not repeatable:
        return tr("Now “{after}”; the first wording said what no source says.", after=after)
    return tr(
        "“{before}” became “{after}” — {reason}",
        before=shorten(one.text_before),
        after=after,
        reason=recalled(one.reason),
    )


def count_changes(published: int, mended: Sequence[Mended], dropped: Sequence[Dropped]) -> str:
    """What became of the sentences that an LLM wrote, `published` of which were; "" where nothing did."""
    replaced = sum(one.replaced_by is not None for one in dropped)
    left_out = len(dropped) - replaced
    changes = (
        (len(mended), trn("{number} was mended", "{number} were mended", len(mended))),
        (
            replaced,
            trn(
                "{number} gave way to a source's own words", "{number} gave way to a source's own words", replaced
            ),
        ),
        (left_out, trn("{number} was left out", "{number} were left out", left_out)),
    )
    told = [what for count, what in changes if count]
    if not told:
        return ""
    return trn(
        "Of its {number} sentence {changes}, for the reasons below.",
        "Of its {number} sentences {changes}, for the reasons below.",
        published + len(dropped) - replaced,
        changes=listed(told),
    )


def say_cost(prompts: Sequence[str], tokens: int) -> str:
    """ "2 calls, 1,840 tokens; prompts: writing 2, repair 1"; "" where no LLM was asked."""
    if not prompts:
        return ""
    return trn(
        "{number} call, {tokens} tokens; prompt: {prompts}",
        "{number} calls, {tokens} tokens; prompts: {prompts}",
        len(prompts),
        tokens=tokens,
        prompts=", ".join(prompts),
    )


def say_in_short(note: str) -> str:
    """Its first sentence: what the sentences that failed said is not repeated in a chat."""
    return recalled(f"{_MORE.split(note)[0].rstrip('.')}.")


def shorten(text: str, longest: int = LONGEST) -> str:
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]} …"
