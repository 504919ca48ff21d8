"""Figures as statements: what is measured, who says so, where, and whether it can be compared at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from bot.core.language import find_hedges, find_names, find_numbers, find_speaker, is_furniture, tokenize
from bot.core.language.mentions import Number, NumberKind, Token
from bot.core.measures import MEASURES, Measure, find_measure, of_scope
from bot.core.passages import read_passages
from bot.core.types import Article, Passage

FIRST_SENTENCES = 25  # of an article: later ones are background more often than news
_REACH = 7  # words between a figure and the word that tells what it measures

# A figure that is not the plain, present, whole value of its measure.
_PART = re.compile(
    r"^(?:\s\w+){0,2}?\s(?:(?:out )?of (?:the|them|those|these|whom|its|their|his|her|\d|all|which|\w+teen"
    r"|\w+ty|two|three|four|five|six|seven|eight|nine|ten|twelve|eleven)\b"
    r"|(?:more|others?|further|additional|new|extra|fewer)\b)",
    re.IGNORECASE,
)
_PART_BEFORE = re.compile(
    r"\b(?:including|among (?:them|those|the)|of (?:them|whom|which)|another|a further|(?:the )?other"
    r"|an additional|further|each|every|per|average(?: of)?|between them)\s+(?:the\s+|at least\s+)?$",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:up from|down from|from|earlier (?:count|figure|toll|estimate|reports?|said)[^.;]{0,30}"
    r"|previous(?:ly)?[^.;]{0,30}|initial(?:ly)?[^.;]{0,30}|revised (?:up|down) from|not|instead of"
    r"|rather than|first (?:said|put|reported)[^.;]{0,30}|had (?:said|put|spoken)[^.;]{0,20}|compared with"
    r"|against)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_EARLIER_AFTER = re.compile(
    r"^[^.;,]{0,25}\b(?:earlier (?:in|on|count|figure)|reported earlier|(?:before|until) (?:then|now)|(?:last"
    r"|the previous) (?:year|month|week)|(?:a )?(?:years?|months?|weeks?|decades?) ago)\b",
    re.IGNORECASE,
)
_OTHER_SCOPE = re.compile(
    r"\b(?:this year|last year|since (?:19|20)\d\d|so far this|in (?:19|20)\d\d|every year|a year|each year"
    r"|annual(?:ly)?|over the (?:past|last)|in the (?:past|last)|in recent|historic|in total since|on average"
    r"|nationwide|worldwide|capacity|up to|as many as|room for|seats for|designed)\b",
    re.IGNORECASE,
)
_UNREAL = frozenset({"forecast", "plan"})
_UNREAL_WORDS = re.compile(r"\b(?:could|might|may|would|if|feared|risk|expected|expects|predicts?|will)\b")
_CUT = re.compile(
    r";|,? (?:while|but|whereas|although|though)\s|: |, and (?=(?:the |\w+ )?\w+ (?:said|say|put|count))"
)
_BY_AFTER = re.compile(
    r"^[^,;.]{0,30}?\b(?:by (?:the )?(?:count|reckoning|estimate|tally) of|according to|, say"
    r"|, said)\s+(?P<who>[^,;.]{3,50})",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"(?P<who>(?:[A-Z][\w’'-]*|[Tt]he|[a-z]+)(?:\s[\w’'-]+){0,5}?)(?:,[^,]{3,50},|\sin \w+)?\s+(?:reckon(?:s"
    r"|ed)?|counts?|speaks? of|spoke of|puts?|estimates?|estimated|says?|gave|gives?|listed|lists|recorded)\b"
)
_HOW_MANY = re.compile(
    r"\bhow (?:many|much|large|big) ?(?P<counted>"
    r"(?:(?!(?:were|was|are|is|have|has|had|did|do|does|took|take|died|got|lost)\b)[a-z-]+ ?){0,3})",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s|\band that\b")
_NEW_CLAUSE = re.compile(r"\b(?:and|or|as|after|before|when|with)\b|[.:;]\s")


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure for one measure. `speaker` is "" where the outlet speaks itself."""

    measure: Measure
    number: Number
    passage: Passage
    article: Article
    speaker: str
    at: datetime


def read_statements(articles: Sequence[Article]) -> tuple[Statement, ...]:
    """Every figure that states the whole, present value of a known measure, oldest article first."""
    ordered = sorted((a for a in articles if not a.withdrawn), key=lambda a: (a.published_at, a.id))
    return tuple(statement for article in ordered for statement in _of_article(article))


def _of_article(article: Article) -> Iterator[Statement]:
    last_speaker = ""
    for passage in read_passages(article)[: FIRST_SENTENCES + 1]:
        if is_furniture(passage.text) or passage.text.rstrip().endswith("?"):
            continue
        for statement in read_sentence(article, passage):
            if statement.speaker.lower() in {"he", "she", "they", "it"}:
                statement = replace(statement, speaker=last_speaker)
            yield statement
        speaker = find_speaker(passage.text)
        if speaker and speaker.lower() not in {"he", "she", "it", "they"}:
            last_speaker = speaker


def read_sentence(article: Article, passage: Passage) -> Iterator[Statement]:
    """The statements of one passage. A pronoun as speaker is left as it is."""
    text = passage.text
    numbers = find_numbers(text)
    for number in numbers:
        if number.kind is not NumberKind.QUANTITY or not _is_plain(text, number):
            continue
        measure = _measured(text, number, numbers)
        if measure is not None and of_scope(measure, number.counted, number.unit):
            yield Statement(measure, number, passage, article, _speaker(text, number), article.published_at)


def find_values(text: str, measure_name: str) -> tuple[Number, ...]:
    """The figures in a sentence that give the whole, present value of one measure."""
    numbers = find_numbers(text)
    return tuple(
        number
        for number in numbers
        if number.kind is NumberKind.QUANTITY
        and _is_plain(text, number)
        and (measure := _measured(text, number, numbers)) is not None
        and measure.name == measure_name
        and of_scope(measure, number.counted, number.unit)
    )


def asks_for_whole(question: str, measure_name: str) -> bool:
    """Whether "How many people were injured when …?" asks for a measure's whole value, not that of a part."""
    match = _HOW_MANY.search(question)
    measure = find_measure(measure_name)
    if match is None or measure is None:
        return False
    tokens = tokenize(question[match.end() :])
    keys = {token.stem for token in tokens} | {f"{a.lower} {b.stem}" for a, b in pairwise(tokens)}
    counted = tokens[0].stem if tokens else ""
    if match["counted"]:
        counted = tokenize(match["counted"])[-1].stem
    return bool(measure.words & (keys | {counted})) and (
        counted in measure.words or not match["counted"] or of_scope(measure, counted, "")
    )


def _is_plain(text: str, number: Number) -> bool:
    before, after = text[: number.start], text[number.end :]
    clause = _clause(text, number)
    if _PART.match(after) or _PART_BEFORE.search(before[-40:]) or _EARLIER.search(before[-50:]):
        return False
    if _EARLIER_AFTER.match(after) or _OTHER_SCOPE.search(clause):
        return False
    near = _narrow(clause, number.text)
    return not (find_hedges(near) & _UNREAL or _UNREAL_WORDS.search(near))


def _narrow(clause: str, figure: str) -> str:
    """The part of a clause between commas or "and that" in which the figure stands."""
    return next((part for part in _COMMA.split(clause) if figure in part), clause)


def _clause(text: str, number: Number) -> str:
    start, end = _segment(text, number)
    return text[start:end]


def _segment(text: str, number: Number) -> tuple[int, int]:
    cuts = [match.span() for match in _CUT.finditer(text)]
    start = max((right for _, right in cuts if right <= number.start), default=0)
    end = min((left for left, _ in cuts if left >= number.end), default=len(text))
    return start, end


def _measured(text: str, number: Number, numbers: Sequence[Number]) -> Measure | None:
    """The measure whose word stands nearest to the figure in its clause, no other figure between them."""
    start, end = _segment(text, number)
    tokens = [t for t in tokenize(text) if t.text[0].isalpha() and start <= t.start and t.end <= end]
    best: tuple[int, Measure] | None = None
    for i, token in enumerate(tokens):
        keys = {token.stem, f"{tokens[i - 1].lower} {token.stem}" if i else ""}
        for measure in MEASURES:
            if keys & measure.words and not _is_apart(text, token, number, numbers):
                gap = _gap(tokens, token, number)
                if gap <= _REACH and (best is None or gap < best[0]):
                    best = (gap, measure)
    return best[1] if best else None


def _gap(tokens: Sequence[Token], token: Token, number: Number) -> int:
    low, high = sorted((token.start, number.start))
    between = sum(low < other.start < high for other in tokens)
    return between if token.start > number.start else between + 1


def _is_apart(text: str, token: Token, number: Number, numbers: Sequence[Number]) -> bool:
    """Whether another figure, or a new clause after the word, stands between the word and the figure."""
    low, high = min(token.end, number.end), max(token.start, number.start)
    if token.end <= number.start and _NEW_CLAUSE.search(text, token.end, number.start):
        return True
    return any(low <= other.start and other.end <= high and other is not number for other in numbers)


def _speaker(text: str, number: Number) -> str:
    start, end = _segment(text, number)
    after = _BY_AFTER.match(text[number.end : end])
    if after:
        return _short(after["who"])
    segment = text[start:end]
    speaker = find_speaker(segment)
    if not speaker:
        counting = _COUNTING.search(segment)
        speaker = counting["who"] if counting else ""
    if not speaker and start == 0:
        speaker = ""
    return _short(speaker)


def _short(speaker: str) -> str:
    """ "A police spokeswoman" stays; a whole clause taken for a speaker does not."""
    speaker = speaker.strip(" ,")
    if len(speaker.split()) > 8 and not find_names(speaker):
        return ""
    return speaker
