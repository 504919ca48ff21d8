"""What a sentence tells besides quantities: when, where and why it was, who it was, how old, with what score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.core.language import (
    content_stems,
    find_dates,
    find_names,
    find_numbers,
    find_quotes,
    find_speaker,
    stem,
    tokenize,
)
from bot.core.language.dates import MONTHS, WEEKDAYS
from bot.core.language.mentions import Name, Number, NumberKind, Token
from bot.core.language.quotes import SAYING
from bot.core.language.senses import sense
from bot.core.language.verb_forms import is_verb
from bot.core.language.verbs import base_stem
from bot.core.scopes import narrow_span
from bot.core.speakers import speaker_of
from bot.core.types import Article, Passage


class Kind(StrEnum):
    """The values open the names of measures."""

    TIME = "the time"
    DAY = "the day"
    PLACE = "the place"
    CAUSE = "the cause"
    NAME = "the name"
    AGE = "the age"
    SCORE = "the score"


@dataclass(frozen=True, slots=True)
class Account:
    """`value` as worded, `low` to `high` what it leaves open where it is a figure (minutes, years, points, days).

    `event` is the sense of the verb it goes with, or what the value is of ("winning goal"); `words` the other
    content words of its clause, names' words among them; `about` the people or teams it is told of.
    """

    kind: Kind
    value: str
    low: float
    high: float
    event: str
    words: frozenset[str]
    about: frozenset[str]
    speaker: str
    passage: Passage
    article: Article


_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
_SAYS = re.compile(rf"^{SAYING}$")
_WEAK = frozenset(
    "be is are was were been being am has have had having do does did will would can could may might shall "
    "should must took take made make got get held put set".split()
)
_DOUBT = re.compile(
    r"\b(?:may|might|could|possibl[ey]|probabl[ey]|perhaps|suspect\w*|believ\w+|feared?|if|would|alleg\w+|whether"
    r"|likely|appear\w*|seem\w*|denied|denies|not|no longer|rule[ds]? out)\b"
)
_ZONE = re.compile(r"\b(?:GMT|UTC|BST|C?EST|EDT|CET|PDT|PST|ET|local time)\b")
_PRINTED = re.compile(
    r"\b(?:reports?|data|figures|article|comments|video|footage|statement|interview|polls?|study|survey|letter|memo"
    r"|book|memoir|documents?)\b[^.;]{0,60}\b(?:published|releas(?:ed|ing)|posted|issued|printed|aired|out)\b"
    r"|\b(?:published|released|posted|issued|aired) (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_NOT_FINAL = re.compile(r"\b(?:half-?time|at the break|first half|lead|leads|led|ahead|trail\w*|set|aggregate)\b")
_OF_A_GROUP = re.compile(
    r"\b(?:under|over|below|above|ages|between|than|turn(?:s|ed|ing)?|since|at least|up to)"
    r"(?: (?:the )?age(?: of)?)? $",
    re.IGNORECASE,
)
_OF_A_CUP = re.compile(r"\b(?:of|in) the (?:[A-Z]\S+ )*$")  # "in the Premier Shield" names no team
_YEAR_OLD = re.compile(r"^[- ](?:year|month|week|day)s?[- ]olds?\b")
_PLACE = re.compile(r"\b(?P<prep>in|near|at|from|off|outside) (?:the (?:town|city|village|port) of )?$")
# Where somebody or something is found or lies, told by a kind of place that has no name of its own.
_SPOT = re.compile(
    r"\b(?P<verb>found|discovered|hidden|buried|dumped|hiding|trapped) (?:[^,;.]{0,40}? )??(?P<prep>in|under"
    r"|beneath|behind|inside|near|at|on) (?P<value>(?:an?|the) (?:[a-z-]+ ){0,2}?(?:quarry|reservoir|river|lake"
    r"|canal|bridge|hall|house|home|flat|apartment|garden|field|forest|woods?|park|car|van|truck|lorry|shed|garage"
    r"|basement|cellar|attic|roof|hotel|motel|school|church|mosque|station|tunnel|well|ditch|ravine|hillside|beach|harbour"
    r"|airport|warehouse|factory|office|shop|market|square|street|alley|suitcase|freezer|container|mine|cave|barn"
    r"|farm|stable|prison|hospital))\b(?! [a-z]+ing\b)"
)
_END = r"(?=[,.;:]| (?:on|in|at|near|after|before|when|while|and|from|which|that|who|for|to|as|with|of the)\b|$)"
_NOUN_PHRASE = rf"(?:(?:an?|the|some|excessive|heavy|bad|poor) )?[a-z][\w’'-]*(?: [a-z][\w’'-]*){{0,4}}?{_END}"
_CAUSING = re.compile(
    r"\b(?:caused|triggered|sparked|started by|blam(?:ed|es)|died|killed by|resign\w*|stepped down|quit|left"
    r"|cancelled|closed|delayed)\b"
)
_PART = r"(?:^|(?<=[,;]))"  # where every match begins that may take in all up to a comma: tried nowhere else
_CAUSES = (
    re.compile(
        rf"{_PART}(?P<effect>[^,;]*?)\b(?:was|were|been|is|are) (?:caused|triggered|sparked|started) by "
        rf"(?P<cause>{_NOUN_PHRASE})"
    ),
    re.compile(
        r"\b(?P<cause>(?:an?|the|excessive|heavy|faulty) [a-z][\w’'-]*(?: [a-z][\w’'-]*){0,2}?|[a-z]+ [a-z]+) "
        r"(?:had )?(?:caused|triggered|sparked) (?P<effect>(?:the|a|an) [^,;.]*)"
    ),
    re.compile(rf"\bblam(?:ed|es) (?P<cause>{_NOUN_PHRASE}) for (?P<effect>[^,;.]*)"),
    re.compile(rf"{_PART}(?P<effect>[^,;]*\bdied) (?:of|from) (?P<cause>{_NOUN_PHRASE})"),
    re.compile(rf"{_PART}(?P<effect>[^,;]*\bkilled) by (?P<cause>(?:an?) {_NOUN_PHRASE})"),
    re.compile(
        rf"{_PART}(?P<effect>[^,;]*\b(?:resign\w*|stepped down|quit|left|cancelled|closed|delayed)[^,;]*?) "
        rf"(?:because of|due to) (?P<cause>{_NOUN_PHRASE})"
    ),
    re.compile(
        rf"{_PART}(?P<effect>[^,;]*\b(?:resign\w*|stepped down|quit|left|cancelled|closed)[^,;]*?) for "
        r"(?P<cause>[a-z]+ reasons)"
    ),
)
_BLAMER = re.compile(
    r"(?:^|[,;] )(?P<who>(?:The |[Tt]he [a-z]|[A-Z])[^,;.“”\"]{2,50}?) (?:has |have |had )?blam(?:ed|es)\b"
)
_CAPITALS = r"[A-Z][\w’'-]+(?: (?:of (?:the )?)?[A-Z][\w’'-]+)+"
_NAMED = (
    re.compile(rf"\bidentified (?:the |a |her |his )?(?P<of>[a-z -]+?) as (?P<name>{_CAPITALS})"),
    re.compile(rf"\b[Tt]he (?P<of>[a-z -]+?) (?:was|were) (?:identified|named) as (?P<name>{_CAPITALS})"),
    re.compile(
        rf"\b(?:named|appointed|nominated|elected) (?P<name>{_CAPITALS}) (?:as )?"
        r"(?P<of>[a-z]+ (?:to|of) [^,.;]+)"
    ),
    re.compile(
        rf"(?P<name>{_CAPITALS}) (?:won|scored|took) (?P<of>the [^,.;]{{6,60}}?)"
        r"(?= (?:on|in the \d|\w+ minutes)\b|[,.;]|$)"
    ),
    re.compile(rf"\bblam(?:ed|es) (?P<name>(?:the )?{_CAPITALS}) for (?P<of>[^,.;]+)"),
    re.compile(rf"\b[Tt]he (?P<of>[a-z]+['’]s [a-z]+), (?P<name>(?:[A-Z][a-z]+ )*{_CAPITALS}),"),
)  # fmt: skip


@lru_cache(maxsize=512)
def read_accounts(article: Article, passages: tuple[Passage, ...]) -> tuple[Account, ...]:
    """What the passages of an article tell, in order, titles and questions left out."""
    return tuple(
        account
        for passage in passages
        if passage.start >= 0 and not passage.text.rstrip().endswith("?")
        for account in _of_passage(article, passage)
    )


def _of_passage(article: Article, passage: Passage) -> Iterator[Account]:
    text = passage.text
    names = find_names(text)
    numbers = find_numbers(text)
    yield from _ages(article, passage, numbers, names)
    yield from _scores(article, passage, numbers, names)
    yield from _times(article, passage, numbers, names)
    yield from _days(article, passage, names)
    yield from _places(article, passage, names)
    yield from _spots(article, passage, names)
    yield from _causes(article, passage)
    yield from _names(article, passage)


def _ages(
    article: Article, passage: Passage, numbers: tuple[Number, ...], names: tuple[Name, ...]
) -> Iterator[Account]:
    """Of the person named right before the age, else of whom the sentence is about."""
    text = passage.text
    for number in numbers:
        if (number.kind is not NumberKind.AGE and not _ends_a_life(text, number)) or "old" in number.counted:
            continue
        if number.hedge == "range" or _OF_A_GROUP.search(text[: number.start]):
            continue
        after = _YEAR_OLD.sub("", text[number.end :])
        beside = [
            n for n in names if n.end <= number.start <= n.end + 3 or n.start == len(text) - len(after.lstrip())
        ]
        before = [n for n in names if n.start < number.start and n.text not in speaker_of(text, number)]
        of = beside or ([] if _YEAR_OLD.match(text[number.end :]) else before[:1])
        noun = content_stems(" ".join(after.split()[:3]))[:1]
        about = frozenset(name.key for name in of)
        event = "" if about else (noun[0] if noun else "?")
        words = _words(text, number.start, number.end, names)
        low, high = number.low, number.high
        yield Account(
            Kind.AGE, _bare(number), low, high, event, words, about, speaker_of(text, number), passage, article
        )


def _ends_a_life(text: str, number: Number) -> bool:
    """ "Dora Lanz was 88." is an age without any word of age."""
    bare = (
        number.kind is NumberKind.QUANTITY and not number.unit and not number.counted and 15 < number.value < 120
    )
    return (
        bare
        and re.match(r"[A-Z]\S+ (?:[A-Z]\S+ )?was $", text[: number.start]) is not None
        and (text[number.end :].strip() in {"", "."})
    )


def _bare(number: Number) -> str:
    return number.text[:1].lower() + number.text[1:]


def _scores(
    article: Article, passage: Passage, numbers: tuple[Number, ...], names: tuple[Name, ...]
) -> Iterator[Account]:
    scores = [number for number in numbers if number.kind is NumberKind.SCORE]
    if not scores or _NOT_FINAL.search(passage.text):
        return
    first, last = scores[0], scores[-1]
    total = sum(score.high * 100.0**i + score.low * 10.0 * 100.0**i for i, score in enumerate(scores))
    about = frozenset(
        token.lower
        for token in tokenize(passage.text)
        if token.text[0].isupper()
        and token.content
        and token.lower not in _CALENDAR
        and not _OF_A_CUP.search(passage.text[: token.start])
    )
    words = _words(passage.text, first.start, last.end, names)
    verb = _verb_before(passage.text, first.start)
    value = passage.text[first.start : last.end]
    speaker = find_speaker(passage.text)
    event = verb if verb in {"vote", "voted"} else str(len(scores))
    yield Account(Kind.SCORE, value, total, total, event, words, about, speaker, passage, article)


def _times(
    article: Article, passage: Passage, numbers: tuple[Number, ...], names: tuple[Name, ...]
) -> Iterator[Account]:
    text = passage.text
    for number in numbers:
        if number.kind is not NumberKind.TIME or _ZONE.search(text) or number.hedge in {"at least", "at most"}:
            continue
        near = text[max(0, number.start - 24) : number.start].lower()
        if re.search(r"\b(?:between|from|until|till|to|by|before|after|and)\s$", near):
            continue
        slack = 30.0 if re.search(r"\b(?:about|around|shortly|roughly|nearly|just)\b", near) else 5.0
        words = _words(text, number.start, number.end, names)
        yield Account(
            Kind.TIME,
            number.text,
            number.value - slack,
            number.value + slack,
            _verb_before(text, number.start),
            words,
            frozenset(),
            speaker_of(text, number),
            passage,
            article,
        )


def _days(article: Article, passage: Passage, names: tuple[Name, ...]) -> Iterator[Account]:
    text = passage.text
    for mention in find_dates(text, article.published_at):
        verb = _verb_before(text, mention.start, reach=6)
        if mention.first is None or mention.first != mention.last or not verb:
            continue
        if re.search(
            r"\b(?:since|until|by|before|after|from|of|for|and|late|early|ended|ending)\s$", text[: mention.start]
        ):
            continue
        if _PRINTED.search(text):
            continue  # outlets see one report on several days
        day = float(mention.first.toordinal())
        if "on " not in text[mention.start - 3 : mention.end].lower() and not _follows_verb(text, mention.start):
            continue  # "the report Thursday" dates the report
        value = re.sub(r"^(?:[Oo]n|late|early) ", "", mention.text)
        words = _words(text, mention.start, mention.end, names)
        speaker = find_speaker(text)
        yield Account(Kind.DAY, value, day, day, verb, words, frozenset(), speaker, passage, article)


def _places(article: Article, passage: Passage, names: tuple[Name, ...]) -> Iterator[Account]:
    text = passage.text
    quoted = [(quote.start, quote.end) for quote in find_quotes(text) if quote.direct]
    for name in names:
        found = _PLACE.search(text[: name.start])
        verb = _verb_before(text, found.start(), reach=3) if found else ""
        if not found or not verb or name.title or any(start <= name.start < end for start, end in quoted):
            continue
        others = tuple(other for other in names if other is not name)
        words = _words(text, name.start, name.end, others)
        about = frozenset(other.key for other in others)
        speaker = find_speaker(text)
        event = f"{verb} {found['prep']}"
        yield Account(Kind.PLACE, name.text, 0, 0, event, words, about, speaker, passage, article)


def _spots(article: Article, passage: Passage, names: tuple[Name, ...]) -> Iterator[Account]:
    text = passage.text
    match = _SPOT.search(text)
    if match is None or _DOUBT.search(text):
        return
    words = _words(text, match.start("value"), match.end("value"), names)
    about = frozenset(name.key for name in names)
    event = f"{sense(base_stem(stem(match['verb'])))} spot"
    yield Account(Kind.PLACE, match["value"], 0, 0, event, words, about, find_speaker(text), passage, article)


def _causes(article: Article, passage: Passage) -> Iterator[Account]:
    text = passage.text
    if not _CAUSING.search(text) or _DOUBT.search(text):
        return
    for pattern in _CAUSES:
        match = pattern.search(text)
        if match is None:
            continue
        speaker = find_speaker(text) or _blamer(text)
        effect = frozenset(
            sense(base_stem(token.stem))
            for token in tokenize(match["effect"])
            if token.text not in speaker
            and token.content
            and not token.text[0].isupper()  # two things of one place and day are two effects
        )
        cause = match["cause"].strip()
        if effect and content_stems(cause):
            yield Account(Kind.CAUSE, cause, 0, 0, "", effect, frozenset(), speaker, passage, article)
        return


def _names(article: Article, passage: Passage) -> Iterator[Account]:
    for pattern in _NAMED:
        for match in pattern.finditer(passage.text):
            of = frozenset(sense(base_stem(stem)) for stem in content_stems(match["of"]))
            if of and not _DOUBT.search(passage.text):
                speaker = find_speaker(passage.text) or _blamer(passage.text)
                yield Account(
                    Kind.NAME,
                    match["name"],
                    0,
                    0,
                    "",
                    of,
                    frozenset(),
                    _other(speaker, match["name"]),
                    passage,
                    article,
                )


def _blamer(text: str) -> str:
    """Who blames: to blame is to say."""
    match = _BLAMER.search(text)
    return match["who"] if match else ""


def _other(speaker: str, name: str) -> str:
    return "" if name in speaker else speaker


def _words(text: str, start: int, end: int, names: tuple[Name, ...]) -> frozenset[str]:
    """The senses of the content words around a value in its clause."""
    number = Number(text[start:end], 0, 0, 0, NumberKind.QUANTITY, "", "", "", start, end)
    left, right = narrow_span(text, number)
    return frozenset(
        sense(base_stem(token.stem))
        for token in tokenize(text)
        if token.content
        and left <= token.start < right
        and not start <= token.start < end
        and token.text[0].isalpha()
    )


def _verb_before(text: str, position: int, reach: int = 12) -> str:
    """The sense of the nearest verb before a position that neither says nor only helps, "" beyond reach."""
    left = max(text.rfind(mark, 0, position) for mark in ";:—")
    tokens = [token for token in tokenize(text) if left < token.start < position]
    for token in reversed(tokens[-reach:]):
        if _is_telling(token):
            return sense(base_stem(token.stem))
    return ""


def _follows_verb(text: str, position: int) -> bool:
    before = [token for token in tokenize(text) if token.end <= position]
    return bool(before) and _is_telling(before[-1])


def _is_telling(token: Token) -> bool:
    return is_verb(token.lower) and token.lower not in _WEAK and not _SAYS.match(token.lower)
