"""What a question narrows: to these days, to what is to come, to the only or first, to what is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.core.language import split_sentences
from bot.core.language.doubt import denied_clauses
from bot.core.questions import Question, read_terms
from bot.core.retrieval import Found

# Days before the time of asking, with what an outlet takes to tell it.
THESE_DAYS = 45  # "this week", "recently": a month and a half
STILL_TO_COME = 180  # what is expected or rumoured now is not what was half a year ago

_THESE_DAYS = re.compile(
    r"\b(?:this (?:week(?:end)?|month)|today|tonight|yesterday|last (?:night|week)|recent(?:ly)?|latest)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:is|are) (?:\w+ )?(?:expected|set|due|scheduled|rumou?red|likely|poised|about|planning) (?:to|for)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:who|which|what)\b[^?]*\b(?:not|\w+n[’']t)\b", re.IGNORECASE)
# Each line: what of several only one is, in words of which one will do; behind "/" words that only tell it.
_SINGLE = """
only sole solely lone alone unique
first maiden inaugural earliest / debut debuts debuted opening initial 1st
last final / finally
latest newest / newly new recent recently
largest biggest greatest / record
highest tallest / top record
longest
oldest eldest
youngest
fastest quickest
worst deadliest
"""
_SINGLES = tuple(
    (frozenset(line.split("/")[0].split()), frozenset(line.split())) for line in _SINGLE.strip().splitlines()
)
_WORD = re.compile(r"[a-z]+")


def is_of_its_time(question: Question, found: Found) -> bool:
    """Whether the passage is young enough for what is asked; True where the time of asking is not known."""
    if question.asked_at is None:
        return True
    asking = _read_asking(question.text)
    days = (question.asked_at - found.article.published_at).days
    if _THESE_DAYS.search(asking):
        return days <= THESE_DAYS
    return days <= STILL_TO_COME or not _TO_COME.search(asking)


def tell_the_one(question: Question, passages: Sequence[Found]) -> bool:
    """Whether one of the passages says the "only" or "first" that is asked for, and where it is asked who or what
    is not, whether one denies anything."""
    asking = _read_asking(question.text)
    if _NOT.search(asking) and not any(_denies(question, found) for found in passages):
        return False
    asked = set(_WORD.findall(asking.lower()))
    told = [{*_WORD.findall(found.passage.text.lower())} for found in passages]
    return all(any(said & words for words in told) for single, said in _SINGLES if single & asked)


def _denies(question: Question, found: Found) -> bool:
    """Whether it denies what the question tells."""
    denied = {term for clause in denied_clauses(found.passage.text) for term in read_terms(clause)}
    return bool(denied & question.terms)


def _read_asking(text: str) -> str:
    """The sentence that asks: "The envoys met this week. Who founded the league?" is of no week."""
    asking = [sentence.text for sentence in split_sentences(text) if sentence.text.endswith("?")]
    return asking[-1] if asking else text
