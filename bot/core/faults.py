"""What can be wrong with a claim's facts: figures, names and offices compared with its passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise

from bot.core.alignment import holds, surroundings, words_of
from bot.core.fault_words import say_other_words, say_otherwise
from bot.core.language import find_dates, find_names, find_numbers, same_name, tokenize
from bot.core.language.figures import is_vague, same_figure, same_unit, same_value
from bot.core.language.mentions import DateMention, Name, Number, NumberKind
from bot.core.language.spelling import american
from bot.core.language.titles import is_honorific, is_role
from bot.core.saying import tr
from bot.core.types import Passage, Support

_LINKS = frozenset("of the de von van der la".split())
_LIMITS = {
    "at least": "at least", "more than": "at least", "over": "at least", "up to": "at most", "at most": "at most",
    "less than": "at most", "fewer than": "at most", "under": "at most",
}  # fmt: skip
_LIMIT = re.compile(
    r"(at least|more than|over|up to|at most|less than|fewer than|under|about|around|roughly|nearly|almost"
    r"|approximately)\b",
    re.IGNORECASE,
)
_MONTH = 27  # days between the first and the last of the shortest
_DAWN = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` is what was compared ("number", "name", "title", "date", "quote", "speaker", "negation", "hedge",
    "swap", "roles", "wording"); `words` tell people what differs."""

    kind: str
    support: Support
    words: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cited passages, and when the article of each was published (None where that is not known)."""

    passages: tuple[Passage, ...]
    times: tuple[datetime | None, ...]

    @classmethod
    def of(cls, passages: Sequence[Passage], published: Mapping[int, datetime]) -> Evidence:
        """`published` maps article ids to times; of no other article's time does anything hang."""
        return cls(tuple(passages), tuple(published.get(passage.article_id) for passage in passages))

    @property
    def newest(self) -> datetime:
        return max((time for time in self.times if time is not None), default=_DAWN)

    def time_of(self, passage: Passage) -> datetime:
        known = (time for other, time in zip(self.passages, self.times, strict=True) if other is passage)
        return next(known, None) or self.newest


def find_fact_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    """Every figure, name and office of the claim that its passages do not bear out."""
    yield from _number_faults(claim, evidence)
    yield from _name_faults(claim, evidence)


# ---------------------------------------------------------------- figures


def _number_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    numbers = find_numbers(claim)
    for place, number in enumerate(numbers):
        fault = _check_number(claim, number, evidence)
        if fault is not None:
            yield fault
        elif any(_same_figure_again(number, before) for before in numbers[:place]):
            yield from _repeated(number, numbers, evidence)


def _same_figure_again(number: Number, before: Number) -> bool:
    return number.kind is not NumberKind.YEAR and same_figure(number, before)


def _repeated(number: Number, numbers: Sequence[Number], evidence: Evidence) -> Iterator[Fault]:
    """A figure that stands more often in the claim than in the passages took the place of another: "five to five"
    for "five to two"."""
    there = sum(
        same_value(number, found) for passage in evidence.passages for found in find_numbers(passage.text)
    )
    if 0 < there < sum(same_value(number, other) for other in numbers):
        yield Fault(
            "number", Support.UNSUPPORTED, tr("{text} stands more often than in the passages", text=number.text)
        )


def _check_number(claim: str, number: Number, evidence: Evidence) -> Fault | None:
    stated = [(passage, found) for passage in evidence.passages for found in find_numbers(passage.text)]
    if any(_is_age(claim, number, passage.text, found) for passage, found in stated):
        return None
    same = [(passage, found) for passage, found in stated if same_value(number, found)]
    bound = [(passage, found) for passage, found in same if _is_bound(claim, number, passage, found)]
    if any(same_figure(number, found) and _limit(number) == _limit(found) for _, found in bound):
        return _counted_otherwise(number, stated, [found for _, found in bound])
    if bound:
        passage, found = bound[0]
        return Fault(
            "number",
            Support.UNSUPPORTED,
            say_other_words(number.text, found.text, passage),
        )
    if _said_otherwise(number, evidence):
        return None
    for passage, found in stated:
        if _same_slot(claim, number, passage, found):
            return Fault(
                "number",
                Support.CONTRADICTED,
                say_otherwise(number.text, found.text, passage),
            )
    if same:
        return Fault(
            "number",
            Support.UNSUPPORTED,
            tr("{text} stands for something else in passage {id}", text=number.text, id=same[0][0].id),
        )
    return Fault("number", Support.UNSUPPORTED, tr("{text} is in none of the passages", text=number.text))


def _is_age(claim: str, number: Number, text: str, found: Number) -> bool:
    """ "Hardy (89)" beside "the 89-year-old": one is an age, the other stands in brackets or between commas."""
    if (
        number.value != found.value
        or NumberKind.AGE not in {number.kind, found.kind}
        or number.kind is found.kind
    ):
        return False
    where, bare = (text, found) if number.kind is NumberKind.AGE else (claim, number)
    return bool(
        not (bare.unit or bare.counted or bare.hedge)
        and re.search(r"[(,]\s*$", where[: bare.start])
        and re.match(r"\s*[),]", where[bare.end :])
    )


def _counted_otherwise(
    number: Number, stated: Sequence[tuple[Passage, Number]], same: Sequence[Number]
) -> Fault | None:
    """A figure of one noun put to another that the passages count by another figure: "40 cases" where 40 children
    and six cases are told of."""
    if not number.counted or is_vague(number) or any(found.counted in {"", number.counted} for found in same):
        return None
    for passage, found in stated:
        if found.counted == number.counted and not same_value(number, found):
            words = say_otherwise(number.text, found.text, passage)
            return Fault("number", Support.CONTRADICTED, words)
    return None


def _limit(number: Number) -> str:
    """The hedge in front of a range, which its own hedge ("range") leaves no room for: "at least 60 to 70"."""
    found = _LIMIT.match(number.text) if number.hedge == "range" else None
    return _LIMITS.get(found[1].lower(), "about") if found else ""


def _is_bound(claim: str, number: Number, passage: Passage, found: Number) -> bool:
    """Whether an equal figure is about the same thing: the same is counted, or a neighbouring word is shared."""
    if number.counted and number.counted == found.counted:
        return True
    ours = surroundings(claim, number.start, number.end)
    return not ours or bool(ours & surroundings(passage.text, found.start, found.end))


def _same_slot(claim: str, number: Number, passage: Passage, found: Number) -> bool:
    if number.kind != found.kind or not same_unit(number.unit, found.unit):
        return (
            number.unit != found.unit and number.value == found.value and _is_bound(claim, number, passage, found)
        )
    if number.counted and found.counted and number.counted != found.counted:
        return False
    ours = surroundings(claim, number.start, number.end)
    return len(ours & surroundings(passage.text, found.start, found.end)) >= min(2, len(ours))


def _tells_year(found: DateMention, year: int) -> bool:
    """Whether a date names the year or is long enough to be told by it; any weekday lies in some year."""
    if found.first is None or found.last is None or found.first.year != year:
        return False
    return str(year) in found.text or (found.last - found.first).days >= _MONTH


def _said_otherwise(number: Number, evidence: Evidence) -> bool:
    """A figure that stands there in another form: "a man" for one man, a year inside a date, "last year"."""
    if number.kind is NumberKind.YEAR:
        return any(
            _tells_year(found, int(number.value))
            for passage in evidence.passages
            for found in find_dates(passage.text, evidence.time_of(passage))
        )
    if number.kind is NumberKind.SCORE:
        return any(_tells_score(passage.text, number) for passage in evidence.passages)
    if number.value != 1 or not number.counted or number.hedge:
        return False
    article = r"\b(?:an?|another)\s+(?:[\w-]+\s+){0,2}?"
    pattern = re.compile(article + re.escape(number.counted), re.IGNORECASE)
    return any(pattern.search(passage.text) for passage in evidence.passages)


def _tells_score(text: str, score: Number) -> bool:
    """ "14 votes to nine" for 14-9."""
    return any(
        (first.value, second.value) in {(score.low, score.high), (score.high, score.low)}
        and re.fullmatch(r"(?: \w+)? to ", text[first.end : second.start]) is not None
        for first, second in pairwise(find_numbers(text))
    )


# ---------------------------------------------------------------- names and offices


def _name_faults(claim: str, evidence: Evidence) -> Iterator[Fault]:
    texts = tuple(passage.text for passage in evidence.passages)
    for name in find_names(claim, _known(texts)):
        wordings = _without_opener(name, _in_lower(texts))
        if wordings and not _is_named(wordings, texts):
            yield _missing_name(claim, name, evidence)
        elif name.title:
            fault = _check_title(name, evidence)
            if fault is not None:
                yield fault


@lru_cache(maxsize=256)
def _known(texts: tuple[str, ...]) -> frozenset[str]:
    """The keys of all names in them."""
    return frozenset(name.key for text in texts for name in find_names(text))


@lru_cache(maxsize=256)
def _in_lower(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*map(_lower_words, texts))


@lru_cache(maxsize=8_192)
def _lower_words(text: str) -> frozenset[str]:
    return frozenset(token.text for token in tokenize(text) if token.text.islower())


@lru_cache(maxsize=8_192)
def _capital_words(text: str) -> frozenset[str]:
    capitals = (token.lower for token in tokenize(text) if any(c.isupper() for c in token.text))
    return frozenset(word.removesuffix("'s") for word in capitals)


def _without_opener(name: Name, in_lower: frozenset[str]) -> tuple[Name, ...]:
    """The name, and what is left of it when its first word only has the sentence's capital ("Passenger Bo Linde",
    "Inflation"): a word that the passages have in lower case."""
    first, _, rest = name.text.partition(" ")
    if name.start > 0 or first.lower() not in in_lower:
        return (name,)
    return (name, replace(name, text=rest, key=name.key.partition(" ")[2])) if rest else ()


def _is_named(wordings: Sequence[Name], texts: Sequence[str]) -> bool:
    """Whether any of the texts names the bearer, in the same words as nearly always, or in others."""
    pairs = [(text, wording) for wording in wordings for text in texts]
    return any(_has_words(*pair) for pair in pairs) or any(_has_alias(*pair) for pair in pairs)


def has_name(text: str, name: Name) -> bool:
    """Whether the text names the bearer: the same words with capitals, an alias, or land for people. A text
    without any capital, as some feeds and corpora are, need only have the words side by side."""
    return _has_words(text, name) or _has_alias(text, name)


def _has_words(text: str, name: Name) -> bool:
    wanted = [word for word in words_of(name.text) if word]
    if text.islower():
        return holds(words_of(text), wanted) >= 0
    capitals = _capital_words(text)
    return bool(wanted) and all(word in capitals or not word[0].isalpha() or word in _LINKS for word in wanted)


def _has_alias(text: str, name: Name) -> bool:
    if text.islower():
        return False
    names = find_names(text, frozenset({name.key}))
    return any(_is_part(name.key, found.key) or _is_demonym(name.key, found.key) for found in names)


def _is_part(key: str, other: str) -> bool:
    """A claim may shorten a name, or use an alias; it may not lengthen it."""
    return same_name(key, other) and (len(key.split()) <= len(other.split()) or len(other) <= 4)


def _is_demonym(a: str, b: str) -> bool:
    shorter, longer = sorted((a, b), key=len)
    return (
        len(shorter) >= 4
        and longer.startswith(shorter[: max(4, len(shorter) - 1)])
        and longer[len(shorter) - 1 :].rstrip("s").endswith(("ian", "an", "n", "i", "ish", "ese"))
        and " " not in longer
    )


def _missing_name(claim: str, name: Name, evidence: Evidence) -> Fault:
    ours = surroundings(claim, name.start, name.end)
    in_claim = {found.key for found in find_names(claim)}
    for passage in evidence.passages:
        for found in find_names(passage.text):
            other = not any(same_name(found.key, key) for key in in_claim)
            same_office = bool(name.title) and found.title == name.title
            shared = ours & surroundings(passage.text, found.start, found.end)
            if other and (same_office or len(shared) >= max(2, len(ours) // 2)):
                return Fault(
                    "name",
                    Support.CONTRADICTED,
                    say_otherwise(name.text, found.text, passage),
                )
    return Fault("name", Support.UNSUPPORTED, tr("{text} is in none of the passages", text=name.text))


def _check_title(name: Name, evidence: Evidence) -> Fault | None:
    rival: tuple[Passage, Name] | None = None
    other_office: tuple[Passage, Name] | None = None
    for passage in evidence.passages:
        for found in find_names(passage.text, frozenset({name.key})):
            if not found.title:
                continue
            if same_name(found.key, name.key):
                if same_title(name.title, found.title):
                    return None
                if is_honorific(name.title) is is_honorific(found.title):
                    other_office = (passage, found)
            elif same_title(name.title, found.title):
                rival = (passage, found)
    if rival:
        return Fault(
            "title",
            Support.CONTRADICTED,
            tr(
                "{title} is {text} in passage {id}, not {other}",
                title=name.title,
                text=rival[1].text,
                id=rival[0].id,
                other=name.text,
            ),
        )
    if other_office:
        passage, found = other_office
        return Fault(
            "title",
            Support.CONTRADICTED,
            tr(
                "{text} is {title} in the text, {other} in passage {id}",
                text=name.text,
                title=name.title,
                other=found.title,
                id=passage.id,
            ),
        )
    if any(_title_beside_name(passage.text, name) for passage in evidence.passages):
        return None
    return Fault(
        "title", Support.UNSUPPORTED, tr("no passage calls {text} {title}", text=name.text, title=name.title)
    )


def same_title(a: str, b: str) -> bool:
    """Equal offices, or one a shorter form of the other ("minister" for "interior minister")."""
    first, second = _office(a), _office(b)
    if first[-1:] != second[-1:]:
        return False
    return set(first) <= set(second) or set(second) <= set(first)


def _office(title: str) -> list[str]:
    neutral = re.sub(r"spokes(?:wo)?man\b", "spokesperson", title.lower())
    neutral = re.sub(r"\b(?:chief executive(?: officer)?|ceo)\b", "ceo", neutral)
    return [american(word) for word in re.sub(r"chair(?:wo)?man\b", "chair", neutral).split()]


def _title_beside_name(text: str, name: Name) -> bool:
    """The office's words in the same sentence, when the sentence binds no other person to that role."""
    lower = text.lower()
    if not all(word in lower for word in name.title.split()):
        return False
    return not any(
        found.title and not same_name(found.key, name.key) for found in find_names(text)
    ) or not is_role(name.title.split()[-1])
