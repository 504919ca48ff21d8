"""Whoever a piece names by surname alone was introduced in full before, in the source's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.core.desk import Desk
from bot.core.language import find_names
from bot.core.language.mentions import Name
from bot.core.language.titles import ADDRESSES, is_role, is_title_word
from bot.core.language.words import STOP_WORDS
from bot.core.originals import cite_originals
from bot.core.passages import read_passages
from bot.core.types import Article, Citation, Claim, Passage, Support, Writer

_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŁŚŠŽČĐ]"
_SINGLE = re.compile(  # one capitalised word, with its form of address, that no other such word touches
    rf"(?<![\w’'.-])(?:(?P<address>Mr|Mrs|Ms|Miss|Dr)\.?\s+)?(?P<surname>{_CAPITAL}[^\W\d_]+(?:-{_CAPITAL}[^\W\d_]+)*)"
    rf"(?![\w-])(?!\s+{_CAPITAL})"
)
_NO_PERSON_BEFORE = re.compile(
    r"\b(?:the|an?|in|at|near|into|around|across|outside|de|van|von|bin|al)\s+$", re.IGNORECASE
)
_WORD_BACK = re.compile(r"(?P<word>[\w’'.-]+)\s+$")
_DOES = re.compile(
    r"\s*,\s+\d{2}\b|\s*,?\s+(?:who|said|says|told|added|wrote|warned|denied|confirmed|insisted|argued)\b"
)
_SAID = re.compile(r"\b(?:said|says|added|told by|according to)\s+$")
_PARTICLE = r"(?:de|da|dos|del|della|di|du|la|le|van|von|der|den|ter|bin|ibn|al|el)\s+"

_NO_FIRST_NAME = STOP_WORDS | ADDRESSES | {"dr"}


@dataclass(frozen=True, slots=True)
class _Mention:
    """Where a sentence names somebody by surname alone; `start` is that of "Mr" where it stands."""

    surname: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Person:
    """How an article introduces somebody: the wordings to try, the fullest first, and where they stand."""

    passage: Passage
    named: tuple[str, ...]


def introduce(claim: Claim, before: Sequence[Claim], desk: Desk) -> Claim | None:
    """The claim with everybody's first mention completed from the article it cites, which is then cited too.

    None when an article introduces somebody whom the piece has not introduced and no completed wording could be
    verified. Whom no cited article names in full stays as named, and so does what is quoted.
    """
    if claim.writer is Writer.FRAME:
        return claim
    for surname in dict.fromkeys(mention.surname for mention in _mentions(claim.text)):
        mention = next((one for one in _mentions(claim.text) if one.surname == surname), None)
        if mention is None or _is_introduced(surname, mention.start, claim.text, before):
            continue
        person = _find_person(surname, claim, desk)
        if person is not None:
            completed = _complete(claim, mention, person, desk)
            if completed is None:
                return None
            claim = completed
    return claim


@lru_cache(maxsize=1_024)
def _mentions(text: str) -> tuple[_Mention, ...]:
    plain = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    return tuple(
        _Mention(found["surname"], found.start(), found.end("surname"))
        for found in _SINGLE.finditer(plain)
        if found["address"] or not _NO_PERSON_BEFORE.search(plain[: found.start()])
        if not _name_before(plain[: found.start()]) and not is_role(found["surname"])
    )


def _name_before(text: str) -> bool:
    """Whether a word in capitals that is no "But" or "When" ends the text: part of the name, or an office."""
    match = _WORD_BACK.search(text[-40:])
    word = match["word"] if match else ""
    return word[:1].isupper() and word.lower() not in STOP_WORDS


def _is_introduced(surname: str, start: int, text: str, before: Sequence[Claim]) -> bool:
    """Whether a longer name, or an office with the name, stands earlier in the piece."""
    told = re.compile(rf"(?P<first>[\w’'.-]+)\s+(?:{_PARTICLE})?{re.escape(surname)}(?![\w-])")
    firsts = (found["first"] for one in (*(c.text for c in before), text[:start]) for found in told.finditer(one))
    return any(first[0].isupper() and first.rstrip(".").lower() not in _NO_FIRST_NAME for first in firsts)


# ---------------------------------------------------------------- who it is


def _find_person(surname: str, claim: Claim, desk: Desk) -> _Person | None:
    """From the first of the cited articles that introduces somebody of this name."""
    cited = {desk.passages[citation.passage_id].article_id for citation in claim.citations}
    articles = (article for article in desk.articles if article.id in cited and surname in article.text)
    people = (_read_person(surname, article) for article in articles)
    return next((person for person in people if person is not None), None)


def _read_person(surname: str, article: Article) -> _Person | None:
    """None where no full name stands, where the word also names something else, and where two people bear it."""
    word = re.escape(surname)
    if re.search(rf"\b{word}\s+{_CAPITAL}\w", article.text):
        return None  # "Tovald Paints"
    full = re.compile(rf"{_CAPITAL}[\w’'.-]*\s+(?:{_PARTICLE})?{word}(?![\w-])")
    if not full.search(article.text):
        return None
    passages = [p for p in read_passages(article) if p.start >= 0 and surname in p.text and full.search(p.text)]
    found = [(passage, name) for passage in passages for name in _full_names(passage.text, surname)]
    if len({name.text.split()[0] for _, name in found}) != 1:
        return None
    addressed = re.search(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+{word}\b", article.text) is not None
    if not addressed and not any(_is_person(passage.text, name) for passage, name in found):
        return None
    passage, name = next(((p, n) for p, n in found if n.title), found[0])
    return _Person(passage, tuple(_wordings(passage.text, name)))


def _full_names(text: str, surname: str) -> Iterator[Name]:
    for name in find_names(text):
        words = name.text.split()
        if 2 <= len(words) <= 4 and words[-1] == surname and not {"of", "the", "and"} & set(words):
            yield name


def _is_person(text: str, name: Name) -> bool:
    """By an office, an age, or by what only somebody can do."""
    return bool(name.title or _DOES.match(text, name.end) or _SAID.search(text[: name.start]))


# ---------------------------------------------------------------- how it is worded


def _wordings(text: str, name: Name) -> Iterator[str]:
    """The name with the office or form of address right before it, then alone."""
    start, roles = name.start, False
    while (match := _WORD_BACK.search(text, 0, start)) and is_title_word(match["word"]):
        if match["word"][0].islower():
            break  # an office in lower case wants its article, which may lean itself
        start, roles = match.start(), roles or is_role(match["word"])
    if roles and not _name_before(text[:start]):
        yield text[start : name.end]
    yield name.text


def _complete(claim: Claim, mention: _Mention, person: _Person, desk: Desk) -> Claim | None:
    """The fullest wording that the cited passages and the one that introduces the name bear out."""
    cited = [citation.passage_id for citation in claim.citations]
    for words in person.named:
        text = claim.text[: mention.start] + words + claim.text[mention.end :]
        verdict = desk.check(text, [*cited, person.passage.id])
        if verdict.support is Support.SUPPORTED:
            new = [one for one in verdict.citations if one.passage_id not in cited]
            if person.passage.id not in cited and not new:
                new = [Citation(person.passage.id, person.passage.text)]
            return cite_originals(replace(claim, text=text, citations=(*claim.citations, *new)), desk)
    return None
