"""Which of many recent stories a question is about: words weighed by how few stories have them."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language import content_stems
from bot.core.question_words import GENERAL, read_term
from bot.core.questions import read_question
from bot.core.types import Summary

LEAST_SHARE = 0.5  # of the question's words, weighed, that make a story one it may be about
NEAR = 0.85  # of the best share: another story this good may be meant as well
FAR_BETTER = 0.3  # by so much another story must fit better than the one that was just shown
ON_TOP = 0.25  # what a word in headline or lede counts more than one further down
RIVALS = 3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fit:
    """`share`: of the question's words, weighed by rarity, that the story tells; those on top count more."""

    story_id: int
    share: float
    worth: float


def has_words(question: str) -> bool:
    """Whether the question has words of its own to look for: "Why?" and "And then?" have none."""
    return bool(read_question(question).terms)


def tells_half(question: str, summary: Summary) -> bool:
    """Whether the story tells at least half of the question's words."""
    asked = read_question(question).terms
    return len(asked & _words_of(summary)[0]) * 2 >= len(asked)


def rank_stories(question: str, summaries: Sequence[Summary]) -> tuple[Fit, ...]:
    """The stories that share a word with the question, and a name where it has any, best first; of equals the
    newer, as the list has them."""
    read = read_question(question)
    asked = frozenset(read.terms)
    named = frozenset[str]().union(*(_terms(name.text) for name in read.names))
    if not asked:
        return ()
    told = [_words_of(summary) for summary in summaries]
    holders = Counter(term for words, _ in told for term in asked & words)
    total = len(summaries)
    rarity = {term: math.log(1 + (total - holders[term] + 0.5) / (holders[term] + 0.5)) for term in asked}
    whole = sum(rarity.values())
    fits = []
    for summary, (words, top) in zip(summaries, told, strict=True):
        share = sum(rarity[term] for term in asked & words) / whole
        if share and (not named or named & words):
            worth = share + ON_TOP * sum(rarity[term] for term in asked & top) / whole
            fits.append(Fit(summary.story_id, share, worth))
    return tuple(sorted(fits, key=lambda fit: -fit.worth))


def choose_stories(ranked: Sequence[Fit]) -> tuple[int, ...]:
    """The story that is meant; several where they fit about as well; none where nothing fits."""
    good = [fit for fit in ranked if fit.share >= LEAST_SHARE]
    return tuple(fit.story_id for fit in good if fit.worth >= NEAR * good[0].worth)[:RIVALS] if good else ()


def find_beginnings(typed: str, summaries: Sequence[Summary]) -> tuple[Summary, ...]:
    """The stories of which the headline or the short form holds every word typed, or a word that begins so."""
    wanted = _WORD.findall(typed.casefold())
    if not wanted:
        return ()
    return tuple(
        summary
        for summary in summaries
        if all(any(word.startswith(one) for word in _words_on_top(summary)) for one in wanted)
    )


def _words_on_top(summary: Summary) -> frozenset[str]:
    texts = (summary.headline.text, *(claim.text for claim in summary.brief))
    return frozenset(_WORD.findall(" ".join(texts).casefold()))


def fits_better(question: str, shown: int, ranked: Sequence[Fit]) -> bool:
    """Whether the question is plainly about another story than the one shown last: it has words of its own, and
    the best story tells far more of them."""
    if not ranked or len(read_question(question).terms) < 2:
        return False
    ours = next((fit.share for fit in ranked if fit.story_id == shown), 0.0)
    return ranked[0].story_id != shown and ranked[0].share >= max(LEAST_SHARE, ours + FAR_BETTER)


def _words_of(summary: Summary) -> tuple[frozenset[str], frozenset[str]]:
    """All that the piece and the passages it cites tell, and what stands on top of it."""
    top = _terms(f"{summary.headline.text}\n{summary.lede.text}")
    rest = [claim.text for claim in summary.claims] + [passage.text for passage in summary.passages]
    rest += [source.outlet for source in summary.sources]  # "What does Radio Sund say?"
    return top.union(*(_terms(text) for text in rest)), top


@lru_cache(maxsize=65_536)
def _terms(text: str) -> frozenset[str]:
    return frozenset(read_term(one) for one in content_stems(text) if one not in GENERAL)
