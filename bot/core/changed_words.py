"""How what changed is told: AiBot's own words around the words and figures of the sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from bot.core.language import find_numbers
from bot.core.language.mentions import NumberKind
from bot.core.phrasing import is_plural, lower_first
from bot.core.saying import Counted, Phrase, capital, joined, listed, recalled, tr, trn
from bot.core.source_lines import say_who
from bot.core.types import Disagreement, Position


def tell_measure(name: str, now: str, earlier: str) -> Phrase:
    """Of a measure, or of what a source counts: "Passengers"."""
    return tr(
        "{measure}: now {now}, earlier {earlier}.",
        measure=capital(recalled(name)),
        now=as_counted(lower_first(now)),
        earlier=as_counted(lower_first(earlier)),
    )


def tell_figure(now: str, earlier: str) -> Phrase:
    return tr(
        "Now {now}, earlier {earlier}.",
        now=as_counted(lower_first(now)),
        earlier=as_counted(lower_first(earlier)),
    )


def tell_sentence(now: str, earlier: str, sentence: str) -> Phrase:
    """Both figures in front of the sentence that has the new one."""
    return tr(
        "Now {now}, earlier {earlier}: {sentence}",
        now=as_counted(lower_first(now)),
        earlier=as_counted(lower_first(earlier)),
        sentence=sentence,
    )


def tell_differing(one: Disagreement) -> Phrase:
    values = joined(map(_tell_position, one.positions), by="; ")
    return tr("Sources now differ on {measure}: {values}.", measure=recalled(one.measure), values=values)


def _tell_position(position: Position) -> Phrase:
    value, speaker = as_counted(position.value), say_who(position.said_by)
    if is_plural(position.said_by):
        return tr("{value}, say {speaker}", value=value, speaker=speaker)
    return tr("{value}, says {speaker}", value=value, speaker=speaker)


def tell_confirmed(outlets: int, names: Sequence[str]) -> Phrase:
    """`names`: the outlets that are new among them."""
    if not names:
        return trn(
            "Now reported by {number} independent outlets.",
            "Now reported by {number} independent outlets.",
            outlets,
        )
    return trn(
        "Now reported by {number} independent outlets; new among them: {names}.",
        "Now reported by {number} independent outlets; new among them: {names}.",
        outlets,
        names=joined(names, by=", "),
    )


def tell_withdrawn_article(outlet: str, title: str) -> Phrase:
    return tr(
        "{outlet} withdrew its article “{title}”; it is no longer a source here.", outlet=outlet, title=title
    )


def tell_changed_article(outlet: str, now: str, earlier: str) -> Phrase:
    """Both sentences."""
    return tr(
        "{outlet} changed its article: “{now}” Earlier: “{earlier}”", outlet=outlet, now=now, earlier=earlier
    )


def tell_corrected_article(outlet: str, now: str, earlier: str, sentence: str) -> Phrase:
    """Both figures, and the sentence that has the new one."""
    return tr(
        "{outlet} corrected its article: now {now}, earlier {earlier}. “{words}”",
        outlet=outlet,
        now=as_counted(lower_first(now)),
        earlier=as_counted(lower_first(earlier)),
        words=sentence,
    )


def tell_parted(title: str, story_id: int) -> Phrase:
    return tr("This story was parted: “{title}” is now story {number}.", title=title, number=str(story_id))


def tell_withdrawal(outlets: Sequence[str]) -> Phrase:
    """What takes the place of a piece when every source took its article back."""
    if len(outlets) == 1:
        return tr("{outlet} has withdrawn what they reported on this.", outlet=outlets[0])
    return tr("{outlets} have withdrawn what they reported on this.", outlets=listed(outlets))


def tell_withdrawn_title(title: str) -> Phrase:
    return tr("Withdrawn: {title}", title=title)


_PLAIN = re.compile(r"[^\W\d_]+|\d+(?:,\d{3})*")
_HEDGED: Mapping[str, Callable[[object], Phrase]] = {
    "at least": lambda number: tr("at least {number}", number=number),
    "more than": lambda number: tr("more than {number}", number=number),
    "about": lambda number: tr("about {number}", number=number),
    "nearly": lambda number: tr("nearly {number}", number=number),
    "up to": lambda number: tr("up to {number}", number=number),
}


def as_counted(value: str) -> object:
    """A plain count ("Nine", "2,000") is told in the digits of the language spoken, and the commonest hedges in
    its words; what has a unit, and what is no figure, stays the source's."""
    words = lower_first(value)
    number = next(iter(find_numbers(words)), None)
    if number is None or number.text != words or number.unit or number.kind is not NumberKind.QUANTITY:
        return value
    hedge = next((one for one in _HEDGED if words.startswith(f"{one} ")), "")
    bare = words.removeprefix(hedge).lstrip()
    plain = number.value.is_integer() and _PLAIN.fullmatch(bare) and (hedge or not number.hedge)
    count = Counted(bare, int(number.value)) if plain else bare
    return _HEDGED[hedge](count) if hedge else count


# ---------------------------------------------------------------- the sentence in it


def sentence_of(text: str) -> str:
    """What a source tells in it, without what AiBot sets in front; "" where all of it is AiBot's own."""
    return str(text.value("sentence") or "") if isinstance(text, Phrase) else text


def with_sentence(text: str, sentence: str) -> str:
    """The same with a shorter sentence in its place."""
    return text.with_value("sentence", sentence) if isinstance(text, Phrase) else sentence
