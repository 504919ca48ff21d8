"""How a sentence that was not published is told of: quoted with the reason, or only counted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.alignment import coverage
from bot.core.framing import join_words
from bot.core.language import find_names
from bot.core.language.machine_talk import Talk, read_talk
from bot.core.protocol import is_plain
from bot.core.types import Dropped, Mended, Passage

LONGEST = 220  # characters of a sentence that is quoted
_MUCH_ALIKE = 0.5  # of a sentence's words stand in one passage


def is_repeatable(text: str, passages: Sequence[Passage]) -> bool:
    """Whether an LLM's sentence that was not published can be shown: where it is much like one of the sources and
    names nobody else. What an LLM made up, or was made to write, is not spread by saying that it was left out."""
    if read_talk(text) >= Talk.QUOTES:
        return False
    sources = " ".join(passage.text for passage in passages)
    named = all(name.text in sources for name in find_names(text))
    alike = max((coverage(text, passage.text) for passage in passages), default=0.0)
    return named and alike >= _MUCH_ALIKE and is_plain(text)


def say_all_dropped(dropped: Sequence[Dropped], is_shown: Callable[[str], bool]) -> tuple[str, ...]:
    """A line for each that can be shown or has another in its place, and one that counts the others."""
    told = [_say_dropped(one, is_shown(one.text)) for one in dropped]
    hidden = told.count("")
    lines = [line for line in told if line]
    return (*lines, f"{_say_hidden(hidden)}.") if hidden else tuple(lines)


def _say_dropped(one: Dropped, repeatable: bool) -> str:
    """ "" where there is nothing to be shown of it."""
    instead = f" In its place: “{shorten(one.replaced_by)}”" if one.replaced_by else ""
    if not repeatable:
        return f"{_say_hidden(1)}.{instead}" if instead else ""
    return f"“{shorten(one.text)}” — {one.reason}{'.' if instead else ''}{instead}"


def _say_hidden(count: int) -> str:
    if count == 1:
        return "A sentence that did not pass; it is not repeated here"
    return f"{count} sentences that did not pass; they are not repeated here"


def say_mended(one: Mended, repeatable: bool) -> str:
    if not repeatable:
        return f"Now “{shorten(one.text_after)}”; the first wording said what no source says."
    return f"“{shorten(one.text_before)}” became “{shorten(one.text_after)}” — {one.reason}"


def count_changes(published: int, mended: Sequence[Mended], dropped: Sequence[Dropped]) -> str:
    """What became of the sentences that an LLM wrote, `published` of which were; "" where nothing did."""
    replaced = sum(one.replaced_by is not None for one in dropped)
    left_out = len(dropped) - replaced
    changes = (
        (len(mended), f"{_was(len(mended))} mended"),
        (replaced, "gave way to a source's own words"),
        (left_out, f"{_was(left_out)} left out"),
    )
    told = [f"{count} {what}" for count, what in changes if count]
    written = published + len(dropped) - replaced
    return f"Of its {number(written, 'sentence')} {join_words(told)}, for the reasons below." if told else ""


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def say_cost(prompts: Sequence[str], tokens: int) -> str:
    """ "2 calls, 1,840 tokens; prompts: writing 2, repair 1"; "" where no LLM was asked."""
    named = "prompt" if len(prompts) == 1 else "prompts"
    cost = f"{number(len(prompts), 'call')}, {tokens:,} tokens"
    return f"{cost}; {named}: {', '.join(prompts)}" if prompts else ""


def say_in_short(note: str) -> str:
    """Without what the sentences that failed said: that is not repeated in a chat."""
    return f"{note.partition(': ')[0].rstrip('.')}."


def shorten(text: str, longest: int = LONGEST) -> str:
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]} …"


def number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
