"""What people are called beside their names: a trade or an office that a claim gives to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.core.faults import Evidence, Fault
from bot.core.language import find_names, same_name
from bot.core.language.mentions import Name
from bot.core.language.spelling import american
from bot.core.language.titles import is_honorific, is_role
from bot.core.saying import tr
from bot.core.types import Support

_TRADES = frozenset(
    """referee umpire pianist violinist cellist composer conductor artist painter sculptor poet novelist writer
    journalist reporter correspondent photographer architect biologist ecologist chemist physicist botanist
    zoologist historian philosopher astronomer oceanographer archaeologist sociologist psychologist
    climatologist mathematician farmer fisherman teacher headteacher student pupil caretaker baker barber
    builder butcher carpenter driver cyclist runner swimmer skier boxer golfer jockey winger trainer tutor
    librarian curator critic comedian dancer designer entrepreneur banker broker trader lobbyist translator
    witness survivor victim suspect substitute rival opponent champion veteran lawyer agent neighbour
    neighbor resident passenger bookkeeper shopkeeper cashier clerk trainee apprentice undertaker gardener
    florist plumber electrician mechanic sailor deckhand shepherd hunter ranger soldier gunman attacker
    officer widow brother sister son daughter father mother husband wife uncle aunt cousin friend colleague
    counterpart successor predecessor""".split()
)
_AHEAD = re.compile(  # "the mayor of Ellory, Ana Vidal,"
    r"(?:\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]nother)|['’]s)\s+(?:[\w’'-]+\s+){0,4}?(?P<word>[a-z][\w-]+)"
    r"(?:\s+(?:of|for|at)\s+[\w’' -]{2,40})?,\s+$"
)
_ENDS = re.compile(r"\s*(?:[,.;:)”\"]|$)")
_ADJACENT = re.compile(r"(?:^|[\s“\"(])(?P<word>[A-Za-z][\w-]+)\s+$")
_BEHIND = re.compile(
    r",\s+(?!(?:and|but|while|when|as|after|before)\b)(?:who is\s+)?"
    r"(?:(?:the|an?|its|their|his|her|another)\s+|[\w’'. -]{2,40}['’]s\s+)?"
    r"(?:[\w’'-]+\s+){0,4}?"
    r"(?P<word>[a-z][\w-]+)\s*(?:[,.;:)”\"]|$|\b(?:of|for|at|in|who|from|with|and)\b)"
)
_ALSO = re.compile(r"\s+and (?P<words>[^,.;:”\"]{3,60})")  # "an ecologist and the study's lead author"
_TITLE = re.compile(r"(?:[A-Z][\w.-]*\s+)+$")
_BECAME = r"\b(?:is|was|be|been|became|becomes?|named|elected|appointed|made|chosen|as|serv\w+|works?|worked)\b"
_FARTHEST = 120  # characters that an apposition takes


@dataclass(frozen=True, slots=True)
class Trade:
    """Who is called what: the name's key, its text, and the last word of the trade or office."""

    key: str
    name: str
    word: str


def find_trade_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Trades of the claim's people that its passages give to others, or to them in place of another."""
    ours = find_trades(claim)
    if not ours:
        return
    given = [(passage, trade) for passage in evidence.passages for trade in find_trades(passage.text)]
    for trade in ours:
        theirs = [
            (passage, one)
            for passage, one in given
            if same_name(one.key, trade.key) and is_honorific(one.word) is is_honorific(trade.word)
        ]
        others = [
            (passage, one) for passage, one in given if one.word == trade.word and (passage, one) not in theirs
        ]
        if any(one.word == trade.word for _, one in theirs) or not (theirs or others):
            continue
        if any(_is_called(passage.text, trade) for passage in evidence.passages):
            continue
        passage, one = (others or theirs)[0]
        words = tr(
            "{name} is {word} in the text, {other} is {other_word} in passage {id}",
            name=trade.name,
            word=trade.word,
            other=one.name,
            other_word=one.word,
            id=passage.id,
        )
        yield Fault("title", Support.CONTRADICTED if others else Support.UNSUPPORTED, words)
        return


def _is_called(text: str, trade: Trade) -> bool:
    """Whether the text says it in a sentence: "Ana Vidal, a lawyer, was elected mayor"."""
    if not any(same_name(name.key, trade.key) for name in find_names(text, frozenset({trade.key}))):
        return False
    return re.search(rf"{_BECAME}[^,.;]*\b{re.escape(trade.word)}\b", american(text.lower())) is not None


@lru_cache(maxsize=8_192)
def find_trades(text: str) -> tuple[Trade, ...]:
    """In the order of the names, those before a name first."""
    found: list[Trade] = []
    for name in find_names(text):
        for word in _words_beside(text, name):
            singular = american(word.lower())
            if singular in _PERSONS or is_role(singular):
                found.append(Trade(name.key, name.text, _neutral(singular)))
    return tuple(dict.fromkeys(found))


_PERSONS = frozenset(map(american, _TRADES))


def is_trade(word: str) -> bool:
    """Whether people are called so, in the singular and without a capital."""
    return american(word) in _PERSONS


def _words_beside(text: str, name: Name) -> Iterator[str]:
    before = text[max(0, name.start - _FARTHEST) : name.start]
    if name.title:
        yield name.title.split()[-1]
    elif (adjacent := _ADJACENT.search(before)) is not None:
        yield adjacent["word"]
    ahead = _AHEAD.search(_TITLE.sub("", before) if name.title else before)
    if ahead is not None and _ENDS.match(text, name.end):
        yield ahead["word"]
    if (behind := _BEHIND.match(text, name.end)) is not None:
        yield behind["word"]
        rest = _ALSO.match(text, behind.end("word"))
        yield from rest["words"].split() if rest else ()


def _neutral(word: str) -> str:
    """One word for both sexes' forms."""
    for ending in ("woman", "man"):
        if word.endswith(ending) and word != ending and word[: -len(ending)] in {"spokes", "chair", "council"}:
            return f"{word[: -len(ending)]}person"
    return {"chair": "chairperson", "actress": "actor", "councilor": "councilperson", "ceo": "officer"}.get(
        word, word
    )
