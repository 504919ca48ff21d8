"""The kinds of fault, what makes each, and how many of each a sentence is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from benchmarks.mutating.days import change_date
from benchmarks.mutating.doubt import change_denial, change_hedge
from benchmarks.mutating.figures import change_digits, change_magnitude, change_unit
from benchmarks.mutating.names import change_name, change_title
from benchmarks.mutating.roles import change_roles
from benchmarks.mutating.sayings import change_quote, change_speaker

MOST_PER_SENTENCE = 10
_MOST_PER_KIND = 2

_ALONE: dict[str, Callable[[str], Iterable[str]]] = {
    "digits": change_digits,
    "magnitudes": change_magnitude,
    "units": change_unit,
    "quotes": change_quote,
    "dates": change_date,
    "hedges": change_hedge,
    "titles": change_title,
    "negation": change_denial,
    "roles": change_roles,
}
_WITH_CAST: dict[str, Callable[[str, Sequence[str]], Iterable[str]]] = {
    "names": change_name,
    "speakers": change_speaker,
}
GOALS = {
    "digits": "≥ .99", "magnitudes": "≥ .99", "quotes": "≥ .99", "names": "≥ .97", "dates": "≥ .97",
    "units": "≥ .95", "hedges": "≥ .95", "titles": "≥ .95", "negation": "≥ .90", "speakers": "≥ .85",
    "roles": "≥ .85",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    kind: str
    text: str


def make_mutants(sentence: str, others: Sequence[str]) -> tuple[Mutant, ...]:
    """Up to ten, one fault each, no two alike: first one of every kind that the sentence allows, then seconds.

    `others` are the other sentences of its article, where names that could be mistaken for its own stand.
    """
    made = {kind: list(islice(_of_kind(kind, sentence, others), _MOST_PER_KIND)) for kind in GOALS}
    chosen: dict[str, Mutant] = {}
    for turn in range(_MOST_PER_KIND):
        for kind, texts in made.items():
            if turn < len(texts) and len(chosen) < MOST_PER_SENTENCE:
                chosen.setdefault(texts[turn], Mutant(kind, texts[turn]))
    return tuple(chosen.values())


def _of_kind(kind: str, sentence: str, others: Sequence[str]) -> Iterable[str]:
    made = _ALONE[kind](sentence) if kind in _ALONE else _WITH_CAST[kind](sentence, others)
    return (text for text in dict.fromkeys(made) if text != sentence)
