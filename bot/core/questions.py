"""What a question asks for: its kind, its words, its names and figures, with earlier turns resolved into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from bot.core.language import content_stems, find_dates, find_names, find_numbers, split_sentences, tokenize
from bot.core.language.mentions import Name, Number, NumberKind
from bot.core.question_words import GENERAL, REPORTING, Asks, find_kind, read_term
from bot.core.things import Thing, find_origin, find_thing
from bot.core.types import Article, Summary, Turn


@dataclass(frozen=True, slots=True)
class Question:
    """`terms` are what a passage must tell of, as word classes; `soft` came from an earlier turn.

    `identity` is true for "who is the harbour master": a name and an office are to be matched. `days` are those
    it names, first and last; `recent` is true where it asks of these days ("this week", "now"); `outlets` are
    the domains of those it names, `pairs` its terms as they follow one another. `dated` are the days as it words
    them. `guessed`: it has no word of its own, and `soft` is what the story was opened with. `thing` is what its
    noun asks for ("which country"); `light` are terms that an answer need not repeat, such as that noun.
    `asked_at` is the time of asking, None where it is not known.
    """

    text: str
    asks: Asks
    terms: frozenset[str]
    soft: frozenset[str] = frozenset()
    names: tuple[Name, ...] = ()
    numbers: tuple[Number, ...] = ()
    identity: bool = False
    days: tuple[tuple[date, date], ...] = ()
    recent: bool = False
    outlets: frozenset[str] = frozenset()
    pairs: frozenset[tuple[str, str]] = frozenset()
    dated: tuple[str, ...] = ()
    guessed: bool = False
    thing: Thing | None = None
    light: frozenset[str] = frozenset()
    asked_at: datetime | None = None


_IDENTITY = re.compile(
    r"\bwho(?:'s|’s| is| was| are| were) (?!(?:it|this|that|he|she|they|there)\b)"
    r"(?!.*\b\w+(?:ed|en)\b)(?P<who>[^?]+)|\bwhat(?:'s| is| was) the name of\b",
    re.IGNORECASE,
)

_RECENT = re.compile(
    r"\b(?:this (?:week|weekend|month|year|season|spring|summer|autumn|winter)|recent(?:ly)?|today|tonight"
    r"|yesterday|now|current(?:ly)?|latest|newly|just|soon|upcoming|last (?:night|week)"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(it|its|they|them|their|theirs|that|those|these|this|there|then|one|ones)\b(?! (?:day|week|year))",
    re.IGNORECASE,
)
_ELLIPSIS = re.compile(r"^\s*(?:and|but|so|what about|how about|or)\b(?P<rest>.*)$", re.IGNORECASE)
_ORDINALS = frozenset("first second third fourth fifth last next other".split())
_ASKED_ALONE = {Asks.WHO, Asks.WHEN, Asks.WHERE, Asks.HOW_MANY, Asks.WHY}
_ASKING_ONLY = 1  # a question with at most so many words of its own leans on the one before


def read_question(
    text: str, turns: Sequence[Turn] = (), outlets: Sequence[str] = (), asked_at: datetime | None = None
) -> Question:
    """The question on its own feet. `turns` are the latest exchange about the story, oldest first.

    "He", "it" or "And the driver?" take what they point to from the last turn; `outlets` are names that
    such a pronoun never means. Days are read only where `asked_at` is given.
    """
    question = _resolve(text, turns, outlets)
    if asked_at is None:
        return question
    dated = [found for found in find_dates(question.text, asked_at) if not found.relative]
    days = tuple((found.first, found.last) for found in dated if found.first and found.last)
    return replace(question, days=days, asked_at=asked_at, dated=tuple(found.text for found in dated))


def open_talk(question: str, summary: Summary | None, now: datetime | None) -> tuple[Turn, ...]:
    """What the story was opened with, for a first question with no word of its own: "Is it deep?", "Why?"."""
    if summary is None or now is None or (read := _read(question)).terms:
        return ()
    if not (_PERSON.search(question) or _POINTS_BACK.search(question) or read.asks in _ASKED_ALONE):
        return ()
    told = summary.headline.text
    return (Turn(channel_id=0, story_id=summary.story_id, question=told, answer=summary.lede.text, at=now),)


def _resolve(text: str, turns: Sequence[Turn], outlets: Sequence[str]) -> Question:
    question = _read(text)
    if not turns:
        return question
    last = turns[-1]
    if _PERSON.search(text) and (person := _last_person(turns, outlets)):
        return _read(_put_person(text, person))
    ellipsis = _ELLIPSIS.match(text)
    if ellipsis and question.asks in {Asks.WHAT, Asks.YES_NO}:
        before = _resolve(last.question, turns[:-1], outlets)
        rest = _read(ellipsis["rest"])
        asks = before.asks if not find_kind(ellipsis["rest"]) else rest.asks
        return replace(rest, text=text, asks=asks, soft=_carried(before, rest))
    points_back = bool(_POINTS_BACK.search(text))
    if len(question.terms) <= _ASKING_ONLY or points_back:
        before = _resolve(last.question, turns[:-1], outlets)
        if question.asks in {Asks.OPINION, Asks.DIFFERENCES, Asks.CHANGES, Asks.OVERVIEW}:
            return question
        # A word of its own, "ferry", goes on with the subject; that it means the same person nothing says.
        names = before.names if points_back or find_kind(text) or not question.terms else ()
        return replace(question, soft=_carried(before, question), names=question.names or names)
    return question


def _carried(before: Question, question: Question) -> frozenset[str]:
    """What a question leans on of the one before it, and of what that leaned on where it says little itself. Of
    the first, second and last of several, only the one asked about now."""
    own = before.terms - _ORDINALS
    soft = before.terms if len(own) > _ASKING_ONLY else before.terms | before.soft
    return soft - question.terms - (_ORDINALS if question.terms & _ORDINALS else frozenset())


def read_terms(text: str) -> tuple[str, ...]:
    """The classes of a text's content words, in order."""
    return tuple(map(read_term, content_stems(text)))


def name_outlets(question: Question, articles: Iterable[Article]) -> Question:
    """The question with the outlets that it names apart from its words: what they say is asked for, not they."""
    named = {
        outlet for outlet in {article.outlet for article in articles} if _is_named(outlet.name, question.text)
    }
    if not named:
        return question
    words = frozenset(term for outlet in named for term in read_terms(outlet.name)) | REPORTING
    words |= frozenset(term for found in question.dated for term in read_terms(found))
    return replace(
        question,
        asks=Asks.WHAT if question.asks is Asks.SAID else question.asks,
        terms=question.terms - words,
        soft=question.soft - words,
        names=tuple(name for name in question.names if not set(read_terms(name.text)) <= words),
        outlets=frozenset(outlet.domain for outlet in named),
    )


def _is_named(outlet: str, text: str) -> bool:
    """Whether the text names the outlet: a name of one word as it is written or where an outlet's name would
    stand, for "time" and "wired" are words, too."""
    name = re.split(r"\s[|–-]\s", outlet)[0]
    words = re.escape(name)
    if " " in name:
        return bool(re.search(rf"\b{words}\b", text, re.IGNORECASE))
    return bool(re.search(rf"\b{words}\b|(?i:\b(?:did|does|by|from|to|in|has|of) {words}\b)", text))


def _read(text: str) -> Question:
    asks = find_kind(text) or Asks.WHAT
    numbers = tuple(n for n in find_numbers(text) if n.kind is not NumberKind.ORDINAL)
    inside = [(number.start, number.end) for number in numbers]
    words = [
        read_term(token.stem)
        for token in tokenize(text)
        if token.content
        and token.stem not in GENERAL
        and not any(start <= token.start < end for start, end in inside)
    ]
    thing, noun = find_thing(text)
    origin = find_origin(text)
    told_first = _list_before(text)
    light = frozenset(read_terms(f"{noun} {origin} {told_first}")) & frozenset(words)
    light = light if light < frozenset(words) else frozenset()
    return Question(
        text=text,
        asks=asks,
        terms=frozenset(words) - light,
        names=tuple(name for name in find_names(_lower_opener(text)) if name.text != origin),
        numbers=numbers,
        identity=bool(_IDENTITY.search(text)) and asks in {Asks.WHO, Asks.WHAT},
        recent=bool(_RECENT.search(text)),
        pairs=frozenset(pairwise(words)),
        thing=thing,
        light=light,
    )


def _list_before(text: str) -> str:
    """The sentences that tell what a question is about before it is asked: "Apple celebrated. How old is it?"."""
    sentences = [found.text for found in split_sentences(text)]
    asking = [one for one in sentences if one.rstrip().endswith("?")]
    return " ".join(one for one in sentences if one not in asking) if asking else ""


def _lower_opener(text: str) -> str:
    """The question with its first word in lower case, unless that word may be a name itself."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    return text[:1].lower() + text[1:] if find_kind(first) or first.lower() in {"and", "so", "but"} else text


def _last_person(turns: Sequence[Turn], outlets: Sequence[str]) -> str | None:
    """The last name of the latest turn that gave one; a person's rather than a place's where titles tell."""
    ours = {outlet.lower() for outlet in outlets}
    for turn in reversed(turns):
        for text in (turn.question, turn.answer):
            names = [name for name in find_names(text) if name.text.lower() not in ours]
            titled = [name for name in names if name.title]
            several = [name for name in names if " " in name.key]
            for found in (titled, several, names):
                if found:
                    return found[0].text
    return None


def _put_person(text: str, person: str) -> str:
    """The pronouns replaced: possessive where the pronoun stands before a noun."""

    def swap(match: re.Match[str]) -> str:
        following = text[match.end() :].lstrip()
        owns = match[0].lower() in {"his", "hers"} or (match[0].lower() == "her" and following[:1].isalpha())
        return f"{person}’s" if owns else person

    return _PERSON.sub(swap, text)
