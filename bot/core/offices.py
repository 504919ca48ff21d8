"""Who holds which office, as a sentence tells it: the office, of what it is, its holder, and whether still."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.core.language import content_stems, same_name
from bot.core.passages import read_passages
from bot.core.types import Article, Passage

_PORTFOLIO = (
    r"(?:foreign|health|finance|interior|home|defen[cs]e|transport|trade|environment|education|justice|energy"
    r"|agriculture|farm|culture|labou?r|economy|housing|tourism|sports?|prime|treasury)"
)
_OFFICE = (
    rf"(?:{_PORTFOLIO}(?: and {_PORTFOLIO})? (?:minister|secretary)|mayor|governor|president|premier|chancellor"
    r"|attorney general|(?:police|fire) chief|chief (?:constable|executive|justice)|sheriff|head ?teacher"
    r"|ambassador|chairman|chairwoman)"
)
_QUALIFIED = (
    r"(?:deputy|vice|acting|interim|caretaker|former|ex|late|then|outgoing|incoming|departing|new|next|designate"
    r"|assistant|shadow|junior|state|opposition)"
)
_QUALIFIER = re.compile(_QUALIFIED, re.IGNORECASE)
_NAME = r"[A-Z][\w’'-]+(?: (?:(?:de|del|da|van|von|al|bin|la|di) )?[A-Z][\w’'-]+){1,3}"
_OF = r"[A-Z][\w.-]+(?: [A-Z][\w.-]+)?"
_LEFT = rf"(?:(?P<of>{_OF})(?:['’]s?)? )?(?P<qualified>(?:(?i:{_QUALIFIED})[- ])*)(?P<office>(?i:{_OFFICE}))"
_ITS = r"(?:the (?:company|firm|club|bank|union|party)['’]s |the |its )?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\w’'-]){_LEFT} (?P<name>{_NAME})",  # "Dunmore fire chief Carl Hesketh"
        rf"(?<![\w’'-])(?:[Tt]he )?{_LEFT}(?: of (?P<of_behind>{_OF}))?, (?P<name>{_NAME})[,.]",
        rf"(?<![\w’'-])(?P<name>{_NAME}), {_ITS}{_LEFT}(?: of (?P<of_behind>{_OF}))?(?=[,.;]| who\b)",
    )
)
# A word of every office, in lower case: few sentences have one, and those that have none need no reading.
_ANY_OFFICE = re.compile(
    r"minister|secretary|mayor|governor|president|premier|chancellor|general|chief|sheriff|head ?teacher"
    r"|ambassador|chair"
)
# Of these a story of several countries or firms knows several: nothing is told unless both say of what.
_MANY = re.compile(r"president|premier|chancellor|ambassador|chairm|chairw|chief executive|minister$|secretary$")
_ONE_COUNTRY = re.compile(r"^(?!foreign|prime|defen[cs]e|finance|trade)\w+ (?:minister|secretary)$")
_WHERE = re.compile(r"\b(?:in|at|near|of|off) (?P<where>[A-Z][\w’'-]+)")
_SUCCESSION = re.compile(
    r"\b(?:sworn in|succe(?:ed|ss)\w*|replac\w+|resign\w*|stepped down|appointed|predecessor|took over|takes over"
    r"|elected|re-?elect\w*|nominat\w+|sacked|dismissed|fired|ousted|reshuffle\w*|handed over)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Held:
    """`office` in lower case, `of` the place or body ("" when unsaid), `now` False for whoever is deputy, was it
    before or is to be it."""

    office: str
    of: str
    holder: str
    now: bool
    passage: Passage
    article: Article


def read_held(article: Article) -> tuple[Held, ...]:
    """Every holder of an office that one person holds, in the order of the text."""
    return tuple(held for passage in read_passages(article) for held in held_by_passage(article, passage))


def held_by_passage(article: Article, passage: Passage) -> tuple[Held, ...]:
    return tuple(
        Held(office, of, holder, now, passage, article) for office, of, holder, now in held_in(passage.text)
    )


@lru_cache(maxsize=4_096)
def held_in(text: str) -> tuple[tuple[str, str, str, bool], ...]:
    """(office, of what, holder, whether now) of each mention in a text."""
    if not _ANY_OFFICE.search(text.lower()):
        return ()
    found: dict[tuple[str, str, str, bool], None] = {}
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            words = (parts.get("of") or parts.get("of_behind") or "").split()
            of = " ".join(word for word in words if content_stems(word) and not _QUALIFIER.fullmatch(word))
            before = text[: match.start()].split()[-1:] if match.start() else []
            now = not match["qualified"] and not any(map(_QUALIFIER.fullmatch, (*words, *before)))
            holder = re.sub(r"['’]s$", "", match["name"])
            found[(match["office"].lower(), of, holder, now)] = None
    return tuple(found)


def are_rivals(a: Held, b: Held) -> bool:
    """Whether two articles name one office's holder differently: of one place, no succession told, and neither
    knows whom the other names."""
    return a.article.id != b.article.id and _is_one_office(a, b) and _are_two(a, b)


def has_two_offices(a: Held, b: Held) -> bool:
    """Whether two articles give one person two offices of today, and neither of them gives both."""
    if a.article.id == b.article.id or not (a.now and b.now) or not same_name(a.holder.lower(), b.holder.lower()):
        return False
    first, second = set(a.office.split()), set(b.office.split())
    if first <= second or second <= first:
        return False
    return not (b.office in a.article.text.lower() or a.office in b.article.text.lower())


def _is_one_office(a: Held, b: Held) -> bool:
    if not (a.now and b.now and a.office == b.office):
        return False
    if a.of and b.of:
        return a.of[:4].lower() == b.of[:4].lower()  # "Tarvia" and "Tarvian"
    if _MANY.search(a.office) and not _ONE_COUNTRY.match(a.office):
        return False
    if not a.of and not b.of:
        return bool(_scene(a.article) & _scene(b.article))
    named, unnamed = (a, b) if a.of else (b, a)
    return named.of in f"{unnamed.article.title} {unnamed.article.text}"


def _scene(article: Article) -> frozenset[str]:
    """Where it is, by the title and the first three sentences."""
    head = " ".join(passage.text for passage in read_passages(article)[:4])
    return frozenset(match["where"] for match in _WHERE.finditer(head))


def _are_two(a: Held, b: Held) -> bool:
    if same_name(a.holder.lower(), b.holder.lower()):
        return False
    for own, other in ((a, b), (b, a)):
        text = own.article.text
        holders = {held.holder.split()[-1] for held in read_held(own.article) if held.office == own.office}
        if len(holders) > 1 or other.holder.split()[-1] in text or _SUCCESSION.search(text):
            return False
    return True
