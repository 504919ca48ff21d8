"""Finds what somebody planted in an article for the machines that read it: it is no part of the news."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.core.language import content_stems
from bot.core.language.machine_talk import Talk, read_talk, speaks_of_machines
from bot.core.language.mentions import Sentence
from bot.core.planted_runs import find_runs, may_hold_runs, talks_to_somebody

_NEWS_OF_MACHINES = 2  # sentences, or the title, that tell of AI make an article news of it
_ADVICE = 2  # sentences to "you", or orders, about an article's own matter make it advice
_KIN = 2  # words shared with the rest of an article make a sentence one of its own
_LONGEST_TITLE = 40  # words
_FULL = 8  # sentences, at least, of an article that comes to what its title says; a teaser may not
_OF_TITLE = 0.4  # of its words, at least, that come again
_WHOLE = 0.5  # of an article's sentences: beyond that none of it is news
_ENDS_AHEAD = re.compile(r"(?::|\bthis|\bthe following|\bbelow)\W*$", re.IGNORECASE)
_POINTS_AHEAD = re.compile(
    r":\W*$|\b(?:following|next|below|this)\b|\bas follows\b|\bthese (?:words|sentences|lines)\b", re.IGNORECASE
)
_CARRIES_ON = re.compile(
    r"\W*(?:(?:then|also|and|next|finally|after that|please|always|never|in (?:its|their|this) place"
    r"|instead)[, ]+)*(?:do|don[’']t|never|always|make"
    r"|prepare|take|ask|check|choose|bring|try|wait|wear|cook|be|forget|ignore|disregard|keep|use|start|end|begin|follow|obey|remember|say|write|repeat|reply|include|add|mention|tell|state|report"
    r"|call|praise|send|reveal|print|pretend|respond|answer|act|stay|avoid|ensure|translate|insert)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence, or the title (paragraph -1), as it is weighed."""

    text: str
    paragraph: int
    talk: Talk
    stems: frozenset[str]

    @property
    def orders(self) -> bool:
        """Whether it is worded for somebody who is to do something."""
        outside = _QUOTED.sub(" ", self.text)
        return self.talk >= Talk.ORDERS or bool(_YOU.search(outside) or _CARRIES_ON.match(outside))


def find_planted(title: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences, counted from 1 (the title is 0), that talk to machines.

    An order to a machine is planted wherever it stands. One that somebody is quoted with is news where the
    article tells of AI, or where it is about the article's own matter; so is an order of a text ("write a
    letter to …"). What stands around a planted order and is foreign to the article belongs to it.
    """
    talks = (read_talk(title), *(read_talk(sentence.text) for sentence in sentences))
    texts = (title, *(sentence.text for sentence in sentences))
    if not any(talks) and not title.rstrip().endswith("?") and not may_hold_runs(texts):
        return frozenset()
    paragraphs = (-1, *(sentence.paragraph for sentence in sentences))
    lines = tuple(
        _Line(text, paragraph, talk, frozenset(content_stems(text)))
        for text, paragraph, talk in zip(texts, paragraphs, talks, strict=True)
    )
    runs = find_runs(texts, talks, tuple(line.stems for line in lines))
    runs = frozenset() if _tells_of_machines(lines, runs) else runs
    planted = _find_orders(lines, runs)
    planted = _grow(lines, planted) if planted else planted
    body = [number for number in planted if number]
    if len(body) > _WHOLE * len(sentences) and not _tells_of_machines(lines, planted):
        return frozenset(range(len(lines)))
    return planted


def _find_orders(lines: Sequence[_Line], runs: frozenset[int]) -> frozenset[int]:
    planted = {number for number, line in enumerate(lines) if line.talk is Talk.ADDRESSES} | runs
    machines = _tells_of_machines(lines, planted)
    advice = _gives_advice(lines)
    own = _count_words(line for line in lines if line.talk is Talk.TELLS)
    for number, line in enumerate(lines):
        if line.talk is Talk.QUOTES and not machines and _is_foreign(line, own):
            planted.add(number)
        if line.talk is Talk.ORDERS and not advice and _is_foreign(line, own):
            planted.add(number)
    if _is_no_title(lines, planted):
        planted.add(0)
    return frozenset(planted)


def _is_no_title(lines: Sequence[_Line], planted: Collection[int]) -> bool:
    """Whether the title is longer than any, or asks or talks to somebody of what the article never comes to."""
    title, body = lines[0], [line for number, line in enumerate(lines) if number and number not in planted]
    if len(title.text.split()) > _LONGEST_TITLE:
        return True
    if len(body) < _FULL or not (title.text.rstrip().endswith("?") or talks_to_somebody(title.text)):
        return False
    return _count_shared(title, _count_words(body), itself=False) < max(1, _OF_TITLE * len(title.stems))


def _grow(lines: Sequence[_Line], planted: frozenset[int]) -> frozenset[int]:
    """With what belongs to the orders: between two of one paragraph; next to one, foreign to the article, and in
    its paragraph or of its words."""
    grown = set(planted)
    while True:
        own = _count_words(line for number, line in enumerate(lines) if number not in grown)
        run = _first_told(lines, grown)
        more = {
            number
            for number, line in enumerate(lines)
            if number and number not in grown and _belongs(lines, number, line, grown, own, run)
        }
        if not more:
            return frozenset(grown)
        grown |= more


def _first_told(lines: Sequence[_Line], grown: Collection[int]) -> set[str]:
    """Words that the article has from the orders: nothing before them has these."""
    first: dict[str, int] = {}
    for number, line in enumerate(lines):
        for stem in line.stems:
            first.setdefault(stem, number)
    return {stem for stem, number in first.items() if number in grown}


def _belongs(
    lines: Sequence[_Line], number: int, line: _Line, grown: set[int], own: dict[str, int], run: set[str]
) -> bool:
    before = number - 1 in grown and number > 1
    after = number + 1 in grown
    if not (before or after):
        return False
    near = {lines[one].paragraph for one in (number - 1, number + 1) if one in grown}
    if before and after and near == {line.paragraph}:
        return True
    previous = lines[number - 1]
    near_before = before and previous.paragraph == line.paragraph
    if near_before and _ENDS_AHEAD.search(previous.text):
        return True
    if near_before and previous.talk is Talk.ADDRESSES and _POINTS_AHEAD.search(previous.text):
        return True
    if not _is_foreign(line, own, itself=True):
        return False
    kin = not run.isdisjoint(line.stems)
    if not before:
        return line.orders or (kin and not _count_shared(line, own, itself=True))
    return line.orders or kin


def _is_foreign(line: _Line, own: dict[str, int], *, itself: bool = False) -> bool:
    """Whether it shares too few words with the article's own sentences. `itself`: it is counted among them."""
    return _count_shared(line, own, itself=itself) < max(1, min(_KIN, len(line.stems)))


def _count_shared(line: _Line, own: dict[str, int], *, itself: bool) -> int:
    return sum(own.get(stem, 0) > itself for stem in line.stems)


def _gives_advice(lines: Sequence[_Line]) -> bool:
    """Whether it tells its readers what to do, about its own matter."""
    own = _count_words(line for line in lines if not line.orders)
    telling = [line for line in lines if line.talk < Talk.QUOTES and line.orders]
    if all(lines[0].stems.isdisjoint(line.stems) for line in telling if line is not lines[0]):
        return False
    return sum(_count_shared(line, own, itself=False) > 0 for line in telling) >= _ADVICE


def _count_words(lines: Iterable[_Line]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in lines:
        for stem in line.stems:
            counts[stem] = counts.get(stem, 0) + 1
    return counts


def _tells_of_machines(lines: Sequence[_Line], planted: Iterable[int]) -> bool:
    left_out = frozenset(planted)
    telling = [n for n, line in enumerate(lines) if n not in left_out and speaks_of_machines(line.text)]
    return len(telling) >= _NEWS_OF_MACHINES or 0 in telling
