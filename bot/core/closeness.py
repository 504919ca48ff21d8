"""How near a passage that is not the answer comes to a question, and whether it is worth showing."""

from __future__ import annotations

import math

from bot.core.language import find_names, same_name
from bot.core.narrowed import is_of_its_time
from bot.core.question_words import Asks
from bot.core.questions import Question, read_terms
from bot.core.retrieval import Found

CLOSEST_NAMES = 0.5  # share of the question's names that stand in or near the passage
# Chosen on half of the weeks of realtimeqa-2026: 3.6 would be all of a question in one sentence of today.
CLOSE, CLOSE_NAMES, CLOSE_AGE = 1.3, 0.6, 0.15
CLOSE_SHORT, LONG = 1.8, 7  # where nobody is named in fewer words than that
_COUNTS = {Asks.HOW_MANY, Asks.HOW_MUCH}


def is_close(question: Question, found: Found) -> bool:
    """Whether it is worth showing. A question that names nobody in a few words has to be told almost whole, since
    one of its words stands in any story."""
    long = bool(question.names) or len(question.terms | question.light) >= LONG
    least = CLOSE if long else CLOSE_SHORT
    near = found.names >= CLOSEST_NAMES and _measure_closeness(question, found) >= least
    return near and is_of_its_time(question, found)


def shares_enough(question: Question, found: Found) -> bool:
    """Whether the sentence itself has two things of the question, not both of one name, or its only word beside
    names, or one word and the count that is asked for. Whom or what a story is about stands in nearly all of its
    sentences, whatever they tell of it, and of many sentences one has any word: "engine controls" are near no
    question of who built the engines."""
    names = [frozenset(read_terms(name.text)) for name in question.names]
    own = (question.terms | question.light | question.soft).difference(*names)
    if not names or not own:
        return True
    shared, least = len(own & found.terms), 1 if question.guessed else min(2, len(own))
    if shared and found.typed and question.asks in _COUNTS:
        return True
    if shared >= least:
        return True
    there = {name.key for name in find_names(found.passage.text)}
    named = sum(any(same_name(name.key, other) for other in there) for name in question.names)
    return (shared > 0 or named > 1) and shared + named >= least


def _measure_closeness(question: Question, found: Found) -> float:
    """How much of the question a passage and what stands around it tell, less its age: "this week" was not last
    year."""
    told = found.coverage + found.wide + found.about + CLOSE_NAMES * found.names
    return told - CLOSE_AGE * (1 + question.recent) * math.log1p(max(0.0, found.days_old))
