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
_IN_WORD = re.compile(r"\w")
_BEFORE_SURNAME = re.compile(rf"(?P<first>[\w’'.-]+)\s+(?:{_PARTICLE})?\Z")
_CAPITAL_BEFORE = re.compile(rf"{_CAPITAL}[\w’'.-]*\s+(?:{_PARTICLE})?\Z")
_CAPITAL_AFTER = re.compile(rf"\s+{_CAPITAL}\w")
_ADDRESS_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+\Z")
_REACH = 120  # characters before a surname: more than a first name or a form of address takes

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
    texts = (*(claim.text for claim in before), text[:start])
    firsts = (first for one in texts for first in _first_names(surname, one))
    return any(first[0].isupper() and first.rstrip(".").lower() not in _NO_FIRST_NAME for first in firsts)


def _first_names(surname: str, text: str) -> Iterator[str]:
    """The word before the surname, a particle between them aside, wherever the surname stands behind one."""
    done = 0
    for start, end in _places(surname, text):
        first = _BEFORE_SURNAME.search(text, done, start)
        if first:
            done = end
            yield first["first"]


def _places(surname: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a word ends with the surname. A pattern for each surname would take longer to make than to use."""
    return ((start, end) for start, end in _parts(surname, text) if text[end : end + 1] != "-")


def _parts(surname: str, text: str) -> Iterator[tuple[int, int]]:
    """As `_places`, also before a hyphen."""
    start = text.find(surname)
    while start >= 0:
        end = start + len(surname)
        if not _IN_WORD.match(text, end):
            yield start, end
        start = text.find(surname, start + 1)


# ---------------------------------------------------------------- who it is


def _find_person(surname: str, claim: Claim, desk: Desk) -> _Person | None:
    """From the first of the cited articles that introduces somebody of this name."""
    cited = {desk.passages[citation.passage_id].article_id for citation in claim.citations}
    articles = (article for article in desk.articles if article.id in cited and surname in article.text)
    people = (_read_person(surname, article) for article in articles)
    return next((person for person in people if person is not None), None)


def _read_person(surname: str, article: Article) -> _Person | None:
    """None where no full name stands, where the word also names something else, and where two people bear it."""
    text = article.text
    if any(
        _CAPITAL_AFTER.match(text, end) and not (start and _IN_WORD.match(text, start - 1))
        for start, end in _places(surname, text)
    ):
        return None  # "Tovald Paints"
    if not _has_full_name(surname, text):
        return None
    passages = [p for p in read_passages(article) if p.start >= 0 and _has_full_name(surname, p.text)]
    found = [(passage, name) for passage in passages for name in _full_names(passage.text, surname)]
    if len({name.text.split()[0] for _, name in found}) != 1:
        return None
    addressed = any(
        _ADDRESS_BEFORE.search(text, max(0, start - _REACH), start) for start, _ in _parts(surname, text)
    )
    if not addressed and not any(_is_person(passage.text, name) for passage, name in found):
        return None
    passage, name = next(((p, n) for p, n in found if n.title), found[0])
    return _Person(passage, tuple(_wordings(passage.text, name)))


def _has_full_name(surname: str, text: str) -> bool:
    places = _places(surname, text)
    return any(_CAPITAL_BEFORE.search(text, max(0, start - _REACH), start) for start, _ in places)


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
