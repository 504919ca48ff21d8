"""Which side of an event a sentence tells of: what a reader expects to find together, and in which order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# What fits none of them tells what happened. Words that mean the same in any story, not of one kind of event.
_ASPECTS = {
    "victims": r"killed|died|dead|deaths?|bod(?:y|ies)|injur\w+|wounded|hurt|hospital\w*|patients?|missing"
    r"|unaccounted|rescued?|evacuat\w+|survivors?|victims?|bruises|doctors?|treated|vaccinat\w+",
    "damage": r"damag\w+|destroyed|flooded|collapsed|debris|dent|repairs?|homes|houses|roofs?|electricity|power",
    "disruption": r"cancelled|suspended|closed|shut|reopen\w*|delay\w*|diverted|stranded|sailings|trains?|buses"
    r"|roads?|traffic|replacement|resume\w*",
    "inquiry": r"investigat\w+|inquir\w+|inspect\w+|police|arrest\w*|charged?|court|judge|trial|prosecut\w+"
    r"|lawyers?|cause|evidence|recorder|regulator|watchdog|sentenced|verdict|convict\w+",
    "money": r"costs?|prices?|shares?|shareholders?|sales|revenue|profits?|crowns|dollars|euros|pounds"
    r"|compensation|insur\w+|fund|grants?|budget|per cent|percent|jobs|markets?",
    "politics": r"ministers?|ministry|government|parliament|congress|senate|senators?|mayor|council\w*"
    r"|opposition|party|president|governor|union|alliance",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b") for name, words in _ASPECTS.items()}
_AHEAD = re.compile(
    r"\b(?:will|is|are) (?:be |expected |due |planned |to )|\bwill\b|\bnext\b"
    r"|\b(?:plans?|intends?|expects?|hopes?) to\b",
    re.IGNORECASE,
)
VICTIMS = "victims"
LATER = frozenset({"money", "politics"})  # what it costs and what is said of it, after what happened to whom
BACKGROUND = "Background"
AHEAD = "What comes next"
REST = "Also reported"  # over what none of the others names, where it would else read as part of the one before
# What may stand over a block: it names its matter and states nothing that anybody could dispute. Where a side of
# the event has several labels, the first whose words most of the block has.
_LABELS = {
    "damage": (("Damage", r"damag\w+|destroyed|flooded|collapsed|dent|repairs?"),),
    "disruption": (("Disruption", r"\w+"),),
    "inquiry": (
        ("The inquiry", r"investigat\w+|inquir\w+|inspect\w+|cause|recorder"),
        ("In court", r"court|judge|trial|prosecut\w+|sentenced|lawyers?"),
        ("Police", r"police|arrest\w*"),
    ),
    "money": (("Money", r"\w+"),),
    "politics": (("Politics", r"\w+"),),
}
LABELS = frozenset({BACKGROUND, AHEAD, REST, *(label for labels in _LABELS.values() for label, _ in labels)})
_MOST = 2 / 3  # of a block's sentences that have to tell what the label names


@lru_cache(maxsize=8_192)
def read_aspect(text: str) -> str:
    """The aspect with most of its words in the sentence, the first of equals; "" where none has any."""
    lower = text.lower()
    counts = {name: len(pattern.findall(lower)) for name, pattern in _PATTERNS.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""


def tells_harm(text: str) -> bool:
    """Whether somebody was hurt, something broke or something stopped, as the news of an accident opens."""
    lower = text.lower()
    return any(_PATTERNS[side].search(lower) for side in (VICTIMS, "damage", "disruption"))


def looks_ahead(text: str) -> bool:
    """Whether it tells what is to come."""
    return _AHEAD.search(text) is not None


def find_label(texts: Sequence[str]) -> str | None:
    """The label of the side of the event that most of the sentences tell of; None where it has none."""
    if sum(map(looks_ahead, texts)) >= _MOST * len(texts):
        return AHEAD
    sides = [read_aspect(text) for text in texts]
    side = max(sides, key=sides.count, default="")
    if sides.count(side) < _MOST * len(sides):
        return None
    for label, words in _LABELS.get(side, ()):
        if sum(re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None for text in texts) * 2 > len(
            texts
        ):
            return label
    return None
