"""Words of a question that the sources never say, or never say of something that happened."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.core.language import stem, tokenize
from bot.core.language.doubt import denied_clauses
from bot.core.language.mentions import Token
from bot.core.language.senses import sense
from bot.core.presumed import list_told
from bot.core.question_words import read_term
from bot.core.retrieval import Found
from bot.core.synonyms import meaning

ABOUT_IT = 2  # other words of the question that make a passage speak of the same thing
FAMILY = 5  # letters with which words of one family begin: "decide" and "decision"
# Outcomes of which news tells one or the other: each side of "/" is against the other.
_OUTCOMES = """
accept accepted approve approved agree agreed back backed support supported pass passed adopt adopted allow /
 reject rejected refuse refused oppose opposed block blocked veto vetoed throw thrown turn ban banned forbid;
open opened reopen reopened / close closed closure shut;
raise raised rise rose risen increase increased lift lifted climb climbed grow grew gain gained jump /
 cut lower lowered fall fell fallen drop dropped decrease decreased reduce reduced shrink shrank lost slump;
win won beat beaten victory / lose lost defeat;
alive survive survived rescued / die died dead killed kill drown drowned death;
guilty convict convicted jail jailed sentenced / acquit acquitted innocent free freed;
cancel cancelled scrap scrapped axe axed abandon abandoned / move moved postpone postponed planned;
confirm confirmed admit admitted confess confessed plead pleaded / deny denied denies reject;
buy bought / sell sold;
hire hired appoint appointed / fire fired sack sacked dismiss dismissed resign resigned;
save saved / score scored;
start started begin began begun continue continued / stop stopped end ended quit;
find found / missing lost;
delay delayed / early
"""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_ASKED = re.compile(r"[^.!?]*\?|\b(?:ask\w*|wonder\w*) (?:if|whether)\b[^.,;”\"]*", re.IGNORECASE)


@dataclass(slots=True)
class Vocabulary:
    """What the sources say. `said` anywhere, `told` as something that is so: neither asked nor denied."""

    said: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    denied: dict[str, Found] = field(default_factory=dict)


def read_vocabulary(passages: Sequence[Found]) -> Vocabulary:
    words = Vocabulary()
    for article in {found.article.id: found.article for found in passages}.values():
        words.said |= _keys_of(article.outlet.name)
    words.told |= words.said
    for found in passages:
        text = found.passage.text
        words.said |= _keys_of(text)
        plain = _ASKED.sub(" ", text)
        for clause in denied_clauses(plain):
            for key in _keys_of(clause):
                words.denied.setdefault(key, found)
            plain = plain.replace(clause, " ")
        words.told |= _keys_of(plain)
    return words


def find_unheard(question: str, words: Vocabulary) -> tuple[Token, ...]:
    """The words of the question that stand in no source in any form."""
    return tuple(token for token in list_told(question) if not keys(token) & words.said)


def find_only_asked(question: str, words: Vocabulary) -> Token | None:
    """A word of the question that stands in questions only: nobody says that it is so."""
    told = (token for token in list_told(question) if token.text[0].islower())
    return next((token for token in told if keys(token) & words.said and not keys(token) & words.told), None)


def find_denied(question: str, words: Vocabulary) -> Found | None:
    """Where the sources say only that it is not so."""
    told = list_told(question)
    for token in told:
        known = keys(token)
        if not token.text[0].islower() or not known & words.said or known & words.told:
            continue
        others = [keys(other) for other in told if other is not token]
        for found in (words.denied[key] for key in known if key in words.denied):
            if not others or _count(others, _keys_of(found.passage.text)):
                return found
    return None


def find_opposed(question: str, ranked: Sequence[Found]) -> Found | None:
    """The first of the passages about the same thing that tells the opposite outcome, where none of them tells
    what the question takes for granted."""
    told = list_told(question)
    for token in told:
        against = _AGAINST.get(token.stem) if token.lower != "founded" else None  # not what was found
        others = [keys(other) for other in told if other is not token]
        if not against or not token.text[0].islower() or not others:
            continue
        least = min(ABOUT_IT, len(others))
        about = [found for found in ranked if _count(others, _keys_of(found.passage.text)) >= least]
        if any(keys(token) & _keys_of(found.passage.text) for found in about):
            continue
        for found in about:
            if any(one.stem in against for one in tokenize(_QUOTED.sub(" ", found.passage.text))):
                return found
    return None


def keys(token: Token) -> frozenset[str]:
    """The names under which a word is known: its class, its senses, its family."""
    family = (f"{token.stem[:FAMILY]}…",) if len(token.stem) >= FAMILY else ()
    return frozenset((read_term(token.stem), meaning(token.stem), sense(token.stem), *family))


def _keys_of(text: str) -> set[str]:
    return {key for token in tokenize(text) if token.content for key in keys(token)}


def _count(wanted: Sequence[frozenset[str]], there: set[str]) -> int:
    return sum(bool(one & there) for one in wanted)


def _read_outcomes() -> dict[str, frozenset[str]]:
    against: dict[str, frozenset[str]] = {}
    for line in " ".join(_OUTCOMES.split("\n")).split(";"):
        sides = [frozenset(map(stem, side.split())) for side in line.split("/")]
        for ours, theirs in (sides, sides[::-1]):
            for one in ours:
                against[one] = against.get(one, frozenset()) | (theirs - ours)
    return against


_AGAINST = _read_outcomes()
